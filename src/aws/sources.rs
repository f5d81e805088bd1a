//! Where credentials come from, in the order of the AWS CLI. Each source is made when it is asked, and what it said is kept for the error.

use std::time::SystemTime;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::credentials::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_types::sdk_config::SharedTimeSource;

use super::error::{self, Error};
use super::metadata::{self, Metadata};
use super::{AssumeRole, WebIdentity};
use crate::rules::quote;

/// Everything that may give credentials.
pub(super) struct Sources {
    /// Keys of the provider block, which go before every other source.
    pub(super) keys: Option<Credentials>,
    /// Profile that the provider block names: then the only source.
    pub(super) profile: Option<String>,
    /// Profile where neither the provider block nor `AWS_PROFILE` names one.
    pub(super) default_profile: Option<String>,
    pub(super) files: Option<EnvConfigFiles>,
    pub(super) metadata: Metadata,
    pub(super) web_identity: Option<WebIdentity>,
    pub(super) roles: Vec<AssumeRole>,
    pub(super) config: ProviderConfig,
    pub(super) time: SharedTimeSource,
    /// Configuration of STS but for the credentials.
    pub(super) sts: aws_sdk_sts::config::Builder,
}

#[derive(Clone, Copy)]
enum Source {
    Environment,
    Profile,
    WebIdentityToken,
    Container,
    InstanceMetadata,
}

impl Sources {
    pub(super) fn now(&self) -> SystemTime {
        self.time.now()
    }

    /// Credentials of the first source that has some, and then of every role in turn.
    pub(super) async fn credentials(&self) -> Result<Credentials, Error> {
        let mut credentials = match (&self.web_identity, &self.keys) {
            (Some(identity), _) => identity.assume(&aws_sdk_sts::Client::from_conf(self.sts.clone().build())).await?,
            (None, Some(keys)) => keys.clone(),
            (None, None) => self.first().await?,
        };
        for role in &self.roles {
            let sts = self.sts.clone().credentials_provider(credentials);
            credentials = role.assume(&aws_sdk_sts::Client::from_conf(sts.build())).await?;
        }
        Ok(credentials)
    }

    async fn first(&self) -> Result<Credentials, Error> {
        if let Some(profile) = &self.profile {
            return self.ask(Source::Profile).await.map_err(|error| Error::no_credentials(of_profile(profile, &error)));
        }
        let order = [
            Source::Environment,
            Source::Profile,
            Source::WebIdentityToken,
            Source::Container,
            Source::InstanceMetadata,
        ];
        let mut tried = Vec::new();
        for source in order {
            match self.ask(source).await {
                Ok(credentials) => return Ok(credentials),
                // As in the SDK's own chain: a source that is there and fails is not passed over.
                Err(CredentialsError::CredentialsNotLoaded(_)) => tried.push(self.without(source)),
                Err(error) => {
                    return Err(Error::no_credentials(format!(
                        "{}: {}",
                        self.name(source),
                        error::credentials(&error)
                    )));
                }
            }
        }
        Err(Error::no_credentials(format!("no source has credentials. Tried in this order: {}", tried.join("; "))))
    }

    async fn ask(&self, source: Source) -> Result<Credentials, CredentialsError> {
        let config = &self.config;
        match source {
            Source::Environment => EnvironmentVariableCredentialsProvider::new().provide_credentials().await,
            Source::Profile => self.profile_provider().provide_credentials().await,
            Source::WebIdentityToken => {
                WebIdentityTokenCredentialsProvider::builder().configure(config).build().provide_credentials().await
            }
            Source::Container => {
                EcsCredentialsProvider::builder().configure(config).build().provide_credentials().await
            }
            Source::InstanceMetadata if self.metadata.is_off() => Err(CredentialsError::not_loaded("off")),
            Source::InstanceMetadata => {
                let provider = self.metadata_provider();
                let answer = tokio::time::timeout(metadata::TIMEOUT, provider.provide_credentials()).await;
                match answer {
                    // "Not there" has several forms; none of them hides another source, for this is the last.
                    Ok(Err(CredentialsError::ProviderError(_))) | Err(_) => {
                        Err(CredentialsError::not_loaded("no answer"))
                    }
                    Ok(answer) => answer,
                }
            }
        }
    }

    fn profile_provider(&self) -> ProfileFileCredentialsProvider {
        let mut builder = ProfileFileCredentialsProvider::builder().configure(&self.config);
        if let Some(profile) = self.profile.as_ref().or(self.default_profile.as_ref()) {
            builder = builder.profile_name(profile);
        }
        if let Some(files) = &self.files {
            builder = builder.profile_files(files.clone());
        }
        builder.with_custom_provider("Ec2InstanceMetadata", self.metadata_provider()).build()
    }

    fn metadata_provider(&self) -> ImdsCredentialsProvider {
        let client = self.metadata.client(&self.config);
        ImdsCredentialsProvider::builder().configure(&self.config).imds_client(client).build()
    }

    fn name(&self, source: Source) -> String {
        match source {
            Source::Environment => "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY".to_owned(),
            Source::Profile => match &self.default_profile {
                Some(profile) => format!("the profile {} of the shared configuration files", quote(profile)),
                None => "the profile (AWS_PROFILE, or \"default\") of the shared configuration files".to_owned(),
            },
            Source::WebIdentityToken => "a web identity token (AWS_WEB_IDENTITY_TOKEN_FILE)".to_owned(),
            Source::Container => {
                "a container's credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI)".to_owned()
            }
            Source::InstanceMetadata => "EC2 instance metadata".to_owned(),
        }
    }

    /// The source, and in which way it is without credentials.
    fn without(&self, source: Source) -> String {
        let why = match source {
            Source::Environment | Source::WebIdentityToken | Source::Container => "not set",
            Source::Profile => "not there, or without credentials",
            Source::InstanceMetadata if self.metadata.is_off() => "switched off",
            Source::InstanceMetadata => "no role, no answer, or switched off",
        };
        format!("{}: {why}", self.name(source))
    }
}

fn of_profile(profile: &str, error: &CredentialsError) -> String {
    let why = match error {
        CredentialsError::CredentialsNotLoaded(_) => {
            "it is not in the shared configuration files, or names no source of credentials".to_owned()
        }
        error => error::credentials(error),
    };
    format!("the profile {} gives no credentials: {why}", quote(profile))
}

#[cfg(test)]
#[path = "sources_tests.rs"]
mod tests;
