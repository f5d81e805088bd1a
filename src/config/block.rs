//! Schema and documentation of the provider block.

use std::collections::BTreeMap;

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Model};

use crate::{rules, tags};

/// Amazon EKS local clusters on AWS Outposts, and the IAM role they need.
///
/// Region and credentials come from the same places as for the AWS CLI and the AWS provider: arguments, environment variables, shared
/// configuration files, IAM Identity Center, container and instance credentials.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ProviderBlock {
    /// AWS Region of the Outpost. Default value: the environment variable `AWS_REGION` or `AWS_DEFAULT_REGION`, or the profile's Region.
    #[tf(optional, validate = rules::region)]
    pub region: Option<String>,

    /// Profile of the shared AWS configuration and credentials files. Default value: the environment variable `AWS_PROFILE` or
    /// `AWS_DEFAULT_PROFILE`, or `default`.
    #[tf(optional)]
    pub profile: Option<String>,

    /// Access key ID. Default value: the environment variable `AWS_ACCESS_KEY_ID`. Prefer a source of short-lived credentials.
    #[tf(optional)]
    pub access_key: Option<String>,

    /// Secret access key. Default value: the environment variable `AWS_SECRET_ACCESS_KEY`.
    #[tf(optional, sensitive)]
    pub secret_key: Option<String>,

    /// Session token of temporary credentials. Default value: the environment variable `AWS_SESSION_TOKEN`.
    #[tf(optional, sensitive)]
    pub token: Option<String>,

    /// Most attempts of one AWS API request, the first included. Default value: the environment variable `AWS_MAX_ATTEMPTS`, or `25`.
    #[tf(optional, validate = max_retries)]
    pub max_retries: Option<i64>,

    /// What to do with mistakes that AWS can tell while a new cluster is planned: `error` fails the plan, `warn` only warns, `off` makes no such calls.
    /// The calls are read-only, and what your credentials may not ask is not checked. The guide
    /// [Rules of local clusters](guides/rules.md) lists calls and rules. Default value: `error`.
    #[tf(optional, validate = rules::preflight)]
    pub preflight: Option<String>,

    /// Endpoints that replace those of AWS.
    #[tf(block)]
    pub endpoints: Option<Endpoints>,

    /// Tags for every resource of this provider.
    #[tf(block)]
    pub default_tags: Option<DefaultTags>,
}

/// Endpoints that replace those of AWS, for example of a VPC endpoint or a simulator.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Endpoints {
    /// URL of Amazon EC2. Default value: the environment variable `AWS_ENDPOINT_URL_EC2` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = endpoint)]
    pub ec2: Option<String>,

    /// URL of Amazon EKS. Default value: the environment variable `AWS_ENDPOINT_URL_EKS` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = endpoint)]
    pub eks: Option<String>,

    /// URL of AWS IAM. Default value: the environment variable `AWS_ENDPOINT_URL_IAM` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = endpoint)]
    pub iam: Option<String>,

    /// URL of AWS Outposts. Default value: the environment variable `AWS_ENDPOINT_URL_OUTPOSTS` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = endpoint)]
    pub outposts: Option<String>,

    /// URL of AWS STS. Default value: the environment variable `AWS_ENDPOINT_URL_STS` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = endpoint)]
    pub sts: Option<String>,
}

/// Tags for every resource of this provider. A resource's own tag of the same key wins.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct DefaultTags {
    /// Tags by key.
    #[tf(optional, validate = tags::check)]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Static keys come in pairs.
pub(crate) fn validate(config: &ProviderBlockView) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut need = |present: &Attr<String>, missing: &Attr<String>, name: &str, other: &str| {
        // What is not known yet may turn out to be null.
        if present.known().is_some() && missing.is_null() {
            let detail = format!(
                "`{name}` is set and `{other}` is not. Set both, or neither to use another source of credentials."
            );
            diagnostics
                .push(Diagnostic::error("Incomplete credentials", detail).at(AttributePath::root().attribute(name)));
        }
    };
    need(&config.access_key, &config.secret_key, "access_key", "secret_key");
    need(&config.secret_key, &config.access_key, "secret_key", "access_key");
    need(&config.token, &config.access_key, "token", "access_key");
    diagnostics
}

fn max_retries(attempts: &i64) -> Result<(), Diagnostic> {
    if (1..=1000).contains(attempts) {
        return Ok(());
    }
    Err(Diagnostic::error(
        "Invalid number of attempts",
        format!("{attempts} is not possible. Use a whole number from 1 to 1000."),
    ))
}

fn endpoint(url: &str) -> Result<(), Diagnostic> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace)) {
        return Ok(());
    }
    let detail = format!(
        "\"{url}\" is not an endpoint. Use a URL with scheme and host, for example \"https://eks.us-west-2.api.aws\"."
    );
    Err(Diagnostic::error("Invalid endpoint", detail))
}
