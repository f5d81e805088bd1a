//! Where a process may die: on either side of each call of a clean run.

use serde_json::{Value, json};

use super::HELD;
use crate::acceptance::scenarios::faults::rows::{Call, Phase, clean_run};
use crate::acceptance::scenarios::fleet::Kind;

/// One side of a call.
pub(super) struct Boundary {
    pub(super) name: String,
    call: Call,
    /// AWS has done it, and the answer is on its way for ever.
    after_effect: bool,
}

impl Boundary {
    /// Rule of the simulator that holds the call of this cluster.
    pub(super) fn rule(&self, key: &str) -> Value {
        let mut rule = json!({ "times": 1, "silence_seconds": HELD, "after_effect": self.after_effect });
        self.call.aim(&mut rule, key);
        rule
    }
}

/// The boundaries of creation, update and deletion. A look changes nothing, so that its two sides are one.
pub(super) fn boundaries(kind: Kind) -> Vec<(Phase, Vec<Boundary>)> {
    let phases = clean_run(kind).into_iter().filter(|(phase, _)| *phase != Phase::Read);
    let of_call = |call: Call| {
        let number = if call.skip > 0 { format!(" {}", call.skip + 1) } else { String::new() };
        let sides: &[(&str, bool)] =
            if call.reads() { &[("before", false)] } else { &[("before", false), ("after", true)] };
        let boundary = |(side, after_effect): &(&str, bool)| Boundary {
            name: format!("{side} {}:{}{number}", call.service, call.operation),
            call: call.clone(),
            after_effect: *after_effect,
        };
        sides.iter().map(boundary).collect::<Vec<_>>()
    };
    phases.map(|(phase, calls)| (phase, calls.into_iter().flat_map(of_call).collect())).collect()
}
