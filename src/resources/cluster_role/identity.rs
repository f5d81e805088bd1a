//! What tells a role from all others: name and account. IAM has no two roles with both the same at a time.

use tf_provider_rs::{Identified, Model, Result};

use super::ClusterRoleResource;
use super::model::ClusterRole;
use crate::rules::arn::Arn;

/// Identity of a cluster role.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ClusterRoleIdentity {
    /// Name of the role.
    #[tf(required)]
    pub name: String,

    /// ID of the AWS account that owns the role. Default value: the account of the provider's credentials.
    #[tf(optional)]
    pub account_id: Option<String>,
}

impl Identified for ClusterRoleResource {
    type Identity = ClusterRoleIdentity;

    fn identity(state: &ClusterRole) -> ClusterRoleIdentity {
        let arn = state.arn.as_deref().and_then(Arn::parse);
        ClusterRoleIdentity { name: state.name.clone(), account_id: arn.map(|arn| arn.account.to_owned()) }
    }

    /// The framework compares the account with that of the role which is found.
    fn import_id(identity: &ClusterRoleIdentity) -> Result<String> {
        Ok(identity.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use tf_provider_rs::Identified;

    use super::ClusterRoleIdentity;
    use crate::resources::cluster_role::ClusterRoleResource;
    use crate::resources::cluster_role::import::unseen;
    use crate::resources::cluster_role::model::ClusterRole;
    use crate::rules::ControlPlaneStorage;

    #[test]
    fn the_account_is_known_once_the_arn_is() {
        let identity = |account_id: Option<&str>| ClusterRoleIdentity {
            name: "edge".to_owned(),
            account_id: account_id.map(str::to_owned),
        };
        let unseen = unseen(ControlPlaneStorage::Ebs, "{}".to_owned());
        let mut state = ClusterRole { name: "edge".to_owned(), ..unseen };
        assert_eq!(ClusterRoleResource::identity(&state), identity(None));
        state.arn = Some("arn:aws:iam::123456789012:role/path/edge".to_owned());
        assert_eq!(ClusterRoleResource::identity(&state), identity(Some("123456789012")));
        assert_eq!(ClusterRoleResource::import_id(&identity(None)).unwrap(), "edge");
    }
}
