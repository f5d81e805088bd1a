//! One step of a life, and what has to come of it.

use serde_json::Value;
use tf_provider_rs::testing::Action;

/// What happens to the object before a configuration is applied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Accident {
    Nothing,
    Tainted,
    Destroyed,
    /// Somebody else changed it, in one of [`WAYS`] ways.
    Changed(usize),
    /// Somebody else deleted it.
    Gone,
}

/// Ways in which somebody else changes an object.
pub(super) const WAYS: usize = 4;

/// A configuration, and what happens before it is applied.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) accident: Accident,
    pub(super) config: Value,
    /// Attributes that are not known while planning, as paths such as `vpc_config.subnet_ids`.
    pub(super) unknown: Vec<&'static str>,
}

/// What has to happen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Expected {
    Create,
    Replace,
    /// An update in place, or nothing.
    Keep,
    /// An error of this title while planning.
    Refuse(&'static str),
    /// A replacement that ends with an error of this title before anything is deleted.
    FailToReplace(&'static str),
    /// An update that ends with an error of this title before anything is changed, when everything is known.
    FailToUpdate(&'static str),
}

impl Expected {
    pub(super) fn is(self, action: Action) -> bool {
        match self {
            Self::Create => action == Action::Create,
            Self::Replace | Self::FailToReplace(_) => action == Action::Replace,
            Self::FailToUpdate(_) => action == Action::Update,
            Self::Keep => matches!(action, Action::Update | Action::Nothing),
            Self::Refuse(_) => false,
        }
    }
}
