//! Between the model and the types of the IAM API. Pure.

use std::collections::BTreeSet;

use aws_sdk_iam::operation::create_role::builders::CreateRoleInputBuilder;
use aws_sdk_iam::types::{AttachedPolicy, Role, Tag};
use aws_smithy_types::date_time::Format;
use tf_provider_rs::model::{Json, Timeouts};

use super::model::{ClusterRole, ClusterRoleArguments};
use super::wanted::Wanted;
use crate::rules::{self, arn::Arn};
use crate::tags::{self, ProviderTags, Tags};

impl ClusterRole {
    /// The state of a role that was asked for under `name`, before any policy is attached.
    pub(super) fn requested(
        arguments: ClusterRoleArguments,
        name: String,
        wanted: &Wanted,
        default_tags: &ProviderTags,
    ) -> Self {
        Self {
            id: name.clone(),
            name,
            name_prefix: arguments.name_prefix,
            control_plane_storage: arguments.control_plane_storage,
            path: arguments.path,
            description: arguments.description,
            max_session_duration: arguments.max_session_duration,
            permissions_boundary: arguments.permissions_boundary,
            additional_policy_arns: arguments.additional_policy_arns.map(|arns| arns.into_iter().collect()),
            force_detach_policies: arguments.force_detach_policies,
            tags_all: tags::all(default_tags, arguments.tags.as_ref()),
            tags: arguments.tags,
            arn: None,
            unique_id: None,
            create_date: None,
            assume_role_policy: Json::from(wanted.trust.clone()),
            policy_arns: BTreeSet::new(),
            timeouts: Timeouts::default(),
        }
    }

    /// This state with what IAM says about the role's identity, but for its ARN, which waits for the policies.
    #[must_use]
    pub(super) fn identified(mut self, role: &Role) -> Self {
        self.name.clone_from(&role.role_name);
        self.id.clone_from(&role.role_name);
        self.unique_id = Some(role.role_id.clone());
        self.create_date = role.create_date.fmt(Format::DateTime).ok();
        self
    }

    /// This state with what IAM says now. Of the attached policies only those that this resource manages count.
    #[must_use]
    pub(super) fn observed(self, role: &Role, attached: &[AttachedPolicy], default_tags: &ProviderTags) -> Self {
        let mut state = self.identified(role);
        state.path.clone_from(&role.path);
        state.description = role.description.clone().filter(|text| !text.is_empty() || state.description.is_some());
        if let Some(seconds) = role.max_session_duration {
            state.max_session_duration = seconds.into();
        }
        state.permissions_boundary =
            role.permissions_boundary.as_ref().and_then(|boundary| boundary.permissions_boundary_arn.clone());
        if let Some(trust) = &role.assume_role_policy_document
            && !rules::same_policy(trust, state.assume_role_policy.as_str())
        {
            state.assume_role_policy = Json::from(trust.clone());
        }
        let wanted = state.wanted(role);
        let managed: BTreeSet<&String> =
            wanted.iter().flat_map(|wanted| &wanted.policy_arns).chain(&state.policy_arns).collect();
        state.policy_arns = arns(attached).filter(|arn| managed.contains(arn)).cloned().collect();
        if state.arn.is_some() || wanted.is_some_and(|wanted| wanted.policy_arns.is_subset(&state.policy_arns)) {
            state.arn = Some(role.arn.clone());
        }
        let remote: Tags = role.tags.iter().flatten().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
        let remote = tags::visible(default_tags, &remote);
        state.tags = tags::own(&remote, default_tags, state.tags.as_ref());
        state.tags_all = remote;
        state
    }

    /// What the role must be in the partition in which it is.
    fn wanted(&self, role: &Role) -> Option<Wanted> {
        let partition = Arn::parse(&role.arn).and_then(|arn| arn.known_partition())?;
        Some(Wanted::new(&self.control_plane_storage, self.additional_policy_arns.iter().flatten(), partition))
    }
}

/// The ARNs of attached policies.
pub(super) fn arns(attached: &[AttachedPolicy]) -> impl Iterator<Item = &String> {
    attached.iter().filter_map(|policy| policy.policy_arn.as_ref())
}

/// The request of a creation: exactly what the practitioner set, and the trust policy.
pub(super) fn create_role(state: &ClusterRole, provider_tags: &ProviderTags) -> CreateRoleInputBuilder {
    let tags = tags::at_creation(&state.tags_all, provider_tags, state.tags.as_ref());
    CreateRoleInputBuilder::default()
        .role_name(&state.name)
        .path(&state.path)
        .assume_role_policy_document(state.assume_role_policy.as_str())
        .set_description(state.description.clone())
        .max_session_duration(seconds(state.max_session_duration))
        .set_permissions_boundary(state.permissions_boundary.clone())
        .set_tags((!tags.is_empty()).then(|| tag_list(&tags)))
}

/// Tags in the form of IAM.
pub(super) fn tag_list(tags: &Tags) -> Vec<Tag> {
    // Only a tag without key or value does not build, and each has both.
    tags.iter().filter_map(|(key, value)| Tag::builder().key(key).value(value).build().ok()).collect()
}

/// Seconds in the form of IAM. Validation keeps them within a day.
pub(super) fn seconds(seconds: i64) -> i32 {
    i32::try_from(seconds).unwrap_or(i32::MAX)
}
