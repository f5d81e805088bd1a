//! The examples of the pages, applied.

use serde_json::{Value, json};

use super::reader::read;
use crate::acceptance::harness::{Simulator, Workspace, repository};

/// The outputs of an example.
fn outputs(example: &str) -> Value {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::of(&simulator, &json!({}));
    workspace.variable("client_certificate", "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n");
    workspace.variable("client_key", "-----BEGIN PRIVATE KEY-----\nMHc=\n-----END PRIVATE KEY-----\n");
    workspace.configure_example(&[repository().join("examples/functions").join(example)]);
    workspace.apply_and_settle();
    let outputs = workspace.outputs();
    workspace.destroy_and_leave_nothing(&simulator);
    outputs
}

fn text<'a>(outputs: &'a Value, name: &str) -> &'a str {
    outputs[name]["value"].as_str().unwrap()
}

#[test]
fn the_examples_of_functions_show_what_they_say() {
    let found = outputs("parse_outpost_arn/function.tf");
    assert_eq!((text(&found, "outpost_id"), text(&found, "owner")), ("op-0a1b2c3d4e5f67890", "123456789012"));
    let found = outputs("recommended_instance_size/function.tf");
    let types = (text(&found, "control_plane_instance_type"), text(&found, "etcd_instance_type"));
    assert_eq!(types, ("m5d.xlarge", "m5d.xlarge"));
    let found = outputs("hosts_entries/function.tf");
    assert!(
        text(&found, "hosts").starts_with("10.0.3.10 0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com\n10.0.3.11 ")
    );

    let file = read("yaml", text(&outputs("kubeconfig/function.tf"), "kubeconfig"));
    assert_eq!(file["users"][0]["user"]["exec"]["env"], json!([{ "name": "AWS_PROFILE", "value": "outpost" }]));
    let file = read("yaml", text(&outputs("kubeconfig/function_certificate.tf"), "kubeconfig"));
    assert_eq!(file["clusters"][0]["cluster"]["server"], "https://10.0.3.12");

    let found = outputs("aws_auth_config_map/function.tf");
    assert_eq!(read("yaml", text(&found, "manifest"))["data"], found["data"]["value"]);
}

#[test]
fn the_examples_of_user_data_are_read_by_cloud_init_and_nodeadm() {
    let decode = |example: &str| {
        let encoded = outputs(example)["user_data"]["value"].as_str().unwrap().to_owned();
        read("mime", &String::from_utf8(aws_smithy_types::base64::decode(encoded).unwrap()).unwrap())
    };
    let parts = decode("node_user_data/function.tf");
    assert_eq!(parts[0]["body"][0]["spec"]["kubelet"]["config"]["maxPods"], 58);
    let parts = decode("node_user_data/function_hosts.tf");
    assert!(parts[0]["body"].as_str().unwrap().contains("nameserver 10.0.0.2"), "{parts}");
    assert!(parts[1]["body"].as_str().unwrap().contains("10.0.3.12 0123456789ABCDEF.gr7"), "{parts}");
    assert_eq!(parts[2]["type"], "application/node.eks.aws");
}
