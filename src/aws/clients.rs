//! The AWS clients of one provider configuration.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use aws_config::{Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use tokio::sync::OnceCell;

use super::endpoint_urls;
use super::error::Error;
use super::http_client;
use super::lookups::Lookups;
use super::network::{self, NobodyThere};
use super::renewal::Renewal;
use super::sdk_config;
use super::user_agent::AppendUserAgent;
use super::{CallerIdentity, ClusterToken, Ec2, Eks, Endpoints, Iam, Look, Outposts, Schedule, Settings, Sts};
use crate::rules::partition::Partition;

/// What every client has beside the SDK's own configuration. The SDK's builders are different types with the same methods.
macro_rules! equip {
    ($config:expr, $equipment:expr, $endpoint:expr) => {{
        let config = $config
            .interceptor($equipment.user_agent.clone())
            .retry_partition($equipment.retry_partition.clone())
            .interceptor(NobodyThere);
        match $endpoint {
            Some(url) => config.endpoint_url(url),
            None => config,
        }
    }};
}

/// A client of one Region, with the credentials that are renewed.
macro_rules! equip_in {
    ($region:expr, $config:expr, $shared:expr, $endpoint:expr) => {
        equip!($config, $shared.equipment, $endpoint)
            .region(Region::new($region.to_owned()))
            .retry_classifier($shared.renewal.clone())
    };
}

/// A client that only looks before something is changed, and therefore not for long.
macro_rules! equip_to_look {
    ($region:expr, $config:expr, $shared:expr, $endpoint:expr) => {
        equip_in!($region, $config, $shared, $endpoint)
            .timeout_config(network::look_up_timeouts())
            .retry_config(RetryConfig::standard().with_max_attempts($shared.look_up_attempts))
    };
}

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
    equipment: Equipment,
    look_up_attempts: u32,
    ec2: Mutex<HashMap<String, Ec2>>,
    eks: Mutex<HashMap<String, Eks>>,
    outposts: Mutex<HashMap<String, Outposts>>,
    patient_outposts: Mutex<HashMap<String, Outposts>>,
    lookups: Lookups,
    iam: Iam,
    sts: Sts,
    identity: OnceCell<CallerIdentity>,
}

struct Equipment {
    user_agent: AppendUserAgent,
    retry_partition: RetryPartition,
}

impl Clients {
    /// Reads the SDK's sources (environment, shared files, instance metadata) and makes the clients. Calls no AWS service.
    ///
    /// # Errors
    /// If no source has a Region, keys or token are given by halves, or an endpoint of the profile is no URL.
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
        endpoint_urls::check_profile(&sdk, &settings.endpoints, keys.is_some())?;
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
        let equipment = Equipment {
            user_agent: AppendUserAgent::new(&settings),
            retry_partition: network::retry_partition(settings.token_bucket_capacity),
        };
        let endpoints = settings.endpoints.clone();
        let sts = equip!(aws_sdk_sts::config::Builder::from(&sdk), equipment, &endpoints.sts);
        let sts = match settings.sts_region.clone() {
            Some(region) => sts.region(Region::new(region)),
            None => sts,
        };
        let renewal = Renewal::new(sdk_config::sources(&settings, keys, &sdk, sts.clone(), http_client));
        let sts = sts.credentials_provider(renewal.clone()).retry_classifier(renewal.clone());
        let sdk = sdk.into_builder().credentials_provider(SharedCredentialsProvider::new(renewal.clone())).build();
        let iam = equip!(aws_sdk_iam::config::Builder::from(&sdk), equipment, &endpoints.iam);
        let iam = iam.retry_classifier(renewal.clone());
        let schedule = settings.poll_interval.map_or_else(Schedule::default, Schedule::every);
        let look_up_attempts = settings.max_retries.unwrap_or(network::MAX_ATTEMPTS).min(network::LOOK_UP_ATTEMPTS);
        Self {
            shared: Arc::new(Shared {
                sdk,
                region,
                renewal,
                endpoints,
                schedule: schedule.clone(),
                equipment,
                look_up_attempts,
                ec2: Mutex::default(),
                eks: Mutex::default(),
                outposts: Mutex::default(),
                patient_outposts: Mutex::default(),
                lookups: Lookups::default(),
                iam: Iam::new(aws_sdk_iam::Client::from_conf(iam.build()), schedule),
                sts: Sts::new(aws_sdk_sts::Client::from_conf(sts.build())),
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

    /// AWS Outposts in a Region, for a look that one can do without. One client per Region, made when it is asked for.
    #[must_use]
    pub fn outposts(&self, region: &str) -> Outposts {
        in_region(&self.shared.outposts, region, || {
            let shared = &self.shared;
            let config = aws_sdk_outposts::config::Builder::from(&shared.sdk);
            Outposts::new(equip_to_look!(region, config, shared, &shared.endpoints.outposts).build())
        })
    }

    /// The same for what one cannot do without: with the retries that the practitioner wants.
    #[must_use]
    pub fn patient_outposts(&self, region: &str) -> Outposts {
        in_region(&self.shared.patient_outposts, region, || {
            let shared = &self.shared;
            let config = aws_sdk_outposts::config::Builder::from(&shared.sdk);
            Outposts::new(equip_in!(region, config, shared, &shared.endpoints.outposts).build())
        })
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

    /// A token for the Kubernetes API of a cluster in a Region, which knows itself as `subject`. Calls nothing unless the credentials must be
    /// renewed.
    ///
    /// # Errors
    /// If no source has credentials, or they cannot sign.
    pub async fn cluster_token(&self, region: &str, subject: &str) -> Result<ClusterToken, Error> {
        let credentials = self.shared.renewal.credentials().await?;
        ClusterToken::new(&credentials, region, subject, self.shared.renewal.now())
    }

    /// Whether a time is over.
    #[must_use]
    pub fn has_passed(&self, time: SystemTime) -> bool {
        time <= self.shared.renewal.now()
    }

    fn new_eks(&self, region: &str) -> Eks {
        let shared = &self.shared;
        let config = aws_sdk_eks::config::Builder::from(&shared.sdk);
        let config = equip_in!(region, config, shared, &shared.endpoints.eks);
        Eks::new(aws_sdk_eks::Client::from_conf(config.build()), region, shared.schedule.clone())
    }

    fn new_ec2(&self, region: &str) -> Ec2 {
        let shared = &self.shared;
        Ec2::new(&shared.sdk, shared.schedule.clone(), |config| {
            equip_to_look!(region, config, shared, &shared.endpoints.ec2)
        })
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
