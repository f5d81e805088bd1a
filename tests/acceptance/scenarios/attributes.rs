//! Every attribute of a cluster, on both kinds: it reaches EKS, comes back with an import, changes in place or with another cluster, and its
//! drift is shown and mended.
//!
//! [`table`] says what each does. It has a line for every attribute of the schema, or the first test fails.

mod plan;
mod table;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use self::plan::{differences, is_replaced_by};
use self::table::{Attribute, Change, Drift, arguments, computed, not_of};
use super::fleet::{Fleet, Kind, cluster, get, merge, role};
use super::ledger::{Table, judge};
use crate::acceptance::harness::{Simulator, Workspace};

#[test]
fn every_attribute_of_the_schema_has_its_rows() {
    let mut workspace = Workspace::offline();
    let text = workspace.start_provider(&["schema"]).finish().succeeded().stdout;
    let schemas: Value = serde_json::from_str(&text).unwrap();
    let provider = &schemas["provider_schemas"]["registry.terraform.io/eksoutpost/eksoutpost"];
    let mut leaves = BTreeSet::new();
    collect(&provider["resource_schemas"]["eksoutpost_local_cluster"]["block"], "", &mut leaves);
    assert!(leaves.len() > 40, "{leaves:?}");
    for kind in Kind::BOTH {
        let mut rows: BTreeSet<String> = arguments(kind).iter().map(|attribute| attribute.path.to_owned()).collect();
        rows.extend(computed().iter().map(|attribute| attribute.path.to_owned()));
        rows.extend(not_of(kind).iter().map(|path| (*path).to_owned()));
        assert_eq!(rows, leaves, "attributes of the schema and rows of {kind:?}");
    }
}

/// Dotted paths of everything that holds a value.
fn collect(block: &Value, prefix: &str, leaves: &mut BTreeSet<String>) {
    for (name, attribute) in block["attributes"].as_object().into_iter().flatten() {
        match &attribute["nested_type"] {
            Value::Null => drop(leaves.insert(format!("{prefix}{name}"))),
            nested => collect(nested, &format!("{prefix}{name}."), leaves),
        }
    }
    for (name, nested) in block["block_types"].as_object().into_iter().flatten() {
        collect(&nested["block"], &format!("{prefix}{name}."), leaves);
    }
}

#[test]
fn every_attribute_of_a_cluster_on_ebs_works() {
    works(
        Kind::Ebs,
        [
            "attributes, ebs: create and destroy",
            "attributes, ebs: set by the provider",
            "attributes, ebs: import",
            "attributes, ebs: drift",
            "attributes, ebs: update and replace",
        ],
    );
}

#[test]
fn every_attribute_of_a_cluster_on_instance_store_works() {
    works(
        Kind::Store,
        [
            "attributes, instance_store: create and destroy",
            "attributes, instance_store: set by the provider",
            "attributes, instance_store: import",
            "attributes, instance_store: drift",
            "attributes, instance_store: update and replace",
        ],
    );
}

fn works(kind: Kind, groups: [&'static str; 5]) {
    let attributes = arguments(kind);
    let mut fleet = Fleet::new(kind);
    let [mut created, mut set, mut imported, mut drifted, mut changed] = groups.map(Table::new);
    for attribute in &attributes {
        fleet.put(&key(attribute.path), &attribute.before);
        created.register(attribute.path);
        imported.register(attribute.path);
        changed.register(attribute.path);
        if attribute.drift != Drift::Impossible {
            drifted.register(attribute.path);
        }
    }
    for attribute in computed() {
        fleet.put(&key(attribute.path), &json!({}));
        set.register(attribute.path);
    }
    fleet.write();

    create(&mut fleet, &attributes, &mut created);
    set_by_the_provider(&mut fleet, kind, &mut set);
    import(&mut fleet, &attributes, &mut imported);
    drift(&mut fleet, &attributes, &mut drifted);
    change(&mut fleet, &attributes, &mut changed);
    let run = fleet.destroy();
    assert_eq!(run.errors(), Vec::new());
    fleet.simulator.assert_nothing_left();
    judge(vec![created, set, imported, drifted, changed]);
}

fn create(fleet: &mut Fleet, attributes: &[Attribute], table: &mut Table) {
    let run = fleet.apply();
    assert_eq!(run.errors(), Vec::new());
    assert_eq!(fleet.plan().planned(), Vec::<String>::new());
    for attribute in attributes {
        table.ran(attribute.path);
        if let Some((path, before, _)) = &attribute.shown {
            shows(&fleet.simulator, table, attribute.path, path, before);
        }
    }
}

/// State has what EKS says, and what EKS changes by itself is taken over without a plan.
fn set_by_the_provider(fleet: &mut Fleet, kind: Kind, table: &mut Table) {
    for attribute in computed() {
        if !attribute.change.is_null() {
            fleet.simulator.change_cluster(&key(attribute.path), attribute.change.clone());
        }
    }
    let planned = fleet.plan().planned();
    assert_eq!(fleet.workspace.run(&["apply", "-json", "-auto-approve", "-refresh-only"]).errors(), Vec::new());
    let state = fleet.workspace.state();
    for attribute in computed() {
        let key = key(attribute.path);
        let address = cluster(&key);
        table.check(attribute.path, !planned.contains(&format!("{address} update")), || format!("{planned:?}"));
        let mut found = state.attributes(&address);
        let path = match attribute.path.strip_prefix("health.") {
            Some(path) => {
                found = &found["health"][0];
                path
            }
            None => attribute.path,
        };
        let found = get(found, path).clone();
        let real = fleet.simulator.cluster(&key)["cluster"].clone();
        let expected = match (attribute.shown, attribute.path) {
            // The control API shows it, EKS does not.
            (_, "cluster_id") if kind == Kind::Store => Value::Null,
            (Some(shown), _) => get(&real, shown).clone(),
            (None, "control_plane_storage") => json!(kind.as_str()),
            (None, "creator_principal_arn") => json!("arn:aws:iam::123456789012:user/simulated-user"),
            (None, "health.code") => json!("ClusterUnreachable"),
            (None, "health.message") => json!("b"),
            (None, "health.resource_ids") => json!(["i-1"]),
            _ => found.clone(),
        };
        table.check(attribute.path, found == expected, || format!("is {found}, not {expected}"));
        let may_be_absent = ["cluster_id", "oidc_issuer_url"].contains(&attribute.path);
        table.check(attribute.path, may_be_absent || !found.is_null(), || "is not known".to_owned());
        fleet.simulator.change_cluster(&key, json!({ "status": null, "clear_issues": true }));
    }
}

/// What EKS and the configuration say brings the same state back, without a change in AWS.
fn import(fleet: &mut Fleet, attributes: &[Attribute], table: &mut Table) {
    let before = fleet.workspace.state();
    let keys: Vec<String> = attributes.iter().map(|attribute| key(attribute.path)).collect();
    let all = fleet.keys();
    let imports = all.iter().flat_map(|key| {
        [json!({ "to": cluster(key), "id": key }), json!({ "to": role(key), "id": format!("{key}-role") })]
    });
    fleet.workspace.forget_state();
    fleet.workspace.write_json("import.tf.json", &json!({ "import": imports.collect::<Vec<_>>() }));
    fleet.simulator.forget_requests();
    let run = fleet.apply();
    assert_eq!(run.errors(), Vec::new());
    fleet.workspace.write_json("import.tf.json", &Value::Null);
    let planned = fleet.plan().planned();
    let after = fleet.workspace.state();
    let journal = fleet.simulator.journal();
    let no_changes: Vec<&str> = Vec::new();
    assert_eq!(journal.changes(), no_changes);
    for (attribute, key) in attributes.iter().zip(&keys) {
        let address = cluster(key);
        let (old, new) =
            (get(before.attributes(&address), attribute.path), get(after.attributes(&address), attribute.path));
        table.check(attribute.path, old == new, || format!("was {old} and is {new}"));
        let is_planned = planned.iter().any(|change| change.starts_with(&format!("{address} ")));
        table.check(attribute.path, !is_planned, || "the plan is not empty".to_owned());
    }
}

fn drift(fleet: &mut Fleet, attributes: &[Attribute], table: &mut Table) {
    let mut undo = Vec::new();
    for attribute in attributes {
        let key = key(attribute.path);
        match &attribute.drift {
            Drift::Mended(change) if change.get("set").is_some() || !is_attribute_of_the_simulator(change) => {
                fleet.simulator.change_cluster(&key, change.clone());
            }
            Drift::Mended(change) => drop(fleet.simulator.change_cluster(&key, json!({ "set": change }))),
            Drift::Replaces(change) => {
                let real = fleet.simulator.cluster(&key)["cluster"].clone();
                undo.push((key.clone(), as_it_was(&real)));
                fleet.simulator.change_cluster(&key, json!({ "set": change }));
            }
            Drift::Impossible => {}
        }
    }
    let changes = fleet.changes();
    for attribute in attributes {
        let address = cluster(&key(attribute.path));
        let change = &changes[&address];
        let actions = match attribute.drift {
            Drift::Mended(_) => json!(["update"]),
            Drift::Replaces(_) => json!(["delete", "create"]),
            Drift::Impossible => {
                assert_eq!(change["actions"], json!(["no-op"]), "{address}");
                continue;
            }
        };
        table.check(attribute.path, change["actions"] == actions, || format!("is planned as {}", change["actions"]));
        let shown = differences(change);
        let only = shown.iter().all(|path| path == attribute.path || follows(path, attribute.path));
        let is_shown = shown.contains(attribute.path) && only;
        table.check(attribute.path, is_shown, || format!("the plan shows {shown:?}"));
        if let Drift::Replaces(_) = attribute.drift {
            let is_cause = is_replaced_by(change, attribute.path);
            table.check(attribute.path, is_cause, || format!("is replaced by {}", change["replace_paths"]));
        }
    }
    for (key, change) in undo {
        fleet.simulator.change_cluster(&key, json!({ "set": change }));
    }
    assert_eq!(fleet.apply().errors(), Vec::new());
    let planned = fleet.plan().planned();
    for attribute in attributes.iter().filter(|attribute| attribute.drift != Drift::Impossible) {
        let address = cluster(&key(attribute.path));
        let is_planned = planned.iter().any(|change| change.starts_with(&format!("{address} ")));
        table.check(attribute.path, !is_planned, || "the plan after the apply is not empty".to_owned());
        if let Some((path, before, _)) = &attribute.shown {
            shows(&fleet.simulator, table, attribute.path, path, before);
        }
    }
}

fn change(fleet: &mut Fleet, attributes: &[Attribute], table: &mut Table) {
    for attribute in attributes {
        let mut arguments = attribute.before.clone();
        merge(&mut arguments, &attribute.after);
        if attribute.path == "tags" {
            arguments.clone_from(&attribute.after);
        }
        fleet.put(&key(attribute.path), &arguments);
    }
    fleet.write();
    let changes = fleet.changes();
    for attribute in attributes {
        let change = &changes[&cluster(&key(attribute.path))];
        let actions = match attribute.change {
            Change::InPlace(_) | Change::Locally => json!(["update"]),
            Change::Replace | Change::ReplaceInPlan => json!(["delete", "create"]),
            Change::Impossible => json!(["no-op"]),
        };
        table.check(attribute.path, change["actions"] == actions, || format!("is planned as {}", change["actions"]));
        if let Change::Replace | Change::ReplaceInPlan = attribute.change {
            let is_cause = is_replaced_by(change, attribute.path);
            table.check(attribute.path, is_cause, || format!("is replaced by {}", change["replace_paths"]));
        }
        if attribute.change == Change::ReplaceInPlan {
            fleet.put(&key(attribute.path), &attribute.before);
        }
    }
    fleet.write();
    fleet.simulator.forget_requests();
    assert_eq!(fleet.apply().errors(), Vec::new());
    let planned = fleet.plan().planned();
    let journal = fleet.simulator.journal();
    for attribute in attributes {
        let key = key(attribute.path);
        let is_planned = planned.iter().any(|change| change.starts_with(&format!("{} ", cluster(&key))));
        table.check(attribute.path, !is_planned, || "the plan after the apply is not empty".to_owned());
        let expected: &[&str] = match attribute.change {
            Change::InPlace(calls) => calls,
            Change::Replace => &["DeleteCluster", "CreateCluster"],
            _ => &[],
        };
        let calls = journal.changes_of(&key);
        table.check(attribute.path, calls == expected, || format!("was changed by {calls:?}"));
        if let (Some((path, _, after)), false) = (&attribute.shown, attribute.change == Change::ReplaceInPlan) {
            shows(&fleet.simulator, table, attribute.path, path, after);
        }
    }
}

/// Looks whether EKS has a value.
fn shows(simulator: &Simulator, table: &mut Table, row: &str, path: &str, expected: &Value) {
    let real = simulator.cluster(&key(row))["cluster"].clone();
    let found = get(&real, path);
    table.check(row, found == expected, || format!("EKS has {found}, not {expected}"));
}

/// Name of the cluster that is there for an attribute.
fn key(path: &str) -> String {
    path.replace(['.', '_'], "-")
}

/// What follows from another attribute and is shown beside it.
fn follows(path: &str, other: &str) -> bool {
    matches!(
        (path, other),
        ("tags_all", "tags")
            | ("vpc_config.public_access_cidrs", "vpc_config.endpoint_public_access")
            | ("control_plane_storage", "outpost_config.etcd_instance_type")
    )
}

/// Whether a change names attributes that the simulator takes under `set`.
fn is_attribute_of_the_simulator(change: &Value) -> bool {
    change.as_object().unwrap().keys().any(|name| name.starts_with("endpoint_"))
}

/// What `set` takes to undo a drift.
fn as_it_was(real: &Value) -> Value {
    json!({
        "role_arn": real["roleArn"],
        "outpost_config": real["outpostConfig"],
        "subnet_ids": real["resourcesVpcConfig"]["subnetIds"],
        "security_group_ids": real["resourcesVpcConfig"]["securityGroupIds"],
        "network_config": real["kubernetesNetworkConfig"],
    })
}
