//! From our settings to the SDK's configuration. What they leave open, the SDK takes from its own sources.

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::identity::IdentityCache;
use aws_config::imds::region::ImdsRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use super::Settings;
use super::error::Error;
use super::network;
use super::sources::Sources;

/// Everything but the credentials.
///
/// # Errors
/// If no source has a Region.
pub(super) async fn load(settings: &Settings, http_client: SharedHttpClient) -> Result<SdkConfig, Error> {
    // Looked up here: without one the SDK would wait for instance metadata twice.
    let region = match &settings.region {
        Some(region) => Region::new(region.clone()),
        None => regions(settings, http_client.clone()).region().await.ok_or_else(Error::no_region)?,
    };
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .region(region)
        .http_client(http_client)
        .timeout_config(network::timeouts(settings.attempt_timeout))
        // Renewal keeps credentials. The SDK's cache would give a look-up five seconds: too few for a role or a process.
        .identity_cache(IdentityCache::no_cache())
        .no_credentials();
    if let Some(profile) = settings.profile.as_ref().or(settings.default_profile.as_ref()) {
        loader = loader.profile_name(profile);
    }
    if let Some(files) = files(settings) {
        loader = loader.profile_files(files);
    }
    if let Some(use_fips) = settings.use_fips {
        loader = loader.use_fips(use_fips);
    }
    if let Some(use_dual_stack) = settings.use_dual_stack {
        loader = loader.use_dual_stack(use_dual_stack);
    }
    let sdk = loader.load().await;
    let retries = network::retries(settings.max_retries, settings.retry_mode.as_deref(), sdk.retry_config());
    Ok(sdk.into_builder().retry_config(retries).build())
}

/// Where credentials come from.
pub(super) fn sources(
    settings: &Settings,
    keys: Option<Credentials>,
    sdk: &SdkConfig,
    sts: aws_sdk_sts::config::Builder,
    http_client: SharedHttpClient,
) -> Sources {
    let config = provider_config(http_client)
        .with_region(sdk.region().cloned())
        .with_use_fips(sdk.use_fips())
        .with_use_dual_stack(sdk.use_dual_stack());
    Sources {
        keys,
        profile: settings.profile.clone(),
        default_profile: settings.default_profile.clone(),
        files: files(settings),
        metadata: settings.metadata.clone(),
        web_identity: settings.web_identity.clone(),
        roles: settings.assume_role.clone(),
        config,
        time: sdk.time_source().unwrap_or_default(),
        sts,
    }
}

fn provider_config(http_client: SharedHttpClient) -> ProviderConfig {
    ProviderConfig::without_region()
        .with_behavior_version(Some(BehaviorVersion::latest()))
        .with_http_client(http_client)
}

/// The shared configuration files; `None` for the SDK's own.
fn files(settings: &Settings) -> Option<EnvConfigFiles> {
    let (config, credentials) = (&settings.shared_config_files, &settings.shared_credentials_files);
    if config.is_empty() && credentials.is_empty() {
        return None;
    }
    let mut files = EnvConfigFiles::builder()
        .include_default_config_file(config.is_empty())
        .include_default_credentials_file(credentials.is_empty());
    for file in config {
        files = files.with_file(EnvConfigFileKind::Config, file);
    }
    for file in credentials {
        files = files.with_file(EnvConfigFileKind::Credentials, file);
    }
    Some(files.build())
}

/// The SDK's chain of Regions, with instance metadata as the provider block wants it.
fn regions(settings: &Settings, http_client: SharedHttpClient) -> RegionProviderChain {
    let config = provider_config(http_client);
    let mut profile = ProfileFileRegionProvider::builder().configure(&config);
    if let Some(name) = settings.profile.as_ref().or(settings.default_profile.as_ref()) {
        profile = profile.profile_name(name);
    }
    if let Some(files) = files(settings) {
        profile = profile.profile_files(files);
    }
    let chain = RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new()).or_else(profile.build());
    if settings.metadata.is_off() {
        return chain;
    }
    let client = settings.metadata.client(&config);
    chain.or_else(ImdsRegionProvider::builder().configure(&config).imds_client(client).build())
}
