use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use aws_smithy_http_client::test_util::NeverClient;
use tokio::time::{Instant, sleep, timeout};

use super::memo::Memo;
use crate::aws::testing::{Wire, cluster, eks_error, not_found};
use crate::aws::{Clients, Secret, Settings};

#[tokio::test(start_paused = true)]
async fn a_value_is_made_once_and_shared() {
    let (memo, made) = (Memo::default(), AtomicU32::new(0));
    let make = || async {
        sleep(Duration::from_secs(1)).await;
        made.fetch_add(1, Ordering::Relaxed) + 1
    };
    let (one, other) = tokio::join!(memo.get("a".to_owned(), make()), memo.get("a".to_owned(), make()));
    assert_eq!((one, other, memo.get("a".to_owned(), make()).await), (1, 1, 1));
    assert_eq!(memo.get("b".to_owned(), make()).await, 2);
}

#[tokio::test(start_paused = true)]
async fn if_the_maker_gives_up_the_next_one_makes_the_value() {
    let memo = Memo::default();
    let slow = async {
        sleep(Duration::from_secs(60)).await;
        1
    };
    assert!(timeout(Duration::from_secs(1), memo.get("a".to_owned(), slow)).await.is_err());
    assert_eq!(memo.get("a".to_owned(), async { 2 }).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_silent_aws_is_given_up_after_ten_seconds() {
    let settings = Settings {
        region: Some("us-west-2".to_owned()),
        access_key: Some("AKIDEXAMPLE".to_owned()),
        secret_key: Some(Secret::new("secret")),
        ..Settings::default()
    };
    let clients =
        Clients::load_with(settings, aws_smithy_runtime_api::shared::IntoShared::into_shared(NeverClient::new()));
    let clients = clients.await.unwrap();
    let (started, look) = (Instant::now(), clients.look("us-west-2"));
    let ids = ["subnet-01234567".to_owned()];
    let (subnets, outpost, role, cluster) =
        tokio::join!(look.subnets(&ids), look.outpost("arn"), look.role("edge"), look.cluster("edge"));
    assert!(subnets.is_none() && outpost.is_none() && role.is_none() && cluster.is_none());
    assert_eq!(look.vpc("vpc-1").await, None);
    assert!(started.elapsed() <= Duration::from_secs(11), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn an_answer_and_a_failure_are_kept_for_the_process() {
    for (answer, is_answered) in
        [(not_found(), true), (cluster("ACTIVE"), true), (eks_error(403, "AccessDeniedException", "no"), false)]
    {
        let wire = Wire::new([answer]);
        let clients = wire.clients().await;
        for _ in 0..3 {
            assert_eq!(clients.look("us-west-2").cluster("edge").await.is_some(), is_answered);
        }
        assert_eq!(wire.seen().len(), 1);
        clients.look("eu-west-1").cluster("edge").await;
        assert_eq!(wire.seen().len(), 2, "another Region is another question");
    }
}
