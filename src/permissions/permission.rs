//! Features and the permissions that they need.

use super::scope::Scope;

/// Something that people let this provider do, with everything that it needs.
#[derive(Debug, Eq, PartialEq)]
pub struct Feature {
    /// Short name, for example `cluster-delete`.
    pub id: &'static str,
    /// Heading in the guide, for example `Delete clusters`.
    pub title: &'static str,
    /// What the heading does not say, as sentences.
    pub about: &'static str,
    /// Whether nothing is changed with it.
    pub is_read_only: bool,
    /// Whether only some want it, so that the complete policy goes without.
    pub is_extra: bool,
    /// What it needs.
    pub permissions: &'static [Permission],
}

impl Feature {
    /// Whether it needs an action.
    #[must_use]
    pub fn has(&self, action: &str) -> bool {
        self.permissions.iter().any(|permission| permission.action == action)
    }
}

/// An action that must be allowed.
#[derive(Debug, Eq, PartialEq)]
pub struct Permission {
    /// The IAM action, for example `eks:CreateCluster`.
    pub action: &'static str,
    /// On what.
    pub scope: Scope,
    /// What it is for, as the end of a sentence.
    pub purpose: &'static str,
    /// Who calls.
    pub caller: Caller,
    /// What happens when it is denied.
    pub denied: Denied,
}

/// Who makes a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Caller {
    /// This provider.
    Provider,
    /// AWS itself, with the permissions of the principal that asked for something else.
    Aws,
}

/// What happens when an action is denied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Denied {
    /// The operation fails, and its error names the action.
    Fails,
    /// The operation goes on; this is left out, and the log says so.
    Skips(&'static str),
}

/// A call of this provider, without which the operation fails.
pub(super) const fn call(action: &'static str, scope: Scope, purpose: &'static str) -> Permission {
    Permission { action, scope, purpose, caller: Caller::Provider, denied: Denied::Fails }
}

impl Permission {
    /// AWS makes the call.
    pub(super) const fn by_aws(self) -> Self {
        Self { caller: Caller::Aws, ..self }
    }

    /// The operation does without it.
    pub(super) const fn or_without(self, skipped: &'static str) -> Self {
        Self { denied: Denied::Skips(skipped), ..self }
    }
}
