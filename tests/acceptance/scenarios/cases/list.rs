//! Which test has which case of the fault list.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::acceptance::harness::repository;
use crate::acceptance::scenarios::ledger::say;
use crate::acceptance::scenarios::weak::KNOWN_WEAK;

/// Where a case is.
enum Home {
    /// In tests of this directory whose names begin with the number.
    Here,
    /// In tests of other names.
    In(&'static [&'static str]),
    /// In no test of the cluster.
    Elsewhere(&'static str),
}
use Home::{Elsewhere, Here, In};

/// Every case of B, C, D and E.
const CASES: &[(&str, Home)] = &[
    ("B1", Here),
    ("B2", Here),
    ("B3", Here),
    ("B4", Here),
    ("B5", Here),
    (
        "B6",
        In(&[
            "a_cluster_waits_until_eks_sees_its_role",
            "b6_role_and_cluster_need_no_depends_on_however_long_iam_takes_to_propagate",
        ]),
    ),
    ("B7", Here),
    ("B8", Here),
    ("B9", Here),
    ("B10", Here),
    ("B11", Here),
    ("B12", Here),
    ("B13", Elsewhere("a unique id in place of an ARN: handler test of eksoutpost_cluster_role")),
    ("B14", Here),
    ("B15", Here),
    ("C1", Here),
    ("C2", Here),
    ("C3", Here),
    ("C4", Here),
    ("C5", Here),
    ("C6", Here),
    ("C7", Here),
    ("C8", Here),
    ("C9", Here),
    ("C10", Elsewhere("no clock to jump: tests/boundaries.rs keeps the wall clock out of waits")),
    ("C11", Here),
    ("C12", Here),
    ("D1", Here),
    ("D2", Here),
    ("D3", Here),
    ("D4", In(&["every_call_for_a_cluster_on_ebs_may_go_wrong"])),
    ("D5", Here),
    ("D6", Here),
    (
        "D7",
        In(&[
            "answers_in_any_order_with_members_missing_and_added_plan_no_change",
            "d7_the_same_trust_policy_in_other_words_is_no_change",
        ]),
    ),
    ("D8", Here),
    ("D9", Here),
    ("D10", Here),
    ("D11", Here),
    ("D12", Here),
    ("D13", Elsewhere("three pages, throttled on the second: unit test of aws::iam")),
    ("D14", Here),
    ("E1", Here),
    ("E2", Here),
    ("E3", Here),
    ("E4", Here),
    ("E5", Here),
    ("E6", Here),
    ("E7", Here),
    ("E8", Here),
    ("E9", Here),
    ("E10", Here),
];

#[test]
fn every_case_of_the_fault_list_has_a_test_and_every_such_test_a_case() {
    let numbers: Vec<&str> = CASES.iter().map(|(number, _)| *number).collect();
    let all: Vec<String> = [("B", 15), ("C", 12), ("D", 14), ("E", 10)]
        .into_iter()
        .flat_map(|(letter, count)| (1..=count).map(move |number| format!("{letter}{number}")))
        .collect();
    assert_eq!(numbers, all);

    let mut tests = BTreeSet::new();
    collect(&repository().join("tests/acceptance"), &mut tests);
    let mut text = String::new();
    let mut listed = BTreeSet::new();
    for (number, home) in CASES {
        let prefix = format!("{}_", number.to_lowercase());
        let found: Vec<&String> = match home {
            Here => tests.iter().filter(|test| test.starts_with(&prefix)).collect(),
            In(names) => {
                names.iter().map(|name| tests.get(*name).unwrap_or_else(|| panic!("no test {name}"))).collect()
            }
            Elsewhere(reason) => {
                writeln!(text, "case {number}: {reason}").unwrap();
                continue;
            }
        };
        assert!(!found.is_empty(), "{number} has no test");
        for test in found {
            let is_weak = KNOWN_WEAK.iter().any(|known| known.group == "cases" && known.row == test);
            writeln!(text, "case {number}: {test}{}", if is_weak { " (known to be weak)" } else { "" }).unwrap();
            listed.insert(test.clone());
        }
    }
    let is_numbered = |test: &&String| {
        let number = test.split('_').next().unwrap();
        number.len() > 1 && "bcde".contains(&number[..1]) && number[1..].parse::<u32>().is_ok()
    };
    let unlisted: Vec<&String> = tests.iter().filter(is_numbered).filter(|test| !listed.contains(*test)).collect();
    assert_eq!(unlisted, Vec::<&String>::new());
    for known in KNOWN_WEAK.iter().filter(|known| known.group == "cases") {
        assert!(tests.contains(known.row), "{} is in KNOWN_WEAK and no test", known.row);
    }
    say(&text);
}

/// Names of the tests in a directory.
fn collect(directory: &Path, tests: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, tests);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.trim() == "#[test]"
                && let Some(name) = lines.next().and_then(|line| line.trim().strip_prefix("fn "))
            {
                tests.insert(name.split('(').next().unwrap().to_owned());
            }
        }
    }
}
