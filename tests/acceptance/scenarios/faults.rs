//! Every call of a cluster's life goes wrong in every way, one at a time.
//!
//! A clean run tells which calls there are, so that a new one gets its rows. Each row is a cluster of its own with one fault of its own; a
//! run of Terraform plays all rows of a phase. Afterwards everything that AWS has is in the state or named in an error together
//! with the import that adopts it; the next apply converges, its plan is empty, and a destroy leaves nothing.

pub(super) mod oracle;
pub(super) mod rows;

use serde_json::{Value, json};

use self::oracle::{nothing_lost, settled};
use self::rows::{Phase, Row, rows};
use super::fleet::{Fleet, Kind, cluster, role};
use super::ledger::{Table, judge};
use crate::acceptance::harness::{Diagnostic, Run, Simulator, Workspace};

/// Longest silence of a connection; the provider gives up earlier.
const ATTEMPT_TIMEOUT: &str = "3s";
/// Longest that a cluster whose calls fail for ever may be waited for.
const PATIENCE: &str = "12s";
/// As long, for several updates one after the other.
const UPDATE_PATIENCE: &str = "25s";

#[test]
fn every_call_for_a_cluster_on_ebs_may_go_wrong() {
    go_wrong(Kind::Ebs, ["faults, ebs: create", "faults, ebs: read", "faults, ebs: update", "faults, ebs: delete"]);
}

#[test]
fn every_call_for_a_cluster_on_instance_store_may_go_wrong() {
    go_wrong(
        Kind::Store,
        [
            "faults, instance_store: create",
            "faults, instance_store: read",
            "faults, instance_store: update",
            "faults, instance_store: delete",
        ],
    );
}

fn go_wrong(kind: Kind, groups: [&'static str; 4]) {
    let mut phases = rows(kind);
    let mut fleet = Fleet::new(kind);
    fleet.workspace.set_env("EKSOUTPOST_ATTEMPT_TIMEOUT", ATTEMPT_TIMEOUT);
    fleet.workspace.set_env("EKSOUTPOST_POLL_INTERVAL", "500ms");
    fleet.workspace.set_env("AWS_MAX_ATTEMPTS", "3");
    let count = phases.iter().map(|(_, rows)| rows.len()).max().unwrap();
    let keys: Vec<String> = (0..count).map(|number| format!("r{number:03}")).collect();
    configure(&mut fleet, &keys, Phase::Create.arguments(kind));

    let mut tables = groups.map(Table::new).into_iter();
    let mut ended = Vec::new();
    for (phase, rows) in &mut phases {
        let mut table = tables.next().unwrap();
        for (row, key) in rows.iter_mut().zip(&keys) {
            row.key.clone_from(key);
            table.register(&row.name);
        }
        match phase {
            Phase::Create => {
                create(&mut fleet, rows, &mut table, |fleet| configure(fleet, &keys, Phase::Read.arguments(kind)));
            }
            Phase::Read => read(&mut fleet, rows, &mut table),
            Phase::Update => {
                configure(&mut fleet, &keys, Phase::Update.arguments(kind));
                update(&mut fleet, rows, &keys, &mut table);
            }
            Phase::Delete => delete(&mut fleet, rows, &mut table),
        }
        ended.push(table);
    }
    judge(ended);
}

/// Gives every cluster these arguments, and not much time.
fn configure(fleet: &mut Fleet, keys: &[String], mut arguments: Value) {
    arguments["timeouts"] = json!({ "create": PATIENCE, "update": UPDATE_PATIENCE, "delete": PATIENCE });
    for key in keys {
        fleet.put(key, &arguments);
    }
    fleet.write();
}

fn create(fleet: &mut Fleet, rows: &[Row], table: &mut Table, protect: impl FnOnce(&mut Fleet)) {
    let run = strike(fleet, rows, table, Fleet::apply);
    for row in rows {
        errors_as_expected(&run, row, table);
        nothing_lost(fleet, &run, row, table);
    }
    protect(fleet);
    settled(fleet, Some(&run), rows, table);
}

fn read(fleet: &mut Fleet, rows: &[Row], table: &mut Table) {
    let (passing, lasting): (Vec<Row>, Vec<Row>) = rows.iter().cloned().partition(|row| !row.fault.lasts);
    let run = strike(fleet, &passing, table, Fleet::plan);
    for row in &passing {
        errors_as_expected(&run, row, table);
    }
    assert_eq!(run.planned(), Vec::<String>::new(), "what goes by is no change");
    let before = fleet.in_state();
    let run = strike(fleet, &lasting, table, Fleet::plan);
    for row in &lasting {
        errors_as_expected(&run, row, table);
        let planned = run.planned().into_iter().filter(|change| change.contains(&row.key)).collect::<Vec<_>>();
        table.check(&row.name, planned.is_empty(), || format!("is planned: {planned:?}"));
    }
    assert!(fleet.in_state() == before, "a plan changed the state");
    settled(fleet, None, rows, table);
}

fn update(fleet: &mut Fleet, rows: &[Row], keys: &[String], table: &mut Table) {
    let run = strike(fleet, rows, table, Fleet::apply_unseen);
    let state = fleet.workspace.state();
    for row in rows {
        errors_as_expected(&run, row, table);
        nothing_lost(fleet, &run, row, table);
        let address = cluster(&row.key);
        let is_kept = state.has(&address) && !state.is_tainted(&address);
        table.check(&row.name, is_kept, || "an update taints nothing and loses nothing".to_owned());
    }
    settled(fleet, None, rows, table);
    for key in keys {
        let real = fleet.simulator.cluster(key)["cluster"].clone();
        assert_eq!((&real["version"], &real["tags"]), (&json!("1.31"), &json!({ "owner": "core" })), "{key}");
    }
}

fn delete(fleet: &mut Fleet, rows: &[Row], table: &mut Table) {
    let run = strike(fleet, rows, table, Fleet::destroy_unseen);
    for row in rows {
        errors_as_expected(&run, row, table);
        nothing_lost(fleet, &run, row, table);
    }
    let run = fleet.destroy();
    for row in rows {
        let errors = errors_of(&run, &row.key);
        table.check(&row.name, errors.is_empty(), || format!("the next destroy fails: {errors:?}"));
    }
    let (clusters, roles) = fleet.in_aws();
    for row in rows {
        let is_left = clusters.contains(&row.key) || roles.contains(&format!("{}-role", row.key));
        table.check(&row.name, !is_left, || "something is left in AWS".to_owned());
    }
    assert_eq!(run.errors(), Vec::new());
    fleet.simulator.assert_nothing_left();
}

/// Runs Terraform with every row's fault, and looks whether each struck.
fn strike(fleet: &mut Fleet, rows: &[Row], table: &mut Table, run: impl FnOnce(&mut Fleet) -> Run) -> Run {
    fleet.simulator.clear_faults();
    if !rows.is_empty() {
        fleet.simulator.fault(rows.iter().map(Row::rule).collect());
    }
    let run = run(fleet);
    let faults = fleet.simulator.get("faults");
    for (row, rule) in rows.iter().zip(faults["faults"].as_array().unwrap()) {
        table.check(&row.name, rule["fired"] != 0, || "the fault did not strike".to_owned());
    }
    fleet.simulator.clear_faults();
    run
}

/// What goes by is tried again and nobody hears of it; what lasts is told.
fn errors_as_expected(run: &Run, row: &Row, table: &mut Table) {
    let errors = errors_of(run, &row.key);
    if row.is_told() {
        table.check(&row.name, errors.len() == 1, || format!("one error was expected: {errors:?}"));
    } else {
        table.check(&row.name, errors.is_empty(), || format!("no error was expected: {errors:?}"));
    }
}

/// Errors about a row's cluster or role. Terraform does not say of an object that it destroys where it stood.
pub(super) fn errors_of(run: &Run, key: &str) -> Vec<String> {
    let (addresses, names) = ([cluster(key), role(key)], [format!("\"{key}\""), format!("\"{key}-role\"")]);
    let is_about = |error: &Diagnostic| match &error.address {
        Some(address) => addresses.contains(address),
        None => names.iter().any(|name| error.detail.contains(name)),
    };
    let about = run.errors().into_iter().filter(is_about);
    about.map(|error| format!("{}: {}", error.summary, error.detail)).collect()
}

/// Who we are is asked once in a process, so every row needs one of its own.
#[test]
fn the_look_for_the_callers_identity_may_go_wrong() {
    let simulator = Simulator::borrow();
    let mut table = Table::new("faults: caller identity");
    for fault in rows::passing() {
        table.register(fault.name);
        let mut workspace = Workspace::new(&simulator, "ebs_minimal");
        workspace.set_env("EKSOUTPOST_ATTEMPT_TIMEOUT", ATTEMPT_TIMEOUT);
        let mut rule = fault.rule("sts");
        rule["operation"] = json!("GetCallerIdentity");
        simulator.fault(rule);
        let run = workspace.apply();
        let fired = simulator.get("faults")["faults"][0]["fired"].clone();
        table.check(fault.name, fired == 1, || "the fault did not strike".to_owned());
        table.check(fault.name, run.status.success(), || run.stdout.clone());
        simulator.clear_faults();
        workspace.destroy_and_leave_nothing(&simulator);
    }
    judge(vec![table]);
}
