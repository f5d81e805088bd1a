//! Creation: the role, then its policies. State has the role from the first moment on.

use aws_sdk_iam::types::Role;
use tf_provider_rs::Result;

use super::model::{ClusterRole, ClusterRoleArguments};
use super::wanted::Wanted;
use super::{Cx, attachments, convert, messages, waiting};
use crate::aws::CreationMark;
use crate::aws::iam::Creation;
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
    let role = make(cx, &state).await?;
    let mut state = state.identified(&role);
    cx.save(&state);
    match attachments::attach(cx, iam, &mut state, &wanted.policy_arns).await {
        Ok(()) => {}
        Err((policy_arn, error)) if cx.stop().is_cancelled() => {
            tracing::info!(role = state.name, policy_arn, "interrupted: {error}");
            cx.warn(messages::interrupted_creation(&state.name, wanted.policy_arns.difference(&state.policy_arns)));
            // What was planned, as Terraform demands. Without an ARN it counts as not attached, and the next refresh tells what is.
            state.policy_arns = wanted.policy_arns;
            return Ok(state);
        }
        Err((policy_arn, error)) => return Err(messages::half_made(&policy_arn, error).into()),
    }
    state.arn = if role.arn.starts_with("arn:") {
        Some(role.arn)
    } else {
        match attachments::arn(cx, iam, &state.name).await {
            Err(error) if cx.stop().is_cancelled() => {
                tracing::info!(role = state.name, "interrupted: {error}");
                cx.warn(messages::interrupted_before_arn(&state.name));
                return Ok(state);
            }
            arn => Some(arn?),
        }
    };
    cx.save(&state);
    Ok(state)
}

/// Makes the role itself.
async fn make(cx: &Cx, state: &ClusterRole) -> Result<Role> {
    tracing::info!(role = state.name, "creating the role");
    let api = cx.api()?;
    let request = convert::create_role(state, &api.default_tags);
    match api.clients()?.iam().create_role(&request, &CreationMark::random(), &waiting(cx)).await? {
        Creation::Made(role) => Ok(*role),
        Creation::Taken { by, error } => Err(messages::already_exists(&state.name, by.as_deref(), &error).into()),
        Creation::Unknown(error) => Err(messages::perhaps_made(&state.name, &error).into()),
    }
}

/// A name that nobody else has.
fn unique_name(prefix: &str) -> String {
    let suffix = std::iter::repeat_with(|| fastrand::digit(36));
    prefix.chars().chain(suffix.take(NAME_SUFFIX_LENGTH)).collect()
}

#[cfg(test)]
mod tests;
