//! What functions read of a cluster: attributes that may be null as long as it is being created.

use std::str::FromStr;

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Model, Result};

use super::options::refused_at;
use crate::rules::{ControlPlaneStorage, Violation, api_server};

/// Certificate authority of the Kubernetes API server.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Authority {
    /// Certificate as Base64 of PEM.
    #[tf(optional)]
    pub data: Option<String>,
}

/// Where an attribute of the parameter `cluster` is.
pub(super) fn at(attribute: &str) -> AttributePath {
    attribute.split('.').fold(AttributePath::root().attribute("cluster"), AttributePath::attribute)
}

/// What to do about an attribute that is null. Terraform calls functions for a destroy too, and stops if one refuses.
pub(super) const NOT_YET: &str = "It is null. EKS tells it when the cluster is active, and a cluster that failed never has it. Write try(..., null) around \
     the function to have null until then; to destroy the cluster all the same, run terraform destroy -refresh=false.";

/// An attribute that must be there.
pub(super) fn present<T>(attribute: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Diagnostics::from(Diagnostic::error("Not there yet", NOT_YET).at(at(attribute))))
}

/// An attribute that must be there and that `check` makes something of.
pub(super) fn checked<T>(
    attribute: &str,
    value: Option<String>,
    check: impl FnOnce(&str) -> std::result::Result<T, Violation>,
) -> Result<T> {
    refused_at(check(&present(attribute, value)?), at(attribute))
}

/// An attribute that must be there and that stands for something.
pub(super) fn parsed<T: FromStr<Err = Violation>>(attribute: &str, value: Option<String>) -> Result<T> {
    checked(attribute, value, str::parse)
}

/// The kind of the cluster.
pub(super) fn storage(value: Option<String>) -> Result<ControlPlaneStorage> {
    parsed("control_plane_storage", value)
}

/// The certificate authority, as Base64 of PEM.
pub(super) fn authority(value: Option<Authority>) -> Result<String> {
    let text = present("certificate_authority.data", value.and_then(|authority| authority.data))?;
    refused_at(api_server::certificate_authority(&text), at("certificate_authority.data"))?;
    Ok(text)
}
