//! Roles for handler tests: configurations, and IAM's answers.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value as Json, json};
use tf_provider_rs::Resource;

use super::ClusterRoleResource;
use super::model::{ClusterRole, ClusterRoleArguments};
use crate::aws::testing::{Answer, query_error};

pub(super) type Test = crate::resources::testing::Test<ClusterRoleResource>;

pub(super) const ARN: &str = "arn:aws:iam::111122223333:role/edge";
pub(super) const EBS_POLICY: &str = "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy";
pub(super) const CLUSTER_POLICY: &str = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
pub(super) const SERVICE_POLICY: &str = "arn:aws:iam::aws:policy/AmazonEKSServicePolicy";
pub(super) const OWN_POLICY: &str = "arn:aws:iam::111122223333:policy/own";
pub(super) const FOREIGN_POLICY: &str = "arn:aws:iam::111122223333:policy/foreign";
pub(super) const EC2_TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
pub(super) const EKS_TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

pub(super) fn config() -> Json {
    json!({ "name": "edge" })
}

/// A role as IAM answers for it, with more XML members.
pub(super) fn role(action: &str, trust: &str, members: &str) -> Answer {
    let trust = utf8_percent_encode(trust, NON_ALPHANUMERIC);
    let role = format!(
        "<Role><Path>/</Path><RoleName>edge</RoleName><RoleId>AROA1</RoleId><Arn>{ARN}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>\
         <AssumeRolePolicyDocument>{trust}</AssumeRolePolicyDocument><MaxSessionDuration>3600</MaxSessionDuration>{members}</Role>"
    );
    (200, format!("<{action}Response><{action}Result>{role}</{action}Result></{action}Response>"))
}

/// The answer to a list action: its members, and no more pages.
fn list(action: &str, list: &str, members: &str) -> Answer {
    let result = format!("<IsTruncated>false</IsTruncated><{list}>{members}</{list}>");
    (200, format!("<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"))
}

pub(super) fn attached(arns: &[&str]) -> Answer {
    let member = |arn: &&str| format!("<member><PolicyName>p</PolicyName><PolicyArn>{arn}</PolicyArn></member>");
    list("ListAttachedRolePolicies", "AttachedPolicies", &arns.iter().map(member).collect::<String>())
}

pub(super) fn inline(names: &[&str]) -> Answer {
    let member = |name: &&str| format!("<member>{name}</member>");
    list("ListRolePolicies", "PolicyNames", &names.iter().map(member).collect::<String>())
}

pub(super) fn profiles(names: &[&str]) -> Answer {
    let member = |name: &&str| {
        format!(
            "<member><Path>/</Path><InstanceProfileName>{name}</InstanceProfileName><InstanceProfileId>AIPA1</InstanceProfileId>\
             <Arn>arn:aws:iam::111122223333:instance-profile/{name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate><Roles/></member>"
        )
    };
    list("ListInstanceProfilesForRole", "InstanceProfiles", &names.iter().map(member).collect::<String>())
}

pub(super) fn done() -> Answer {
    (200, "<Response/>".to_owned())
}

pub(super) fn no_such_entity() -> Answer {
    query_error(404, "NoSuchEntity", "The role with name edge cannot be found.")
}

pub(super) fn refused() -> Answer {
    query_error(403, "AccessDenied", "no")
}

/// A role on which these policies are attached.
pub(super) fn found(trust: &str, members: &str, arns: &[&str]) -> Vec<(&'static str, Vec<Answer>)> {
    vec![("GetRole", vec![role("GetRole", trust, members)]), ("ListAttachedRolePolicies", vec![attached(arns)])]
}

/// An IAM that does everything.
pub(super) fn willing(trust: &str) -> Vec<(&'static str, Vec<Answer>)> {
    vec![("CreateRole", vec![role("CreateRole", trust, "")]), ("*", vec![done()])]
}

/// The state after `config` was applied.
pub(super) async fn applied(config: &Json) -> ClusterRole {
    let trust = if config["control_plane_storage"] == "instance_store" { EKS_TRUST } else { EC2_TRUST };
    let test = Test::new(willing(trust)).await;
    let arguments = test.arguments(config, None).await;
    ClusterRoleResource.create(&test.context(), arguments).await.unwrap()
}

impl Test {
    /// What create or update is given for `config`.
    pub(super) async fn arguments(&self, config: &Json, prior: Option<&ClusterRole>) -> ClusterRoleArguments {
        self.plan(config, prior).await.arguments::<ClusterRole>().unwrap()
    }

    /// The parameters of the requests with this action.
    pub(super) fn sent(&self, action: &str) -> Vec<BTreeMap<String, String>> {
        let seen = self.wire.seen().into_iter().filter(|seen| seen.what == action);
        seen.map(|seen| parameters(&seen.body)).collect()
    }

    /// The requests in their order, each with what it names beside the role.
    pub(super) fn steps(&self) -> Vec<String> {
        let step = |body: &str| {
            let all = parameters(body);
            let object = ["PolicyArn", "PolicyName", "InstanceProfileName"].iter().find_map(|name| all.get(*name));
            let object = object.map(|text| format!(" {}", text.rsplit('/').next().unwrap_or_default()));
            format!("{}{}", all["Action"], object.unwrap_or_default())
        };
        self.wire.seen().iter().map(|seen| step(&seen.body)).collect()
    }
}

fn parameters(body: &str) -> BTreeMap<String, String> {
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().unwrap().into_owned();
    let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name != "Version").map(|(name, value)| (decode(name), decode(value))).collect()
}
