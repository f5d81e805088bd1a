//! The fault list's cases about clusters, under their numbers: B creation, C waiting, D reading and drift, E update and deletion.
//!
//! [`list`] says for each number, of the processes (A), the protocol (G) and the states (H) too, which test has it.

mod changing;
mod creating;
mod list;
mod reading;
mod waiting;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use serde_json::{Value, json};

use super::ledger::say;
use super::weak::KNOWN_WEAK;
use crate::acceptance::harness::{Run, Running, Simulator, Workspace};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

/// Runs a case. One that is known to be weak must fail.
fn case(name: &'static str, body: impl FnOnce(&Simulator, &mut Workspace)) {
    let Some(known) = KNOWN_WEAK.iter().find(|known| known.group == "cases" && known.row == name) else {
        let simulator = Simulator::borrow();
        let mut workspace = adjustable(&simulator);
        body(&simulator, &mut workspace);
        return;
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let simulator = Simulator::borrow();
        let mut workspace = adjustable(&simulator);
        body(&simulator, &mut workspace);
    }));
    say(&format!("known to be weak: cases: {} ({})\n", known.row, known.reason));
    if outcome.is_ok() {
        resume_unwind(Box::new(format!("{name} ends well now; take it out of KNOWN_WEAK")));
    }
}

fn adjustable(simulator: &Simulator) -> Workspace {
    let workspace = Workspace::new(simulator, "adjustable");
    // Look-ups while planning are other tests' business.
    workspace.configure_provider("provider_without_preflight");
    workspace
}

/// Starts an apply.
fn start(workspace: &mut Workspace) -> Running {
    workspace.start(&["apply", "-json", "-auto-approve"])
}

/// Makes calls of EKS go wrong.
fn spoil(simulator: &Simulator, operation: &str, rule: Value) {
    let mut rule = rule;
    rule["operation"] = json!(operation);
    simulator.fault(rule);
}

fn error(code: &str, status: u16, message: &str) -> Value {
    json!({ "code": code, "status": status, "message": message })
}

/// Everything converges: the next apply ends well, its plan is empty, and a destroy leaves nothing.
fn converges(workspace: &mut Workspace, simulator: &Simulator) -> Run {
    simulator.clear_faults();
    let run = workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(simulator);
    run
}

fn count(simulator: &Simulator) -> Value {
    simulator.get("health")["clusters"].clone()
}
