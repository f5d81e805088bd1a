use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::super::tests::{an_hour, ignore, issue};
use crate::aws::testing::{Wire, cluster, cluster_with, eks_error, not_found};
use crate::aws::{Kind, Waited, Waiting};

#[tokio::test(start_paused = true)]
async fn deleted_means_three_not_founds_in_a_row() {
    let wire =
        Wire::new([cluster("ACTIVE"), cluster("DELETING"), not_found(), not_found(), cluster("DELETING"), not_found()]);
    let waited = wire.eks().await.wait_cluster_deleted("edge", &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(())));
    assert_eq!(wire.times("GET"), [0, 5, 11, 13, 15, 23, 25, 27]);
}

#[tokio::test(start_paused = true)]
async fn an_outage_ends_a_deletion_after_two_minutes() {
    let wire = Wire::by_request([
        ("DELETE *", vec![eks_error(500, "ServerException", "oops")]),
        ("GET *", vec![cluster("ACTIVE")]),
    ]);
    let error = wire.eks().await.delete_cluster("edge", &an_hour(), &mut ignore).await.unwrap_err();
    assert_eq!(*error.kind(), Kind::ServiceFault);
    assert!((120..145).contains(wire.times("DELETE").last().unwrap()), "{:?}", wire.times("DELETE"));
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_failed_ends_the_wait_and_a_look_out_of_date_does_not() {
    let issue = issue("Other", "oops");
    for (answers, status) in [
        (vec![cluster("DELETING"), cluster_with("FAILED", &issue)], "FAILED"),
        (vec![cluster("DELETING"), cluster_with("ACTIVE", &issue)], "ACTIVE"),
        // Never seen DELETING: a minute of grace.
        (vec![cluster_with("ACTIVE", &issue)], "ACTIVE"),
    ] {
        let wire = Wire::new(answers.clone());
        let waited = wire.eks().await.wait_cluster_deleted("edge", &an_hour(), &mut ignore).await.unwrap();
        let Waited::Failed(failure) = waited else { panic!("{waited:?}") };
        assert_eq!(
            failure.explain(),
            format!("The cluster's status is {status}.\n- Other: oops (resources subnet-1).")
        );
        assert_eq!(wire.seen().last().unwrap().at, if answers.len() == 2 { 19 } else { 75 });
    }
    let stale = [cluster("ACTIVE"), cluster("DELETING"), cluster("ACTIVE"), cluster("ACTIVE"), cluster("DELETING")];
    let wire = Wire::new(stale.into_iter().chain([not_found()]));
    let waited = wire.eks().await.wait_cluster_deleted("edge", &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(())));
}

#[tokio::test(start_paused = true)]
async fn delete_takes_gone_and_deleting_for_success_and_waits_for_others() {
    let busy = || eks_error(409, "ResourceInUseException", "Cluster has an update in progress");
    let fault = || eks_error(500, "ServerException", "oops");
    let denied = || eks_error(403, "AccessDeniedException", "no");
    for (answers, requests) in [
        (vec![cluster("DELETING")], 1),
        (vec![not_found()], 1),
        (vec![eks_error(400, "ClientException", "No cluster found for name: edge.")], 1),
        (vec![busy(), cluster("DELETING")], 2),
        (vec![busy(), cluster("CREATING"), busy(), cluster("ACTIVE"), cluster("DELETING")], 5),
        (vec![fault(), cluster("DELETING")], 2),
        (vec![fault(), not_found()], 2),
        (vec![fault(), cluster("ACTIVE"), cluster("DELETING")], 3),
    ] {
        let wire = Wire::new(answers);
        let waited = wire.eks().await.delete_cluster("edge", &an_hour(), &mut ignore).await.unwrap();
        assert!(matches!(waited, Waited::Done(())));
        assert_eq!(wire.seen().len(), requests);
    }
    for (answers, kind) in [
        (
            vec![fault(), cluster("ACTIVE"), denied()],
            Kind::Denied { action: "eks:DeleteCluster".to_owned(), resource: None },
        ),
        (
            vec![eks_error(409, "ResourceInUseException", "Cluster has nodegroups attached")],
            Kind::InUse { in_progress: false },
        ),
        (vec![eks_error(400, "InvalidRequestException", "deletion protection is on")], Kind::Protected),
    ] {
        let error = Wire::new(answers).eks().await.delete_cluster("edge", &an_hour(), &mut ignore).await.unwrap_err();
        assert_eq!(*error.kind(), kind);
    }
    let wire = Wire::new([busy(), cluster("CREATING"), busy(), cluster("CREATING")]);
    let waiting = Waiting::at_most(Duration::from_secs(3), CancellationToken::new());
    let waited = wire.eks().await.delete_cluster("edge", &waiting, &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::TimedOut { last: Some(_), .. }));
}
