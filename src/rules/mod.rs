//! What AWS allows for EKS local clusters on Outposts: data and pure functions.
//!
//! Every file holds one subject: its [`Rule`]s, which say where each sentence comes from and when it was read, and the
//! functions that apply them. Nothing here calls AWS, and nothing knows Terraform: callers add the attribute path.

pub mod access;
pub mod api_server;
pub mod arn;
pub mod aws_auth;
pub mod capacity;
pub mod cluster_identity;
pub mod cluster_name;
pub mod cluster_token;
pub mod control_plane;
pub mod ebs_encryption;
pub mod endpoint;
pub mod health;
pub mod iam;
pub mod instance_memory;
pub mod logging;
pub mod node;
pub mod node_advice;
pub mod offered_versions;
pub mod outpost;
pub mod partition;
pub mod pem;
pub mod placement;
pub mod placement_group;
pub mod preflight;
pub mod region;
pub mod role;
pub mod routes;
pub mod security_groups;
pub mod service_cidr;
pub mod session;
pub mod size;
pub mod storage;
pub mod subnets;
pub mod tags;
pub mod trust;
pub mod upgrade_policy;
pub mod url;
pub mod version;
pub mod vpc;
pub mod vpc_addresses;
pub mod vpc_dns;
pub mod vpc_endpoints;

mod quote;

pub use access::{
    authentication_mode, authentication_mode_step, bootstrap_cluster_creator_admin_permissions,
    bootstrap_cluster_creator_admin_permissions_advice,
};
pub use arn::{outpost_arn, outpost_in_region, outpost_region, policy_arn, role_arn};
pub use cluster_name::{cluster_name, cluster_name_advice};
pub use cluster_token::{cluster_id, token_subject};
pub use endpoint::{endpoint_private_access, endpoint_public_access, ipv4_cidr, public_access_cidrs};
pub use iam::{max_session_duration, role_description, role_name, role_name_prefix, role_path, role_path_prefix};
pub use logging::log_type;
pub use outpost::outpost_id;
pub use placement::{etcd_placement, group_name, instance_type, spread_level};
pub use preflight::preflight;
pub use region::{region, region_beside};
pub use role::{managed_policy_arns, trust_document, trusted_service};
pub use service_cidr::service_ipv4_cidr;
pub use session::{account_id, session_duration, session_name};
pub use storage::ControlPlaneStorage;
pub use tags::tags;
pub use trust::{same_policy, trusts_service, with_statement_id};
pub use upgrade_policy::support_type;
pub use url::is_url;
pub use version::{kubernetes_version, version_step};
pub use vpc::{security_group_ids, subnet_ids};

pub(crate) use quote::{quote, quote_list};
pub(crate) use url::quote_url;

/// One sentence of AWS's, with its origin.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rule {
    /// Stable id; letter and numbers follow the project's table of domain rules, for example `A1.1`.
    pub id: &'static str,
    /// The rule in one sentence.
    pub text: &'static str,
    /// Document, API reference or SDK that states it; or the reason why we infer it.
    pub source: &'static str,
    /// Month in which the source was read, `YYYY-MM`.
    pub seen: &'static str,
    /// When it is checked.
    pub when: When,
}

/// When a rule is checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum When {
    /// With the configuration alone: `terraform validate`, and again by every plan.
    Configuration,
    /// With a look at AWS, by the plan of a creation or replacement.
    Preflight,
    /// By EKS, or while the provider waits for it.
    Apply,
}

/// What a rule says whose weight depends on the kind of cluster.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Finding {
    /// It cannot work.
    Violation(Violation),
    /// It may hurt.
    Advice(Advice),
}

/// A value that AWS refuses, or that cannot work.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{summary}: {detail}")]
pub struct Violation {
    /// What is wrong, in a few words.
    pub summary: String,
    /// What was given, what is allowed, what to do.
    pub detail: String,
}

impl Violation {
    pub(crate) fn new(summary: &str, detail: impl Into<String>) -> Self {
        Self { summary: summary.to_owned(), detail: detail.into() }
    }
}

/// A value that AWS accepts but that is likely to hurt later.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Advice {
    /// What may hurt, in a few words.
    pub summary: String,
    /// Why, and what to do.
    pub detail: String,
}

impl Advice {
    pub(crate) fn new(summary: &str, detail: impl Into<String>) -> Self {
        Self { summary: summary.to_owned(), detail: detail.into() }
    }
}

/// All rules, in the order of their subjects.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        cluster_name::RULES,
        arn::RULES,
        region::RULES,
        outpost::RULES,
        version::RULES,
        offered_versions::RULES,
        placement::RULES,
        placement_group::RULES,
        capacity::RULES,
        ebs_encryption::RULES,
        vpc_dns::RULES,
        vpc_addresses::RULES,
        vpc::RULES,
        subnets::RULES,
        routes::RULES,
        vpc_endpoints::RULES,
        security_groups::RULES,
        service_cidr::RULES,
        endpoint::RULES,
        access::RULES,
        role::RULES,
        iam::RULES,
        logging::RULES,
        upgrade_policy::RULES,
        tags::RULES,
        session::RULES,
        health::RULES,
        cluster_token::RULES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn every_rule_has_a_unique_id_a_sentence_a_source_and_a_month() {
        let mut ids = HashSet::new();
        for rule in super::all() {
            assert!(ids.insert(rule.id), "{} is used twice", rule.id);
            assert!(rule.text.ends_with('.'), "{}: {}", rule.id, rule.text);
            assert!(!rule.source.is_empty(), "{} has no source", rule.id);
            assert!(rule.seen.len() == 7 && rule.seen.as_bytes()[4] == b'-', "{} was seen {:?}", rule.id, rule.seen);
        }
        assert!(ids.len() > 30, "only {} rules", ids.len());
    }
}
