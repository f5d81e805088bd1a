//! Creation: the role, then its policies. State has the role from the first moment on.

use tf_provider_rs::Result;

use super::model::{ClusterRole, ClusterRoleArguments};
use super::wanted::Wanted;
use super::{Cx, convert, messages};
use crate::aws::Kind;
use crate::rules::iam::NAME_SUFFIX_LENGTH;

/// Names without a prefix begin so.
const PREFIX: &str = "eksoutpost-";

/// Creates the role that was planned.
pub(super) async fn create(cx: &Cx, arguments: ClusterRoleArguments) -> Result<ClusterRole> {
    let api = cx.api()?;
    let clients = api.clients()?;
    let iam = clients.iam();
    let additional = arguments.additional_policy_arns.iter().flatten();
    let wanted = Wanted::new(&arguments.control_plane_storage, additional, clients.partition());
    let name =
        arguments.name.clone().unwrap_or_else(|| unique_name(arguments.name_prefix.as_deref().unwrap_or(PREFIX)));

    let state = ClusterRole::requested(arguments, name, &wanted, &api.default_tags);
    tracing::info!(role = state.name, "creating the role");
    let role = match iam.create_role(&convert::create_role(&state)).await {
        Ok(role) => role,
        Err(error) if *error.kind() == Kind::AlreadyExists => {
            return Err(messages::already_exists(&state.name, &error).into());
        }
        Err(error) => return Err(error.into()),
    };
    let mut state = state.identified(&role);
    cx.save(&state);
    for policy_arn in wanted.policy_arns {
        iam.attach_policy(&state.name, &policy_arn).await?;
        state.policy_arns.insert(policy_arn);
        cx.save(&state);
    }
    Ok(state)
}

/// A name that nobody else has.
fn unique_name(prefix: &str) -> String {
    let suffix = std::iter::repeat_with(|| fastrand::digit(36));
    prefix.chars().chain(suffix.take(NAME_SUFFIX_LENGTH)).collect()
}

#[cfg(test)]
mod tests;
