//! Roles that the provider block assumes: schema, documentation, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::Model;
use tf_provider_rs::model::{Attr, parse_duration};

use super::check;
use super::known::{list, map, secret, text};
use crate::aws::Secret;
use crate::{aws, rules, tags};

/// A role to assume.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct AssumeRole {
    /// ARN of the role.
    #[tf(required, validate = rules::role_arn)]
    pub role_arn: String,

    /// How long the session lasts, for example `1h30m`; it is renewed as long as Terraform runs. Default value: one hour.
    #[tf(optional, validate = check::session_duration)]
    pub duration: Option<String>,

    /// Identifier that the trust policy of a role in somebody else's account asks for.
    #[tf(optional)]
    pub external_id: Option<String>,

    /// IAM policy, JSON, that limits the session further.
    #[tf(optional, validate = check::policy)]
    pub policy: Option<String>,

    /// ARNs of managed policies that limit the session further.
    #[tf(optional, validate = check::policy_arns)]
    pub policy_arns: Option<BTreeSet<String>>,

    /// Name of the session, which CloudTrail shows. Default value: `terraform-provider-eksoutpost`.
    #[tf(optional, validate = rules::session_name)]
    pub session_name: Option<String>,

    /// Who stands behind the session; it stays through a chain of roles.
    #[tf(optional, validate = rules::session_name)]
    pub source_identity: Option<String>,

    /// Tags of the session.
    #[tf(optional, validate = tags::check)]
    pub tags: Option<BTreeMap<String, String>>,

    /// Keys of session tags that go on to the next role of the chain.
    #[tf(optional)]
    pub transitive_tag_keys: Option<BTreeSet<String>>,
}

/// A role to assume with a token of an identity provider.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct AssumeRoleWithWebIdentity {
    /// ARN of the role. Default value: the environment variable `AWS_ROLE_ARN`.
    #[tf(optional, validate = rules::role_arn)]
    pub role_arn: Option<String>,

    /// How long the session lasts, for example `1h30m`; it is renewed as long as Terraform runs. Default value: one hour.
    #[tf(optional, validate = check::session_duration)]
    pub duration: Option<String>,

    /// IAM policy, JSON, that limits the session further.
    #[tf(optional, validate = check::policy)]
    pub policy: Option<String>,

    /// ARNs of managed policies that limit the session further.
    #[tf(optional, validate = check::policy_arns)]
    pub policy_arns: Option<BTreeSet<String>>,

    /// Name of the session, which CloudTrail shows. Default value: the environment variable `AWS_ROLE_SESSION_NAME`, or
    /// `terraform-provider-eksoutpost`.
    #[tf(optional, validate = rules::session_name)]
    pub session_name: Option<String>,

    /// Token of the identity provider. Conflicts with `web_identity_token_file`. Default value: the environment variable
    /// `TF_AWS_WEB_IDENTITY_TOKEN`.
    #[tf(optional, sensitive)]
    pub web_identity_token: Option<Secret>,

    /// File with the token, read anew for each session; `~`, `$NAME` and `${NAME}` are replaced. Default value: the environment variable
    /// `AWS_WEB_IDENTITY_TOKEN_FILE`.
    #[tf(optional)]
    pub web_identity_token_file: Option<String>,
}

impl From<&AssumeRoleView> for aws::AssumeRole {
    fn from(view: &AssumeRoleView) -> Self {
        Self {
            role_arn: text(&view.role_arn).unwrap_or_default(),
            session: session(&view.session_name, &view.duration, &view.policy, &view.policy_arns),
            external_id: text(&view.external_id),
            source_identity: text(&view.source_identity),
            tags: map(&view.tags),
            transitive_tag_keys: list(&view.transitive_tag_keys),
        }
    }
}

impl From<&AssumeRoleWithWebIdentityView> for aws::WebIdentity {
    fn from(view: &AssumeRoleWithWebIdentityView) -> Self {
        Self {
            role_arn: text(&view.role_arn),
            session: session(&view.session_name, &view.duration, &view.policy, &view.policy_arns),
            token: secret(&view.web_identity_token),
            token_file: text(&view.web_identity_token_file),
        }
    }
}

/// What both say of the session.
fn session(
    name: &Attr<String>,
    duration: &Attr<String>,
    policy: &Attr<String>,
    policy_arns: &Attr<Vec<Attr<String>>>,
) -> aws::Session {
    aws::Session {
        name: text(name),
        duration: duration.known().and_then(|text| parse_duration(text).ok()),
        policy: text(policy),
        policy_arns: list(policy_arns),
    }
}
