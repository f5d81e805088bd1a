//! Which attribute a refusal of EKS is about. EKS says it in its message only, so the words of the message decide; a message that the
//! table does not know is about the whole cluster.

use tf_provider_rs::Diagnostic;
use tf_provider_rs::value::AttributePath;

use crate::aws::{Change, Error, Kind};

/// Words of messages, all of which must occur, and the attribute that the message then is about. The first row that fits counts, so that
/// the narrower subject stands first: a message about an instance type names the Outpost too.
///
/// Words are in lower case, and those of members stand apart: `controlPlaneInstanceType` reads "control plane instance type". The texts are those
/// in the tests, each with its source.
const TABLE: &[(&[&str], Option<&str>)] = &[
    // A key of EBS or of the account: no attribute says which.
    (&["kms"], None),
    (&["service ipv4 cidr"], Some("kubernetes_network_config.service_ipv4_cidr")),
    (&["service cidr"], Some("kubernetes_network_config.service_ipv4_cidr")),
    (&["public access cidr"], Some("vpc_config.public_access_cidrs")),
    (&["public access cidrs"], Some("vpc_config.public_access_cidrs")),
    (&["cidr", "overlaps"], Some("kubernetes_network_config.service_ipv4_cidr")),
    (&["access config"], Some("access_config")),
    (&["authentication mode"], Some("access_config.authentication_mode")),
    (
        &["bootstrap cluster creator admin permissions"],
        Some("access_config.bootstrap_cluster_creator_admin_permissions"),
    ),
    (&["endpoint private access"], Some("vpc_config.endpoint_private_access")),
    (&["endpoint public access"], Some("vpc_config.endpoint_public_access")),
    (&["endpoint access"], Some("vpc_config.endpoint_public_access")),
    (&["public endpoint"], Some("vpc_config.endpoint_public_access")),
    (&["etcd instance type"], Some("outpost_config.etcd_instance_type")),
    (&["etcd placement"], Some("outpost_config.etcd_placement")),
    (&["instance type"], Some("outpost_config.control_plane_instance_type")),
    (&["instance types"], Some("outpost_config.control_plane_instance_type")),
    (&["placement group"], Some("outpost_config.control_plane_placement.group_name")),
    (&["spread level"], Some("outpost_config.control_plane_placement.spread_level")),
    (&["control plane placement"], Some("outpost_config.control_plane_placement")),
    (&["security group"], Some("vpc_config.security_group_ids")),
    (&["security groups"], Some("vpc_config.security_group_ids")),
    (&["subnet"], Some("vpc_config.subnet_ids")),
    (&["subnets"], Some("vpc_config.subnet_ids")),
    (&["availability zone"], Some("vpc_config.subnet_ids")),
    (&["vpc"], Some("vpc_config.subnet_ids")),
    (&["outpost"], Some("outpost_config.outpost_arn")),
    (&["outposts"], Some("outpost_config.outpost_arn")),
    (&["role"], Some("role_arn")),
    (&["deletion protection"], Some("deletion_protection")),
    (&["upgrade policy"], Some("upgrade_policy.support_type")),
    (&["support type"], Some("upgrade_policy.support_type")),
    (&["logging"], Some("enabled_cluster_log_types")),
    (&["log type"], Some("enabled_cluster_log_types")),
    (&["log types"], Some("enabled_cluster_log_types")),
    (&["kubernetes version"], Some("version")),
    (&["kubernetes minor version"], Some("version")),
    (&["at version failed to satisfy"], Some("version")),
    (&["tag"], Some("tags")),
    (&["tags"], Some("tags")),
    (&["cluster name"], Some("name")),
    (&["at name failed to satisfy"], Some("name")),
];

/// The diagnostic of a refused creation at the attribute that the message is about, if it says so.
pub(super) fn of_creation(diagnostic: Diagnostic, error: &Error, name: &str) -> Diagnostic {
    place(diagnostic, attribute_of(error, name))
}

/// The diagnostic of a refused change at the attribute that the message is about, or else at the one that was to be changed.
pub(super) fn of_change(diagnostic: Diagnostic, error: &Error, name: &str, change: &Change) -> Diagnostic {
    let path = attribute_of(error, name).or_else(|| is_refusal(error).then(|| changed(change)));
    place(diagnostic, path)
}

/// The attribute that a change is about.
pub(super) fn changed(change: &Change) -> &'static str {
    match change {
        Change::AccessMode(_) => "access_config.authentication_mode",
        Change::DeletionProtection(_) => "deletion_protection",
        Change::EndpointAccess { public: None, private: None, .. } => "vpc_config.public_access_cidrs",
        Change::EndpointAccess { public: None, .. } => "vpc_config.endpoint_private_access",
        Change::EndpointAccess { .. } => "vpc_config.endpoint_public_access",
        Change::Logging(_) => "enabled_cluster_log_types",
        Change::UpgradePolicy(_) => "upgrade_policy.support_type",
        Change::Version(_) => "version",
    }
}

/// `path` as Terraform has it.
pub(super) fn attribute_at(path: &str) -> AttributePath {
    path.split('.').fold(AttributePath::root(), AttributePath::attribute)
}

fn place(diagnostic: Diagnostic, path: Option<&str>) -> Diagnostic {
    match path {
        Some(path) => diagnostic.at(attribute_at(path)),
        None => diagnostic,
    }
}

/// Whether EKS answered that it does not take the request as it is.
fn is_refusal(error: &Error) -> bool {
    matches!(error.kind(), Kind::Invalid | Kind::LimitExceeded | Kind::RolePropagation)
}

fn attribute_of(error: &Error, name: &str) -> Option<&'static str> {
    if *error.kind() == Kind::RolePropagation {
        return Some("role_arn");
    }
    // "ResourceNotFoundException" may be about the role or a subnet.
    if !is_refusal(error) && !error.is_not_found() {
        return None;
    }
    let message = words(error.message(), name);
    let says = |words: &&str| message.contains(&format!(" {words} "));
    TABLE.iter().find(|(all, _)| all.iter().all(&says)).and_then(|(_, path)| *path)
}

/// The words of a message in lower case, each between spaces. Names of objects are left out: a cluster may be called "role".
fn words(message: &str, name: &str) -> String {
    let mut words = String::from(" ");
    for piece in message.split_whitespace() {
        let bare = piece.trim_matches(|character: char| !character.is_ascii_alphanumeric());
        if bare == name || bare.starts_with("arn:") {
            continue;
        }
        let mut before = ' ';
        for character in bare.chars() {
            if character.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
                words.push(' ');
            }
            words.push(if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { ' ' });
            before = character;
        }
        words.push(' ');
    }
    words.split_whitespace().fold(String::from(" "), |all, word| all + word + " ")
}

#[cfg(test)]
mod tests;
