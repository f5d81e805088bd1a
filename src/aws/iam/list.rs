//! Finding roles that nobody has named.

use aws_sdk_iam::types::EntityType;

use super::Iam;
use crate::aws::Page;
use crate::aws::error::{Error, Service};

impl Iam {
    /// Names of roles that a policy is attached to, of those whose path begins with `path_prefix`: the first hundred, or those of the page
    /// `after`. A policy that does not exist is attached to none.
    ///
    /// # Errors
    /// If IAM cannot be asked.
    pub async fn roles_with_policy(
        &self,
        policy_arn: &str,
        path_prefix: Option<&str>,
        after: Option<&str>,
    ) -> Result<Page<String>, Error> {
        const OPERATION: &str = "ListEntitiesForPolicy";
        let call = self
            .client
            .list_entities_for_policy()
            .policy_arn(policy_arn)
            .entity_filter(EntityType::Role)
            .set_path_prefix(path_prefix.map(str::to_owned))
            .set_marker(after.map(str::to_owned));
        match call.send().await {
            Ok(answer) => {
                let roles = answer.policy_roles.unwrap_or_default();
                let names = roles.into_iter().filter_map(|role| role.role_name).collect();
                Ok(Page::new(Some(names), answer.marker.filter(|_| answer.is_truncated), after))
            }
            Err(error) => {
                let error = Error::from_sdk(Service::Iam, OPERATION, policy_arn, &error);
                if error.is_not_found() { Ok(Page::new(None, None, after)) } else { Err(error) }
            }
        }
    }
}
