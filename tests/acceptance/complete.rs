//! The whole configurations of `examples/`, applied. Other providers are stood in for; what is ours meets the simulated AWS.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace, python, repository};

const CLUSTER: &str = "eksoutpost_local_cluster.this";

/// What the objects of other providers turn out to be: those that the simulated AWS has.
fn values() -> Value {
    json!({
        "aws_iam_role": [{ "set": { "arn": "arn:aws:iam::123456789012:role/${name}" } }],
        "aws_placement_group": [{ "set": { "id": "simulated-spread" } }],
        "aws_subnet": [
            { "where": { "cidr_block": "10.0.0.0/20" }, "set": { "id": "subnet-0a1b2c3d4e5f67891" } },
            { "where": { "cidr_block": "10.0.16.0/20" }, "set": { "id": "subnet-0a1b2c3d4e5f67892" } },
            { "set": { "id": "subnet-0a1b2c3d4e5f67893" } },
        ],
        "kubernetes_certificate_signing_request_v1": [
            { "set": { "certificate": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" } },
        ],
        "tls_private_key": [
            { "set": { "private_key_pem": "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n" } },
        ],
    })
}

/// An example with values for its variables.
fn configured(simulator: &Simulator, name: &str, providers: &[&str]) -> Workspace {
    let mut workspace = Workspace::example(simulator, name);
    workspace.stand_in(providers, &values());
    let world = simulator.get("health");
    for (name, value) in [
        ("region", json!("us-west-2")),
        ("outpost_arn", world["outpost_arn"].clone()),
        ("subnet_ids", json!(["subnet-0a1b2c3d4e5f67891"])),
    ] {
        workspace.variable(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    workspace
}

/// A cluster of the example `complete-ebs`, with nothing but what it needs.
fn plain_cluster(simulator: &Simulator) -> Workspace {
    let mut workspace = configured(simulator, "complete-ebs", &[]);
    workspace.variable("enabled_cluster_log_types", "[]");
    workspace.apply_and_settle();
    workspace
}

/// The variables that tell an example about the cluster of [`plain_cluster`].
fn describe(workspace: &mut Workspace) {
    for (name, value) in [
        ("name", "example"),
        ("role_name", "example-cluster"),
        ("kubernetes_version", "1.31"),
        ("control_plane_instance_type", "m5.xlarge"),
    ] {
        workspace.variable(name, value);
    }
}

#[test]
fn the_examples_with_a_network_make_a_cluster_in_it() {
    for (name, subnets, group) in [
        (
            "complete-network-nat",
            json!(["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"]),
            json!("simulated-spread"),
        ),
        ("complete-private", json!(["subnet-0a1b2c3d4e5f67891"]), Value::Null),
    ] {
        let simulator = Simulator::borrow();
        let mut workspace = configured(&simulator, name, &["aws"]);
        workspace.apply_and_settle();
        let cluster = &simulator.cluster("example")["cluster"];
        assert_eq!(cluster["resourcesVpcConfig"]["subnetIds"], subnets, "{name}");
        assert_eq!(cluster["outpostConfig"]["controlPlanePlacement"]["groupName"], group, "{name}");
        assert_eq!(workspace.outputs()["health"]["value"], json!([]), "{name}");
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn the_example_with_a_role_of_its_own_makes_a_cluster_with_that_role() {
    let simulator = Simulator::borrow();
    let mut workspace = configured(&simulator, "complete-own-role", &["aws"]);
    // The stand-in of the AWS provider makes nothing, so the role must be there.
    let trust = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }],
    });
    let (role, policy) =
        (("RoleName", "example-cluster"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"));
    simulator.iam("CreateRole", &[role, ("AssumeRolePolicyDocument", &trust.to_string())]);
    simulator.iam("AttachRolePolicy", &[role, policy]);
    workspace.apply_and_settle();
    assert_eq!(workspace.state().attributes(CLUSTER)["role_arn"], "arn:aws:iam::123456789012:role/example-cluster");
    workspace.destroy().succeeded();
    simulator.iam("DetachRolePolicy", &[role, policy]);
    simulator.iam("DeleteRole", &[role]);
    simulator.assert_nothing_left();
}

#[test]
fn the_example_of_an_import_changes_nothing() {
    let simulator = Simulator::borrow();
    let mut owner = plain_cluster(&simulator);
    let mut workspace = configured(&simulator, "complete-import", &[]);
    describe(&mut workspace);
    simulator.forget_requests();
    let run = workspace.run(&["plan", "-no-color"]).succeeded();
    assert!(run.stdout.contains("Plan: 2 to import, 0 to add, 0 to change, 0 to destroy."), "{}", run.stdout);
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    let error = workspace.destroy().failed().error();
    assert_eq!(error.summary, "Instance cannot be destroyed");
    owner.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_examples_of_a_migration_change_nothing() {
    for (name, module) in [("complete-migration", None), ("complete-migration-module", Some("module.eks"))] {
        let simulator = Simulator::borrow();
        let mut workspace = configured(&simulator, name, &["aws"]);
        describe(&mut workspace);
        // Nothing is to be moved yet: a cluster like that of the other provider comes to be.
        workspace.apply_and_settle();
        hand_over(&workspace, module);
        simulator.forget_requests();

        let plan = workspace.plan_json();
        let actions = |address: &str| {
            let changes = plan["resource_changes"].as_array().unwrap();
            let change = changes.iter().find(|change| change["address"] == address).unwrap();
            (change["change"]["actions"].clone(), change["previous_address"].clone())
        };
        let before = |plain: &str, inside: &str| json!(if module.is_some() { inside } else { plain });
        let cluster = before("aws_eks_cluster.this", "module.eks.aws_eks_cluster.this[0]");
        assert_eq!(actions(CLUSTER), (json!(["no-op"]), cluster), "{name}");
        let role = before("aws_iam_role.cluster", "module.eks.aws_iam_role.this[0]");
        assert_eq!(actions("eksoutpost_cluster_role.this"), (json!(["no-op"]), role), "{name}");
        let attachment = before(
            "aws_iam_role_policy_attachment.cluster",
            "module.eks.aws_iam_role_policy_attachment.this[\"AmazonEKSLocalOutpostClusterPolicy\"]",
        );
        assert_eq!(actions(attachment.as_str().unwrap()), (json!(["forget"]), Value::Null), "{name}");
        let run = workspace.run(&["plan", "-no-color"]).succeeded();
        assert!(run.stdout.contains("Plan: 0 to add, 0 to change, 0 to destroy."), "{name}: {}", run.stdout);

        workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{name}");
        assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.this", CLUSTER], "{name}");
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

/// Makes role and cluster in state those of the AWS provider, perhaps within a module, as they are in the `moved` blocks of the examples.
fn hand_over(workspace: &Workspace, module: Option<&str>) {
    let provider = "provider[\"registry.terraform.io/hashicorp/aws\"]";
    workspace.change_state(|state| {
        let resources = state["resources"].as_array_mut().unwrap();
        for resource in resources.iter_mut() {
            let attributes = resource["instances"][0]["attributes"].clone();
            let (type_name, name, theirs) = if resource["type"] == "eksoutpost_local_cluster" {
                ("aws_eks_cluster", "this", super::moves::as_aws_eks_cluster(&attributes, 1))
            } else {
                let policies: Vec<_> =
                    attributes["policy_arns"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                ("aws_iam_role", "cluster", super::role_moves::as_aws_iam_role(&attributes, &policies))
            };
            resource["type"] = json!(type_name);
            resource["name"] = json!(if module.is_some() { "this" } else { name });
            resource["provider"] = json!(provider);
            let version = u8::from(type_name == "aws_eks_cluster");
            resource["instances"] = json!([{ "schema_version": version, "attributes": theirs, "private": "bnVsbA==" }]);
            if let Some(module) = module {
                resource["module"] = json!(module);
                resource["instances"][0]["index_key"] = json!(0);
            }
        }
        let policy = "AmazonEKSLocalOutpostClusterPolicy";
        let attributes = json!({
            "id": "example-cluster-20260101",
            "policy_arn": format!("arn:aws:iam::aws:policy/{policy}"),
            "role": "example-cluster",
        });
        let mut attachment = json!({
            "mode": "managed", "type": "aws_iam_role_policy_attachment", "name": "cluster", "provider": provider,
            "instances": [{ "schema_version": 0, "attributes": attributes }],
        });
        if let Some(module) = module {
            attachment["module"] = json!(module);
            attachment["name"] = json!("this");
            attachment["instances"][0]["index_key"] = json!(policy);
        }
        resources.push(attachment);
    });
}

#[test]
fn the_gate_of_the_pipeline_refuses_a_plan_that_replaces_the_cluster() {
    let simulator = Simulator::borrow();
    let mut workspace = configured(&simulator, "complete-pipeline", &[]);
    workspace.variable("allowed_account_ids", "[\"123456789012\"]");
    assert_eq!(gate(&workspace.plan_json()), (Some(0), String::new()));
    workspace.apply_and_settle();
    let run = workspace.plan();
    assert!(run.warnings().is_empty(), "{}", run.stdout);
    workspace.variable("control_plane_instance_type", "m5.2xlarge");
    let (code, said) = gate(&workspace.plan_json());
    let readme = std::fs::read_to_string(repository().join("examples/complete-pipeline/README.md")).unwrap();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.starts_with("eksoutpost_local_cluster.this would be replaced") && readme.contains(&said), "{said}");
    workspace.variable("control_plane_instance_type", "m5.xlarge");
    workspace.destroy_and_leave_nothing(&simulator);
}

/// Exit code and output of the gate for a plan.
fn gate(plan: &Value) -> (Option<i32>, String) {
    let script = repository().join("examples/complete-pipeline/gate.py");
    let mut gate = Command::new(python()).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    gate.stdin.take().unwrap().write_all(plan.to_string().as_bytes()).unwrap();
    let output = gate.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_example_of_access_has_what_kubectl_and_a_dns_server_need() {
    for (kind, option, instances) in
        [("complete-ebs", "--cluster-id", 3), ("complete-instance-store", "--cluster-name", 0)]
    {
        let simulator = Simulator::borrow();
        let mut owner = configured(&simulator, kind, &[]);
        owner.variable("control_plane_instance_type", "m5.xlarge");
        owner.variable("etcd_instance_type", "m5.large");
        owner.apply_and_settle();
        let mut workspace = configured(&simulator, "complete-access", &[]);
        workspace.apply_and_settle();
        let outputs = workspace.outputs();
        let text = |name: &str| outputs[name]["value"].as_str().unwrap().to_owned();
        assert!(text("kubeconfig").contains(option), "{}", text("kubeconfig"));
        assert_eq!(text("hosts_entries").lines().count(), 3, "{}", text("hosts_entries"));
        assert_eq!(outputs["control_plane_instances"]["value"].as_array().unwrap().len(), instances, "{outputs}");
        owner.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn the_example_of_nodes_tells_them_what_they_need_and_lets_them_in() {
    let simulator = Simulator::borrow();
    let mut owner = plain_cluster(&simulator);
    let mut workspace = configured(&simulator, "complete-nodes", &["aws", "kubernetes"]);
    workspace.apply_and_settle();
    let cluster = owner.state().attributes("eksoutpost_local_cluster.example").clone();
    let user_data = workspace.outputs()["user_data"]["value"].as_str().unwrap().to_owned();
    let id = cluster["cluster_id"].as_str().unwrap();
    assert!(user_data.contains(id) && user_data.contains("enableOutpost: true"), "{user_data}");
    let state = workspace.state();
    let template = state.attributes("aws_launch_template.nodes");
    assert_eq!(template["vpc_security_group_ids"], json!([cluster["vpc_config"]["cluster_security_group_id"]]));
    let roles = state.attributes("kubernetes_config_map_v1.aws_auth")["data"]["mapRoles"].as_str().unwrap();
    assert!(roles.contains("arn:aws:iam::123456789012:role/example-nodes"), "{roles}");
    let stored = String::from_utf8(workspace.bytes("terraform.tfstate")).unwrap();
    assert!(!stored.contains("k8s-aws-v1."), "a token is in the state");
    workspace.destroy().succeeded();
    owner.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_example_of_disconnected_access_needs_nothing_of_aws_afterwards() {
    let simulator = Simulator::borrow();
    let mut owner = plain_cluster(&simulator);
    let mut workspace = configured(&simulator, "complete-disconnected", &["kubernetes", "tls"]);
    workspace.apply_and_settle();
    let outputs = workspace.outputs();
    let kubeconfig = outputs["kubeconfig"]["value"].as_str().unwrap();
    assert!(kubeconfig.contains("client-certificate-data") && !kubeconfig.contains("get-token"), "{kubeconfig}");
    assert_eq!(outputs["kubeconfig"]["sensitive"], true);
    assert_eq!(outputs["hosts_entries"]["value"].as_str().unwrap().lines().count(), 3, "{outputs}");
    workspace.destroy().succeeded();
    owner.destroy_and_leave_nothing(&simulator);
}
