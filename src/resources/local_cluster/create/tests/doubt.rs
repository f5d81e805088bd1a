//! A name that is taken, and answers that get lost.

use std::time::Duration;

use serde_json::Value as Json;
use tf_provider_rs::Resource;

use super::create;
use crate::aws::testing::{Answer, LOST, SILENT, TOKEN, eks_error};
use crate::preflight::before_destroy;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::testing::{
    CALLER, CREATE, DESCRIBE, Test, answer, caller, creation, denied, described, ebs, gone,
};
use crate::resources::testing::with;

fn exists() -> Answer {
    eks_error(409, "ResourceInUseException", "Cluster already exists with name: edge")
}

#[tokio::test(start_paused = true)]
async fn a_taken_name_is_never_adopted_silently() {
    let first = Test::new(creation(vec![answer(described("ACTIVE"))])).await;
    create(&first, &first.context(), &ebs()).await.unwrap();
    let token = first.wire.client_token().unwrap();
    let (configuration, _) = token.rsplit_once('-').unwrap();
    let with_token = |token: &str| answer(with(described("ACTIVE"), "clientRequestToken", token));
    for (look, whose) in [
        // An interrupted run of the same configuration, for example one whose provider was killed before it could save.
        (
            with_token(&format!("{configuration}-0000000000000000")),
            "It was made by an earlier, interrupted run with these very arguments, so it is probably yours.",
        ),
        (
            with_token("eksoutpost-00000000000000000000000000000000-0000000000000000"),
            "This provider made it with other arguments, its status is ACTIVE, and nothing has been changed about it.",
        ),
        (
            with_token("0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d"),
            "It was made by something else, its status is ACTIVE, and nothing has been changed about it.",
        ),
        (
            answer(described("FAILED")),
            "EKS does not show who asked for it; this run did not. Its status is FAILED, and nothing has been changed about it.",
        ),
        (answer(described("DELETING")), "It is being deleted: when it is gone, `terraform apply` can create this one."),
        (
            denied(),
            "Whose it is could not be found out: eks:DescribeCluster on cluster \"edge\": AccessDeniedException: no (request ID \
             request-1).",
        ),
        (
            gone(),
            "EKS does not show it: it has perhaps just been deleted, and its name is not free yet. Then run `terraform apply` again in \
             a few minutes.",
        ),
    ] {
        let scripts = vec![(CALLER, vec![caller()]), (CREATE, vec![exists()]), (DESCRIBE, vec![look])];
        let test = Test::new(scripts).await;
        let cx = test.context();
        let error = create(&test, &cx, &ebs()).await.unwrap_err();
        let before_destroy = before_destroy("edge", "us-west-2");
        assert_eq!(
            error.to_string(),
            format!(
                "error: Cluster exists already (at name)\nThere is a cluster \"edge\" in us-west-2. {whose}\n\nTo \
                 manage it here, add \
                 this block with the resource's address, and apply:\n\n  import {{\n    to = eksoutpost_local_cluster.example\n    \
                 id = \"edge@us-west-2\"\n  }}\n\nOtherwise choose another name.\n\n{before_destroy}\n\neks:CreateCluster on cluster \"edge\": \
                 ResourceInUseException: Cluster already exists with name: edge (request ID request-1)"
            )
        );
        assert_eq!(cx.saved_state().unwrap(), None, "what is not ours is not in state");
    }
}

/// An EKS whose answers to a creation get lost, and the looks after them.
fn doubtful(looks: Vec<Answer>) -> Vec<(&'static str, Vec<Answer>)> {
    vec![(CALLER, vec![caller()]), (CREATE, vec![(LOST, String::new())]), (DESCRIBE, looks)]
}

#[tokio::test(start_paused = true)]
async fn a_creation_in_doubt_is_in_state_with_an_error_that_says_so() {
    for (looks, cx_seconds, why) in [
        (
            eks_error(403, "ExpiredTokenException", "expired"),
            3600,
            "eks:CreateCluster on cluster \"edge\": AWS answered HTTP 200 with a body that cannot be read.\n\nAWS failed on its side. Run the \
             command again; see the AWS Health Dashboard if it stays. ",
        ),
        (gone(), 20, "The time was up after 20 seconds.\n\n"),
    ] {
        let test = Test::new(doubtful(vec![looks])).await;
        let cx = test.host.context(&test.stop, Duration::from_secs(cx_seconds));
        let error = create(&test, &cx, &ebs()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "error: Not known whether the cluster exists\nEKS was asked for cluster \"edge\", an answer got lost, and it could not be \
                 found out whether the cluster is being created. {why}The cluster is in the state, so that it is not lost: if EKS does \
                 not know it, the next plan drops it and creates it. If it exists, Terraform has marked it as tainted, and the next apply \
                 would destroy it. To keep it instead:\n\n  terraform untaint ADDRESS # the resource's address, above\n  terraform apply"
            )
        );
        let saved = cx.saved_state().unwrap().unwrap();
        assert_eq!((saved.name.as_str(), &saved.status, &saved.arn), ("edge", &None, &None));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_in_doubt_is_dropped_or_waited_for_once_eks_can_be_asked() {
    let test = Test::new(doubtful(vec![gone()])).await;
    let cx = test.context();
    let (state, seconds) = test.interrupt(7, create(&test, &cx, &ebs())).await;
    let state = state.unwrap();
    assert_eq!((seconds.to_bits(), cx.saved_state().unwrap().as_ref()), (7.0_f64.to_bits(), Some(&state)));
    assert_eq!(
        cx.warnings().to_string(),
        "warning: Interrupted before EKS accepted the cluster\nEKS was asked for cluster \"edge\" and had not answered yet, so it may \
         exist or not. It is in the state and not tainted.\n\nRun `terraform apply` again: it looks for the cluster, and waits for it or \
         creates it."
    );
    let sent = test.wire.client_token().unwrap();

    let read = async |cluster: Option<Json>| {
        let look = cluster.map_or_else(gone, answer);
        let test = Test::new(vec![(DESCRIBE, vec![look]), (CALLER, vec![caller()])]).await;
        let cx = test.context();
        let read = LocalClusterResource.read(&cx, state.clone()).await.unwrap();
        (read, cx.warnings().to_string())
    };
    assert_eq!(read(None).await, (None, String::new()));
    for cluster in [with(described("CREATING"), "clientRequestToken", sent.as_str()), described("CREATING")] {
        let (found, warnings) = read(Some(cluster)).await;
        let found = found.unwrap();
        assert_eq!((found.status.as_deref(), warnings.as_str()), (Some("CREATING"), ""));
        let changes = test.plan(&ebs(), Some(&found)).await.changes(&found);
        assert!(changes.contains(&"status".to_owned()), "the next apply waits: {changes:?}");
    }
    let foreign = "eksoutpost-00000000000000000000000000000000-0000000000000000";
    for cluster in [
        with(described("ACTIVE"), "clientRequestToken", foreign),
        with(described("ACTIVE"), "roleArn", "arn:aws:iam::111122223333:role/other"),
    ] {
        assert_eq!(
            read(Some(cluster)).await,
            (
                None,
                "warning: Cluster was not made by this configuration\nAn earlier run asked for cluster \"edge\" and got no answer. The \
                 cluster that has this name in us-west-2 was made with other arguments by something else, and Terraform does not touch \
                 it. Choose another name, or import it as \"edge@us-west-2\"."
                    .to_owned()
            )
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_without_an_answer_is_left_a_moment_after_an_interruption() {
    let scripts = vec![(CALLER, vec![caller()]), (CREATE, vec![(SILENT, String::new())])];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let (state, seconds) = test.interrupt(3, create(&test, &cx, &ebs())).await;
    assert!(seconds < 4.0, "{seconds}");
    assert_eq!(cx.saved_state().unwrap(), Some(state.unwrap()));
    assert!(cx.warnings().to_string().contains("so it may exist or not"), "{}", cx.warnings());

    let test = Test::new(vec![(CALLER, vec![(SILENT, String::new())])]).await;
    let cx = test.context();
    let (state, seconds) = test.interrupt(3, create(&test, &cx, &ebs())).await;
    let interrupted = "error: Interrupted\nAWS had not answered yet. Run the command again.";
    assert_eq!((state.unwrap_err().to_string().as_str(), seconds.to_bits()), (interrupted, 3.0_f64.to_bits()));
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_made_nothing_says_so() {
    let scripts = vec![
        (CALLER, vec![caller()]),
        (CREATE, vec![eks_error(500, "ServerException", "oops")]),
        (DESCRIBE, vec![gone()]),
    ];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: CreateCluster failed for cluster \"edge\"\neks:CreateCluster on cluster \"edge\": ServerException: oops (request ID \
         request-1)\n\nCluster \"edge\" was not created. AWS failed on its side. Run the command again; see the AWS Health Dashboard if it \
         stays."
    );
    assert_eq!(cx.saved_state().unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn create_goes_on_when_the_answer_is_lost() {
    let ours = |status: &str| answer(with(described(status), "clientRequestToken", TOKEN));
    let scripts = vec![
        (CALLER, vec![caller()]),
        (CREATE, vec![(LOST, String::new())]),
        (DESCRIBE, vec![ours("CREATING"), ours("CREATING"), ours("ACTIVE")]),
    ];
    let test = Test::new(scripts).await;
    let state = create(&test, &test.context(), &ebs()).await.unwrap();
    assert_eq!((state.status.as_deref(), test.calls().len()), (Some("ACTIVE"), 3), "{:?}", test.calls());
}
