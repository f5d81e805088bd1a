//! What data sources tell of clusters that exist, to somebody who does not manage them, and of one that is only planned.

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace, repository};

const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";
const SUBNET: &str = "subnet-0a1b2c3d4e5f67891";

/// Kind, fixture and name of a cluster.
const CLUSTERS: [(&str, &str, &str); 2] =
    [("ebs", "ebs_minimal", "edge"), ("instance_store", "store_minimal", "store")];

/// Somebody who only reads one data source, which is the output `data`.
fn reader(simulator: &Simulator, data_source: &str, arguments: &Value) -> Workspace {
    let configuration = json!({
        "data": { data_source: { "this": arguments } },
        "output": { "data": { "value": format!("${{data.{data_source}.this}}") } },
    });
    Workspace::of(simulator, &configuration)
}

/// What the data source says, after a second plan without a difference.
fn read(workspace: &mut Workspace) -> Value {
    workspace.apply_and_settle();
    workspace.outputs()["data"]["value"].clone()
}

#[test]
fn a_cluster_is_read_with_one_call_and_is_what_its_resource_says() {
    for (kind, fixture, name) in CLUSTERS {
        let simulator = Simulator::borrow();
        let mut owner = Workspace::new(&simulator, fixture);
        owner.apply_and_settle();
        let resource = owner.outputs()["cluster"]["value"].clone();
        let mut other = reader(&simulator, "eksoutpost_local_cluster", &json!({ "name": name }));
        simulator.forget_requests();
        let run = other.plan().succeeded();
        assert_eq!((run.diagnostics(), simulator.journal().operations()), (vec![], vec!["DescribeCluster"]), "{kind}");
        let data = read(&mut other);
        assert_eq!(data["control_plane_storage"], kind);
        for (attribute, value) in data.as_object().unwrap() {
            // Null there is the empty set here; who bootstrapped it nobody tells.
            let expected = match attribute.as_str() {
                "access_config" => {
                    json!({ "authentication_mode": resource["access_config"]["authentication_mode"] })
                }
                "enabled_cluster_log_types" => json!([]),
                "tags" => json!({}),
                attribute => resource[attribute].clone(),
            };
            assert_eq!(*value, expected, "{kind}: {attribute}");
        }
        owner.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_cluster_that_is_not_there_or_not_local_is_an_error_at_the_name() {
    let simulator = Simulator::borrow();
    let mut other = reader(&simulator, "eksoutpost_local_cluster", &json!({ "name": "edge" }));
    let error = other.plan().failed().error();
    assert_eq!(
        (error.summary.as_str(), error.address.as_deref()),
        ("No such cluster", Some("data.eksoutpost_local_cluster.this"))
    );

    let mut owner = Workspace::new(&simulator, "ebs_minimal");
    owner.apply_and_settle();
    let outpost = move_to_the_cloud(&simulator, "edge");
    let error = other.plan().failed().error();
    assert_eq!(error.summary, "Not a local cluster");
    assert!(
        error.detail.contains("Read it with the data source `aws_eks_cluster` of the AWS provider"),
        "{}",
        error.detail
    );
    simulator.change_cluster("edge", json!({ "set": { "outpost_config": outpost } }));
    owner.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_hostile_service_is_read_as_well() {
    let simulator = Simulator::borrow();
    let mut owner = Workspace::new(&simulator, "ebs_minimal");
    owner.apply_and_settle();
    simulator.set(json!({ "hostile": true, "drop_members": ["name", "accessConfig", "resourcesVpcConfig.subnetIds"] }));
    let mut other = reader(&simulator, "eksoutpost_local_cluster", &json!({ "name": "edge" }));
    let data = read(&mut other);
    assert_eq!((&data["name"], &data["access_config"]), (&json!("edge"), &Value::Null));
    simulator.set(json!({ "hostile": false, "drop_members": [] }));
    owner.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_local_clusters_of_a_region_are_found_by_pages_and_by_outpost() {
    let simulator = Simulator::borrow();
    let mut owner = Workspace::of(&simulator, &many(12));
    owner.apply_and_settle();
    let outpost = move_to_the_cloud(&simulator, "edge-03");
    let mut other = reader(&simulator, "eksoutpost_local_clusters", &json!({}));
    simulator.forget_requests();
    other.plan().succeeded();
    let journal = simulator.journal();
    assert_eq!((journal.count("ListClusters"), journal.count("DescribeCluster"), journal.all().len()), (1, 12, 13));
    let data = read(&mut other);
    let names: Vec<String> = (0..12).filter(|number| *number != 3).map(|number| format!("edge-{number:02}")).collect();
    assert_eq!(data["names"], json!(names));
    let clusters = data["clusters"].as_array().unwrap();
    let kinds: Vec<&Value> = clusters.iter().map(|cluster| &cluster["control_plane_storage"]).collect();
    assert_eq!((kinds[0], kinds[1], clusters.len()), (&json!("ebs"), &json!("instance_store"), 11));
    assert!(clusters.iter().all(|cluster| cluster["outpost_arn"] == OUTPOST && cluster["status"] == "ACTIVE"));

    for (outpost, count) in [(OUTPOST.to_owned(), 11), (OUTPOST.replace("890", "891"), 0)] {
        let mut other = reader(&simulator, "eksoutpost_local_clusters", &json!({ "outpost_arn": outpost }));
        assert_eq!(read(&mut other)["names"].as_array().unwrap().len(), count, "{outpost}");
    }
    simulator.change_cluster("edge-03", json!({ "set": { "outpost_config": outpost } }));
    owner.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_parts_of_a_control_plane_are_found_for_both_kinds() {
    for (kind, fixture, name) in CLUSTERS {
        let simulator = Simulator::borrow();
        let mut owner = Workspace::new(&simulator, fixture);
        owner.apply_and_settle();
        let mut other = reader(&simulator, "eksoutpost_control_plane_instances", &json!({ "cluster_name": name }));
        simulator.forget_requests();
        assert_eq!(other.plan().succeeded().diagnostics(), [], "{kind}");
        let mut asked = simulator.journal().operations().into_iter().map(str::to_owned).collect::<Vec<_>>();
        asked.sort();
        let data = read(&mut other);
        assert_eq!((&data["control_plane_storage"], &data["status"]), (&json!(kind), &json!("ACTIVE")));
        let made = &simulator.cluster(name)["infrastructure"];
        let ids = |parts: &Value| {
            let mut ids: Vec<String> =
                parts.as_array().unwrap().iter().map(|part| part["id"].as_str().unwrap().to_owned()).collect();
            ids.sort();
            json!(ids)
        };
        let sorted = |ids: &Value| {
            let mut ids: Vec<&str> = ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
            ids.sort_unstable();
            json!(ids)
        };
        let parts = if kind == "ebs" {
            assert_eq!(asked, ["DescribeCluster", "DescribeInstances", "DescribeSecurityGroups"]);
            assert_eq!(ids(&data["instances"]), sorted(&made["instance_ids"]));
            assert_eq!(data["internal_security_group_id"], made["internal_security_group_id"]);
            assert_eq!(data["network_interfaces"], Value::Null);
            data["instances"].as_array().unwrap()
        } else {
            assert_eq!(asked, ["DescribeCluster", "DescribeNetworkInterfaces"]);
            assert_eq!(ids(&data["network_interfaces"]), sorted(&made["network_interface_ids"]));
            assert_eq!((&data["internal_security_group_id"], &data["instances"]), (&Value::Null, &json!([])));
            data["network_interfaces"].as_array().unwrap()
        };
        assert_eq!((parts.len(), data["private_ips"].as_array().unwrap().len()), (3, 3));
        for part in parts {
            assert_eq!(part["subnet_id"], SUBNET);
            assert!(data["private_ips"].as_array().unwrap().contains(&part["private_ip"]), "{part}");
            if kind == "ebs" {
                assert_eq!((&part["state"], &part["instance_type"]), (&json!("running"), &json!("m5.large")));
                assert!(part["host_id"].as_str().unwrap().starts_with("h-"), "{part}");
            }
        }
        owner.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_control_plane_that_is_being_made_is_a_warning() {
    for (kind, fixture, name) in CLUSTERS {
        let simulator = Simulator::borrow();
        simulator.set(json!({ "create_seconds": 1000 }));
        let mut owner = Workspace::new(&simulator, fixture);
        owner.replace("  vpc_config = {", "  wait_for_active = false\n\n  vpc_config = {");
        owner.apply().succeeded();
        let mut other = reader(&simulator, "eksoutpost_control_plane_instances", &json!({ "cluster_name": name }));
        let run = other.apply().succeeded();
        let warnings = run.warnings();
        let warning = warnings.first().unwrap_or_else(|| panic!("{kind}: {}", run.stdout));
        assert_eq!(warning.summary, "Cluster not active");
        assert!(warning.detail.contains("is CREATING."), "{}", warning.detail);
        assert_eq!(other.outputs()["data"]["value"]["private_ips"], json!([]), "{kind}");
        simulator.advance(1000);
        assert_eq!(other.apply().succeeded().warnings(), []);
        owner.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn every_example_runs_beside_the_example_of_the_resource() {
    let simulator = Simulator::borrow();
    let example = |path: &str| {
        let workspace = Workspace::of(&simulator, &json!({}));
        workspace.configure_example(&[repository().join("examples").join(path)]);
        workspace
    };
    let mut owner = example("resources/eksoutpost_local_cluster/resource.tf");
    owner.apply_and_settle();
    for name in ["control_plane_instances", "local_cluster", "local_clusters"] {
        let mut workspace = example(&format!("data-sources/eksoutpost_{name}/data-source.tf"));
        assert_eq!(workspace.apply().succeeded().warnings(), [], "{name}");
        workspace.assert_empty_plan();
        let outputs = workspace.outputs();
        match name {
            "control_plane_instances" => {
                let endpoint = simulator.cluster("example")["cluster"]["endpoint"].as_str().unwrap().to_owned();
                let hosts = outputs["hosts"]["value"].as_str().unwrap();
                let host = endpoint.split('/').nth(2).unwrap();
                assert_eq!(hosts.lines().count(), 3);
                assert!(hosts.lines().all(|line| line.ends_with(&format!(" {host}"))), "{hosts}");
            }
            "local_cluster" => {
                let kubeconfig = outputs["kubeconfig"]["value"].as_str().unwrap();
                assert!(kubeconfig.contains("--cluster-id"), "{kubeconfig}");
            }
            _ => assert_eq!(outputs["not_active"]["value"], json!([])),
        }
    }
    // The name is taken, and the plan goes on.
    let mut workspace = example("data-sources/eksoutpost_preflight/data-source.tf");
    let warnings = workspace.apply().succeeded().warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0].summary, "Check block assertion failed");
    assert!(
        warnings[0].detail.contains("name: There is a cluster \"example\" in us-west-2."),
        "{}",
        warnings[0].detail
    );
    owner.destroy_and_leave_nothing(&simulator);
}

/// Takes a cluster's Outpost away, so that it is one of the cloud; the Outpost.
fn move_to_the_cloud(simulator: &Simulator, name: &str) -> Value {
    let outpost = simulator.cluster(name)["cluster"]["outpostConfig"].clone();
    simulator.change_cluster(name, json!({ "set": { "outpost_config": null } }));
    outpost
}

/// So many clusters, of both kinds by turns.
fn many(number: usize) -> Value {
    let (mut roles, mut clusters) = (serde_json::Map::new(), serde_json::Map::new());
    for kind in ["ebs", "instance_store"] {
        let role = json!({ "name": format!("edge-{}", kind.replace('_', "-")), "control_plane_storage": kind });
        roles.insert(kind.to_owned(), role);
    }
    for number in 0..number {
        let kind = ["ebs", "instance_store"][number % 2];
        let cluster = json!({
            "name": format!("edge-{number:02}"),
            "role_arn": format!("${{eksoutpost_cluster_role.{kind}.arn}}"),
            "outpost_config": {
                "outpost_arn": OUTPOST,
                "control_plane_instance_type": "m5.large",
                "etcd_instance_type": (kind != "ebs").then_some("c5.large"),
            },
            "vpc_config": { "subnet_ids": [SUBNET] },
        });
        clusters.insert(format!("edge-{number:02}"), cluster);
    }
    json!({ "resource": { "eksoutpost_cluster_role": roles, "eksoutpost_local_cluster": clusters } })
}
