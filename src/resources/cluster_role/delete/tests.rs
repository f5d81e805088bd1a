use std::time::Duration;

use serde_json::json;
use tf_provider_rs::{Resource, Result};

use crate::aws::testing::{Answer, SILENT, query_error};
use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::testing::{
    EBS_POLICY, FOREIGN_POLICY, OWN_POLICY, Test, applied, attached, config, done, inline, no_such_entity, profiles,
    refused,
};
use crate::resources::testing::with;

/// Deletes the role, with or without force.
async fn delete(cx: &super::Cx, force: bool) -> Result<()> {
    let config = with(config(), "force_detach_policies", force);
    let state = applied(&with(config, "additional_policy_arns", json!([OWN_POLICY]))).await;
    ClusterRoleResource.delete(cx, state).await
}

/// A role held by these policies, inline policies and, look by look, instance profiles.
async fn test(policies: &[&str], inline_policies: &[&str], instance_profiles: &[&[&str]]) -> Test {
    let own = [EBS_POLICY, OWN_POLICY];
    let scripts: Vec<(&str, Vec<Answer>)> = vec![
        ("ListAttachedRolePolicies", vec![attached(&[&own, policies].concat())]),
        ("ListRolePolicies", vec![inline(inline_policies)]),
        ("ListInstanceProfilesForRole", instance_profiles.iter().map(|names| profiles(names)).collect()),
        ("*", vec![done()]),
    ];
    Test::new(scripts).await
}

/// What was changed, in order.
fn changes(test: &Test) -> Vec<String> {
    test.steps().into_iter().filter(|step| !step.starts_with("List")).collect()
}

/// What takes away the role and what is its own.
const OWN: [&str; 3] = ["DetachRolePolicy own", "DetachRolePolicy AmazonEKSLocalOutpostClusterPolicy", "DeleteRole"];

#[tokio::test(start_paused = true)]
async fn a_role_goes_after_its_policies() {
    let test = test(&[], &[], &[&[]]).await;
    delete(&test.context(), false).await.unwrap();
    assert_eq!(changes(&test), OWN);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_gone_already_is_deleted() {
    let test = Test::new(vec![("*", vec![no_such_entity()])]).await;
    delete(&test.context(), false).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_role_that_others_hold_is_not_touched_and_they_are_named() {
    let refusal = |list: &str| {
        format!(
            "error: Role is held by something else\nRole \"edge\" cannot be deleted, and nothing has been changed \
             about it, because \
             of:{list}\n\nRemove them, or set `force_detach_policies = true`, apply, and destroy again."
        )
    };
    let foreign = format!("\n- policies attached by others: {FOREIGN_POLICY}");
    for (policies, inline_policies, instance_profiles, list) in [
        (vec![FOREIGN_POLICY], vec![], vec![], foreign.clone()),
        (vec![], vec!["one", "two"], vec![], "\n- inline policies: one, two".to_owned()),
        (vec![], vec![], vec!["theirs"], "\n- instance profiles: theirs".to_owned()),
        (
            vec![FOREIGN_POLICY],
            vec!["one"],
            // Those of EKS are no reason to refuse.
            vec!["theirs", "eks-local-edge"],
            format!("{foreign}\n- inline policies: one\n- instance profiles: theirs"),
        ),
    ] {
        let test = test(&policies, &inline_policies, &[&instance_profiles]).await;
        let error = delete(&test.context(), false).await.unwrap_err();
        assert_eq!(error.to_string(), refusal(&list));
        assert_eq!(changes(&test), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn force_takes_away_what_others_gave_but_nothing_of_eks() {
    let test = test(&[FOREIGN_POLICY], &["one"], &[&["theirs", "eks-local-edge"], &["theirs"]]).await;
    delete(&test.context(), true).await.unwrap();
    let theirs = ["DetachRolePolicy foreign", "DeleteRolePolicy one", "RemoveRoleFromInstanceProfile theirs"];
    assert_eq!(changes(&test), [theirs, OWN].concat());
}

#[tokio::test(start_paused = true)]
async fn instance_profiles_of_eks_are_waited_for() {
    let lingering: &[&str] = &["eks-local-edge"];
    let test = test(&[], &[], &[lingering, lingering, lingering, &[]]).await;
    delete(&test.context(), false).await.unwrap();
    assert_eq!(test.wire.times("ListInstanceProfilesForRole"), [0, 0, 10, 20]);
    assert_eq!(test.wire.times("DeleteRole"), [20]);
    assert_eq!(changes(&test), OWN);
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_eks_outlasts_what_goes_by_and_ends_at_what_does_not() {
    let lingering = || profiles(&["eks-local-edge"]);
    for (looks, result) in [
        (vec![lingering(), query_error(400, "Throttling", "Rate exceeded"), profiles(&[])], Ok(())),
        (vec![lingering(), refused()], Err("error: ListInstanceProfilesForRole failed for role \"edge\"")),
    ] {
        let test = Test::new(vec![
            ("ListAttachedRolePolicies", vec![attached(&[])]),
            ("ListRolePolicies", vec![inline(&[])]),
            ("ListInstanceProfilesForRole", looks),
            ("*", vec![done()]),
        ])
        .await;
        let deleted = delete(&test.context(), false).await;
        let deleted = deleted.map_err(|error| error.to_string().lines().next().unwrap().to_owned());
        assert_eq!(deleted, result.map_err(str::to_owned));
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_eks_that_ends_early_has_touched_nothing() {
    let lingering: &[&[&str]] = &[&["eks-local-edge", "eks-local-other"]];
    let test_one = test(&[FOREIGN_POLICY], &[], lingering).await;
    let cx = test_one.host.context(&test_one.stop, Duration::from_secs(600));
    assert_eq!(
        delete(&cx, true).await.unwrap_err().to_string(),
        "error: Role is held by a local cluster\nAfter 10 minutes role \"edge\" is still in instance profiles that \
         EKS made for a local \
         cluster: eks-local-edge, eks-local-other. What the role still has is in the state. EKS removes them by itself when the cluster \
         is gone: destroy the cluster, and then the role. To wait longer, raise `timeouts.delete`."
    );
    assert_eq!(changes(&test_one), [""; 0]);

    let test_two = test(&[], &[], lingering).await;
    let cx = test_two.context();
    let (result, seconds) = test_two.interrupt(17, delete(&cx, false)).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "error: Interrupted before the role was deleted\nRole \"edge\" is still in the state, with what is attached to it: EKS has not \
         yet removed its \
         instance profiles eks-local-edge, eks-local-other. Run `terraform destroy` again."
    );
    assert_eq!((seconds.to_bits(), changes(&test_two)), (17.0_f64.to_bits(), vec![]));
}

#[tokio::test(start_paused = true)]
async fn e7_a_role_that_cannot_be_deleted_keeps_in_state_what_is_still_attached() {
    let test = Test::new(vec![
        ("ListAttachedRolePolicies", vec![attached(&[EBS_POLICY, OWN_POLICY])]),
        ("ListRolePolicies", vec![inline(&[])]),
        ("ListInstanceProfilesForRole", vec![profiles(&[])]),
        ("DetachRolePolicy", vec![done(), refused()]),
    ])
    .await;
    let cx = test.context();
    delete(&cx, false).await.unwrap_err();
    assert_eq!(cx.saved_state().unwrap().unwrap().policy_arns, [EBS_POLICY.to_owned()].into());
}

#[tokio::test(start_paused = true)]
async fn e7_what_others_attach_meanwhile_is_named_and_state_says_what_is_detached() {
    let conflict = query_error(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
    let scripts = |deleted: Vec<Answer>| {
        vec![
            ("ListAttachedRolePolicies", vec![attached(&[EBS_POLICY, OWN_POLICY]), attached(&[FOREIGN_POLICY])]),
            ("ListRolePolicies", vec![inline(&[])]),
            ("ListInstanceProfilesForRole", vec![profiles(&[])]),
            ("DeleteRole", deleted),
            ("*", vec![done()]),
        ]
    };
    let test = Test::new(scripts(vec![conflict.clone()])).await;
    let cx = test.context();
    let error = delete(&cx, false).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "error: Role is held by something else\nRole \"edge\" cannot be deleted, and the state says that this has been detached from it: \
             {OWN_POLICY}, {EBS_POLICY}, because of:\n- policies attached by others: {FOREIGN_POLICY}\n\nRemove them, or set \
             `force_detach_policies = true`, apply, and destroy again."
        )
    );
    let saved = cx.saved_state().unwrap().unwrap();
    assert_eq!(saved.policy_arns, [].into());
    let planned = test.plan(&with(config(), "additional_policy_arns", json!([OWN_POLICY])), Some(&saved)).await;
    assert!(planned.requires_replace().is_empty() && planned.changes(&saved).contains(&"policy_arns".to_owned()));

    let test = Test::new(scripts(vec![conflict, done()])).await;
    delete(&test.context(), true).await.unwrap();
    let again = ["DetachRolePolicy foreign", "DeleteRole"];
    assert_eq!(changes(&test), [OWN.as_slice(), &again].concat());
}

/// A role that only its own policies hold, at an IAM that never answers `silent` after its first `answers` times.
async fn silent_at(silent: &str, answers: usize) -> Test {
    let willing = [
        ("ListAttachedRolePolicies", attached(&[EBS_POLICY, OWN_POLICY])),
        ("ListRolePolicies", inline(&[])),
        ("ListInstanceProfilesForRole", profiles(&[])),
        ("DetachRolePolicy", done()),
        ("DeleteRole", done()),
    ];
    let script = |(action, answer): (&'static str, Answer)| {
        let mut script = vec![answer; answers.max(1)];
        if action == silent {
            script.truncate(answers);
            script.push((SILENT, String::new()));
        }
        (action, script)
    };
    Test::new(willing.into_iter().map(script).collect()).await
}

#[tokio::test(start_paused = true)]
async fn an_interrupt_ends_a_deletion_that_waits_for_an_answer_and_the_next_one_goes_on() {
    let (own, ebs) = (OWN_POLICY.to_owned(), EBS_POLICY.to_owned());
    let both = || Some([own.clone(), ebs.clone()].into());
    // A look is cut off at once, and a change has half a second left.
    for (silent, answers, seconds, still_attached, then) in [
        ("ListAttachedRolePolicies", 0, 3.0, both(), &OWN[..]),
        ("ListRolePolicies", 0, 3.0, both(), &OWN),
        ("ListInstanceProfilesForRole", 0, 3.0, both(), &OWN),
        ("DetachRolePolicy", 0, 3.5, both(), &OWN),
        ("DetachRolePolicy", 1, 3.5, Some([ebs.clone()].into()), &OWN[1..]),
        ("DeleteRole", 0, 3.5, Some([].into()), &OWN[2..]),
    ] {
        let test = silent_at(silent, answers).await;
        let cx = test.context();
        let state = applied(&with(config(), "additional_policy_arns", json!([OWN_POLICY]))).await;
        let (result, took) = test.interrupt(3, ClusterRoleResource.delete(&cx, state.clone())).await;
        assert_eq!(
            result.unwrap_err().to_string(),
            format!(
                "error: Interrupted before the role was deleted\nRole \"edge\" is still in the state. AWS may have done what it was \
                 asked for last. Run `terraform destroy` again: it goes on where this run ended.\n\niam:{silent} on role \"edge\": \
                 no answer before the end of the operation"
            )
        );
        assert!((took - seconds).abs() < 0.01, "{silent}: {took} seconds");
        let steps = changes(&test);
        assert!(if seconds > 3.0 { steps.last().unwrap().starts_with(silent) } else { steps.is_empty() }, "{steps:?}");
        let left = cx.saved_state().unwrap().unwrap_or(state);
        assert_eq!(Some(left.policy_arns.clone()), still_attached, "{silent}");

        let attached = attached(&left.policy_arns.iter().map(String::as_str).collect::<Vec<_>>());
        let listed = [
            ("ListAttachedRolePolicies", vec![attached]),
            ("ListRolePolicies", vec![inline(&[])]),
            ("ListInstanceProfilesForRole", vec![profiles(&[])]),
            ("*", vec![done()]),
        ];
        let again = Test::new(listed.into()).await;
        ClusterRoleResource.delete(&again.context(), left).await.unwrap();
        assert_eq!(changes(&again), then);
    }
}

#[tokio::test(start_paused = true)]
async fn after_an_interrupt_nothing_more_is_asked_for() {
    let test = test(&[], &[], &[&[]]).await;
    let cx = test.context();
    test.stop.cancel();
    let state = applied(&config()).await;
    let error = ClusterRoleResource.delete(&cx, state).await.unwrap_err();
    assert!(error.to_string().starts_with("error: Interrupted before the role was deleted"), "{error}");
    assert_eq!(test.steps(), [""; 0]);
}
