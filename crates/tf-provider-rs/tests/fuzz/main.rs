//! A short run of the fuzz targets: the corpus, and damage to it. `make fuzz` runs them for minutes, guided by coverage.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod damage;
mod garden;
mod seeds;
mod targets;
mod wire;

use std::panic::{catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};

use damage::Damage;
use targets::TARGETS;

/// Damaged inputs of each target. A second or two of the slowest in a development build. `FUZZ_INPUTS` sets another number.
const INPUTS: usize = 2000;

/// Panics since the start, caught or not.
static PANICS: AtomicUsize = AtomicUsize::new(0);

#[test]
fn nothing_in_the_corpus_and_nothing_like_it_is_a_finding() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        before(panic);
    }));
    let count = std::env::var("FUZZ_INPUTS").map_or(INPUTS, |count| count.parse().expect("a number"));
    let mut findings = Vec::new();
    for (name, target) in TARGETS {
        let seeds = corpus::of(name);
        assert!(seeds.len() > 10, "{name}: only {} inputs", seeds.len());
        let inputs: Vec<Vec<u8>> = seeds.iter().map(|seed| seed.bytes.clone()).collect();
        let mut damage = Damage::new(&inputs);
        let begin = std::time::Instant::now();
        let damaged = std::iter::repeat_with(|| ("damaged".to_owned(), damage.next())).take(count);
        for (seed, input) in seeds.iter().map(|seed| (seed.name.clone(), seed.bytes.clone())).chain(damaged) {
            let panics = PANICS.load(Ordering::SeqCst);
            let ended = catch_unwind(|| target(&input));
            if ended.is_err() || PANICS.load(Ordering::SeqCst) > panics {
                findings.push(format!("{name}: {seed}: {}", hex(&input)));
            }
        }
        println!("fuzz: {name}: {} inputs of the corpus, {count} damaged ones in {:?}", seeds.len(), begin.elapsed());
    }
    assert_eq!(findings, [""; 0]);
    if let Some(kibibytes) = peak_memory() {
        assert!(kibibytes < 512 << 10, "{kibibytes} KiB for inputs of some kilobytes");
    }
}

/// Most memory that the process has had, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
