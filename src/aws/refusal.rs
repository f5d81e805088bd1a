//! What AWS says when it refuses for want of a permission, and what to do about it.
//!
//! "User: ARN is not authorized to perform: ACTION on resource: RESOURCE because no identity-based policy allows the ACTION action", or
//! "... with an explicit deny in a service control policy". IAM writes a role as "role edge"; EC2 often names no resource.
//!
//! Source: IAM user guide, Troubleshoot access denied error messages. Read 2026-11.

use super::error::{Kind, Service};
use super::sanitize::sanitize;
use crate::permissions::{GUIDE, features};

/// Where the name of the resource ends.
const REASONS: [&str; 2] = [" because no ", " with an explicit deny "];

/// Action and resource of a refusal.
pub(super) fn read(service: Service, operation: &str, message: &str) -> Kind {
    let after = |marker: &str| Some(&message[message.find(marker)? + marker.len()..]);
    let action = after("not authorized to perform: ").and_then(|rest| rest.split_whitespace().next());
    let action = action.map(|action| action.trim_end_matches(['.', ','])).filter(|action| !action.is_empty());
    let resource = after("on resource: ").map(|rest| {
        let end = REASONS.iter().filter_map(|reason| rest.find(reason)).min();
        rest[..end.unwrap_or(rest.len())].trim().trim_end_matches(['.', ','])
    });
    Kind::Denied {
        action: action.map(sanitize).unwrap_or_else(|| format!("{}:{operation}", service.prefix())),
        resource: resource.filter(|resource| !resource.is_empty() && *resource != "*").map(sanitize),
    }
}

/// Who has to allow what, and where that is written down. `call` is the call that was refused, for example `eks:CreateCluster`: AWS may have
/// missed another action than that.
pub(super) fn advice(call: &str, action: &str, resource: Option<&str>, message: &str) -> String {
    let on = resource.map(|resource| format!(" on {resource}")).unwrap_or_default();
    let guide = guide(call, action);
    if let Some(policy) = policy(message, " with an explicit deny in ") {
        return format!(
            "Remove the denial of {action}{on} from the policy that has it, {policy}: nothing overrides it.{guide}"
        );
    }
    let allow = format!("Allow {action}{on} to the principal that runs Terraform");
    match policy(message, " because no ") {
        Some("identity-based policy") => format!("{allow}.{guide}"),
        Some(policy) => format!("{allow} in its {policy} too.{guide}"),
        None => {
            format!("{allow}. Permission boundaries, session policies and service control policies count too.{guide}")
        }
    }
}

/// The policy that a reason names: "service control policy", "permissions boundary".
fn policy<'a>(message: &'a str, reason: &str) -> Option<&'a str> {
    let rest = &message[message.find(reason)? + reason.len()..];
    let ends = [" policy", " boundary"].iter().filter_map(|word| Some(rest.find(word)? + word.len()));
    Some(&rest[..ends.min()?])
}

/// Which policies of the guide have the action. Those that attach policies name the policies that may be attached.
fn guide(call: &str, action: &str) -> String {
    let condition = match action {
        "iam:AttachRolePolicy" | "iam:DetachRolePolicy" => " The condition `iam:PolicyARN` there must list the policy.",
        _ => "",
    };
    policies(call, action) + condition
}

fn policies(call: &str, action: &str) -> String {
    let with_action = || features().filter(|feature| feature.has(action));
    let of_call: Vec<&str> = with_action().filter(|feature| feature.has(call)).map(|feature| feature.title).collect();
    let titles = if of_call.is_empty() { with_action().map(|feature| feature.title).collect() } else { of_call };
    match titles.as_slice() {
        [] => String::new(),
        [title] => format!(" The policy \"{title}\" of the guide \"{GUIDE}\" has it."),
        [one, other] => format!(" The policies \"{one}\" and \"{other}\" of the guide \"{GUIDE}\" have it."),
        _ => format!(" The policies of the guide \"{GUIDE}\" have it."),
    }
}

#[cfg(test)]
#[path = "refusal_tests.rs"]
mod tests;
