use std::time::Duration;

use aws_sdk_eks::types::{Cluster, ClusterStatus};
use tokio_util::sync::CancellationToken;

use super::Change;
use crate::aws::testing::{Answer, SILENT, Wire, cluster, cluster_with, eks_error, not_found, times};
use crate::aws::wait::Cause;
use crate::aws::{Failure, Kind, Waited, Waiting};

pub(super) fn an_hour() -> Waiting {
    Waiting::at_most(Duration::from_secs(3600), CancellationToken::new())
}

pub(super) fn ignore(_: &Cluster) {}

pub(super) fn update(status: &str) -> Answer {
    let errors = r#"[{"errorCode":"SubnetNotFound","errorMessage":"gone","resourceIds":["subnet-1"]}]"#;
    (200, format!(r#"{{"update":{{"id":"update-1","status":"{status}","errors":{errors}}}}}"#))
}

pub(super) fn issue(code: &str, message: &str) -> String {
    format!(r#""health":{{"issues":[{{"code":"{code}","message":"{message}","resourceIds":["subnet-1"]}}]}},"#)
}

#[tokio::test(start_paused = true)]
async fn both_forms_of_gone_are_nothing_and_all_other_errors_are_errors() {
    for (answer, kind) in [
        (not_found(), None),
        (eks_error(400, "ClientException", "No cluster found for name: edge."), None),
        (eks_error(400, "ClientException", "something else"), Some(Kind::Invalid)),
        ((404, "<html>not here</html>".to_owned()), Some(Kind::Other)),
        ((200, "{}".to_owned()), Some(Kind::ServiceFault)),
        ((200, "<html>".to_owned()), Some(Kind::ServiceFault)),
        (eks_error(503, "ServiceUnavailableException", "later"), Some(Kind::ServiceFault)),
    ] {
        let found = Wire::new([answer.clone()]).eks().await.find_cluster("edge").await;
        match kind {
            None => assert!(matches!(found, Ok(None)), "{answer:?}"),
            Some(kind) => assert_eq!(*found.unwrap_err().kind(), kind, "{answer:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_active_looks_at_once_then_ever_less_often_and_confirms() {
    let mut answers = times(6, &cluster("CREATING"));
    answers.push(cluster("ACTIVE"));
    let wire = Wire::new(answers);
    let mut statuses = Vec::new();
    let observe = &mut |cluster: &Cluster| statuses.push(cluster.status().cloned());
    let waited = wire.eks().await.wait_cluster_active("edge", &an_hour(), observe).await.unwrap();
    assert!(matches!(waited, Waited::Done(cluster) if cluster.name() == Some("edge")));
    assert_eq!(wire.times("GET /clusters/edge"), [0, 5, 11, 19, 28, 41, 56, 58]);
    assert_eq!(statuses.len(), 8, "the observer sees every look");
}

#[tokio::test(start_paused = true)]
async fn one_active_look_may_be_out_of_date() {
    let wire = Wire::new([cluster("ACTIVE"), cluster("CREATING"), cluster("ACTIVE")]);
    let waited = wire.eks().await.wait_cluster_active("edge", &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(_)));
    assert_eq!(wire.seen().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_active_outlasts_what_goes_by() {
    let mut answers = times(3, &not_found());
    answers.extend(times(40, &eks_error(429, "TooManyRequestsException", "slow down")));
    answers.push(eks_error(500, "ServerException", "oops"));
    answers.push((200, "<html>".to_owned()));
    answers.push(cluster("UPDATING_FOO"));
    answers.push(cluster("ACTIVE"));
    let wire = Wire::new(answers);
    let waited = wire.eks().await.wait_cluster_active("edge", &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(_)));
    assert_eq!(wire.seen().len(), 48);
}

#[tokio::test(start_paused = true)]
async fn c5_ten_minutes_of_throttling_are_outlasted_with_ever_fewer_looks() {
    let mut answers = times(31, &eks_error(429, "TooManyRequestsException", "slow down"));
    answers.push(cluster("ACTIVE"));
    let wire = Wire::new(answers);
    let half_an_hour = Waiting::at_most(Duration::from_secs(1800), CancellationToken::new());
    let waited = wire.eks().await.wait_cluster_active("edge", &half_an_hour, &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(_)));
    let looks = wire.times("GET /clusters/edge");
    assert!(looks[30] >= 600, "{looks:?}");
    let pauses: Vec<u64> = looks[..31].windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!((pauses[0], pauses[29]), (5, 25), "{pauses:?}");
    assert_eq!(looks.len(), 33, "a look for each pause, and one that confirms");
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_cannot_succeed_ends() {
    let gone = [cluster("CREATING"), not_found()];
    let vanished = "EKS no longer knows the cluster: somebody else deleted it.";
    let subnet = "ResourceNotFound: The subnet ID subnet-1 does not exist (resources subnet-1). Correct \
                  vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.";
    let issue = issue("ResourceNotFound", "The subnet ID subnet-1 does not exist");
    for (answers, explanation, last_look) in [
        (vec![cluster("FAILED")], "The cluster's status is FAILED.".to_owned(), 0),
        (vec![cluster_with("FAILED", &issue)], format!("The cluster's status is FAILED.\n- {subnet}"), 0),
        (vec![cluster("DELETING")], "The cluster's status is DELETING.".to_owned(), 0),
        // Seen, then missing at 5, 7 and 9 seconds.
        (gone.to_vec(), vanished.to_owned(), 9),
        // Never seen: a minute of grace for a new cluster.
        (vec![not_found()], vanished.to_owned(), 75),
        (
            vec![cluster_with("CREATING", &issue)],
            format!("The cluster's status is CREATING, and it will not heal:\n- {subnet}"),
            199,
        ),
    ] {
        let wire = Wire::new(answers);
        let waited = wire.eks().await.wait_cluster_active("edge", &an_hour(), &mut ignore).await.unwrap();
        let Waited::Failed(failure) = waited else { panic!("{waited:?}") };
        assert_eq!(failure.explain(), explanation);
        assert_eq!(wire.seen().last().unwrap().at, last_look, "{explanation}");
    }
}

#[tokio::test(start_paused = true)]
async fn issues_that_heal_are_waited_out() {
    let subnet = issue("ResourceNotFound", "The subnet ID subnet-1 does not exist");
    let capacity = issue("ResourceLimitExceeded", "not enough capacity");
    // Both issues stand for less than three minutes in one piece, or can heal.
    let mut answers = times(8, &cluster_with("CREATING", &subnet));
    answers.push(cluster("CREATING"));
    answers.extend(times(5, &cluster_with("CREATING", &subnet)));
    answers.extend(times(30, &cluster_with("CREATING", &capacity)));
    answers.push(cluster("ACTIVE"));
    let waited = Wire::new(answers).eks().await.wait_cluster_active("edge", &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(_)));
}

#[tokio::test(start_paused = true)]
async fn errors_that_waiting_does_not_cure_end_the_wait() {
    for (code, kind) in [
        ("ExpiredTokenException", Kind::Expired),
        ("AccessDeniedException", Kind::Denied { action: "eks:DescribeCluster".to_owned(), resource: None }),
    ] {
        let wire = Wire::new([cluster("CREATING"), eks_error(403, code, "no")]);
        let error = wire.eks().await.wait_cluster_active("edge", &an_hour(), &mut ignore).await.unwrap_err();
        assert_eq!(*error.kind(), kind);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_at_its_deadline_with_what_it_saw() {
    let wire = Wire::new([cluster("CREATING")]);
    let waiting = Waiting::at_most(Duration::from_secs(100), CancellationToken::new());
    let waited = wire.eks().await.wait_cluster_active("edge", &waiting, &mut ignore).await.unwrap();
    let Waited::TimedOut { last, waited } = waited else { panic!("{waited:?}") };
    assert_eq!(waited, Duration::from_secs(100));
    assert_eq!(last.unwrap().status(), Some(&ClusterStatus::Creating));
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_at_once_when_it_is_cancelled() {
    let wire = Wire::new([cluster("CREATING")]);
    let eks = wire.eks().await;
    let cancelled = CancellationToken::new();
    let waiting = Waiting::at_most(Duration::from_secs(3600), cancelled.clone());
    let observe = &mut ignore;
    let (waited, ()) = tokio::join!(eks.wait_cluster_active("edge", &waiting, observe), async {
        tokio::time::sleep(Duration::from_secs(7)).await;
        cancelled.cancel();
    });
    assert!(matches!(waited, Ok(Waited::Interrupted { last: Some(_) })));
    assert_eq!(wire.times("GET"), [0, 5]);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_implemented_is_not_waited_for() {
    for answer in [eks_error(501, "NotSimulated", "no"), eks_error(501, "NotImplemented", "no"), (501, String::new())] {
        let wire = Wire::new([cluster("CREATING"), answer]);
        let error = wire.eks().await.wait_cluster_active("edge", &an_hour(), &mut ignore).await.unwrap_err();
        assert_eq!((error.kind(), wire.seen().len()), (&Kind::Other, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_cluster_is_absent_only_for_sure() {
    for (answers, is_there, looks) in [
        (vec![cluster("ACTIVE")], true, 1),
        (vec![not_found(), cluster("ACTIVE")], true, 2),
        (vec![not_found(), not_found(), cluster("ACTIVE")], true, 3),
        (vec![not_found()], false, 3),
    ] {
        let wire = Wire::new(answers);
        let found = wire.eks().await.find_cluster_for_sure("edge").await.unwrap();
        assert_eq!((found.is_some(), wire.seen().len()), (is_there, looks));
    }
    let wire = Wire::new([not_found(), (404, "<html>not here</html>".to_owned())]);
    assert_eq!(*wire.eks().await.find_cluster_for_sure("edge").await.unwrap_err().kind(), Kind::Other);
}

#[tokio::test(start_paused = true)]
async fn the_update_comes_first_then_the_cluster() {
    let wire = Wire::new([
        // The update may be unknown at first; the cluster still shows ACTIVE.
        eks_error(404, "ResourceNotFoundException", "No update found"),
        cluster("ACTIVE"),
        update("InProgress"),
        cluster("ACTIVE"),
        update("Successful"),
        cluster("UPDATING"),
        cluster("ACTIVE"),
    ]);
    let waited = wire.eks().await.wait_update_successful("edge", "update-1", &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(_)));
    assert_eq!(wire.times("/updates/update-1"), [0, 5, 11]);
    assert_eq!(wire.seen().len(), 8);
}

#[tokio::test(start_paused = true)]
async fn an_update_that_fails_tells_its_errors() {
    for status in ["Failed", "Cancelled"] {
        let wire = Wire::new([update(status), cluster("ACTIVE")]);
        let waited =
            wire.eks().await.wait_update_successful("edge", "update-1", &an_hour(), &mut ignore).await.unwrap();
        let Waited::Failed(failure @ Failure { cause: Cause::Update(_), .. }) = waited else { panic!("{waited:?}") };
        assert_eq!(
            failure.explain(),
            format!("The update ended as {status}.\n- SubnetNotFound: gone (resources subnet-1).")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_interruption_cuts_off_looks_at_once_and_changes_after_a_moment() {
    let silent = || Wire::new([(SILENT, String::new())]);
    let change = Change::Version("1.31".to_owned());
    for (wire, milliseconds) in [(silent(), 3000), (silent(), 3500)] {
        let eks = wire.eks().await;
        let cancelled = CancellationToken::new();
        let waiting = Waiting::at_most(Duration::from_secs(3600), cancelled.clone());
        let started = tokio::time::Instant::now();
        let cancel = async {
            tokio::time::sleep(Duration::from_secs(3)).await;
            cancelled.cancel();
        };
        let (observe, is_look) = (&mut ignore, milliseconds == 3000);
        let ended = async {
            if is_look {
                eks.wait_cluster_active("edge", &waiting, observe).await.map(|waited| waited.map(drop))
            } else {
                eks.update_cluster("edge", &change, &waiting, observe).await.map(|waited| waited.map(drop))
            }
        };
        let (ended, ()) = tokio::join!(ended, cancel);
        assert!(matches!(ended, Ok(Waited::Interrupted { last: None })), "{ended:?}");
        assert_eq!(started.elapsed(), Duration::from_millis(milliseconds));
    }
}

#[test]
fn waits_can_move_between_threads() {
    fn is_send<T: Send>(_: impl FnOnce(&'static super::Eks, &'static Waiting) -> T) {}
    is_send(|eks, waiting| async move { eks.wait_cluster_active("edge", waiting, &mut ignore).await.map(drop) });
    is_send(
        |eks, waiting| async move { eks.wait_update_successful("edge", "1", waiting, &mut ignore).await.map(drop) },
    );
    is_send(|eks, waiting| async move { drop(eks.create_cluster(&<_>::default(), waiting).await) });
    is_send(|eks, waiting| async move { eks.delete_cluster("edge", waiting, &mut ignore).await.map(drop) });
}
