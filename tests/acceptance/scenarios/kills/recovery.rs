//! What the practitioner does next, and what must hold then.

use serde_json::{Value, json};

use super::boundaries::Boundary;
use super::{Kill, cluster, errors_of, role};
use crate::acceptance::harness::Run;
use crate::acceptance::scenarios::faults::oracle::is_adoptable;
use crate::acceptance::scenarios::faults::rows::Phase;
use crate::acceptance::scenarios::fleet::Fleet;
use crate::acceptance::scenarios::ledger::Table;

/// A cluster and its role, by boundary.
type Rows<'a> = [(&'a Boundary, &'a String)];

/// What had become of an object.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Outcome {
    /// AWS and the state both have it.
    InState,
    /// AWS has it, and a message names it with its import.
    Named,
    /// Neither has it.
    Nowhere,
    /// The state has what AWS has not, or not yet.
    InStateOnly,
    /// AWS has it, and nothing tells.
    Lost,
}

/// In one line.
pub(super) fn count(outcomes: &[Outcome]) -> String {
    let of = |wanted| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    format!(
        "{} objects in state, {} named with their import, {} not made, {} in state only, {} lost",
        of(Outcome::InState),
        of(Outcome::Named),
        of(Outcome::Nowhere),
        of(Outcome::InStateOnly),
        of(Outcome::Lost)
    )
}

/// After a creation or an update: applies again, adopts what the messages name, and plans nothing more.
pub(super) fn of_change(
    fleet: &mut Fleet,
    kill: &Kill,
    run: &Run,
    phase: Phase,
    rows: &Rows<'_>,
    table: &mut Table,
) -> Vec<Outcome> {
    let there = fleet.in_aws();
    let state = fleet.workspace.state();
    for (boundary, key) in rows {
        for address in [cluster(key), role(key)] {
            let is_tainted =
                kill.is_graceful && kill.stops_terraform && state.has(&address) && state.is_tainted(&address);
            table.check(&boundary.name, !is_tainted, || format!("{address} is tainted"));
        }
    }
    // A role that is adopted lets its cluster speak.
    let mut adopted = imports(fleet, run, rows);
    let mut last = apply_with(fleet, &adopted);
    for _ in 0..2 {
        let told = imports(fleet, &last, rows);
        if told.is_empty() {
            break;
        }
        last = apply_with(fleet, &told);
        adopted.extend(told);
    }
    let mut outcomes = Vec::new();
    for (boundary, key) in rows {
        let errors = errors_of(&last, key);
        table.check(&boundary.name, errors.is_empty(), || format!("the next apply fails: {errors:?}"));
        let others: Vec<String> =
            last.errors().into_iter().filter(|error| error.address.is_none()).map(|error| error.summary).collect();
        table.check(&boundary.name, others.is_empty(), || format!("the next apply fails as a whole: {others:?}"));
        for (address, name, names) in
            [(cluster(key), (*key).clone(), &there.0), (role(key), format!("{key}-role"), &there.1)]
        {
            let outcome = match (names.contains(&name), state.has(&address)) {
                (true, true) => Outcome::InState,
                (true, false) if adopted.iter().any(|import| import["to"] == address.as_str()) => Outcome::Named,
                (true, false) => Outcome::Lost,
                (false, true) => Outcome::InStateOnly,
                (false, false) => Outcome::Nowhere,
            };
            table.check(&boundary.name, outcome != Outcome::Lost, || format!("{name} is in AWS, and nothing names it"));
            outcomes.push(outcome);
        }
    }
    let planned = fleet.plan().planned();
    for (boundary, key) in rows {
        let mine = |change: &&String| {
            [cluster(key), role(key)].iter().any(|address| change.starts_with(&format!("{address} ")))
        };
        let left: Vec<&String> = planned.iter().filter(mine).collect();
        table.check(&boundary.name, left.is_empty(), || format!("the plan is not empty: {left:?}"));
        let real = fleet.simulator.cluster(key)["cluster"]["version"].clone();
        let wanted = if phase == Phase::Create { "1.30" } else { "1.31" };
        table.check(&boundary.name, real == wanted, || format!("AWS has version {real}"));
    }
    outcomes
}

/// After a deletion: destroys again, and nothing is left.
pub(super) fn of_deletion(fleet: &mut Fleet, rows: &Rows<'_>, table: &mut Table) -> Vec<Outcome> {
    let (clusters, roles) = fleet.in_aws();
    let state = fleet.workspace.state();
    let mut outcomes = Vec::new();
    for (boundary, key) in rows {
        for (address, is_there) in
            [(cluster(key), clusters.contains(key)), (role(key), roles.contains(&format!("{key}-role")))]
        {
            let outcome = match (is_there, state.has(&address)) {
                (true, true) => Outcome::InState,
                (true, false) => Outcome::Lost,
                (false, true) => Outcome::InStateOnly,
                (false, false) => Outcome::Nowhere,
            };
            table.check(&boundary.name, outcome != Outcome::Lost, || {
                format!("{address} is in AWS and not in the state")
            });
            outcomes.push(outcome);
        }
    }
    let again = fleet.destroy();
    let (clusters, roles) = fleet.in_aws();
    for (boundary, key) in rows {
        let errors = errors_of(&again, key);
        table.check(&boundary.name, errors.is_empty(), || format!("the next destroy fails: {errors:?}"));
        let is_left = clusters.contains(key) || roles.contains(&format!("{key}-role"));
        table.check(&boundary.name, !is_left, || "something is left in AWS".to_owned());
    }
    outcomes
}

/// The imports that the errors of a run ask for.
fn imports(fleet: &Fleet, run: &Run, rows: &Rows<'_>) -> Vec<Value> {
    let state = fleet.workspace.state();
    let (clusters, roles) = fleet.in_aws();
    let mut imports = Vec::new();
    for (_, key) in rows {
        let errors = errors_of(run, key).concat();
        for (address, name, there) in
            [(cluster(key), (*key).clone(), &clusters), (role(key), format!("{key}-role"), &roles)]
        {
            if there.contains(&name) && !state.has(&address) && is_adoptable(&errors, &name) {
                imports.push(json!({ "to": address, "id": name }));
            }
        }
    }
    imports
}

fn apply_with(fleet: &mut Fleet, imports: &[Value]) -> Run {
    if imports.is_empty() {
        return fleet.apply();
    }
    fleet.workspace.write_json("import.tf.json", &json!({ "import": imports }));
    let run = fleet.apply();
    fleet.workspace.write_json("import.tf.json", &Value::Null);
    run
}
