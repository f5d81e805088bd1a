//! Attaching what the role must have, each policy saved when it is there. The ARN is known when all are.

use tf_provider_rs::Result;

use super::model::ClusterRole;
use super::{Cx, messages, waiting};
use crate::aws::{Error, Iam};

/// Attaches the policies `missing`.
///
/// # Errors
/// The policy that could not be attached, and why. State has those before it.
pub(super) async fn attach<'a>(
    cx: &Cx,
    iam: &Iam,
    state: &mut ClusterRole,
    missing: impl IntoIterator<Item = &'a String>,
) -> Result<(), (String, Error)> {
    for policy_arn in missing {
        let attached = iam.attach_policy(&state.name, policy_arn, &waiting(cx)).await;
        attached.map_err(|error| (policy_arn.clone(), error))?;
        state.policy_arns.insert(policy_arn.clone());
        cx.save(state);
    }
    Ok(())
}

/// The ARN of a role that lacked policies when it was saved.
///
/// # Errors
/// If IAM cannot be asked, or does not know the role.
pub(super) async fn arn(cx: &Cx, iam: &Iam, name: &str) -> Result<String> {
    let role = iam.find_new_role(name, &waiting(cx)).await?;
    match role.map(|role| role.arn).filter(|arn| arn.starts_with("arn:")) {
        Some(arn) => Ok(arn),
        None => Err(messages::out_of_sight(name).into()),
    }
}
