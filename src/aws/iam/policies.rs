//! What a role holds and what holds it: attached policies, inline policies, instance profiles.

use aws_sdk_iam::types::AttachedPolicy;
use tokio::time::Instant;

use super::Iam;
use super::propagation::{NEW_ROLE, after_others, pause};
use super::role::{failed, gone_is_done};
use crate::aws::Waiting;
use crate::aws::error::Error;

impl Iam {
    /// All policies attached to a role, of all pages; nothing if there is no such role. Never a part of the list.
    ///
    /// # Errors
    /// If any page cannot be read.
    pub async fn find_attached_policies(&self, role: &str) -> Result<Option<Vec<AttachedPolicy>>, Error> {
        let mut pages = self.client.list_attached_role_policies().role_name(role).into_paginator().items().send();
        let mut policies = Vec::new();
        while let Some(item) = pages.next().await {
            match item.map_err(|error| failed("ListAttachedRolePolicies", role, &error)) {
                Ok(policy) => policies.push(policy),
                Err(error) if error.is_not_found() => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        Ok(Some(policies))
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
        let mut pages = self.client.list_role_policies().role_name(role).into_paginator().items().send();
        let mut names = Vec::new();
        while let Some(item) = pages.next().await {
            match item.map_err(|error| failed("ListRolePolicies", role, &error)) {
                Ok(name) => names.push(name),
                Err(error) if error.is_not_found() => return Ok(Vec::new()),
                Err(error) => return Err(error),
            }
        }
        Ok(names)
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
        let mut pages = self.client.list_instance_profiles_for_role().role_name(role).into_paginator().items().send();
        let mut names = Vec::new();
        while let Some(item) = pages.next().await {
            match item.map_err(|error| failed("ListInstanceProfilesForRole", role, &error)) {
                Ok(profile) => names.push(profile.instance_profile_name),
                Err(error) if error.is_not_found() => return Ok(Vec::new()),
                Err(error) => return Err(error),
            }
        }
        Ok(names)
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
