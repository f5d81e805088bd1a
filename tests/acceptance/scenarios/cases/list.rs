//! Which test has which case of the fault list.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::acceptance::harness::repository;
use crate::acceptance::scenarios::ledger::say;

/// Where a case is.
enum Home {
    /// In tests whose names begin with the number, wherever they are.
    Here,
    /// In tests of these names.
    In(&'static [&'static str]),
}
use Home::{Here, In};

/// Every case but those of F, which `providers.rs` and the handler tests play as tables.
const CASES: &[(&str, Home)] = &[
    (
        "A1",
        In(&[
            "after_a_killed_provider_the_next_apply_knows_the_cluster_as_its_own",
            "h8_killing_the_provider_at_any_call_loses_nothing",
        ]),
    ),
    ("A2", Here),
    (
        "A3",
        In(&[
            "the_provider_ends_by_itself_when_terraform_is_killed",
            "h8_killing_terraform_at_any_call_loses_nothing_and_ends_the_provider",
        ]),
    ),
    ("A4", Here),
    ("A5", In(&["after_ctrl_c_the_cluster_is_in_state_and_the_next_apply_waits_on"])),
    ("A6", Here),
    ("A7", Here),
    ("A8", In(&["an_interrupted_destroy_keeps_the_cluster_until_it_is_gone"])),
    ("A9", In(&["an_interrupted_update_claims_nothing_and_the_next_apply_waits_on"])),
    ("A10", Here),
    ("A11", In(&["shutdown_is_answered_and_ends_the_process_at_once_though_streams_are_open"])),
    ("A12", In(&["by_hand_the_program_explains_itself_on_stderr", "started_by_hand_the_provider_says_what_it_is"])),
    ("A13", Here),
    ("A14", Here),
    ("A15", Here),
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
            "b13_the_arn_of_a_new_role_is_never_a_unique_id",
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
    ("G1", Here),
    ("G2", Here),
    (
        "G3",
        In(&[
            "what_is_known_after_apply_is_planned_and_settles",
            "everything_may_be_unknown_until_apply",
            "bytes_that_hold_no_value_of_the_type_are_refused_by_name_and_place",
        ]),
    ),
    (
        "G4",
        In(&[
            "a_value_of_twenty_mebibytes_passes_both_ways",
            "a_message_that_is_too_large_is_refused_before_it_is_read",
        ]),
    ),
    (
        "G5",
        In(&[
            "a_type_that_does_not_exist_is_named",
            "an_unconfigured_provider_validates",
            "what_is_not_there_says_so_as_terraform_shows_it",
        ]),
    ),
    ("G6", In(&["a_client_without_a_certificate_or_with_another_one_is_refused", "a_client_without_tls_is_refused"])),
    ("G7", Here),
    ("G8", In(&["a_creation_goes_on_to_its_end_when_the_call_or_the_whole_connection_is_lost"])),
    ("G9", In(&["a_plan_of_a_creation_keeps_what_is_configured", "a_plan_of_what_was_applied_changes_nothing"])),
    ("G10", In(&["a_flood_of_stray_output_that_nobody_reads_blocks_nothing"])),
    (
        "H1",
        In(&[
            "h1_a_state_of_any_version_so_far_plans_nothing",
            "a_state_of_any_earlier_version_is_upgraded_and_plans_no_change",
        ]),
    ),
    (
        "H2",
        In(&["a_state_of_a_newer_version_is_refused_and_left_alone", "what_cannot_be_read_is_refused_with_a_way_out"]),
    ),
    ("H3", Here),
    ("H4", Here),
    ("H5", Here),
    ("H6", In(&["b14_of_two_applies_at_once_one_makes_the_cluster_and_the_other_says_so"])),
    ("H7", Here),
    ("H8", Here),
];

/// Where tests are.
const TESTS: &[&str] = &["tests", "src", "crates/tf-provider-rs/src", "crates/tf-provider-rs/tests"];

#[test]
fn every_case_of_the_fault_list_has_a_test_and_every_such_test_a_case() {
    let numbers: Vec<&str> = CASES.iter().map(|(number, _)| *number).collect();
    let all: Vec<String> = [("A", 15), ("B", 15), ("C", 12), ("D", 14), ("E", 10), ("G", 10), ("H", 8)]
        .into_iter()
        .flat_map(|(letter, count)| (1..=count).map(move |number| format!("{letter}{number}")))
        .collect();
    assert_eq!(numbers, all);

    let mut tests = BTreeSet::new();
    for directory in TESTS {
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
        number.len() > 1 && "abcdegh".contains(&number[..1]) && number[1..].parse::<u32>().is_ok()
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
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if ["#[test]", "#[tokio::test"].iter().any(|attribute| line.starts_with(attribute)) {
                is_test = true;
            } else if let Some((before, name)) = line.split_once("fn ")
                && is_test
                && ["", "async "].contains(&before)
            {
                tests.insert(name.split('(').next().unwrap().to_owned());
                is_test = false;
            }
        }
    }
}
