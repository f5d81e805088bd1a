//! The fault list's cases about the role and the provider block, under their numbers: what the right outcome is, and which tests see it.

use crate::acceptance::harness::{repository, tests_of};
use crate::acceptance::scenarios::say;

const ROLE_CREATION: &str = "tests/acceptance/role_creation.rs";
const ROLE_ORDER: &str = "tests/acceptance/role_order.rs";
const ROLES: &str = "tests/acceptance/roles.rs";
const CREATING: &str = "tests/acceptance/scenarios/cases/creating.rs";
const ERRORS: &str = "tests/acceptance/providers/errors.rs";
const SECRETS: &str = "tests/acceptance/providers/secrets.rs";
const SOURCES: &str = "src/aws/sources_tests.rs";
const IAM: &str = "src/aws/iam/tests.rs";

/// File and name of a test.
type Test = (&'static str, &'static str);

/// Number, right outcome, and tests. A test of a handler or of `src/aws` stands where it is the least powerful one that can fail for the
/// reason.
type Case = (&'static str, &'static str, &'static [Test]);

const CASES: &[Case] = &[
    (
        "A2",
        "EntityAlreadyExists names the import block; after the import the missing attachments are added",
        &[(ROLE_CREATION, "a2_a_role_of_a_killed_apply_is_named_with_the_import_block_and_completed_after_it")],
    ),
    (
        "A7",
        "the role is kept, the missing attachment is an update in the next plan, not a replacement",
        &[(ROLE_CREATION, "a7_after_ctrl_c_between_role_and_policy_the_role_is_kept_and_the_next_apply_attaches")],
    ),
    (
        "B6",
        "retried while the role propagates, then success",
        &[
            (ROLE_ORDER, "b6_role_and_cluster_need_no_depends_on_however_long_iam_takes_to_propagate"),
            (ROLE_ORDER, "a_cluster_waits_until_eks_sees_its_role"),
        ],
    ),
    (
        "B7",
        "an error after two minutes, or at the create timeout; no state; the text suggests trust policy and missing attachment",
        &[
            (CREATING, "b7_a_role_that_eks_never_sees_is_told_at_the_deadline"),
            // Two minutes pass in paused time only.
            ("src/aws/eks/create/tests.rs", "create_asks_again_while_the_role_is_not_seen"),
            (
                "src/resources/local_cluster/create/tests.rs",
                "a_role_that_eks_does_not_see_ends_the_creation_with_nothing_made",
            ),
        ],
    ),
    (
        "B11",
        "the role is kept with the attachments that are there; the next apply attaches",
        &[(ROLE_CREATION, "b11_a_half_made_role_is_in_state_and_the_next_apply_completes_it")],
    ),
    (
        "B12",
        "GetRole answers 404 for ten seconds after CreateRole: tolerated",
        &[
            (ROLE_CREATION, "b12_a_role_that_iam_does_not_show_at_first_is_neither_recreated_nor_dropped"),
            ("src/resources/cluster_role/tests.rs", "b12_a_role_that_iam_does_not_know_for_ten_seconds_is_not_gone"),
        ],
    ),
    (
        "B13",
        "a unique id in place of an ARN is read again and never stored",
        &[
            ("src/resources/cluster_role/tests.rs", "b13_a_unique_id_in_place_of_an_arn_is_never_stored"),
            (IAM, "b12_b13_a_new_role_may_be_unknown_or_show_its_unique_id_for_ten_seconds"),
            ("src/resources/cluster_role/create/tests.rs", "b13_the_arn_of_a_new_role_is_never_a_unique_id"),
        ],
    ),
    (
        "B15",
        "a tag that may not be set at the creation: the error names the action, nothing is created",
        &[
            (ROLE_CREATION, "b15_tags_that_may_not_be_set_leave_no_role_and_name_the_action"),
            (CREATING, "b15_a_denied_tag_names_the_action"),
        ],
    ),
    (
        "D7",
        "policy JSON in another order or encoding: empty plan",
        &[(ROLES, "d7_the_same_trust_policy_in_other_words_is_no_change")],
    ),
    (
        "D12",
        "an extra policy is left alone, a detached one is attached again",
        &[(ROLES, "d12_e7_a_policy_that_somebody_detached_is_attached_again_and_foreign_ones_are_left_alone")],
    ),
    (
        "D13",
        "three pages of attachments, throttled on the second: a complete list or an error",
        &[(IAM, "d13_the_list_of_policies_is_whole_or_an_error")],
    ),
    (
        "E7",
        "DeleteConflict lists what blocks; our own attachments are not left half removed without the state saying so",
        &[
            (ROLES, "d12_e7_a_policy_that_somebody_detached_is_attached_again_and_foreign_ones_are_left_alone"),
            (ROLES, "e7_instance_profiles_of_eks_are_waited_for_and_those_of_others_are_named"),
            (ROLES, "e7_a_conflict_that_iam_cannot_name_is_waited_out"),
            (
                "src/resources/cluster_role/delete/tests.rs",
                "e7_what_others_attach_meanwhile_is_named_and_state_says_what_is_detached",
            ),
        ],
    ),
    (
        "F1",
        "a refusal of each single action names action and resource; nothing is lost; no retry loop",
        // The whole life of both resources under the published policies, action by action: the guide of IAM permissions.
        &[("src/resources/cluster_role/tests.rs", "f1_every_refused_action_is_named_and_asked_once")],
    ),
    (
        "F2",
        "no credentials, a bad profile, metadata out of reach: an error within 5 seconds; validate works all the same",
        &[
            (ERRORS, "f2_without_credentials_every_source_is_named"),
            (SOURCES, "without_credentials_every_source_is_named_and_silent_metadata_takes_less_than_five_seconds"),
        ],
    ),
    (
        "F3",
        "the wrong account is stopped before any write",
        &[(ERRORS, "f3_the_wrong_account_is_stopped_before_anything_is_written")],
    ),
    (
        "F4",
        "AssumeRole throttled or refused: a clear error; one call of STS in a process, not one for each resource",
        &[
            (ERRORS, "f4_a_role_that_cannot_be_assumed_is_told_once_with_likely_causes"),
            (SOURCES, "a_throttled_role_is_asked_for_once_per_process_not_per_resource"),
        ],
    ),
    (
        "F5",
        "a provider block that is not known yet: planned, never a panic",
        &[
            ("tests/acceptance/providers/unknown.rs", "f5_a_block_that_depends_on_a_resource_is_planned_and_applied"),
            ("src/config/tests.rs", "a_block_that_is_not_known_yet_is_configured_without_clients"),
        ],
    ),
    (
        "H4",
        "secrets of environment, configuration, files and AWS's answers are in no log, error, plan or state",
        &[
            (SECRETS, "h4_no_secret_of_the_provider_block_or_its_sources_is_told_to_anybody"),
            (SECRETS, "h4_no_secret_is_told_while_everything_is_made_and_destroyed"),
        ],
    ),
    (
        "H5",
        "AWS's text with control characters or of 1 MB is escaped and cut",
        &[
            (ROLE_CREATION, "h5_a_long_and_wild_text_of_aws_is_escaped_and_cut"),
            ("src/aws/sanitize.rs", "foreign_text_becomes_one_line_of_bounded_length"),
        ],
    ),
];

#[test]
fn every_case_of_role_and_provider_block_is_in_the_suite_under_its_number() {
    let numbers: Vec<&str> = CASES.iter().map(|(number, ..)| *number).collect();
    assert_eq!(
        numbers,
        [
            "A2", "A7", "B6", "B7", "B11", "B12", "B13", "B15", "D7", "D12", "D13", "E7", "F1", "F2", "F3", "F4", "F5",
            "H4", "H5"
        ]
    );
    let mut text = String::new();
    let mut count = 0;
    for (number, outcome, tests) in CASES {
        text.push_str(&format!("case {number}: {outcome}\n"));
        for (file, test) in *tests {
            assert!(repository().join(file).is_file(), "{number}: there is no {file}");
            assert!(tests_of(file).contains(*test), "{number}: {file} has no test {test}");
            count += 1;
        }
    }
    say(&format!("{text}provider block and role: {} cases in {count} tests\n", CASES.len()));
}
