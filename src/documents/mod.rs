//! Texts that others read: kubeconfig files, user data of nodes, ConfigMaps, lines for `/etc/hosts`.
//!
//! Each is made from facts that were checked before, and comes out the same for the same facts. Like the rules, nothing here calls AWS or
//! knows Terraform.

mod aws_auth;
mod hosts;
mod kubeconfig;
mod node_user_data;
mod quoted;
mod yaml;

pub use aws_auth::{AwsAuth, Mapping};
pub use hosts::{hosts_file, zone_file};
pub use kubeconfig::{Credentials, Kubeconfig, TokenCommand};
pub use node_user_data::{Node, NodeCluster};

use quoted::quoted;
use yaml::Yaml;
