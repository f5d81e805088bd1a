//! Roles that are assumed before AWS is called. The SDK's own providers lack source identity, transitive tags, inline tokens and durations.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_sts::Client;
use aws_sdk_sts::types::{self, PolicyDescriptorType, Tag};

use super::error::{Error, Service};
use super::settings::Secret;

/// Name of the session in CloudTrail unless the practitioner gives one.
const SESSION_NAME: &str = env!("CARGO_PKG_NAME");

/// The session of a role, whoever assumes it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Session {
    /// Its name; else that of this program.
    pub name: Option<String>,
    /// How long it lasts; else one hour.
    pub duration: Option<Duration>,
    /// Policy that limits it, JSON.
    pub policy: Option<String>,
    /// ARNs of managed policies that limit it.
    pub policy_arns: Vec<String>,
}

/// A role that the principal assumes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AssumeRole {
    /// ARN of the role.
    pub role_arn: String,
    /// The session that is asked for.
    pub session: Session,
    /// Identifier that the trust policy of a foreign account may ask for.
    pub external_id: Option<String>,
    /// Who stands behind the session.
    pub source_identity: Option<String>,
    /// Tags of the session.
    pub tags: BTreeMap<String, String>,
    /// Keys of tags that go on to the next role of the chain.
    pub transitive_tag_keys: Vec<String>,
}

/// A role that is assumed with a token of an OpenID Connect or OAuth 2.0 identity provider instead of keys.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WebIdentity {
    /// ARN of the role; else `AWS_ROLE_ARN`.
    pub role_arn: Option<String>,
    /// The session that is asked for; its name else `AWS_ROLE_SESSION_NAME`.
    pub session: Session,
    /// The token; else `TF_AWS_WEB_IDENTITY_TOKEN`, if there is no file.
    pub token: Option<Secret>,
    /// File with the token, read anew for each session; else `AWS_WEB_IDENTITY_TOKEN_FILE`.
    pub token_file: Option<String>,
}

impl Session {
    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(SESSION_NAME)
    }

    fn seconds(&self) -> Option<i32> {
        self.duration.map(|duration| i32::try_from(duration.as_secs()).unwrap_or(i32::MAX))
    }

    fn policies(&self) -> Option<Vec<PolicyDescriptorType>> {
        let policies = self.policy_arns.iter().map(|arn| PolicyDescriptorType::builder().arn(arn).build());
        (!self.policy_arns.is_empty()).then(|| policies.collect())
    }
}

impl AssumeRole {
    /// Asks STS for a session of the role.
    pub(super) async fn assume(&self, sts: &Client) -> Result<Credentials, Error> {
        const OPERATION: &str = "AssumeRole";
        let answer = sts
            .assume_role()
            .role_arn(&self.role_arn)
            .role_session_name(self.session.name())
            .set_duration_seconds(self.session.seconds())
            .set_external_id(self.external_id.clone())
            .set_policy(self.session.policy.clone())
            .set_policy_arns(self.session.policies())
            .set_source_identity(self.source_identity.clone())
            .set_tags((!self.tags.is_empty()).then(|| self.tags.iter().filter_map(tag).collect()))
            .set_transitive_tag_keys((!self.transitive_tag_keys.is_empty()).then(|| self.transitive_tag_keys.clone()))
            .send()
            .await
            .map_err(|error| Error::from_sdk(Service::Sts, OPERATION, object(&self.role_arn), &error))?;
        credentials(OPERATION, &self.role_arn, answer.credentials)
    }
}

impl WebIdentity {
    /// Asks STS for a session of the role. STS takes the token instead of a signature.
    pub(super) async fn assume(&self, sts: &Client) -> Result<Credentials, Error> {
        const OPERATION: &str = "AssumeRoleWithWebIdentity";
        let role_arn = self.role_arn.as_deref().unwrap_or_default();
        let answer = sts
            .assume_role_with_web_identity()
            .role_arn(role_arn)
            .role_session_name(self.session.name())
            .web_identity_token(self.read_token()?.reveal())
            .set_duration_seconds(self.session.seconds())
            .set_policy(self.session.policy.clone())
            .set_policy_arns(self.session.policies())
            .send()
            .await
            .map_err(|error| Error::from_sdk(Service::Sts, OPERATION, object(role_arn), &error))?;
        credentials(OPERATION, role_arn, answer.credentials)
    }

    /// Fills what is absent from the environment.
    ///
    /// # Errors
    /// If there is no role or no token after all.
    pub(super) fn fill(&mut self, variable: &impl Fn(&str) -> Option<String>) -> Result<(), Error> {
        let refuse = |argument: &str, name: &str| {
            Err(Error::invalid_setting(format!(
                "assume_role_with_web_identity needs {argument}, or the environment variable {name}"
            )))
        };
        if self.role_arn.is_none() {
            self.role_arn = variable("AWS_ROLE_ARN");
        }
        if self.session.name.is_none() {
            self.session.name = variable("AWS_ROLE_SESSION_NAME");
        }
        if self.token.is_none() && self.token_file.is_none() {
            self.token = variable("TF_AWS_WEB_IDENTITY_TOKEN").map(Secret::new);
        }
        if self.token.is_none() && self.token_file.is_none() {
            self.token_file = variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        }
        self.token_file = self.token_file.take().map(|file| super::paths::expand(&file, variable));
        match (&self.role_arn, &self.token, &self.token_file) {
            (None, _, _) => refuse("role_arn", "AWS_ROLE_ARN"),
            (_, None, None) => refuse("web_identity_token or web_identity_token_file", "TF_AWS_WEB_IDENTITY_TOKEN"),
            _ => Ok(()),
        }
    }

    fn read_token(&self) -> Result<Secret, Error> {
        match (&self.token, &self.token_file) {
            (Some(token), _) => Ok(token.clone()),
            (None, Some(file)) => match std::fs::read_to_string(file) {
                Ok(token) => Ok(Secret::new(token.trim())),
                Err(error) => Err(Error::invalid_setting(format!(
                    "the file {} with the web identity token cannot be read: {error}",
                    crate::rules::quote(file)
                ))),
            },
            (None, None) => Err(Error::invalid_setting("there is no web identity token")),
        }
    }
}

fn object(role_arn: &str) -> String {
    format!("role {}", crate::rules::quote(role_arn))
}

fn tag((key, value): (&String, &String)) -> Option<Tag> {
    // Only a tag without key or value does not build, and each has both.
    Tag::builder().key(key).value(value).build().ok()
}

fn credentials(
    operation: &'static str,
    role_arn: &str,
    answered: Option<types::Credentials>,
) -> Result<Credentials, Error> {
    let Some(keys) = answered else {
        return Err(Error::incomplete(Service::Sts, operation, object(role_arn), "credentials"));
    };
    let expiry = keys.expiration.try_into().ok();
    Ok(Credentials::new(keys.access_key_id, keys.secret_access_key, Some(keys.session_token), expiry, operation))
}
