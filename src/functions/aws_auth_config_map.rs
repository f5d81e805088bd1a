//! `provider::eksoutpost::aws_auth_config_map`.

use std::collections::BTreeSet;

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Function, Model, Parameters, Result};

use super::cluster;
use super::options::{Options, refused_at};
use crate::documents::{AwsAuth, Mapping};
use crate::rules::Violation;
use crate::rules::aws_auth::{NODE_GROUPS, NODE_USERNAME, reads_aws_auth, role_without_path, user_arn};

/// Writes the ConfigMap `aws-auth`, as YAML: which IAM roles and users may use the Kubernetes API, nodes among them.
///
/// Clusters with `ebs` storage let in nobody else but their creator; clusters with `instance_store` storage have access entries beside it, and
/// with `authentication_mode = "API"` nothing else, which is an error here.
///
/// The result is for `kubectl apply -f -`. For the kubernetes provider use `yamldecode(...)` on it: the whole in a `kubernetes_manifest`, its
/// `data` in a `kubernetes_config_map_v1_data`. ConfigMaps have one owner: what stands in the cluster's and not here is lost.
#[derive(Clone, Debug, Parameters)]
pub struct AwsAuthConfigMapParameters {
    /// Cluster: an `eksoutpost_local_cluster` as it is, or an object with its `control_plane_storage` and `access_config`.
    pub cluster: AwsAuthCluster,
    /// One object with any of `node_role_arns` (ARNs of the roles of nodes), `roles` (objects with `role_arn`, `username` and `groups`) and `users`
    /// (objects with `user_arn`, `username` and `groups`). The path of a role is left out, because the session of a role does not show it.
    #[tf(variadic)]
    pub mappings: Vec<Options>,
}

/// What decides whether a cluster reads the ConfigMap.
#[derive(Clone, Debug, Default, PartialEq, Model)]
pub struct AwsAuthCluster {
    /// Kind of cluster.
    #[tf(optional)]
    pub control_plane_storage: Option<String>,
    /// Who may use the Kubernetes API.
    #[tf(optional)]
    pub access_config: Option<Access>,
}

/// Who may use the Kubernetes API.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Access {
    /// Where EKS looks up who a principal is.
    #[tf(optional)]
    pub authentication_mode: Option<String>,
}

/// The function `aws_auth_config_map`.
#[derive(Clone, Copy, Debug, Default)]
pub struct AwsAuthConfigMap;

impl Function for AwsAuthConfigMap {
    type Parameters = AwsAuthConfigMapParameters;
    type Output = String;

    const NAME: &'static str = "aws_auth_config_map";

    fn call(&self, AwsAuthConfigMapParameters { cluster, mappings }: AwsAuthConfigMapParameters) -> Result<String> {
        let kind = cluster::storage(cluster.control_plane_storage)?;
        let mode = cluster.access_config.and_then(|access| access.authentication_mode);
        refused_at(reads_aws_auth(kind, mode.as_deref()), cluster::at("access_config.authentication_mode"))?;

        let mappings = Options::only(mappings, &["node_role_arns", "roles", "users"])?;
        let mut seen = BTreeSet::new();
        let mut roles = Vec::new();
        for (place, arn) in mappings.texts("node_role_arns")? {
            let arn = refused_at(role_without_path(&arn), place.clone())?;
            roles.push(once(
                &mut seen,
                place,
                Mapping { arn, username: NODE_USERNAME.to_owned(), groups: NODE_GROUPS.map(str::to_owned).to_vec() },
            )?);
        }
        roles.extend(principals(&mappings, "roles", "role_arn", role_without_path, &mut seen)?);
        let user = |arn: &str| user_arn(arn).map(|()| arn.to_owned());
        let users = principals(&mappings, "users", "user_arn", user, &mut seen)?;
        if roles.is_empty() && users.is_empty() {
            let detail = "Without a role or user the ConfigMap would lock everybody out but the cluster's creator. Give { node_role_arns = [...] }.";
            let place = AttributePath::root().attribute("mappings");
            return Err(Diagnostic::error("Nobody to let in", detail).at(place).into());
        }
        Ok(AwsAuth { roles, users }.to_yaml())
    }
}

/// The roles or users that an option lists.
fn principals(
    mappings: &Options,
    list: &str,
    key: &str,
    check: impl Fn(&str) -> std::result::Result<String, Violation>,
    seen: &mut BTreeSet<String>,
) -> Result<Vec<Mapping>> {
    let entries = mappings.objects(list, &[key, "username", "groups"])?;
    let mapping = |entry: Options| {
        let missing = |name: &str| entry.refuse(name, "Missing", "It is required.");
        let arn = entry.checked(key, &check)?.ok_or_else(|| missing(key))?;
        let username = entry.text("username")?.ok_or_else(|| missing("username"))?;
        let groups = entry.texts("groups")?.into_iter().map(|(_, group)| group).collect();
        once(seen, entry.at(key), Mapping { arn, username, groups })
    };
    entries.into_iter().map(mapping).collect()
}

/// The mapping, if its principal has no other: the authenticator takes one of them and says nothing.
fn once(seen: &mut BTreeSet<String>, place: AttributePath, mapping: Mapping) -> Result<Mapping> {
    if seen.insert(mapping.arn.clone()) {
        return Ok(mapping);
    }
    let detail = format!(
        "\"{}\" is mapped more than once, and only one of the mappings would count. Remove the others.",
        mapping.arn
    );
    Err(Diagnostic::error("Mapped twice", detail).at(place).into())
}

#[cfg(test)]
mod tests;
