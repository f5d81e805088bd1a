//! Runs one fuzz target under libFuzzer; the environment variable `FUZZ_TARGET` names it. `run.sh` builds and runs all of them.
//!
//! libFuzzer makes every panic a finding, one that the framework catches too.

#![no_main]

#[path = "../tests/fuzz/garden.rs"]
mod garden;
#[path = "../tests/fuzz/targets.rs"]
mod targets;
#[path = "../tests/fuzz/wire.rs"]
mod wire;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use targets::{TARGETS, Target};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    TARGETS.iter().find(|(known, _)| *known == name).expect("FUZZ_TARGET names a target").1
});

fuzz_target!(|input: &[u8]| TARGET(input));
