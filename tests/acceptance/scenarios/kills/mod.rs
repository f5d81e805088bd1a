//! Kills at every boundary of every call: before AWS does it, and after, when nobody has heard of it yet. H8 of the fault list.
//!
//! A clean run of each kind of cluster tells which calls there are. One run of Terraform has one cluster with a role for each boundary, and
//! the simulator holds the call of each there. When all are held, the signal comes. Afterwards nothing is lost: what AWS has is in the state, or the next apply
//! names it with the import that adopts it; then it converges, its plan is empty, and in the end nothing is left.

mod boundaries;
mod recovery;

use std::collections::BTreeMap;

use serde_json::json;

use self::boundaries::{Boundary, boundaries};
use self::recovery::count;
use super::faults::errors_of;
use super::faults::rows::Phase;
use super::fleet::{Fleet, Kind, cluster, role};
use super::ledger::{Table, judge, say};
use crate::acceptance::harness::{Run, Running, Signal, outlives, poll};

/// Longer than a test holds a call.
const HELD: u32 = 180;

/// Who is killed, and how.
struct Kill {
    send: fn(&mut Running) -> Vec<i32>,
    /// Whether the provider has the time to say what becomes of its objects.
    is_graceful: bool,
    /// Whether Terraform is told to stop. Otherwise it goes on with what is left.
    stops_terraform: bool,
    groups: [&'static str; 3],
}

#[test]
fn h8_killing_the_provider_at_any_call_loses_nothing() {
    kill(&Kill {
        send: |running| running.signal_providers(Signal::KILL),
        is_graceful: false,
        stops_terraform: false,
        groups: [
            "kills, SIGKILL of the provider: create",
            "kills, SIGKILL of the provider: update",
            "kills, SIGKILL of the provider: delete",
        ],
    });
}

#[test]
fn h8_killing_terraform_at_any_call_loses_nothing_and_ends_the_provider() {
    kill(&Kill {
        send: |running| {
            let providers = running.providers();
            running.signal(Signal::KILL);
            providers
        },
        is_graceful: false,
        stops_terraform: true,
        groups: [
            "kills, SIGKILL of terraform: create",
            "kills, SIGKILL of terraform: update",
            "kills, SIGKILL of terraform: delete",
        ],
    });
}

#[test]
fn h8_ctrl_c_at_any_call_loses_nothing() {
    kill(&Kill {
        send: |running| signal_all(running, Signal::INT),
        is_graceful: true,
        stops_terraform: true,
        groups: ["kills, Ctrl-C: create", "kills, Ctrl-C: update", "kills, Ctrl-C: delete"],
    });
}

#[test]
fn h8_sigterm_to_all_at_any_call_loses_nothing() {
    kill(&Kill {
        send: |running| signal_all(running, Signal::TERM),
        is_graceful: true,
        stops_terraform: true,
        groups: ["kills, SIGTERM to all: create", "kills, SIGTERM to all: update", "kills, SIGTERM to all: delete"],
    });
}

#[test]
fn h8_sigterm_to_the_provider_at_any_call_loses_nothing() {
    kill(&Kill {
        send: |running| running.signal_providers(Signal::TERM),
        is_graceful: true,
        stops_terraform: false,
        groups: [
            "kills, SIGTERM to the provider: create",
            "kills, SIGTERM to the provider: update",
            "kills, SIGTERM to the provider: delete",
        ],
    });
}

fn signal_all(running: &mut Running, signal: Signal) -> Vec<i32> {
    let providers = running.providers();
    running.signal_group(signal);
    providers
}

fn kill(kill: &Kill) {
    let phases = boundaries();
    let mut fleet = Fleet::new(Kind::Ebs);
    fleet.workspace.set_env("EKSOUTPOST_ATTEMPT_TIMEOUT", format!("{HELD}s"));
    let all: BTreeMap<&str, Kind> = phases.iter().flat_map(|(_, boundaries)| keys(boundaries)).collect();
    let mut tables = Vec::new();
    for ((phase, boundaries), group) in phases.iter().zip(kill.groups) {
        let mut table = Table::new(group);
        let rows: Vec<(&Boundary, &String)> = boundaries.iter().map(|boundary| (boundary, &boundary.key)).collect();
        for (boundary, _) in &rows {
            table.register(&boundary.name);
        }
        // What is killed while it is made and has no row would be nobody's business.
        let made = if *phase == Phase::Create { keys(boundaries).collect() } else { all.clone() };
        configure(&mut fleet, &made, *phase);
        let run = strike(&mut fleet, kill, *phase, &rows);
        let outcomes = match phase {
            Phase::Delete => recovery::of_deletion(&mut fleet, &rows, &mut table),
            _ => recovery::of_change(&mut fleet, kill, &run, *phase, &rows, &mut table),
        };
        say(&format!("{group}: {} of {} boundaries: {}\n", rows.len(), boundaries.len(), count(&outcomes)));
        if *phase == Phase::Create {
            // Deletion protection is one of the changes of an update, and a tainted cluster could not be replaced with it.
            configure(&mut fleet, &all, Phase::Read);
            let run = fleet.apply();
            for (boundary, key) in &rows {
                let errors = errors_of(&run, key);
                table.check(&boundary.name, errors.is_empty(), || format!("the apply after that fails: {errors:?}"));
            }
        }
        tables.push(table);
    }
    fleet.simulator.assert_nothing_left();
    judge(tables);
}

fn keys(boundaries: &[Boundary]) -> impl Iterator<Item = (&str, Kind)> {
    boundaries.iter().map(|boundary| (boundary.key.as_str(), boundary.kind))
}

/// Gives every cluster the arguments of a phase.
fn configure(fleet: &mut Fleet, keys: &BTreeMap<&str, Kind>, phase: Phase) {
    for (key, kind) in keys {
        fleet.put_as(*kind, key, &phase.arguments(*kind));
    }
    fleet.write();
}

/// Runs Terraform until every boundary is reached, and kills.
fn strike(fleet: &mut Fleet, kill: &Kill, phase: Phase, rows: &[(&Boundary, &String)]) -> Run {
    fleet.simulator.set(json!({ "create_seconds": 3, "update_seconds": 3, "delete_seconds": 3 }));
    fleet.simulator.forget_requests();
    fleet.simulator.fault(rows.iter().map(|(boundary, _)| boundary.rule()).collect());
    let command = if phase == Phase::Delete { "destroy" } else { "apply" };
    let arguments = [command, "-json", "-auto-approve", "-parallelism=80", "-refresh=false"];
    let mut running = fleet.workspace.start(&arguments[..if phase == Phase::Create { 4 } else { 5 }]);
    fleet.simulator.wait_for_faults_to_take_effect();
    let providers = (kill.send)(&mut running);
    let run = running.finish();
    for pid in providers {
        let took = outlives(pid, poll::PATIENCE);
        assert!(took.as_secs() < 3, "the provider outlives Terraform by {took:?}");
    }
    if kill.is_graceful || kill.stops_terraform {
        assert_eq!(fleet.workspace.temporary_files(), Vec::<String>::new());
    }
    fleet.simulator.clear_faults();
    fleet.simulator.set(json!({ "create_seconds": 0.3, "update_seconds": 0.2, "delete_seconds": 0.2 }));
    run
}
