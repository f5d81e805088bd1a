//! The role itself: trust, description, boundary, tags, and its end.

use std::time::{Duration, SystemTime};

use aws_sdk_iam::types::{Role, Tag};
use percent_encoding::percent_decode_str;

use super::propagation::{after_others, until_visible};
use super::{Iam, object};
use crate::aws::Waiting;
use crate::aws::error::{Error, Service};
use crate::rules::role::ClusterRole;

impl Iam {
    /// The role of this name, if there is one, with its tags. Its trust document is JSON, already URL-decoded.
    ///
    /// # Errors
    /// If IAM cannot be asked, or does not let us ask: that says nothing about the role.
    pub async fn find_role(&self, name: &str) -> Result<Option<Role>, Error> {
        const OPERATION: &str = "GetRole";
        match self.client.get_role().role_name(name).send().await {
            Ok(answer) => match answer.role {
                Some(role) => decoded(role).map(Some),
                None => Err(Error::incomplete(Service::Iam, OPERATION, object(name), "role")),
            },
            Err(error) => {
                let error = Error::from_sdk(Service::Iam, OPERATION, object(name), &error);
                if error.is_not_found() { Ok(None) } else { Err(error) }
            }
        }
    }

    /// What a cluster needs of the role of this name, if there is one. A policy that is missing from a role less than a minute old is
    /// not missed: IAM may not show it yet.
    ///
    /// # Errors
    /// As [`Iam::find_role`].
    pub async fn find_cluster_role(&self, name: &str) -> Result<Option<ClusterRole>, Error> {
        let Some(role) = self.find_role(name).await? else { return Ok(None) };
        let Some(policies) = self.find_attached_policies(name).await? else { return Ok(None) };
        Ok(Some(ClusterRole {
            arn: role.arn.clone(),
            trust: role.assume_role_policy_document.clone().unwrap_or_default(),
            policy_arns: policies.into_iter().filter_map(|policy| policy.policy_arn).collect(),
            is_new: is_new(&role, SystemTime::now()),
        }))
    }

    /// A role that was just made: may be unknown, or show its unique id instead of its ARN, for ten seconds.
    ///
    /// # Errors
    /// As [`Iam::find_role`].
    pub async fn find_new_role(&self, name: &str, waiting: &Waiting) -> Result<Option<Role>, Error> {
        let is_complete = |role: &Option<Role>| role.as_ref().is_some_and(has_arns);
        until_visible(waiting, name, || self.find_role(name), is_complete).await
    }

    /// Replaces the trust document.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn update_trust(&self, name: &str, document: &str, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "UpdateAssumeRolePolicy";
        after_others(waiting, OPERATION, name, || async {
            let call = self.client.update_assume_role_policy().role_name(name).policy_document(document).send().await;
            call.map(drop).map_err(|error| failed(OPERATION, name, &error))
        })
        .await
    }

    /// Sets description and longest session in seconds; what is absent stays as it is.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn update_role(
        &self,
        name: &str,
        description: Option<&str>,
        max_session_duration: Option<i32>,
        waiting: &Waiting,
    ) -> Result<(), Error> {
        const OPERATION: &str = "UpdateRole";
        after_others(waiting, OPERATION, name, || async {
            let call = self
                .client
                .update_role()
                .role_name(name)
                .set_description(description.map(str::to_owned))
                .set_max_session_duration(max_session_duration)
                .send()
                .await;
            call.map(drop).map_err(|error| failed(OPERATION, name, &error))
        })
        .await
    }

    /// Sets the permissions boundary.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn put_permissions_boundary(&self, name: &str, policy_arn: &str, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "PutRolePermissionsBoundary";
        after_others(waiting, OPERATION, name, || async {
            let call = self.client.put_role_permissions_boundary().role_name(name).permissions_boundary(policy_arn);
            call.send().await.map(drop).map_err(|error| failed(OPERATION, name, &error))
        })
        .await
    }

    /// Removes the permissions boundary, if there is one.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn delete_permissions_boundary(&self, name: &str, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "DeleteRolePermissionsBoundary";
        after_others(waiting, OPERATION, name, || async {
            let call = self.client.delete_role_permissions_boundary().role_name(name).send().await;
            gone_is_done(call.map(drop).map_err(|error| failed(OPERATION, name, &error)))
        })
        .await
    }

    /// Adds tags to a role, or changes their values.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn tag_role(&self, name: &str, tags: Vec<Tag>, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "TagRole";
        after_others(waiting, OPERATION, name, || async {
            let call = self.client.tag_role().role_name(name).set_tags(Some(tags.clone())).send().await;
            call.map(drop).map_err(|error| failed(OPERATION, name, &error))
        })
        .await
    }

    /// Removes the tags with these keys from a role.
    ///
    /// # Errors
    /// If IAM refuses.
    pub async fn untag_role(&self, name: &str, keys: Vec<String>, waiting: &Waiting) -> Result<(), Error> {
        const OPERATION: &str = "UntagRole";
        after_others(waiting, OPERATION, name, || async {
            let call = self.client.untag_role().role_name(name).set_tag_keys(Some(keys.clone())).send().await;
            call.map(drop).map_err(|error| failed(OPERATION, name, &error))
        })
        .await
    }
}

/// Whether IAM shows the ARNs of the role and of its boundary, and not, as it may at first, their unique ids.
pub(super) fn has_arns(role: &Role) -> bool {
    let boundary = role.permissions_boundary().and_then(|boundary| boundary.permissions_boundary_arn());
    [Some(role.arn()), boundary].into_iter().flatten().all(|arn| arn.starts_with("arn:"))
}

/// Whether the role was made within the last minute, so that IAM may not show all of it yet.
fn is_new(role: &Role, now: SystemTime) -> bool {
    let made = SystemTime::try_from(*role.create_date());
    // For a clock that is slow the role comes from the future.
    made.is_ok_and(|made| now.duration_since(made).map_or(true, |age| age < Duration::from_secs(60)))
}

pub(super) fn failed<E>(
    operation: &'static str,
    role: &str,
    error: &aws_sdk_iam::error::SdkError<E, aws_smithy_runtime_api::client::orchestrator::HttpResponse>,
) -> Error
where
    E: aws_smithy_types::error::metadata::ProvideErrorMetadata + std::error::Error + 'static,
{
    Error::from_sdk(Service::Iam, operation, object(role), error)
}

/// What is to be taken away may be away already.
pub(super) fn gone_is_done(result: Result<(), Error>) -> Result<(), Error> {
    match result {
        Err(error) if error.is_not_found() => Ok(()),
        other => other,
    }
}

/// IAM returns policy documents URL-encoded (RFC 3986).
pub(super) fn decoded(mut role: Role) -> Result<Role, Error> {
    if let Some(document) = role.assume_role_policy_document.take() {
        let text = percent_decode_str(&document).decode_utf8();
        let text = text.map_err(|_| {
            Error::incomplete(Service::Iam, "GetRole", object(role.role_name()), "readable trust document")
        })?;
        role.assume_role_policy_document = Some(text.into_owned());
    }
    Ok(role)
}
