//! Every health issue that EKS documents: stuck, cleared by the practitioner meanwhile, and final.
//!
//! Source of the table: EKS user guide, Troubleshoot local clusters; the class is our conclusion.

use serde_json::{Value, json};
use terraform_provider_eksoutpost::rules::health::known;

use super::fleet::{Fleet, Kind, cluster};
use super::ledger::{Table, judge};

/// What can make an issue go away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Class {
    /// Nothing: only another cluster helps, and the wait ends early.
    Final,
    /// The practitioner; what to do is in the error.
    User,
    /// Time, as far as is known.
    Wait,
}

/// An issue as EKS reports it.
struct Issue {
    name: &'static str,
    code: &'static str,
    message: &'static str,
    resources: &'static [&'static str],
    class: Class,
}

const fn issue(
    name: &'static str,
    class: Class,
    code: &'static str,
    message: &'static str,
    resources: &'static [&'static str],
) -> Issue {
    Issue { name, code, message, resources, class }
}

const ARN: &[&str] = &["arn:aws:eks:us-west-2:123456789012:cluster/edge"];
const SUBNETS: &[&str] = &["subnet-0a", "subnet-0b"];

const ISSUES: &[Issue] = &[
    issue("subnet not found", Class::Final, "ResourceNotFound", "The subnet ID subnet-0a does not exist", SUBNETS),
    issue(
        "subnets in different VPCs",
        Class::Final,
        "ConfigurationConflict",
        "Subnets specified must belong to the same VPC",
        SUBNETS,
    ),
    issue(
        "subnet on another Outpost",
        Class::Final,
        "ConfigurationConflict",
        "Subnet subnet-0a expected to be in arn:aws:outposts:us-west-2:123456789012:outpost/op-1, but is in op-2",
        &["subnet-0a"],
    ),
    issue(
        "subnet on no Outpost",
        Class::Final,
        "ConfigurationConflict",
        "Subnet subnet-0a is not part of any Outpost",
        &["subnet-0a"],
    ),
    issue(
        "instance type not offered",
        Class::Final,
        "ConfigurationConflict",
        "The instance type 'm5.large' is not supported in Outpost 'op-1'",
        ARN,
    ),
    issue(
        "no free addresses",
        Class::User,
        "ResourceLimitExceeded",
        "The specified subnet does not have enough free addresses to satisfy the request",
        &["subnet-0a"],
    ),
    issue(
        "no capacity",
        Class::User,
        "ResourceLimitExceeded",
        "There is not enough capacity on the Outpost to launch or start the instance",
        ARN,
    ),
    issue(
        "quota of security groups",
        Class::User,
        "ResourceLimitExceeded",
        "The maximum number of security groups has been reached",
        &["vpc-0a"],
    ),
    issue(
        "quota of network interfaces",
        Class::User,
        "ResourceLimitExceeded",
        "You have reached the limit of network interfaces",
        &["subnet-0a"],
    ),
    issue("quota of vCPUs", Class::User, "ResourceLimitExceeded", "You have requested more vCPU capacity", ARN),
    issue(
        "instance terminated",
        Class::User,
        "InternalFailure",
        "EC2 instance state \"Terminated\" is unexpected",
        ARN,
    ),
    issue(
        "not reachable through SSM",
        Class::User,
        "ClusterUnreachable",
        "The control plane instances are not reachable through SSM. Please verify your SSM and network configuration",
        &["i-0a", "i-0b"],
    ),
    issue("access denied", Class::User, "AccessDenied", "You are not authorized to perform this operation", ARN),
    issue(
        "security group not found",
        Class::User,
        "ResourceNotFound",
        "The security group 'sg-0a' does not exist",
        &["sg-0a"],
    ),
    issue("anything else", Class::Wait, "InternalFailure", "Something failed", &[]),
    issue("IAM role not found", Class::User, "IamRoleNotFound", "The role is gone", &["edge-role"]),
    issue("VPC not found", Class::Final, "VpcNotFound", "The VPC is gone", &["vpc-0a"]),
    issue("insufficient free addresses", Class::User, "InsufficientFreeAddresses", "No address", &["subnet-0a"]),
    issue("EC2 subnet not found", Class::Final, "Ec2SubnetNotFound", "The subnet is gone", &["subnet-0a"]),
    issue("EC2 security group not found", Class::Final, "Ec2SecurityGroupNotFound", "The group is gone", &["sg-0a"]),
    issue("EC2 not subscribed", Class::Wait, "Ec2ServiceNotSubscribed", "Not subscribed", &[]),
    issue("KMS grant revoked", Class::Wait, "KmsGrantRevoked", "Revoked", &[]),
    issue("KMS key not found", Class::Final, "KmsKeyNotFound", "No key", &[]),
    issue("KMS key marked for deletion", Class::Wait, "KmsKeyMarkedForDeletion", "Marked", &[]),
    issue("KMS key disabled", Class::Wait, "KmsKeyDisabled", "Disabled", &[]),
    issue("regional STS endpoint disabled", Class::Wait, "StsRegionalEndpointDisabled", "Disabled", &[]),
    issue("version not supported", Class::Wait, "UnsupportedVersion", "Old", &[]),
    issue("other", Class::Wait, "Other", "Nobody knows", &[]),
    issue("a code from the future", Class::Wait, "BrandNewCode", "Strange", &["x-1"]),
];

impl Issue {
    /// As the control API takes it, for some seconds.
    fn report(&self, clear_after: Option<f64>) -> Value {
        let mut report = json!({ "code": self.code, "message": self.message, "resource_ids": self.resources });
        if let Some(seconds) = clear_after {
            report["clear_after"] = json!(seconds);
        }
        report
    }

    /// The line about it in an error: code, message, resources, advice.
    fn line(&self) -> String {
        let resources = if self.resources.is_empty() {
            String::new()
        } else {
            format!(" (resources {})", self.resources.join(", "))
        };
        let advice = known(self.code, self.message).map(|known| format!(" {}", known.advice)).unwrap_or_default();
        format!("- {}: {}{resources}.{advice}", self.code, self.message)
    }

    fn key(&self) -> String {
        self.name.to_lowercase().replace(' ', "-")
    }
}

/// The wait goes on until its end, or ends early where nothing helps; with the issue gone the next apply goes on.
#[test]
fn a_cluster_with_a_health_issue_that_stays_is_told_with_what_to_do() {
    let mut table = Table::new("health, ebs: stuck or final");
    let mut fleet = fleet(Kind::Ebs, &mut table, &json!({ "timeouts": { "create": "15s" } }));
    for issue in ISSUES {
        fleet.simulator.change_cluster(&issue.key(), json!({ "issues": [issue.report(None)], "stuck_create": true }));
    }
    let run = fleet.apply();
    let state = fleet.workspace.state();
    let errors = run.errors();
    for issue in ISSUES {
        let address = cluster(&issue.key());
        let about: Vec<_> = errors.iter().filter(|error| error.address.as_ref() == Some(&address)).collect();
        let [error] = about.as_slice() else {
            table.check(issue.name, false, || format!("{} errors", about.len()));
            continue;
        };
        let summary = match issue.class {
            Class::Final => "Cluster cannot become active",
            Class::User | Class::Wait => "Cluster not active in time",
        };
        table.check(issue.name, error.summary == summary, || format!("ended with {:?}", error.summary));
        let is_told = error.detail.contains(&format!("\n{}\n", issue.line()));
        table.check(issue.name, is_told, || format!("{:?} is not in {:?}", issue.line(), error.detail));
        let has_advice = known(issue.code, issue.message).is_some();
        table.check(issue.name, has_advice || issue.class == Class::Wait, || "has no advice".to_owned());
        let is_kept = state.has(&address) && state.is_tainted(&address);
        table.check(issue.name, is_kept, || "is not in the state as tainted".to_owned());
    }
    destroy(fleet);
    judge(vec![table]);
}

#[test]
fn a_cluster_whose_health_issue_is_cleared_meanwhile_becomes_active() {
    let mut table = Table::new("health, ebs: cleared meanwhile");
    let mut fleet = fleet(Kind::Ebs, &mut table, &json!({ "timeouts": { "create": "60s" } }));
    fleet.simulator.set(json!({ "create_seconds": 5 }));
    fleet.workspace.set_env("TF_LOG", "JSON");
    for issue in ISSUES {
        fleet.simulator.change_cluster(&issue.key(), json!({ "issues": [issue.report(Some(6.0))] }));
    }
    let run = fleet.apply();
    assert_eq!(run.errors(), Vec::new());
    let state = fleet.workspace.state();
    let told: Vec<String> = run
        .log
        .find("health issue: ")
        .iter()
        .map(|line| line["cluster"].as_str().unwrap_or_default().to_owned())
        .collect();
    for issue in ISSUES {
        let attributes = state.attributes(&cluster(&issue.key()));
        table.check(issue.name, attributes["status"] == "ACTIVE", || format!("is {}", attributes["status"]));
        table.check(issue.name, attributes["health"] == json!([]), || format!("has {}", attributes["health"]));
        let times = told.iter().filter(|name| **name == issue.key()).count();
        table.check(issue.name, times == 1, || format!("was logged {times} times"));
    }
    assert_eq!(fleet.plan().planned(), Vec::<String>::new());
    destroy(fleet);
    judge(vec![table]);
}

#[test]
fn a_failed_cluster_on_instance_store_tells_its_health_issue() {
    let mut table = Table::new("health, instance_store: failed");
    let mut fleet = fleet(Kind::Store, &mut table, &json!({}));
    for issue in ISSUES {
        fleet.simulator.change_cluster(&issue.key(), json!({ "fail_create": [issue.report(None)] }));
    }
    let run = fleet.apply();
    let state = fleet.workspace.state();
    let errors = run.errors();
    for issue in ISSUES {
        let address = cluster(&issue.key());
        let about: Vec<_> = errors.iter().filter(|error| error.address.as_ref() == Some(&address)).collect();
        let [error] = about.as_slice() else {
            table.check(issue.name, false, || format!("{} errors", about.len()));
            continue;
        };
        table.check(issue.name, error.summary == "Cluster cannot become active", || error.summary.clone());
        let text = format!(" The cluster's status is FAILED.\n{}\n", issue.line());
        table.check(issue.name, error.detail.contains(&text), || format!("{text:?} is not in {:?}", error.detail));
        let is_kept = state.is_tainted(&address) && state.attributes(&address)["status"] == "FAILED";
        table.check(issue.name, is_kept, || "is not in the state as tainted".to_owned());
        fleet.simulator.change_cluster(&issue.key(), json!({ "fail_create": null }));
    }
    let run = fleet.apply();
    assert_eq!(run.errors(), Vec::new());
    let planned = run.planned();
    for issue in ISSUES {
        let change = format!("{} replace", cluster(&issue.key()));
        table.check(issue.name, planned.contains(&change), || "is not replaced".to_owned());
    }
    destroy(fleet);
    judge(vec![table]);
}

/// One cluster for each issue.
fn fleet(kind: Kind, table: &mut Table, arguments: &Value) -> Fleet {
    let mut fleet = Fleet::new(kind);
    fleet.workspace.set_env("EKSOUTPOST_POLL_INTERVAL", "250ms");
    for issue in ISSUES {
        table.register(issue.name);
        fleet.put(&issue.key(), arguments);
    }
    fleet.write();
    fleet
}

fn destroy(mut fleet: Fleet) {
    assert_eq!(fleet.destroy().errors(), Vec::new());
    fleet.simulator.assert_nothing_left();
}
