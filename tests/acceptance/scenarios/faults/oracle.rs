//! What must hold after anything went wrong.

use serde_json::{Value, json};

use super::errors_of;
use super::rows::Row;
use crate::acceptance::harness::Run;
use crate::acceptance::scenarios::fleet::{Fleet, cluster, role};
use crate::acceptance::scenarios::ledger::Table;

/// Everything in AWS is in the state or named in an error, and everything in the state is, or was, in AWS.
pub(super) fn nothing_lost(fleet: &Fleet, run: &Run, row: &Row, table: &mut Table) {
    let state = fleet.workspace.state();
    let errors = errors_of(run, &row.key).concat();
    let (clusters, roles) = fleet.in_aws();
    let role_name = format!("{}-role", row.key);
    for (address, name, names) in [(cluster(&row.key), &row.key, clusters), (role(&row.key), &role_name, roles)] {
        let is_kept = !names.contains(name) || state.has(&address) || is_adoptable(&errors, name);
        table.check(&row.name, is_kept, || {
            format!("{name} is in AWS, not in the state, and no error names it: {errors}")
        });
    }
}

/// The next apply makes what is left, with an import of what the errors of the run before say that exists, and the plan after it is
/// empty.
pub(super) fn settled(fleet: &mut Fleet, before: Option<&Run>, rows: &[Row], table: &mut Table) {
    let run = apply_with(fleet, &before.map(|run| imports(fleet, run, rows)).unwrap_or_default());
    for row in rows {
        let errors = errors_of(&run, &row.key);
        table.check(&row.name, errors.is_empty(), || format!("the next apply fails: {errors:?}"));
    }
    // What only this run told: a row that is wrong must not spoil the others.
    let told_late = imports(fleet, &run, rows);
    if !told_late.is_empty() {
        apply_with(fleet, &told_late);
    }
    let planned = fleet.plan().planned();
    for row in rows {
        let addresses = [cluster(&row.key), role(&row.key)];
        let is_about = |change: &&String| addresses.iter().any(|address| change.starts_with(&format!("{address} ")));
        let left: Vec<&String> = planned.iter().filter(is_about).collect();
        table.check(&row.name, left.is_empty(), || format!("the plan is not empty: {left:?}"));
    }
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

/// What the errors of a run say that exists, or perhaps exists, and what does.
fn imports(fleet: &Fleet, run: &Run, rows: &[Row]) -> Vec<Value> {
    let state = fleet.workspace.state();
    let (clusters, roles) = fleet.in_aws();
    let mut imports = Vec::new();
    for key in rows.iter().map(|row| &row.key) {
        let errors = errors_of(run, key).concat();
        for (address, name, there) in
            [(cluster(key), key.clone(), &clusters), (role(key), format!("{key}-role"), &roles)]
        {
            if there.contains(&name) && !state.has(&address) && is_adoptable(&errors, &name) {
                imports.push(json!({ "to": address, "id": name }));
            }
        }
    }
    imports
}

/// Whether an error has the import block of an object of this name.
pub(in crate::acceptance::scenarios) fn is_adoptable(errors: &str, name: &str) -> bool {
    [format!("id = \"{name}\""), format!("id = \"{name}@")].iter().any(|id| errors.contains(id))
}
