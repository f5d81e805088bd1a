//! States as each version of this provider has written them. `tests/fixtures/states/` has one file for each version and configuration; it
//! stays for ever, because somebody's state is like it. `UPDATE=1` writes those of the version at hand.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace, repository};

/// Configurations of `tests/fixtures/`, one for each kind of cluster.
const CONFIGURATIONS: [&str; 2] = ["ebs_complete", "store_complete"];

/// Stands for what AWS, or the clock, makes up anew in each run.
const OF_THE_MOMENT: &str = "(of the moment)";
const MADE_UP: [&str; 14] = [
    "arn",
    "assume_role_policy",
    "certificate_authority",
    "cluster_id",
    "create_date",
    "created_at",
    "endpoint",
    "id",
    "name",
    "name_prefix",
    "oidc_issuer_url",
    "platform_version",
    "role_arn",
    "unique_id",
];

#[test]
fn h1_a_state_of_any_version_so_far_plans_nothing() {
    for configuration in CONFIGURATIONS {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, configuration);
        workspace.apply_and_settle();
        let now = objects(&workspace);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(file(env!("CARGO_PKG_VERSION"), configuration), format!("{:#}\n", remembered(&now))).unwrap();
        }
        let stored = versions(configuration);
        assert!(
            stored.last().is_some_and(|(version, state)| version == env!("CARGO_PKG_VERSION") && alike(state, &now)),
            "{configuration}: the state has changed; run this test with UPDATE=1, and keep the files of released versions"
        );
        for (version, state) in stored {
            workspace.change_state(|file| store(file, &state, &now));
            simulator.forget_requests();
            workspace.assert_empty_plan();
            assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{configuration} of {version}");
            workspace.apply_and_settle();
            assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{configuration} of {version}");
        }
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

fn file(version: &str, configuration: &str) -> PathBuf {
    repository().join(format!("tests/fixtures/states/{version}_{configuration}.json"))
}

/// The states of a configuration by version, the newest last.
fn versions(configuration: &str) -> Vec<(String, Value)> {
    let entries = fs::read_dir(repository().join("tests/fixtures/states")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let end = format!("_{configuration}.json");
    let mut versions: Vec<String> = names.filter_map(|name| name.strip_suffix(&end).map(str::to_owned)).collect();
    versions.sort_by_key(|version| version.split('.').map(|part| part.parse().unwrap()).collect::<Vec<u32>>());
    let state = |version: &String| serde_json::from_slice(&fs::read(file(version, configuration)).unwrap()).unwrap();
    versions.iter().map(|version| (version.clone(), state(version))).collect()
}

/// Schema version and attributes of every object in the state, by address.
fn objects(workspace: &Workspace) -> Value {
    let state: Value = serde_json::from_slice(&workspace.bytes("terraform.tfstate")).unwrap();
    let object = |resource: &Value| {
        let instance = &resource["instances"][0];
        let object = json!({ "schema_version": instance["schema_version"], "attributes": instance["attributes"] });
        (address(resource), object)
    };
    Value::Object(state["resources"].as_array().unwrap().iter().map(object).collect())
}

fn address(resource: &Value) -> String {
    format!("{}.{}", resource["type"].as_str().unwrap(), resource["name"].as_str().unwrap())
}

/// The same, without what is of the moment.
fn remembered(objects: &Value) -> Value {
    let mut remembered = objects.clone();
    for object in remembered.as_object_mut().unwrap().values_mut() {
        for (name, value) in object["attributes"].as_object_mut().unwrap() {
            if MADE_UP.contains(&name.as_str()) && !value.is_null() {
                *value = json!(OF_THE_MOMENT);
            }
        }
    }
    remembered
}

/// Whether two states have the same attributes of the same versions.
fn alike(one: &Value, other: &Value) -> bool {
    let shape = |objects: &Value| {
        let objects = objects.as_object().unwrap().iter();
        let names = |object: &Value| object["attributes"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        objects
            .map(|(address, object)| (address.clone(), object["schema_version"].clone(), names(object)))
            .collect::<Vec<_>>()
    };
    shape(one) == shape(other)
}

/// Puts what a version has written into a state file, with what AWS says now where that is of the moment.
fn store(file: &mut Value, state: &Value, now: &Value) {
    for resource in file["resources"].as_array_mut().unwrap() {
        let address = address(resource);
        let mut attributes = state[&address]["attributes"].clone();
        for (name, value) in attributes.as_object_mut().unwrap() {
            if value == OF_THE_MOMENT {
                *value = now[&address]["attributes"][name].clone();
            }
        }
        let instance = &mut resource["instances"][0];
        instance["schema_version"] = state[&address]["schema_version"].clone();
        instance["attributes"] = attributes;
    }
}
