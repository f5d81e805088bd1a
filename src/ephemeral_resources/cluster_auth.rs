//! `eksoutpost_cluster_auth`: the token for the Kubernetes API.
//!
//! The story: the kind of cluster decides what the token names (`validate`, and again when everything is known); `open` signs it with the
//! provider's credentials, without a call. Nothing can renew it: Terraform keeps the value of `open` to the end, and a token is what it is. So
//! `close` says if it has expired by then, because that explains what the cluster refused.

use std::time::SystemTime;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Context, Diagnostic, Diagnostics, EphemeralResource, Model, Opened, Result};

use crate::aws::Secret;
use crate::config::Api;
use crate::rules::{self, ControlPlaneStorage, Violation};

/// Token for the Kubernetes API of an Amazon EKS local cluster, for the providers `kubernetes` and `helm`. It is in no state, no plan and no log.
///
/// Give `cluster_id`, `name` and `control_plane_storage` as `eksoutpost_local_cluster` has them: the token names the cluster by its ID with
/// `ebs` storage and by its name with `instance_store`, and a cluster takes no token that names it otherwise. The token acts as the principal
/// of the provider's credentials. The principal that created the cluster is its administrator; others need an entry in `aws-auth`, or an access entry
/// where the cluster has them.
///
/// The token is made again by each plan and each apply, as late as possible: in the first apply after the cluster is active, and
/// after an update of the cluster has ended. It is valid for 14 minutes, which nothing can prolong: Terraform cannot hand another value to a provider that
/// it has configured. If Terraform needs longer for what is in the cluster, it says in the end that the token has expired; use the
/// `exec` block of those providers there, with `aws eks get-token`.
///
/// No call is made for it. The cluster itself asks AWS STS who made the token, at `sts.<region>.amazonaws.com` or its like in other partitions,
/// whatever `endpoints`, `sts_region` and `use_fips_endpoint` of the provider block say: clusters take none but AWS's own hosts, and a private
/// cluster may reach no other than that one.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ClusterAuth {
    /// UUID of the cluster, `eksoutpost_local_cluster.example.cluster_id`. Required with `ebs` storage; may be null with `instance_store`.
    #[tf(optional, validate = rules::cluster_id)]
    pub cluster_id: Option<String>,

    /// Name of the cluster. Required with `instance_store` storage.
    #[tf(optional, validate = rules::cluster_name)]
    pub name: Option<String>,

    /// Kind of cluster, `eksoutpost_local_cluster.example.control_plane_storage`. Allowed values are: `ebs`, `instance_store`. Default value: `ebs`.
    #[tf(default = "ebs", validate = control_plane_storage)]
    pub control_plane_storage: String,

    /// AWS Region of the cluster. Default value: the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Token, for the argument `token` of the providers `kubernetes` and `helm`.
    #[tf(computed, sensitive)]
    pub token: Secret,

    /// Time at which the token expires, as RFC 3339: 14 minutes after it was made, or when the provider's credentials expire if that is earlier.
    #[tf(computed)]
    pub expires_at: String,
}

/// The ephemeral resource `eksoutpost_cluster_auth`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClusterAuthResource;

type Cx = Context<Api, ClusterAuth>;

impl EphemeralResource for ClusterAuthResource {
    type Api = Api;
    type Model = ClusterAuth;
    /// When the token expires.
    type Private = SystemTime;

    const NAME: &'static str = "cluster_auth";

    fn validate(&self, config: &ClusterAuthView) -> Diagnostics {
        let storage = &config.control_plane_storage;
        let storage = if storage.is_null() { Some("ebs") } else { storage.known().map(String::as_str) };
        // What is not known yet may be anything, and what has the wrong form is told by its own attribute.
        let Some(kind) = storage.and_then(|text| text.parse().ok()) else { return Diagnostics::new() };
        let (is_there, other) = match kind {
            ControlPlaneStorage::Ebs => (!config.cluster_id.is_null(), config.name.known()),
            ControlPlaneStorage::InstanceStore => (config.name.is_unknown(), config.name.known()),
        };
        if is_there {
            return Diagnostics::new();
        }
        subject(kind, None, other.map(String::as_str)).map_or_else(Diagnostics::from, |_| Diagnostics::new())
    }

    async fn open(&self, cx: &Cx, arguments: ClusterAuthArguments) -> Result<Opened<ClusterAuth, SystemTime>> {
        let ClusterAuthArguments { cluster_id, name, control_plane_storage, region } = arguments;
        let clients = cx.api()?.clients()?;
        let region = region.unwrap_or_else(|| clients.region().to_owned());
        rules::region_beside(&region, clients.region()).map_err(|violation| at("region", violation))?;
        let kind = control_plane_storage
            .parse::<ControlPlaneStorage>()
            .map_err(|violation| at("control_plane_storage", violation))?;
        let token = {
            let subject = subject(kind, cluster_id.as_deref(), name.as_deref())?;
            clients.cluster_token(&region, subject).await?
        };
        let (token, expires_at) = (token.token, token.expires_at);
        let model =
            ClusterAuth { cluster_id, name, control_plane_storage, region, token, expires_at: rfc3339(expires_at) };
        Ok(Opened::new(model, expires_at))
    }

    async fn close(&self, cx: &Cx, expires_at: SystemTime) -> Result<()> {
        if cx.api()?.clients()?.has_passed(expires_at) {
            cx.warn(expired(expires_at));
        }
        Ok(())
    }
}

fn control_plane_storage(text: &str) -> Result<(), Violation> {
    text.parse::<ControlPlaneStorage>().map(drop)
}

fn subject<'a>(
    kind: ControlPlaneStorage,
    cluster_id: Option<&'a str>,
    name: Option<&'a str>,
) -> Result<&'a str, Diagnostic> {
    rules::token_subject(kind, cluster_id, name).map_err(|(argument, violation)| at(argument, violation))
}

fn at(argument: &str, violation: Violation) -> Diagnostic {
    Diagnostic::from(violation).at(AttributePath::root().attribute(argument))
}

fn rfc3339(time: SystemTime) -> String {
    let seconds = DateTime::from_secs(DateTime::from(time).secs());
    // Every time until the year 9999 has this form.
    seconds.fmt(Format::DateTime).unwrap_or_default()
}

fn expired(expires_at: SystemTime) -> Diagnostic {
    Diagnostic::warning(
        "Token expired while it was in use",
        format!(
            "The token was valid until {}, and Terraform still needed it then. What a provider asked the cluster for afterwards was refused \
             (\"Unauthorized\"), and Terraform cannot give it another token in the same run. If something failed for that, run the command again. If it \
             takes this long every time, use the provider's `exec` block with `aws eks get-token` in place of `token`.",
            rfc3339(expires_at)
        ),
    )
}

#[cfg(test)]
mod tests;
