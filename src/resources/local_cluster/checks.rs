//! Rules of one attribute that is a collection: its known elements.

use tf_provider_rs::model::Attr;

use crate::rules::{self, Violation};

fn known(elements: &[Attr<String>]) -> impl Iterator<Item = &str> {
    elements.iter().filter_map(Attr::known).map(String::as_str)
}

/// Known log types; an unknown one may still turn out well.
pub(super) fn log_types(elements: &[Attr<String>]) -> Result<(), Violation> {
    known(elements).try_for_each(rules::log_type)
}

/// The number and form of subnets.
pub(crate) fn subnet_ids(elements: &[Attr<String>]) -> Result<(), Violation> {
    let known: Vec<&str> = known(elements).collect();
    // With unknown elements the count is open, and two of them cannot be told apart.
    if known.is_empty() && !elements.is_empty() { Ok(()) } else { rules::subnet_ids(known) }
}

/// The number and form of security groups.
pub(crate) fn security_group_ids(elements: &[Attr<String>]) -> Result<(), Violation> {
    rules::security_group_ids(known(elements))
}

/// The private endpoint cannot be switched off for either kind.
pub(super) fn endpoint_private_access(private: &bool) -> Result<(), Violation> {
    rules::endpoint_private_access(*private)
}
