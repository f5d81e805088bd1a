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

/// An attribute that must be there.
pub(super) fn present<T>(attribute: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| {
        let detail = "It is null. EKS tells it when the cluster is active; a cluster with wait_for_active = false has it after a later apply.";
        Diagnostics::from(Diagnostic::error("Not there yet", detail).at(at(attribute)))
    })
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
