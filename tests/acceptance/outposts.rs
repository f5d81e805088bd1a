//! Data sources that tell what there is before a cluster is made: Outposts, instance types, Kubernetes versions.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};

use super::harness::{Run, Simulator, Workspace, python, repository};

const ID: &str = "op-0a1b2c3d4e5f67890";
const ARN: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";

/// A workspace with one data source, which is an output too.
fn workspace(simulator: &Simulator, type_name: &str, arguments: &Value) -> Workspace {
    Workspace::of(simulator, &configuration(type_name, arguments))
}

fn configuration(type_name: &str, arguments: &Value) -> Value {
    json!({
        "data": { type_name: { "edge": arguments } },
        "output": { "edge": { "value": format!("${{data.{type_name}.edge}}") } },
    })
}

/// What a data source tells; the plan after it is empty.
fn read(workspace: &mut Workspace) -> (Value, Run) {
    let run = workspace.apply_and_settle();
    (workspace.outputs()["edge"]["value"].take(), run)
}

/// How many instances run on all hosts together, by type.
fn running(outpost: &Value) -> BTreeMap<String, i64> {
    let hosts = outpost["hosts"].as_array().unwrap().iter();
    let mut counts = BTreeMap::new();
    for capacity in hosts.flat_map(|host| host["instance_type_capacities"].as_array().unwrap()) {
        *counts.entry(capacity["instance_type"].as_str().unwrap().to_owned()).or_default() +=
            capacity["running_count"].as_i64().unwrap();
    }
    counts.retain(|_, count| *count > 0);
    counts
}

#[test]
fn the_owner_sees_hosts_and_the_control_planes_of_both_kinds_on_them() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "page_size": 4 }));
    simulator.post(&format!("outpost/{ID}"), &json!({ "tags": { "floor": "-1" } }));
    for (fixture, expected) in [("ebs_minimal", [0, 3]), ("store_minimal", [3, 3])] {
        let mut cluster = Workspace::new(&simulator, fixture);
        cluster.apply_and_settle();
        simulator.forget_requests();
        let (outpost, run) = read(&mut workspace(&simulator, "eksoutpost_outpost", &json!({ "arn": ARN })));
        assert!(run.diagnostics().is_empty(), "{}", run.stdout);
        let [c5, m5] = expected;
        let counts = [("c5.large", c5), ("m5.large", m5)].map(|(name, count)| (name.to_owned(), count));
        assert_eq!(running(&outpost), counts.into_iter().filter(|(_, count)| *count > 0).collect());
        assert_eq!(outpost["rack_ids"], json!(["rack-0001", "rack-0002", "rack-0003"]));
        assert_eq!((outpost["hosts"].as_array().unwrap().len(), &outpost["tags"]), (6, &json!({ "floor": "-1" })));
        for (attribute, value) in [
            ("id", ID),
            ("arn", ARN),
            ("region", "us-west-2"),
            ("owner_id", "123456789012"),
            ("life_cycle_status", "ACTIVE"),
            ("availability_zone", "us-west-2a"),
            ("availability_zone_id", "usw2-az2"),
            ("supported_hardware_type", "RACK"),
            ("generation", "GENERATION_2"),
        ] {
            assert_eq!(outpost[attribute], value, "{attribute}");
        }
        // The apply reads it once, and the empty plan once more: six hosts are two pages, and so are six instances.
        let journal = simulator.journal();
        let pages = if c5 > 0 { 2 } else { 1 };
        let counts = ["GetOutpost", "ListAssets", "ListAssetInstances"].map(|operation| journal.count(operation));
        assert_eq!((counts, journal.changes()), ([2, 4, 2 * pages], vec![]));
        cluster.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn an_outpost_of_another_account_is_shown_without_what_is_inside() {
    let simulator = Simulator::borrow();
    simulator.post(&format!("outpost/{ID}"), &json!({ "owner_id": "999988887777" }));
    let shared = ARN.replace("123456789012", "999988887777");
    let mut workspace = workspace(&simulator, "eksoutpost_outpost", &json!({ "id": ID }));
    let (outpost, run) = read(&mut workspace);
    assert_eq!((&outpost["arn"], &outpost["owner_id"]), (&json!(shared), &json!("999988887777")));
    assert_eq!((&outpost["hosts"], &outpost["rack_ids"]), (&Value::Null, &Value::Null));
    let warnings = run.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0].summary, "Hosts of the Outpost not shown");
    let parts =
        ["rack_ids and hosts are null: ", " not authorized to perform: outposts:ListAssets ", "include_hosts = false"];
    assert!(parts.iter().all(|part| warnings[0].detail.contains(part)), "{}", warnings[0].detail);

    simulator.forget_requests();
    workspace
        .write_json("main.tf.json", &configuration("eksoutpost_outpost", &json!({ "id": ID, "include_hosts": false })));
    let (outpost, run) = read(&mut workspace);
    assert_eq!((run.diagnostics(), &outpost["hosts"]), (vec![], &Value::Null));
    assert_eq!(simulator.journal().operations(), ["GetOutpost", "GetOutpost"]);
}

#[test]
fn an_outpost_that_does_not_exist_is_an_error_at_its_line() {
    let simulator = Simulator::borrow();
    let arguments = json!({ "arn": ARN.replace("op-0a", "op-0b") });
    for (type_name, arguments) in [
        ("eksoutpost_outpost", arguments.clone()),
        ("eksoutpost_instance_types", json!({ "outpost_arn": arguments["arn"] })),
    ] {
        let error = workspace(&simulator, type_name, &arguments).plan().failed().error();
        assert_eq!((error.summary.as_str(), error.line.is_some()), ("Outpost not found", true));
        assert!(error.detail.contains("\"aws outposts list-outposts --region us-west-2\""), "{}", error.detail);
    }
}

#[test]
fn outposts_are_listed_page_by_page_and_filtered_by_aws() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "page_size": 2 }));
    for (id, mut change) in [
        ("op-00000000000000001", json!({ "availability_zone": "us-west-2b", "availability_zone_id": "usw2-az1" })),
        ("op-00000000000000002", json!({ "life_cycle_status": "PENDING", "supported_hardware_type": "SERVER" })),
        ("op-00000000000000003", json!({ "owner_id": "999988887777", "name": "shared" })),
    ] {
        change["like"] = json!(ID);
        simulator.post(&format!("outpost/{id}"), &change);
    }
    let found = |arguments: Value| {
        simulator.forget_requests();
        let (data, run) = read(&mut workspace(&simulator, "eksoutpost_outposts", &arguments));
        assert!(run.diagnostics().is_empty(), "{}", run.stdout);
        let ids = data["outposts"].as_array().unwrap().iter();
        ids.map(|outpost| outpost["id"].as_str().unwrap()[18..].to_owned()).collect::<Vec<_>>()
    };
    // In the order of ARNs, in which the account comes before the id.
    assert_eq!(found(json!({})), ["01", "02", "90", "03"]);
    assert_eq!(simulator.journal().count("ListOutposts"), 4, "two pages, read by the apply and by the plan after it");
    assert_eq!(found(json!({ "life_cycle_statuses": ["ACTIVE"] })), ["01", "90", "03"]);
    assert_eq!(found(json!({ "availability_zones": ["us-west-2b", "us-west-2c"] })), ["01"]);
    assert_eq!(found(json!({ "availability_zone_ids": ["usw2-az2"], "life_cycle_statuses": ["PENDING"] })), ["02"]);
    let parameters = json!({ "AvailabilityZoneIdFilter": ["usw2-az2"], "LifeCycleStatusFilter": ["PENDING"] });
    assert_eq!(simulator.journal().parameters("ListOutposts"), vec![parameters; 2]);
    assert_eq!(found(json!({ "region": "eu-west-1" })), [""; 0]);
}

#[test]
fn instance_types_tell_what_they_are_recommended_for_in_both_kinds() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "page_size": 3 }));
    let (data, run) = read(&mut workspace(&simulator, "eksoutpost_instance_types", &json!({ "outpost_arn": ARN })));
    assert!(run.diagnostics().is_empty(), "{}", run.stdout);
    let rows: Vec<String> = data["instance_types"].as_array().unwrap().iter().map(recommended).collect();
    assert_eq!(
        rows,
        [
            "c5.large 2 4096 1-20 null null",
            "c5.xlarge 4 8192 21-100 1-20 1-50",
            "m5.large 2 8192 1-20 1-20 1-50",
            "m5.xlarge 4 16384 21-100 21-100 51-250",
            "m5.2xlarge 8 32768 101-250 101-250 251-500",
            "m5.4xlarge 16 65536 251-500 251-500 251-500",
            "r5.large 2 16384 1-20 1-20 1-50",
        ]
    );
    assert_eq!(simulator.journal().count("GetOutpostInstanceTypes"), 6, "three pages, read twice");
    assert_eq!(simulator.journal().count("DescribeInstanceTypeOfferings"), 0);
}

/// Type, vCPUs, memory, and the nodes for ebs, and for control plane and etcd of `instance_store`.
fn recommended(of: &Value) -> String {
    let range = |nodes: &Value| match nodes["max_nodes"].as_i64() {
        Some(max) => format!("{}-{max}", nodes["min_nodes"]),
        None => "null".to_owned(),
    };
    let (ebs, store) = (&of["ebs"]["control_plane"], &of["instance_store"]);
    format!(
        "{} {} {} {} {} {}",
        of["instance_type"].as_str().unwrap(),
        of["vcpus"],
        of["memory_mib"],
        range(ebs),
        range(&store["control_plane"]),
        range(&store["etcd"])
    )
}

/// The simulator's moto brings what EC2's DescribeInstanceTypes says of every instance type.
#[test]
fn the_memory_of_an_instance_type_is_what_ec2_says() {
    const FAMILIES: [&str; 17] = [
        "c5", "c5d", "c6i", "c6id", "c7i", "c8i", "g4dn", "i3en", "m5", "m5d", "m6i", "m6id", "m7i", "m8i", "r5",
        "r5d", "r7i",
    ];
    const LISTING: &str = "import json\n\
        from moto.ec2.models.instance_types import INSTANCE_TYPES as types\n\
        print(json.dumps({name: [of['VCpuInfo']['DefaultVCpus'], of['MemoryInfo']['SizeInMiB']] for name, of in types.items()}))";
    let listing = Command::new(python()).arg("-c").arg(LISTING).output().unwrap();
    let all: BTreeMap<String, [i64; 2]> = serde_json::from_slice(&listing.stdout).unwrap();
    let is_meant = |name: &str| name.split_once('.').is_some_and(|(family, _)| FAMILIES.contains(&family));
    let types: BTreeMap<String, [i64; 2]> = all.into_iter().filter(|(name, _)| is_meant(name)).collect();
    assert!(types.len() > 100, "{}", types.len());

    let simulator = Simulator::borrow();
    let vcpus: BTreeMap<&str, i64> = types.iter().map(|(name, [vcpus, _])| (name.as_str(), *vcpus)).collect();
    simulator.post(&format!("outpost/{ID}"), &json!({ "instance_types": vcpus }));
    let (data, _) = read(&mut workspace(&simulator, "eksoutpost_instance_types", &json!({ "outpost_arn": ARN })));
    let told: BTreeMap<String, [i64; 2]> = data["instance_types"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| {
            let number = |name: &str| of[name].as_i64().unwrap_or_default();
            (of["instance_type"].as_str().unwrap().to_owned(), [number("vcpus"), number("memory_mib")])
        })
        .collect();
    assert_eq!(told, types);
}

#[test]
fn each_kind_has_its_own_kubernetes_versions() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "page_size": 3 }));
    for (kind, cluster_type, default, versions, platform) in [
        ("ebs", "eks-local-outposts", "1.32", &["1.32", "1.31", "1.30", "1.29"] as &[_], "eks-local-outposts.3"),
        ("instance_store", "eks", "1.34", &["1.35", "1.34", "1.33", "1.32", "1.31", "1.30"], "eks.3"),
    ] {
        simulator.forget_requests();
        let arguments = json!({ "control_plane_storage": kind });
        let (data, run) = read(&mut workspace(&simulator, "eksoutpost_kubernetes_versions", &arguments));
        assert!(run.diagnostics().is_empty(), "{}", run.stdout);
        assert_eq!((&data["cluster_type"], &data["default_cluster_version"]), (&json!(cluster_type), &json!(default)));
        let found = data["cluster_versions"].as_array().unwrap();
        let names: Vec<&Value> = found.iter().map(|version| &version["cluster_version"]).collect();
        assert_eq!(names, versions);
        assert_eq!(
            (&found[0]["default_platform_version"], &found[0]["version_status"]),
            (&json!(platform), &json!("STANDARD_SUPPORT"))
        );
        assert_eq!(found.last().unwrap()["version_status"], "EXTENDED_SUPPORT");
        let dates = ["release_date", "end_of_standard_support_date", "end_of_extended_support_date"];
        assert!(dates.iter().all(|date| found[0][date].as_str().unwrap().ends_with("T00:00:00Z")), "{}", found[0]);
        let parameters = simulator.journal().parameters("DescribeClusterVersions");
        assert!(
            parameters.len() == 4 && parameters.iter().all(|of| of["clusterType"] == cluster_type),
            "{parameters:?}"
        );
    }
}

/// Answers in another order each time, with members and words that did not exist when this was written.
#[test]
fn whatever_the_order_of_answers_the_next_plan_is_empty() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "hostile": true }));
    for (type_name, arguments) in [
        ("eksoutpost_outpost", json!({ "arn": ARN })),
        ("eksoutpost_outposts", json!({})),
        ("eksoutpost_instance_types", json!({ "outpost_arn": ARN })),
        ("eksoutpost_kubernetes_versions", json!({ "control_plane_storage": "instance_store" })),
    ] {
        let (_, run) = read(&mut workspace(&simulator, type_name, &arguments));
        assert!(run.diagnostics().is_empty(), "{}", run.stdout);
    }
}

#[test]
fn each_is_asked_in_the_region_that_is_named() {
    let simulator = Simulator::borrow();
    simulator.seed("eu-west-1");
    let there = ARN.replace("us-west-2", "eu-west-1");
    for (type_name, arguments) in [
        ("eksoutpost_outpost", json!({ "id": ID, "region": "eu-west-1" })),
        ("eksoutpost_outpost", json!({ "arn": there })),
        ("eksoutpost_outposts", json!({ "region": "eu-west-1" })),
        ("eksoutpost_instance_types", json!({ "outpost_arn": there })),
        ("eksoutpost_kubernetes_versions", json!({ "region": "eu-west-1" })),
    ] {
        simulator.forget_requests();
        let (data, _) = read(&mut workspace(&simulator, type_name, &arguments));
        assert_eq!(data["region"], "eu-west-1");
        let journal = simulator.journal();
        assert!(!journal.all().is_empty() && journal.all().iter().all(|call| call["region"] == "eu-west-1"));
    }
}

#[test]
fn the_examples_tell_what_they_say() {
    let simulator = Simulator::borrow();
    simulator.post(&format!("outpost/{ID}"), &json!({ "capacity": { "m5.large": 3 }, "hosts": 4 }));
    for (type_name, outputs) in [
        (
            "eksoutpost_outpost",
            json!({
                "availability_zone": "us-west-2a",
                "hosts_with_room": ["h-00000000000000001", "h-00000000000000002", "h-00000000000000003"],
            }),
        ),
        ("eksoutpost_outposts", json!({ "racks": [ARN] })),
        (
            "eksoutpost_instance_types",
            json!({
                "for_ebs": ["c5.xlarge", "m5.xlarge", "m5.2xlarge", "m5.4xlarge"],
                "for_instance_store": {
                    "control_plane_instance_type": ["m5.xlarge", "m5.2xlarge", "m5.4xlarge"],
                    "etcd_instance_type": ["m5.xlarge", "m5.2xlarge", "m5.4xlarge"],
                },
            }),
        ),
        ("eksoutpost_kubernetes_versions", json!({})),
    ] {
        let mut workspace = Workspace::of(&simulator, &json!({}));
        let example = repository().join(format!("examples/data-sources/{type_name}/data-source.tf"));
        workspace.configure_example(&[example]);
        let run = workspace.apply_and_settle();
        assert!(run.diagnostics().is_empty(), "{}", run.stdout);
        let told = workspace.outputs();
        let told = told.as_object().unwrap().iter().map(|(name, output)| (name.clone(), output["value"].clone()));
        assert_eq!(Value::Object(told.collect()), outputs);
    }
}
