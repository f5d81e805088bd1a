//! The kubeconfig file is the one of the AWS CLI.

use serde_json::{Value, json};

use super::reader::{read, update_kubeconfig};
use crate::acceptance::harness::{Simulator, Workspace};

/// Options of the function, and of the AWS CLI for the same.
const WAYS: [(&str, &str, &[&str]); 3] = [
    ("plain", "", &[]),
    (
        "named",
        r#", { alias = "edge", user_alias = "ana", proxy_url = "socks5://proxy.example.com:1080" }"#,
        &["--alias", "edge", "--user-alias", "ana", "--proxy-url", "socks5://proxy.example.com:1080"],
    ),
    (
        "as_a_role",
        r#", { profile = "edge", role_arn = "arn:aws:iam::123456789012:role/operator" }"#,
        &["--profile", "edge", "--role-arn", "arn:aws:iam::123456789012:role/operator"],
    ),
];

#[test]
fn the_kubeconfig_of_a_cluster_on_ebs_is_the_one_of_the_aws_cli() {
    assert_equals_that_of_the_aws_cli("ebs_minimal", "edge", "--cluster-id");
}

#[test]
fn the_kubeconfig_of_a_cluster_on_instance_store_is_the_one_of_the_aws_cli() {
    assert_equals_that_of_the_aws_cli("store_minimal", "store", "--cluster-name");
}

fn assert_equals_that_of_the_aws_cli(fixture: &str, name: &str, option: &str) {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, fixture);
    let outputs = WAYS.map(|(way, options, _)| {
        let call = format!("provider::eksoutpost::kubeconfig(eksoutpost_local_cluster.{name}{options})");
        format!("output \"{way}\" {{\n  value = {call}\n}}\n")
    });
    workspace.write("outputs.tf", &outputs.concat());
    workspace.apply_and_settle();
    let outputs = workspace.outputs();

    for (way, _, options) in WAYS {
        let ours = read("yaml", outputs[way]["value"].as_str().unwrap());
        let theirs = update_kubeconfig(&simulator, &workspace.home(), name, options);
        for key in ["apiVersion", "kind", "clusters", "contexts", "current-context", "users"] {
            assert!(!theirs[key].is_null(), "{key} of {theirs}");
            assert_eq!(ours[key], theirs[key], "{way}: {key}");
        }
        let subject = match option {
            "--cluster-id" => outputs["cluster"]["value"]["cluster_id"].as_str().unwrap(),
            _ => name,
        };
        let arguments = json!(["--region", "us-west-2", "eks", "get-token", option, subject, "--output", "json"]);
        let found = ours["users"][0]["user"]["exec"]["args"].as_array().unwrap();
        assert_eq!(Value::from(&found[..8]), arguments, "{way}");
    }
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn an_endpoint_with_a_port_makes_no_difference() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "endpoint_port": true }));
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.write(
        "outputs.tf",
        "output \"server\" {\n  value = yamldecode(provider::eksoutpost::kubeconfig(eksoutpost_local_cluster.edge)).clusters[0].cluster.server\n}\n\
         output \"hostname\" {\n  value = provider::eksoutpost::hosts_entries(eksoutpost_local_cluster.edge.endpoint, [\"10.0.3.12\"]).hostname\n}\n",
    );
    workspace.apply_and_settle();
    let outputs = workspace.outputs();
    let endpoint = outputs["cluster"]["value"]["endpoint"].as_str().unwrap();
    let server = endpoint.strip_suffix(":443").unwrap();
    assert_eq!(outputs["server"]["value"], server);
    assert_eq!(outputs["hostname"]["value"], server.strip_prefix("https://").unwrap());
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_cluster_that_is_still_to_be_made_makes_the_result_unknown_and_one_that_is_not_ready_is_refused() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.replace(
        "  role_arn = eksoutpost_cluster_role.edge.arn\n",
        "  role_arn = eksoutpost_cluster_role.edge.arn\n  wait_for_active = false\n",
    );
    workspace.write(
        "outputs.tf",
        "output \"kubeconfig\" {\n  value = provider::eksoutpost::kubeconfig(eksoutpost_local_cluster.edge)\n}\n",
    );
    let plan = workspace.plan_json();
    assert_eq!(plan["output_changes"]["kubeconfig"]["after_unknown"], true);
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Invalid function argument");
    assert_eq!(
        error.detail,
        "Invalid value for \"cluster\" parameter: at `endpoint`: Not there yet: It is null. EKS tells it when the cluster \
         is active, and a cluster that failed never has it. Write try(..., null) around the function to have null until then; to destroy the cluster \
         all the same, run terraform destroy -refresh=false."
    );
    simulator.advance(1000);
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

/// A function that took the whole cluster would wait for every attribute that the change may touch.
#[test]
fn a_change_of_something_else_leaves_the_result_known() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.write(
        "outputs.tf",
        "output \"kubeconfig\" {\n  value = provider::eksoutpost::kubeconfig(eksoutpost_local_cluster.edge)\n}\n",
    );
    workspace.apply_and_settle();
    workspace.replace("  vpc_config = {\n", "  tags = { owner = \"edge\" }\n\n  vpc_config = {\n");
    let change = |plan: &Value| plan["output_changes"]["kubeconfig"]["actions"].clone();
    let plan = workspace.plan_json();
    let clusters = plan["resource_changes"].as_array().unwrap().iter();
    let mut clusters = clusters.filter(|change| change["address"] == "eksoutpost_local_cluster.edge");
    let cluster = &clusters.next().unwrap()["change"];
    assert_eq!(cluster["actions"], json!(["update"]));
    assert!(!cluster["after_unknown"].as_object().unwrap().is_empty(), "{cluster}");
    assert_eq!(change(&plan), json!(["no-op"]));
    workspace.destroy_and_leave_nothing(&simulator);
}
