//! What a role holds and what holds it: attached policies, inline policies, instance profiles.

use aws_sdk_iam::types::AttachedPolicy;
use tokio::time::Instant;

use super::Iam;
use super::propagation::{NEW_ROLE, after_others, pause};
use super::role::{failed, gone_is_done};
use crate::aws::error::Error;
use crate::aws::{Page, Waiting};

impl Iam {
    /// All policies attached to a role, of all pages; nothing if there is no such role. Never a part of the list.
    ///
    /// # Errors
    /// If any page cannot be read.
    pub async fn find_attached_policies(&self, role: &str) -> Result<Option<Vec<AttachedPolicy>>, Error> {
        let found = Page::all(|next| {
            let call = self.client.list_attached_role_policies().role_name(role).set_marker(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.attached_policies, page.marker))
                    .map_err(|error| failed("ListAttachedRolePolicies", role, &error))
            }
        })
        .await;
        match found {
            Ok(policies) => Ok(Some(policies)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Attaches a policy; success if it is attached already. A role that was just made may be unknown for ten seconds.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn attach_policy(&self, role: &str, policy_arn: &str, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "AttachRolePolicy";
        let started = Instant::now();
        loop {
            let attached = after_others(waiting, OPERATION, role, || async {
                let call = self.client.attach_role_policy().role_name(role).policy_arn(policy_arn).send().await;
                call.map(drop).map_err(|error| failed(OPERATION, role, &error))
            });
            match attached.await {
                Err(error) if error.is_not_found() && started.elapsed() < NEW_ROLE => {
                    if !pause(waiting).await {
                        return Err(error);
                    }
                }
                result => return result,
            }
        }
    }

    /// Detaches a policy; success if it is not attached.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn detach_policy(&self, role: &str, policy_arn: &str, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "DetachRolePolicy";
        after_others(waiting, OPERATION, role, || async {
            let call = self.client.detach_role_policy().role_name(role).policy_arn(policy_arn).send().await;
            gone_is_done(call.map(drop).map_err(|error| failed(OPERATION, role, &error)))
        })
        .await
    }

    /// Names of all inline policies of a role; none if there is no such role.
    ///
    /// # Errors
    /// If any page cannot be read.
    pub async fn find_inline_policies(&self, role: &str) -> Result<Vec<String>, Error> {
        let found = Page::all(|next| {
            let call = self.client.list_role_policies().role_name(role).set_marker(next);
            async move {
                call.send()
                    .await
                    .map(|page| (Some(page.policy_names), page.marker))
                    .map_err(|error| failed("ListRolePolicies", role, &error))
            }
        })
        .await;
        none_if_gone(found)
    }

    /// Deletes an inline policy; success if there is none.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn delete_inline_policy(&self, role: &str, policy: &str, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "DeleteRolePolicy";
        after_others(waiting, OPERATION, role, || async {
            let call = self.client.delete_role_policy().role_name(role).policy_name(policy).send().await;
            gone_is_done(call.map(drop).map_err(|error| failed(OPERATION, role, &error)))
        })
        .await
    }

    /// Names of all instance profiles that hold a role; none if there is no such role.
    ///
    /// # Errors
    /// If any page cannot be read.
    pub async fn find_instance_profiles(&self, role: &str) -> Result<Vec<String>, Error> {
        let found = Page::all(|next| {
            let call = self.client.list_instance_profiles_for_role().role_name(role).set_marker(next);
            async move {
                call.send()
                    .await
                    .map(|page| (Some(page.instance_profiles), page.marker))
                    .map_err(|error| failed("ListInstanceProfilesForRole", role, &error))
            }
        })
        .await;
        Ok(none_if_gone(found)?.into_iter().map(|profile| profile.instance_profile_name).collect())
    }

    /// Takes a role out of an instance profile, which stays; success if it is not in it.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn remove_role_from_instance_profile(
        &self,
        role: &str,
        profile: &str,
        waiting: &Waiting,
    ) -> Result<(), Error> {
        const OPERATION: &str = "RemoveRoleFromInstanceProfile";
        after_others(waiting, OPERATION, role, || async {
            let call = self.client.remove_role_from_instance_profile().role_name(role).instance_profile_name(profile);
            let result = call.send().await;
            gone_is_done(result.map(drop).map_err(|error| failed(OPERATION, role, &error)))
        })
        .await
    }
}

/// A role that does not exist has nothing.
fn none_if_gone<T>(found: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    match found {
        Err(error) if error.is_not_found() => Ok(Vec::new()),
        found => found,
    }
}
