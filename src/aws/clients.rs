//! The AWS clients of one provider configuration.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::{Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use tokio::sync::OnceCell;

use super::error::Error;
use super::http_client;
use super::lookups::Lookups;
use super::network::{self, NobodyThere};
use super::renewal::Renewal;
use super::sdk_config;
use super::user_agent::AppendUserAgent;
use super::{CallerIdentity, Ec2, Eks, Endpoints, Iam, Look, Outposts, Schedule, Settings, Sts};
use crate::rules::partition::Partition;

/// Hands out the services. Cheap to clone; all clones share connections, credentials and what was looked up.
#[derive(Clone)]
pub struct Clients {
    shared: Arc<Shared>,
}

struct Shared {
    sdk: SdkConfig,
    region: String,
    renewal: Renewal,
    endpoints: Endpoints,
    schedule: Schedule,
    user_agent: AppendUserAgent,
    retry_partition: RetryPartition,
    look_up_attempts: u32,
    ec2: Mutex<HashMap<String, Ec2>>,
    eks: Mutex<HashMap<String, Eks>>,
    outposts: Mutex<HashMap<String, Outposts>>,
    lookups: Lookups,
    iam: Iam,
    sts: Sts,
    identity: OnceCell<CallerIdentity>,
}

impl Clients {
    /// Reads the SDK's sources (environment, shared files, instance metadata) and makes the clients. Calls no AWS service.
    ///
    /// # Errors
    /// If no source has a Region, or if keys or token are given by halves.
    pub async fn load(settings: Settings) -> Result<Self, Error> {
        let http_client = http_client::http_client(&settings.connection)?;
        Self::load_with(settings, http_client).await
    }

    /// As [`Clients::load`], over another HTTP client.
    ///
    /// # Errors
    /// As [`Clients::load`].
    pub async fn load_with(settings: Settings, http_client: SharedHttpClient) -> Result<Self, Error> {
        let keys = static_credentials(&settings)?;
        let sdk = sdk_config::load(&settings, http_client.clone()).await?;
        let region = sdk.region().map(|region| region.as_ref().to_owned()).ok_or_else(Error::no_region)?;
        Ok(Self::new(settings, keys, sdk, region, http_client))
    }

    fn new(
        settings: Settings,
        keys: Option<Credentials>,
        sdk: SdkConfig,
        region: String,
        http_client: SharedHttpClient,
    ) -> Self {
        let user_agent = AppendUserAgent::new(&settings);
        let retry_partition = network::retry_partition(settings.token_bucket_capacity);
        let schedule = settings.poll_interval.map_or_else(Schedule::default, Schedule::every);
        let mut sts = aws_sdk_sts::config::Builder::from(&sdk)
            .interceptor(user_agent.clone())
            .retry_partition(retry_partition.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &settings.endpoints.sts {
            sts = sts.endpoint_url(url);
        }
        if let Some(region) = &settings.sts_region {
            sts = sts.region(Region::new(region.clone()));
        }
        let renewal = Renewal::new(sdk_config::sources(&settings, keys, &sdk, sts.clone(), http_client));
        let sdk = sdk.into_builder().credentials_provider(SharedCredentialsProvider::new(renewal.clone())).build();
        let look_up_attempts = settings.max_retries.unwrap_or(network::MAX_ATTEMPTS).min(network::LOOK_UP_ATTEMPTS);
        let endpoints = settings.endpoints;
        let mut iam = aws_sdk_iam::config::Builder::from(&sdk)
            .interceptor(user_agent.clone())
            .retry_partition(retry_partition.clone())
            .retry_classifier(renewal.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &endpoints.iam {
            iam = iam.endpoint_url(url);
        }
        let sts = sts.credentials_provider(renewal.clone()).retry_classifier(renewal.clone());
        let iam = Iam::new(aws_sdk_iam::Client::from_conf(iam.build()), schedule.clone());
        let sts = Sts::new(aws_sdk_sts::Client::from_conf(sts.build()));
        Self {
            shared: Arc::new(Shared {
                sdk,
                region,
                renewal,
                endpoints,
                schedule,
                user_agent,
                retry_partition,
                look_up_attempts,
                ec2: Mutex::default(),
                eks: Mutex::default(),
                outposts: Mutex::default(),
                lookups: Lookups::default(),
                iam,
                sts,
                identity: OnceCell::new_with(settings.skip_requesting_account_id.then(CallerIdentity::not_asked)),
            }),
        }
    }

    /// The Region of the provider block, or the one that the SDK found.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.shared.region
    }

    /// The partition of the Region.
    #[must_use]
    pub fn partition(&self) -> &'static Partition {
        Partition::of_region(self.region())
    }

    /// Amazon EKS in a Region, or in the provider's. One client per Region.
    #[must_use]
    pub fn eks(&self, region: Option<&str>) -> Eks {
        let region = region.unwrap_or(self.region());
        in_region(&self.shared.eks, region, || self.new_eks(region))
    }

    /// Amazon EC2 in a Region. One client per Region, made when it is asked for.
    #[must_use]
    pub fn ec2(&self, region: &str) -> Ec2 {
        in_region(&self.shared.ec2, region, || self.new_ec2(region))
    }

    /// AWS Outposts in a Region. One client per Region, made when it is asked for.
    #[must_use]
    pub fn outposts(&self, region: &str) -> Outposts {
        in_region(&self.shared.outposts, region, || self.new_outposts(region))
    }

    /// A look at a Region before anything is changed there; from now on it may take ten seconds.
    #[must_use]
    pub fn look<'a>(&'a self, region: &'a str) -> Look<'a> {
        Look::new(self, &self.shared.lookups, region)
    }

    /// AWS IAM.
    #[must_use]
    pub fn iam(&self) -> &Iam {
        &self.shared.iam
    }

    /// AWS STS.
    #[must_use]
    pub fn sts(&self) -> &Sts {
        &self.shared.sts
    }

    /// Who we are; asked once per provider process, or not at all if the practitioner says so.
    ///
    /// # Errors
    /// If STS cannot be asked or does not know the credentials. The next call asks again.
    pub async fn caller_identity(&self) -> Result<&CallerIdentity, Error> {
        self.shared.identity.get_or_try_init(|| self.shared.sts.caller_identity()).await
    }

    /// Looks up credentials without calling the service they are for. They are kept for the first call.
    ///
    /// # Errors
    /// If no source has credentials, or a role cannot be assumed.
    pub async fn check_credentials(&self) -> Result<(), Error> {
        self.shared.renewal.credentials().await.map(drop)
    }

    fn new_eks(&self, region: &str) -> Eks {
        let shared = &self.shared;
        let mut config = aws_sdk_eks::config::Builder::from(&shared.sdk)
            .region(Region::new(region.to_owned()))
            .interceptor(shared.user_agent.clone())
            .retry_partition(shared.retry_partition.clone())
            .retry_classifier(shared.renewal.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &shared.endpoints.eks {
            config = config.endpoint_url(url);
        }
        Eks::new(aws_sdk_eks::Client::from_conf(config.build()), region, shared.schedule.clone())
    }

    fn new_ec2(&self, region: &str) -> Ec2 {
        let shared = &self.shared;
        Ec2::new(&shared.sdk, shared.schedule.clone(), |config| {
            let config = config
                .region(Region::new(region.to_owned()))
                .timeout_config(network::look_up_timeouts())
                .retry_config(RetryConfig::standard().with_max_attempts(shared.look_up_attempts))
                .interceptor(shared.user_agent.clone())
                .retry_partition(shared.retry_partition.clone())
                .retry_classifier(shared.renewal.clone())
                .interceptor(NobodyThere);
            match &shared.endpoints.ec2 {
                Some(url) => config.endpoint_url(url),
                None => config,
            }
        })
    }

    fn new_outposts(&self, region: &str) -> Outposts {
        let shared = &self.shared;
        let mut config = aws_sdk_outposts::config::Builder::from(&shared.sdk)
            .region(Region::new(region.to_owned()))
            .timeout_config(network::look_up_timeouts())
            .retry_config(RetryConfig::standard().with_max_attempts(shared.look_up_attempts))
            .interceptor(shared.user_agent.clone())
            .retry_partition(shared.retry_partition.clone())
            .retry_classifier(shared.renewal.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &shared.endpoints.outposts {
            config = config.endpoint_url(url);
        }
        Outposts::new(aws_sdk_outposts::Client::from_conf(config.build()))
    }
}

impl fmt::Debug for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clients").field("region", &self.shared.region).finish_non_exhaustive()
    }
}

fn in_region<T: Clone>(clients: &Mutex<HashMap<String, T>>, region: &str, make: impl FnOnce() -> T) -> T {
    let mut clients = clients.lock().unwrap_or_else(PoisonError::into_inner);
    clients.entry(region.to_owned()).or_insert_with(make).clone()
}

/// The keys of the provider block, which go before every other source. Without a token they are long-lived keys.
fn static_credentials(settings: &Settings) -> Result<Option<Credentials>, Error> {
    match (&settings.access_key, &settings.secret_key) {
        (Some(access_key), Some(secret_key)) => Ok(Some(Credentials::new(
            access_key,
            secret_key.reveal(),
            settings.token.as_ref().map(|token| token.reveal().to_owned()),
            None,
            "provider block",
        ))),
        (None, None) if settings.token.is_some() => {
            Err(Error::invalid_setting("token is set without access_key and secret_key"))
        }
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::invalid_setting("access_key is set without secret_key")),
        (None, Some(_)) => Err(Error::invalid_setting("secret_key is set without access_key")),
    }
}

#[cfg(test)]
#[path = "clients_tests.rs"]
mod tests;
