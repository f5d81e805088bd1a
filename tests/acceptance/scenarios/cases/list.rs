//! Which test has which case of the fault list.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::acceptance::harness::repository;
use crate::acceptance::scenarios::ledger::say;

/// Where a case is.
enum Home {
    /// In tests whose names begin with the number.
    Here,
    /// In tests of these names.
    In(&'static [&'static str]),
}
use Home::{Here, In};

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
    (
        "B7",
        In(&["b7_a_role_that_eks_never_sees_is_told_at_the_deadline", "create_asks_again_while_the_role_is_not_seen"]),
    ),
    ("B8", Here),
    ("B9", Here),
    ("B10", Here),
    ("B11", Here),
    ("B12", Here),
    (
        "B13",
        In(&[
            "b12_b13_a_new_role_may_be_unknown_or_show_its_unique_id_for_ten_seconds",
            "b13_a_unique_id_in_place_of_an_arn_is_never_stored",
        ]),
    ),
    ("B14", Here),
    ("B15", Here),
    (
        "C1",
        In(&[
            "c1_a_cluster_that_eks_does_not_show_yet_is_waited_for",
            "a_wait_that_cannot_succeed_ends",
            "a_cluster_that_disappears_while_it_is_waited_for_is_named",
        ]),
    ),
    ("C2", Here),
    ("C3", Here),
    ("C4", Here),
    ("C5", Here),
    ("C6", Here),
    ("C7", Here),
    ("C8", Here),
    ("C9", Here),
    ("C10", Here),
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
    ("D13", Here),
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
    for directory in ["src", "tests"] {
        collect(&repository().join(directory), &mut tests);
    }
    let mut text = String::new();
    let mut listed = BTreeSet::new();
    for (number, home) in CASES {
        let prefix = format!("{}_", number.to_lowercase());
        let found: Vec<&String> = match home {
            Here => tests.iter().filter(|test| test.starts_with(&prefix)).collect(),
            In(names) => {
                names.iter().map(|name| tests.get(*name).unwrap_or_else(|| panic!("no test {name}"))).collect()
            }
        };
        assert!(!found.is_empty(), "{number} has no test");
        for test in found {
            writeln!(text, "case {number}: {test}").unwrap();
            listed.insert(test.clone());
        }
    }
    let is_numbered = |test: &&String| {
        let number = test.split('_').next().unwrap();
        number.len() > 1 && "bcde".contains(&number[..1]) && number[1..].parse::<u32>().is_ok()
    };
    let unlisted: Vec<&String> = tests.iter().filter(is_numbered).filter(|test| !listed.contains(*test)).collect();
    assert_eq!(unlisted, Vec::<&String>::new());
    say(&text);
}

/// Names of the tests in a directory.
fn collect(directory: &Path, tests: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, tests);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let mut lines = text.lines().map(str::trim);
            while let Some(line) = lines.next() {
                if (line == "#[test]" || line.starts_with("#[tokio::test"))
                    && let Some(name) =
                        lines.next().and_then(|line| line.trim_start_matches("async ").strip_prefix("fn "))
                {
                    tests.insert(name.split('(').next().unwrap().to_owned());
                }
            }
        }
    }
}
