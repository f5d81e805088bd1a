//! What a plan finds out from AWS before anything is made.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::harness::{Run, Simulator, Workspace, repository};

const CLUSTER: &str = "eksoutpost_local_cluster.edge[0]";
const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";
const SUBNET: &str = "subnet-0a1b2c3d4e5f67891";
const VPC: &str = "vpc-0a1b2c3d4e5f67890";

/// How long a practitioner waits for a mistake.
const AT_ONCE: Duration = Duration::from_secs(3);

/// Lines of the fixture at which Terraform points.
const NAME: &str = "name      = \"${var.name}${count.index == 0 ? \"\" : \"-${count.index}\"}\"";
const ROLE: &str = "role_arn  = var.role_arn == null ? eksoutpost_cluster_role.edge.arn : var.role_arn";
const VERSION: &str = "version   = var.kubernetes_version";
const OUTPOST_CONFIG: &str = "outpost_config = {";
const VPC_CONFIG: &str = "vpc_config = {";
const NETWORK_CONFIG: &str = "kubernetes_network_config = {";

/// The plan has this one error, at this line, and it came soon.
#[track_caller]
fn assert_refused(workspace: &mut Workspace, line: &str, summary: &str, detail: &str) {
    let mut run = workspace.plan().failed();
    // A machine that does many things at once gets another chance.
    for _ in 0..3 {
        if run.took > AT_ONCE {
            run = workspace.plan().failed();
        }
    }
    let error = run.error();
    assert_eq!(error.summary, summary, "{}", error.detail);
    assert!(error.detail.contains(detail), "{}", error.detail);
    assert_eq!(error.address.as_deref(), Some(CLUSTER));
    assert_eq!(error.line, Some(workspace.line_of(line).unwrap()), "{summary}");
    assert!(run.took < AT_ONCE, "{summary}: {:?}", run.took);
}

#[test]
fn a_wrong_subnet_instance_type_outpost_role_or_version_fails_the_plan_at_its_line() {
    let simulator = Simulator::borrow();
    let foreign = simulator.get("health")["foreign_role_arn"].as_str().unwrap().to_owned();
    for (variable, value, line, summary, detail) in [
        (
            "subnet_id",
            "subnet-00000000000000001",
            VPC_CONFIG,
            "Subnet does not exist",
            "`vpc_config.subnet_ids`: us-west-2 has no subnet \"subnet-00000000000000001\" that this account sees.",
        ),
        (
            "subnet_id",
            "subnet-0a1b2c3d4e5f67893",
            VPC_CONFIG,
            "Subnet not on an Outpost",
            "`vpc_config.subnet_ids`: \"subnet-0a1b2c3d4e5f67893\" is in the Region, not on an Outpost.",
        ),
        (
            "security_group_id",
            "sg-00000000000000001",
            VPC_CONFIG,
            "Security group does not exist",
            "`vpc_config.security_group_ids`: us-west-2 has no security group \"sg-00000000000000001\"",
        ),
        (
            "instance_type",
            "m5.24xlarge",
            OUTPOST_CONFIG,
            "Instance type not on the Outpost",
            "`outpost_config.control_plane_instance_type`: \"m5.24xlarge\" is not configured on",
        ),
        (
            "group_name",
            "nowhere",
            OUTPOST_CONFIG,
            "Placement group does not exist",
            "`outpost_config.control_plane_placement.group_name`: There is no placement group \"nowhere\" in us-west-2.",
        ),
        (
            "role_arn",
            "arn:aws:iam::123456789012:role/nobody",
            ROLE,
            "Role does not exist",
            "There is no IAM role \"arn:aws:iam::123456789012:role/nobody\" in this account.",
        ),
        (
            "kubernetes_version",
            "1.28",
            VERSION,
            "Kubernetes version not offered",
            "Use one of \"1.32\", \"1.31\", \"1.30\", \"1.29\".",
        ),
    ] {
        let mut workspace = Workspace::new(&simulator, "preflight");
        workspace.variable(variable, value);
        assert_refused(&mut workspace, line, summary, detail);
    }

    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.variable("role_arn", &foreign);
    let errors = workspace.plan().failed().errors();
    let summaries: BTreeSet<&str> = errors.iter().map(|error| error.summary.as_str()).collect();
    assert_eq!(summaries, BTreeSet::from(["Role lacks a policy", "Role trusts another service"]));

    // Whose Outpost it is shows with the account of the role.
    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.variable("outpost_id", "op-0a1b2c3d4e5f67891");
    workspace.variable("role_arn", &foreign);
    let errors = workspace.plan().failed().errors();
    let missing = errors.iter().find(|error| error.summary == "Outpost does not exist").unwrap();
    assert_eq!(missing.line, workspace.line_of(OUTPOST_CONFIG));
    assert!(errors.iter().any(|error| error.summary == "Subnet on another Outpost"), "{errors:?}");
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
}

#[test]
fn a_name_that_is_taken_fails_the_plan_and_the_import_block_is_printed() {
    let simulator = Simulator::borrow();
    let mut owner = Workspace::new(&simulator, "ebs_minimal");
    owner.apply_and_settle();
    let mut workspace = Workspace::new(&simulator, "preflight");
    let import = "import {\n    to = eksoutpost_local_cluster.example\n    id = \"edge@us-west-2\"\n  }";
    assert_refused(&mut workspace, NAME, "Cluster exists already", import);
    owner.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_world_around_the_cluster_is_looked_at() {
    for (place, change, line, summary) in [
        (format!("subnet/{SUBNET}"), json!({ "available_ip_address_count": 2 }), VPC_CONFIG, "Too few free addresses"),
        (
            format!("subnet/{SUBNET}"),
            json!({ "hostname_type": "resource-name" }),
            VPC_CONFIG,
            "Subnet with resource names",
        ),
        (
            format!("subnet/{SUBNET}"),
            json!({ "outpost_arn": OUTPOST.replace("890", "891") }),
            VPC_CONFIG,
            "Subnet on another Outpost",
        ),
        (format!("vpc/{VPC}"), json!({ "dns_hostnames": false }), VPC_CONFIG, "VPC without DNS"),
        (
            "outpost/op-0a1b2c3d4e5f67890".to_owned(),
            json!({ "supported_hardware_type": "SERVER" }),
            OUTPOST_CONFIG,
            "Outpost is a server",
        ),
    ] {
        let simulator = Simulator::borrow();
        simulator.post(&place, &change);
        let mut workspace = Workspace::new(&simulator, "preflight");
        assert_refused(&mut workspace, line, summary, "");
    }
}

#[test]
fn what_is_not_certain_is_a_warning() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "ebs_default_key": "arn:aws:kms:us-west-2:123456789012:key/1" }));
    simulator.post(
        "outpost/op-0a1b2c3d4e5f67890",
        &json!({ "life_cycle_status": "PENDING", "capacity": { "m5.large": 2 } }),
    );
    simulator
        .post(&format!("vpc/{VPC}"), &json!({ "routes": {}, "endpoints": ["ssm", "ec2"], "local_gateway": false }));
    simulator.post(&format!("subnet/{SUBNET}"), &json!({ "map_public_ip_on_launch": true }));
    let mut workspace = Workspace::new(&simulator, "preflight");
    let run = workspace.plan().succeeded();
    let warnings = run.warnings();
    assert_eq!(
        warnings.iter().map(|warning| warning.summary.as_str()).collect::<BTreeSet<_>>(),
        BTreeSet::from([
            "Cluster role needs your EBS key",
            "Outpost is not active",
            "Outpost may be too full",
            "Subnets are not private",
            "Subnets may not reach AWS services",
            "Too few hosts to spread over",
            "Your own network may not reach the cluster",
        ])
    );
    assert_eq!(warnings.len(), 7);
    let missing = run.warnings().into_iter().find(|warning| warning.summary.ends_with("AWS services")).unwrap();
    assert!(
        missing.detail.contains(
            "no available endpoint of ssmmessages, ec2messages, secretsmanager, logs, sts, ecr.api, ecr.dkr, s3"
        ),
        "{}",
        missing.detail
    );
}

#[test]
fn terraform_prints_file_and_line() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.variable("subnet_id", "subnet-00000000000000001");
    let run = workspace.run(&["plan", "-no-color"]).failed();
    let line = workspace.line_of(VPC_CONFIG).unwrap();
    assert!(run.stderr.contains("Error: Subnet does not exist"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("on main.tf line {line}, in resource")), "{}", run.stderr);
}

#[test]
fn warn_only_warns_and_off_asks_nobody() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.variable("subnet_id", "subnet-00000000000000001");
    workspace.variable("preflight", "warn");
    let warnings = workspace.plan().succeeded().warnings();
    assert_eq!(warnings.iter().map(|warning| warning.summary.as_str()).collect::<Vec<_>>(), ["Subnet does not exist"]);
    assert_eq!(warnings[0].line, workspace.line_of(VPC_CONFIG));

    simulator.forget_requests();
    workspace.variable("preflight", "off");
    assert_eq!(workspace.plan().succeeded().diagnostics(), []);
    workspace.variable("preflight", "error");
    workspace.without_preflight();
    workspace.plan().failed();
    workspace.configure("ebs_minimal");
    simulator.forget_requests();
    assert_eq!(workspace.plan().succeeded().diagnostics(), []);
    assert_eq!(simulator.journal().operations(), Vec::<&str>::new());
}

#[test]
fn missing_permissions_are_quiet_and_logged() {
    let simulator = Simulator::borrow();
    let refuse = |service: &str, operation: Option<&str>, code: &str| {
        simulator.fault(json!({
            "service": service,
            "operation": operation,
            "error": { "code": code, "status": 403, "message": "You may not." },
        }));
    };
    refuse("ec2", None, "UnauthorizedOperation");
    refuse("outposts", None, "AccessDeniedException");
    refuse("iam", Some("GetRole"), "AccessDenied");
    refuse("eks", Some("DescribeClusterVersions"), "AccessDeniedException");
    refuse("eks", Some("DescribeCluster"), "AccessDeniedException");
    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.variable("role_arn", "arn:aws:iam::123456789012:role/nobody");
    workspace.variable("subnet_id", "subnet-00000000000000001");
    workspace.variable("number", "2");
    workspace.set_env("TF_LOG", "JSON");
    let run = workspace.plan().succeeded();
    assert_eq!(run.diagnostics(), []);
    for action in ["ec2:DescribeSubnets", "outposts:GetOutpost", "iam:GetRole", "eks:DescribeClusterVersions"] {
        let said = run.log.find(&format!("not checked before the change: {action} is not allowed"));
        assert_eq!(said.len(), 1, "{action}");
    }
}

#[test]
fn clusters_of_one_plan_share_what_they_ask() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.variable("number", "5");
    assert_eq!(workspace.plan().succeeded().diagnostics(), []);
    let journal = simulator.journal();
    for operation in journal.operations().into_iter().collect::<BTreeSet<_>>() {
        let expected = match operation {
            "DescribeCluster" => 5,
            "DescribeVpcAttribute" => 2,
            _ => 1,
        };
        assert_eq!(journal.count(operation), expected, "{operation}");
    }
    assert!(journal.operations().contains(&"DescribeSubnets"));
}

#[test]
fn a_correct_configuration_has_no_finding_and_makes_the_calls_of_the_docs_only() {
    let guide = fs::read_to_string(repository().join("docs/guides/rules.md")).unwrap();
    let role = ["CreateRole", "AttachRolePolicy"];
    for (fixture, group) in [
        ("ebs_minimal", None),
        ("ebs_complete", Some("simulated-spread")),
        ("store_minimal", None),
        ("store_complete", None),
    ] {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, fixture);
        if let Some(group) = group {
            workspace.variable("placement_group", group);
        }
        assert_eq!(workspace.plan().succeeded().diagnostics(), [], "{fixture}");
        assert_eq!(workspace.apply().succeeded().diagnostics(), [], "{fixture}");
        let undocumented: Vec<String> = calls(&simulator)
            .into_iter()
            .filter(|(_, operation)| !role.contains(&operation.as_str()))
            .map(|(service, operation)| format!("{service}:{operation}"))
            .filter(|call| !guide.contains(&format!("`{call}`")))
            .collect();
        assert_eq!(undocumented, [""; 0], "{fixture}");
        simulator.forget_requests();
        workspace.assert_empty_plan();
        assert!(calls(&simulator).iter().all(|(service, _)| service == "eks" || service == "iam"), "{fixture}");
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

fn calls(simulator: &Simulator) -> BTreeSet<(String, String)> {
    let requests = simulator.get("requests");
    let text = |call: &Value, member: &str| call[member].as_str().unwrap().to_owned();
    let calls = requests["requests"].as_array().unwrap().iter();
    calls.map(|call| (text(call, "service"), text(call, "operation"))).collect()
}

#[test]
fn a_replacement_does_not_stumble_over_its_predecessor() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "preflight");
    let planned = |run: &Run| run.planned().contains(&format!("{CLUSTER} replace"));
    workspace.apply_and_settle();
    simulator.post(&format!("subnet/{SUBNET}"), &json!({ "available_ip_address_count": 0 }));
    workspace.variable("instance_type", "m5.24xlarge");
    assert_refused(&mut workspace, OUTPOST_CONFIG, "Instance type not on the Outpost", "m5.24xlarge");
    workspace.variable("instance_type", "m5.xlarge");
    let run = workspace.plan().succeeded();
    assert_eq!((run.diagnostics(), planned(&run)), (vec![], true));

    // Terraform plans a tainted cluster as if it were new.
    workspace.variable("instance_type", "m5.large");
    workspace.run(&["taint", CLUSTER]).succeeded();
    let run = workspace.plan().succeeded();
    assert_eq!((run.diagnostics(), planned(&run)), (vec![], true));
    simulator.post(&format!("subnet/{SUBNET}"), &json!({ "available_ip_address_count": 100 }));
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_service_block_keeps_apart_from_the_vpc() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "preflight");
    workspace.replace("10.100.0.0/16", "10.0.0.0/16");
    assert_refused(
        &mut workspace,
        NETWORK_CONFIG,
        "Service CIDR block overlaps the VPC",
        "overlaps \"10.0.0.0/16\" of",
    );
}
