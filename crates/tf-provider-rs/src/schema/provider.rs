//! [`ProviderSchema`]: the schemas of everything that one provider offers.

use super::{Function, Schema};

/// The schemas of everything that one provider offers: what Terraform, the documentation and `schema` are made from.
#[derive(Clone, Debug)]
pub struct ProviderSchema {
    /// Address in a registry: `registry.terraform.io/namespace/name`.
    pub address: String,
    /// The provider's type, the prefix of its type names.
    pub name: &'static str,
    /// The provider block.
    pub provider: Schema,
    /// Managed resources by full type name, in the order in which the provider lists them.
    pub resources: Vec<(String, Schema)>,
    /// Identities of managed resources that have one, by the full type name of the resource.
    pub identities: Vec<(String, Schema)>,
    /// Data sources by full type name, in the order in which the provider lists them.
    pub data_sources: Vec<(String, Schema)>,
    /// Lists by the full type name of their resource, in the order in which the provider lists them.
    pub list_resources: Vec<(String, Schema)>,
    /// Actions by full type name, in the order in which the provider lists them.
    pub actions: Vec<(String, Schema)>,
    /// Ephemeral resources by full type name, in the order in which the provider lists them.
    pub ephemeral_resources: Vec<(String, Schema)>,
    /// Functions by name, in the order in which the provider lists them.
    pub functions: Vec<(String, Function)>,
}
