//! Schema and documentation of the provider block.

use std::collections::BTreeSet;

use tf_provider_rs::Model;

use super::check;
use super::roles::{AssumeRole, AssumeRoleWithWebIdentity};
use super::tags::{DefaultTags, IgnoreTags};
use crate::aws::Secret;
use crate::rules;

/// Amazon EKS local clusters on AWS Outposts, and the IAM role they need.
///
/// Region and credentials come from the same places as for the AWS CLI and the AWS provider: arguments, environment variables, shared
/// configuration files, IAM Identity Center, container and instance credentials. Arguments have the names they have in the AWS provider.
/// Where that has nested blocks, this provider has attributes: `default_tags = { ... }`, `endpoints = { ... }`, `ignore_tags = { ... }`,
/// and `assume_role = [{ ... }]`, a list, whose roles are assumed one after the other.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ProviderBlock {
    /// AWS Region of the Outpost. Default value: the environment variable `AWS_REGION` or `AWS_DEFAULT_REGION`, or the profile's Region.
    #[tf(optional)]
    pub region: Option<String>,

    /// Profile of the shared AWS configuration and credentials files. If set, no other source of credentials is asked. Default value: the
    /// environment variable `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`, or `default`.
    #[tf(optional)]
    pub profile: Option<String>,

    /// Access key ID. Default value: the environment variable `AWS_ACCESS_KEY_ID`. Prefer a source of short-lived credentials.
    #[tf(optional)]
    pub access_key: Option<String>,

    /// Secret access key. Default value: the environment variable `AWS_SECRET_ACCESS_KEY`.
    #[tf(optional, sensitive)]
    pub secret_key: Option<Secret>,

    /// Session token of temporary credentials. Default value: the environment variable `AWS_SESSION_TOKEN`.
    #[tf(optional, sensitive)]
    pub token: Option<Secret>,

    /// Shared configuration files, later ones win; `~`, `$NAME` and `${NAME}` are replaced. Default value: the environment variable
    /// `AWS_CONFIG_FILE`, or `~/.aws/config`.
    #[tf(optional)]
    pub shared_config_files: Option<Vec<String>>,

    /// Shared credentials files, later ones win; `~`, `$NAME` and `${NAME}` are replaced. Default value: the environment variable
    /// `AWS_SHARED_CREDENTIALS_FILE`, or `~/.aws/credentials`.
    #[tf(optional)]
    pub shared_credentials_files: Option<Vec<String>>,

    /// Roles to assume, each with the credentials of the one before; the last one's are used.
    #[tf(optional)]
    pub assume_role: Option<Vec<AssumeRole>>,

    /// Role to assume with a token of an identity provider, such as that of a CI system. Before those of `assume_role`.
    #[tf(optional)]
    pub assume_role_with_web_identity: Option<AssumeRoleWithWebIdentity>,

    /// Accounts in which this configuration may work. In any other it stops before anything is changed. Conflicts with
    /// `forbidden_account_ids`.
    #[tf(optional, validate = check::account_ids)]
    pub allowed_account_ids: Option<BTreeSet<String>>,

    /// Accounts in which this configuration may not work. Conflicts with `allowed_account_ids`.
    #[tf(optional, validate = check::account_ids)]
    pub forbidden_account_ids: Option<BTreeSet<String>>,

    /// Tags for every resource of this provider. A resource's own tag of the same key wins. The environment variable
    /// `TF_AWS_DEFAULT_TAGS_KEY` sets the tag `KEY` unless it is given here.
    #[tf(optional)]
    pub default_tags: Option<DefaultTags>,

    /// Tags that somebody else manages: they are neither changed, nor removed, nor shown. One that is configured all the same is set once,
    /// at the creation. Tags whose key begins with `aws:` are always ignored.
    #[tf(optional)]
    pub ignore_tags: Option<IgnoreTags>,

    /// Endpoints that replace those of AWS. They go before `AWS_ENDPOINT_URL_SERVICE`, `AWS_ENDPOINT_URL` and `endpoint_url` in the shared
    /// configuration files, in this order, which `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` switches off.
    #[tf(optional)]
    pub endpoints: Option<Endpoints>,

    /// Region of AWS STS. Default value: that of the provider.
    #[tf(optional)]
    pub sts_region: Option<String>,

    /// Whether to use endpoints that comply with FIPS 140. Default value: the environment variable `AWS_USE_FIPS_ENDPOINT`, or `false`.
    #[tf(optional)]
    pub use_fips_endpoint: Option<bool>,

    /// Whether to use endpoints that have IPv6 beside IPv4. Default value: the environment variable `AWS_USE_DUALSTACK_ENDPOINT`, or `false`.
    #[tf(optional)]
    pub use_dualstack_endpoint: Option<bool>,

    /// Most attempts of one AWS API request, the first included. Default value: the environment variable `AWS_MAX_ATTEMPTS`,
    /// `max_attempts` of the profile, or `25`.
    #[tf(optional, validate = check::max_retries)]
    pub max_retries: Option<i64>,

    /// How pauses between attempts grow: `standard`, or `adaptive`, which also slows down the first attempts while AWS throttles. Default
    /// value: the environment variable `AWS_RETRY_MODE`, `retry_mode` of the profile, or `standard`.
    #[tf(optional, validate = check::retry_mode)]
    pub retry_mode: Option<String>,

    /// Tokens for retries that all requests share. A retry takes 14, or 5 if AWS throttles, and gives them back if it succeeds; a request that
    /// finds too few is not tried again. Default value: 50000, as good as no limit.
    #[tf(optional, validate = check::token_bucket)]
    pub token_bucket_rate_limiter_capacity: Option<i64>,

    /// URL of the proxy for `http` endpoints, and for `https` ones if they have none of their own. Default value: the environment variable
    /// `HTTP_PROXY`.
    #[tf(optional, validate = check::proxy)]
    pub http_proxy: Option<Secret>,

    /// URL of the proxy for `https` endpoints, which all of AWS's are. An empty string stands for none. Default value: the environment
    /// variable `HTTPS_PROXY`.
    #[tf(optional, validate = check::proxy)]
    pub https_proxy: Option<Secret>,

    /// Hosts, domains and networks that are reached without a proxy, separated by commas. Default value: the environment variable
    /// `NO_PROXY`.
    #[tf(optional)]
    pub no_proxy: Option<String>,

    /// File with certificates (PEM) of authorities to trust beside the system's, such as that of a proxy that inspects TLS. Default value:
    /// the environment variable `AWS_CA_BUNDLE`.
    #[tf(optional)]
    pub custom_ca_bundle: Option<String>,

    /// Not supported, here only to say so: this provider always checks certificates. Use `custom_ca_bundle`.
    #[tf(optional, validate = check::insecure)]
    pub insecure: Option<bool>,

    /// URL of EC2 instance metadata. Default value: the environment variable `AWS_EC2_METADATA_SERVICE_ENDPOINT`.
    #[tf(optional, validate = check::endpoint)]
    pub ec2_metadata_service_endpoint: Option<String>,

    /// Protocol of EC2 instance metadata: `IPv4` or `IPv6`. Default value: the environment variable
    /// `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`, or `IPv4`.
    #[tf(optional, validate = check::metadata_mode)]
    pub ec2_metadata_service_endpoint_mode: Option<String>,

    /// Whether to leave EC2 instance metadata alone. The environment variable `AWS_EC2_METADATA_DISABLED` with the value `true` does the
    /// same, whatever is set here. Default value: `false`.
    #[tf(optional)]
    pub skip_metadata_api_check: Option<bool>,

    /// Whether to look for credentials only when the first request needs them, not when the provider is configured. Default value: `false`.
    #[tf(optional)]
    pub skip_credentials_validation: Option<bool>,

    /// Whether to never ask AWS STS whose credentials are in use. `creator_principal_arn` of new clusters is then null. Default value:
    /// `false`.
    #[tf(optional)]
    pub skip_requesting_account_id: Option<bool>,

    /// Whether to accept a Region whose name has an unknown form. Default value: `false`.
    #[tf(optional)]
    pub skip_region_validation: Option<bool>,

    /// Products to name in the user agent of requests, each as `name/version (comment)`. Those of the environment variable
    /// `TF_APPEND_USER_AGENT` follow.
    #[tf(optional)]
    pub user_agent: Option<Vec<String>>,

    /// What to do with mistakes that AWS can tell while a new cluster is planned: `error` fails the plan, `warn` only warns, `off` makes no such calls.
    /// The calls are read-only, and what your credentials may not ask is not checked. The guide
    /// [Rules of local clusters](guides/rules.md) lists calls and rules. Default value: `error`.
    #[tf(optional, validate = rules::preflight)]
    pub preflight: Option<String>,
}

/// Endpoints that replace those of AWS, for example of a VPC endpoint or a simulator.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Endpoints {
    /// URL of Amazon EC2. Default value: the environment variable `AWS_ENDPOINT_URL_EC2` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = check::endpoint)]
    pub ec2: Option<String>,

    /// URL of Amazon EKS. Default value: the environment variable `AWS_ENDPOINT_URL_EKS` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = check::endpoint)]
    pub eks: Option<String>,

    /// URL of AWS IAM. Default value: the environment variable `AWS_ENDPOINT_URL_IAM` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = check::endpoint)]
    pub iam: Option<String>,

    /// URL of AWS Outposts. Default value: the environment variable `AWS_ENDPOINT_URL_OUTPOSTS` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = check::endpoint)]
    pub outposts: Option<String>,

    /// URL of AWS STS. Default value: the environment variable `AWS_ENDPOINT_URL_STS` or `AWS_ENDPOINT_URL`.
    #[tf(optional, validate = check::endpoint)]
    pub sts: Option<String>,
}
