//! Where a process may die: on either side of each call of a clean run.

use serde_json::{Value, json};

use super::HELD;
use crate::acceptance::scenarios::faults::rows::{Call, Phase, clean_run};
use crate::acceptance::scenarios::fleet::Kind;

/// One side of a call about a cluster of its own.
pub(super) struct Boundary {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Key of the cluster.
    pub(super) key: String,
    call: Call,
    /// AWS has done it, and the answer is on its way for ever.
    after_effect: bool,
}

impl Boundary {
    /// Rule of the simulator that holds the call.
    pub(super) fn rule(&self) -> Value {
        let mut rule = json!({ "times": 1, "silence_seconds": HELD, "after_effect": self.after_effect });
        self.call.aim(&mut rule, &self.key);
        rule
    }
}

/// The boundaries of creation, update and deletion, for clusters of both kinds. A look changes nothing, so that its two sides are one.
pub(super) fn boundaries() -> Vec<(Phase, Vec<Boundary>)> {
    let [ebs, store] = Kind::BOTH.map(|kind| clean_run(kind).into_iter().filter(|(phase, _)| *phase != Phase::Read));
    let of_both = |((phase, ebs), (_, store))| (phase, [of_kind(Kind::Ebs, ebs), of_kind(Kind::Store, store)]);
    ebs.zip(store).map(of_both).map(|(phase, both)| (phase, both.into_iter().flatten().collect())).collect()
}

fn of_kind(kind: Kind, calls: Vec<Call>) -> Vec<Boundary> {
    let sides = calls.into_iter().flat_map(|call| {
        let sides: &[bool] = if call.reads() { &[false] } else { &[false, true] };
        sides.iter().map(move |after_effect| (call.clone(), *after_effect))
    });
    let boundary = |(number, (call, after_effect)): (usize, (Call, bool))| {
        let side = if after_effect { "after" } else { "before" };
        let again = if call.skip > 0 { format!(" {}", call.skip + 1) } else { String::new() };
        Boundary {
            name: format!("{}: {side} {}:{}{again}", kind.as_str(), call.service, call.operation),
            kind,
            key: format!("{}{number:02}", if kind == Kind::Ebs { "e" } else { "s" }),
            call,
            after_effect,
        }
    };
    sides.enumerate().map(boundary).collect()
}
