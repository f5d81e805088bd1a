//! What the provider block and the environment say about calling AWS.

use std::fmt;

use super::{AssumeRole, Connection, Metadata, WebIdentity, endpoint_urls, paths};

/// Settings of the AWS clients. What is absent is left to the SDK's own sources.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Region of the clients; else `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's, or the instance's.
    pub region: Option<String>,
    /// Profile of the shared configuration files. If set, its credentials are used, and no other source's.
    pub profile: Option<String>,
    /// Profile to use where neither `profile` nor `AWS_PROFILE` names one: `AWS_DEFAULT_PROFILE`, else `default`.
    pub default_profile: Option<String>,
    /// Access key id, together with `secret_key`.
    pub access_key: Option<String>,
    /// Secret access key, together with `access_key`.
    pub secret_key: Option<Secret>,
    /// Session token of temporary keys.
    pub token: Option<Secret>,
    /// Files instead of `~/.aws/config`; else `AWS_CONFIG_FILE`.
    pub shared_config_files: Vec<String>,
    /// Files instead of `~/.aws/credentials`; else `AWS_SHARED_CREDENTIALS_FILE`.
    pub shared_credentials_files: Vec<String>,
    /// Role that is assumed with a token, before those of `assume_role`.
    pub web_identity: Option<WebIdentity>,
    /// Roles that are assumed, each with the credentials of the one before.
    pub assume_role: Vec<AssumeRole>,
    /// EC2 instance metadata.
    pub metadata: Metadata,
    /// Proxies and certificate authorities.
    pub connection: Connection,
    /// Whether endpoints comply with FIPS 140; else `AWS_USE_FIPS_ENDPOINT`.
    pub use_fips: Option<bool>,
    /// Whether endpoints have IPv4 and IPv6; else `AWS_USE_DUALSTACK_ENDPOINT`.
    pub use_dual_stack: Option<bool>,
    /// Region of STS; else that of the other clients.
    pub sts_region: Option<String>,
    /// Endpoints that replace AWS's own.
    pub endpoints: Endpoints,
    /// Most attempts of one request, the first included; else `AWS_MAX_ATTEMPTS`, else 25.
    pub max_retries: Option<u32>,
    /// `standard` or `adaptive`; else `AWS_RETRY_MODE`, else `standard`.
    pub retry_mode: Option<String>,
    /// Tokens for retries that all requests share; else as good as none are missing.
    pub token_bucket_capacity: Option<usize>,
    /// Whether STS is not asked whose credentials are in use.
    pub skip_requesting_account_id: bool,
    /// Version of Terraform, for the user agent.
    pub terraform_version: Option<String>,
    /// Version of this provider, for the user agent.
    pub provider_version: Option<String>,
    /// More products for the user agent, followed by those of `TF_APPEND_USER_AGENT`.
    pub user_agent: Option<String>,
    /// Pause between polls, for tests and demonstrations; else `EKSOUTPOST_POLL_INTERVAL`, else [`super::Schedule`]'s own.
    pub poll_interval: Option<std::time::Duration>,
    /// Longest that one attempt of a request may take, for tests; else `EKSOUTPOST_ATTEMPT_TIMEOUT`, else half a minute.
    pub attempt_timeout: Option<std::time::Duration>,
}

/// Endpoint URLs that replace AWS's own.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Endpoints {
    /// Of Amazon EC2.
    pub ec2: Option<String>,
    /// Of Amazon EKS.
    pub eks: Option<String>,
    /// Of AWS IAM.
    pub iam: Option<String>,
    /// Of AWS Outposts.
    pub outposts: Option<String>,
    /// Of AWS STS.
    pub sts: Option<String>,
}

impl Settings {
    /// Fills what is absent from environment variables that the SDK does not read itself.
    ///
    /// # Errors
    /// If `AWS_MAX_ATTEMPTS`, `EKSOUTPOST_POLL_INTERVAL`, `EKSOUTPOST_ATTEMPT_TIMEOUT` or an `AWS_ENDPOINT_URL` cannot be read.
    pub fn with_environment(mut self, variable: impl Fn(&str) -> Option<String>) -> Result<Self, super::Error> {
        endpoint_urls::check_environment(&variable)?;
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        if self.default_profile.is_none() && variable("AWS_PROFILE").is_none() {
            self.default_profile = variable("AWS_DEFAULT_PROFILE");
        }
        if let Some(products) = variable("TF_APPEND_USER_AGENT") {
            self.user_agent = Some(self.user_agent.map_or(products.clone(), |given| format!("{given} {products}")));
        }
        if self.retry_mode.is_none() {
            self.retry_mode = variable("AWS_RETRY_MODE").map(|mode| mode.to_lowercase());
        }
        for file in self.shared_config_files.iter_mut().chain(&mut self.shared_credentials_files) {
            *file = paths::expand(file, &variable);
        }
        self.connection.fill(&variable);
        if let Some(identity) = &mut self.web_identity {
            identity.fill(&variable)?;
        }
        if self.max_retries.is_none()
            && let Some(text) = variable("AWS_MAX_ATTEMPTS")
        {
            let attempts = text.parse().ok().filter(|attempts| *attempts > 0);
            self.max_retries = Some(attempts.ok_or_else(|| {
                super::Error::invalid_setting(format!(
                    "AWS_MAX_ATTEMPTS is {}, not a whole number from 1",
                    crate::rules::quote(&text)
                ))
            })?);
        }
        for (setting, name) in [
            (&mut self.poll_interval, "EKSOUTPOST_POLL_INTERVAL"),
            (&mut self.attempt_timeout, "EKSOUTPOST_ATTEMPT_TIMEOUT"),
        ] {
            if setting.is_none()
                && let Some(text) = variable(name)
            {
                *setting = Some(interval(&text).ok_or_else(|| {
                    super::Error::invalid_setting(format!(
                        "{name} is {}, not a duration such as \"200ms\" or \"5s\"",
                        crate::rules::quote(&text)
                    ))
                })?);
            }
        }
        Ok(self)
    }
}

/// Text that is shown to nobody.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Secret(String);

impl Secret {
    /// Hides the text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text: for the signer, for the HTTP client, and for Terraform, who wrote it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("** redacted **")
    }
}

/// A positive whole number of `ms` or `s`, at most one hour.
fn interval(text: &str) -> Option<std::time::Duration> {
    let milliseconds: u64 = match text.strip_suffix("ms") {
        Some(number) => number.parse().ok()?,
        None => text.strip_suffix('s')?.parse::<u64>().ok()?.checked_mul(1000)?,
    };
    (1..=3_600_000).contains(&milliseconds).then(|| std::time::Duration::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::{Secret, Settings};
    use std::time::Duration;

    fn from(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_fills_what_the_provider_block_leaves_out() {
        let environment = from(&[
            ("AWS_DEFAULT_PROFILE", "edge"),
            ("AWS_MAX_ATTEMPTS", "7"),
            ("EKSOUTPOST_POLL_INTERVAL", "200ms"),
            ("EKSOUTPOST_ATTEMPT_TIMEOUT", "2s"),
            ("TF_APPEND_USER_AGENT", "ci/1"),
        ]);
        let settings = Settings::default().with_environment(&environment).unwrap();
        assert_eq!((settings.profile, settings.default_profile.as_deref()), (None, Some("edge")));
        assert_eq!(settings.max_retries, Some(7));
        assert_eq!(settings.poll_interval, Some(Duration::from_millis(200)));
        assert_eq!(settings.attempt_timeout, Some(Duration::from_secs(2)));
        assert_eq!(settings.user_agent.as_deref(), Some("ci/1"));

        let given = Settings { max_retries: Some(2), user_agent: Some("mine".to_owned()), ..Settings::default() };
        let settings = given.with_environment(&environment).unwrap();
        assert_eq!((settings.user_agent.as_deref(), settings.max_retries), (Some("mine ci/1"), Some(2)));
    }

    #[test]
    fn aws_profile_goes_before_aws_default_profile() {
        let settings =
            Settings::default().with_environment(from(&[("AWS_PROFILE", "a"), ("AWS_DEFAULT_PROFILE", "b")])).unwrap();
        assert_eq!(settings.default_profile, None, "the SDK reads AWS_PROFILE itself");
    }

    #[test]
    fn malformed_variables_are_named() {
        for (name, value, text) in [
            ("AWS_MAX_ATTEMPTS", "many", "AWS_MAX_ATTEMPTS is \"many\", not a whole number from 1"),
            ("AWS_MAX_ATTEMPTS", "0", "AWS_MAX_ATTEMPTS is \"0\", not a whole number from 1"),
            (
                "EKSOUTPOST_POLL_INTERVAL",
                "5m",
                "EKSOUTPOST_POLL_INTERVAL is \"5m\", not a duration such as \"200ms\" or \"5s\"",
            ),
            (
                "EKSOUTPOST_POLL_INTERVAL",
                "0s",
                "EKSOUTPOST_POLL_INTERVAL is \"0s\", not a duration such as \"200ms\" or \"5s\"",
            ),
            (
                "EKSOUTPOST_ATTEMPT_TIMEOUT",
                "soon",
                "EKSOUTPOST_ATTEMPT_TIMEOUT is \"soon\", not a duration such as \"200ms\" or \"5s\"",
            ),
        ] {
            let environment = |asked: &str| (asked == name).then(|| value.to_owned());
            assert_eq!(Settings::default().with_environment(environment).unwrap_err().to_string(), text);
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let settings = Settings {
            secret_key: Some(Secret::new("canary-1")),
            token: Some(Secret::new("canary-2")),
            ..Settings::default()
        };
        assert!(!format!("{settings:?} {settings:#?}").contains("canary"));
    }
}
