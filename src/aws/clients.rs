//! The AWS clients of one provider configuration.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use tokio::sync::OnceCell;

use super::error::{self, Error};
use super::http_client;
use super::network::{self, NobodyThere};
use super::user_agent::AppendUserAgent;
use super::{CallerIdentity, Eks, Endpoints, Iam, Schedule, Settings, Sts};
use crate::rules::partition::Partition;
use crate::rules::quote;

/// Most attempts of one request unless the practitioner says otherwise; hashicorp/aws has the same default.
const MAX_ATTEMPTS: u32 = 25;

/// Hands out the services. Cheap to clone; all clones share connections, credentials and what was looked up.
#[derive(Clone)]
pub struct Clients {
    shared: Arc<Shared>,
}

struct Shared {
    sdk: SdkConfig,
    region: String,
    profile: Option<String>,
    endpoints: Endpoints,
    schedule: Schedule,
    user_agent: AppendUserAgent,
    retry_partition: RetryPartition,
    eks: Mutex<HashMap<String, Eks>>,
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
        Self::load_with(settings, http_client::http_client()).await
    }

    /// As [`Clients::load`], over another HTTP client.
    ///
    /// # Errors
    /// As [`Clients::load`].
    pub async fn load_with(settings: Settings, http_client: SharedHttpClient) -> Result<Self, Error> {
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http_client.clone())
            .timeout_config(network::timeouts(settings.attempt_timeout))
            .retry_config(RetryConfig::standard().with_max_attempts(settings.max_retries.unwrap_or(MAX_ATTEMPTS)));
        if let Some(region) = &settings.region {
            loader = loader.region(Region::new(region.clone()));
        }
        if let Some(profile) = settings.profile.as_ref().or(settings.default_profile.as_ref()) {
            loader = loader.profile_name(profile);
        }
        let keys = static_credentials(&settings)?;
        let has_keys = keys.is_some();
        if let Some(keys) = keys {
            loader = loader.credentials_provider(SharedCredentialsProvider::new(keys));
        }
        let mut sdk = loader.load().await;
        if let (false, Some(profile)) = (has_keys, &settings.profile) {
            let provider = profile_credentials(profile, &sdk, http_client);
            sdk = sdk.into_builder().credentials_provider(provider).build();
        }
        let region = sdk.region().map(|region| region.as_ref().to_owned()).ok_or_else(Error::no_region)?;
        Ok(Self::new(settings, sdk, region))
    }

    fn new(settings: Settings, sdk: SdkConfig, region: String) -> Self {
        let user_agent = AppendUserAgent::new(&settings);
        let retry_partition = network::retry_partition();
        let schedule = settings.poll_interval.map_or_else(Schedule::default, Schedule::every);
        let endpoints = settings.endpoints;
        let mut iam = aws_sdk_iam::config::Builder::from(&sdk)
            .interceptor(user_agent.clone())
            .retry_partition(retry_partition.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &endpoints.iam {
            iam = iam.endpoint_url(url);
        }
        let mut sts = aws_sdk_sts::config::Builder::from(&sdk)
            .interceptor(user_agent.clone())
            .retry_partition(retry_partition.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &endpoints.sts {
            sts = sts.endpoint_url(url);
        }
        let iam = Iam::new(aws_sdk_iam::Client::from_conf(iam.build()), schedule.clone());
        let sts = Sts::new(aws_sdk_sts::Client::from_conf(sts.build()));
        Self {
            shared: Arc::new(Shared {
                sdk,
                region,
                profile: settings.profile,
                endpoints,
                schedule,
                user_agent,
                retry_partition,
                eks: Mutex::default(),
                iam,
                sts,
                identity: OnceCell::new(),
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
        let mut clients = self.shared.eks.lock().unwrap_or_else(PoisonError::into_inner);
        clients.entry(region.to_owned()).or_insert_with(|| self.new_eks(region)).clone()
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

    /// Who we are; asked once per provider process.
    ///
    /// # Errors
    /// If STS cannot be asked or does not know the credentials. The next call asks again.
    pub async fn caller_identity(&self) -> Result<&CallerIdentity, Error> {
        self.shared.identity.get_or_try_init(|| self.shared.sts.caller_identity()).await
    }

    /// Looks up credentials without calling the service they are for.
    ///
    /// # Errors
    /// If no source has credentials.
    pub async fn check_credentials(&self) -> Result<(), Error> {
        let Some(provider) = self.shared.sdk.credentials_provider() else {
            return Err(Error::no_credentials("no source has credentials"));
        };
        match provider.provide_credentials().await {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::no_credentials(self.why_no_credentials(&error))),
        }
    }

    fn why_no_credentials(&self, error: &CredentialsError) -> String {
        match (&self.shared.profile, error) {
            (None, error) => error::credentials(error),
            (Some(profile), CredentialsError::CredentialsNotLoaded(_)) => format!(
                "the profile {} gives no credentials: it is not in the shared configuration files, or names no source of \
                 credentials",
                quote(profile)
            ),
            (Some(profile), error) => {
                format!("the profile {} gives no credentials: {}", quote(profile), error::credentials(error))
            }
        }
    }

    fn new_eks(&self, region: &str) -> Eks {
        let shared = &self.shared;
        let mut config = aws_sdk_eks::config::Builder::from(&shared.sdk)
            .region(Region::new(region.to_owned()))
            .interceptor(shared.user_agent.clone())
            .retry_partition(shared.retry_partition.clone())
            .interceptor(NobodyThere);
        if let Some(url) = &shared.endpoints.eks {
            config = config.endpoint_url(url);
        }
        Eks::new(aws_sdk_eks::Client::from_conf(config.build()), region, shared.schedule.clone())
    }
}

impl fmt::Debug for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clients").field("region", &self.shared.region).finish_non_exhaustive()
    }
}

/// The credentials of a profile that the provider block names. The SDK's chain would ask the environment first, and go on to
/// other sources where the profile does not exist.
fn profile_credentials(profile: &str, sdk: &SdkConfig, http_client: SharedHttpClient) -> SharedCredentialsProvider {
    let config = ProviderConfig::without_region().with_http_client(http_client).with_region(sdk.region().cloned());
    let provider = ProfileFileCredentialsProvider::builder().configure(&config).profile_name(profile).build();
    SharedCredentialsProvider::new(provider)
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
