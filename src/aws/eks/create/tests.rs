use std::time::Duration;

use aws_sdk_eks::operation::create_cluster::CreateClusterInput;
use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;
use aws_sdk_eks::types::ClusterStatus;
use tokio_util::sync::CancellationToken;

use super::{Creation, Unaccepted};
use crate::aws::Waiting;
use crate::aws::testing::{Answer, LOST, REFUSED, SILENT, Wire, cluster, cluster_with, eks_error, not_found, times};

const CREATE: &str = "POST /clusters";
const DESCRIBE: &str = "GET /clusters/edge";

fn an_hour() -> Waiting {
    Waiting::at_most(Duration::from_secs(3600), CancellationToken::new())
}

fn request() -> CreateClusterInputBuilder {
    CreateClusterInput::builder()
        .name("edge")
        .role_arn("arn:aws:iam::111122223333:role/edge")
        .resources_vpc_config(aws_sdk_eks::types::VpcConfigRequest::builder().subnet_ids("subnet-01234567").build())
        .client_request_token("token-1")
}

async fn create(wire: &Wire) -> Creation {
    wire.eks().await.create_cluster(&request(), &an_hour()).await
}

/// What came of it in a word, for tables.
fn outcome(creation: &Creation) -> String {
    let why = |why: &Unaccepted| match why {
        Unaccepted::Error(error) => format!("{:?}", error.kind()),
        Unaccepted::Interrupted => "interrupted".to_owned(),
        Unaccepted::TimedOut { waited } => format!("timed out after {}", waited.as_secs()),
    };
    match creation {
        Creation::Accepted(_) => "accepted".to_owned(),
        Creation::NameTaken { holder: Some(_), .. } => "taken".to_owned(),
        Creation::NameTaken { unseen: Some(_), .. } => "taken, unseen".to_owned(),
        Creation::NameTaken { .. } => "taken, hidden".to_owned(),
        Creation::NotMade(unaccepted) => format!("not made: {}", why(unaccepted)),
        Creation::InDoubt(unaccepted) => format!("in doubt: {}", why(unaccepted)),
    }
}

fn exists() -> Answer {
    eks_error(409, "ResourceInUseException", "Cluster already exists with name: edge")
}

fn fault() -> Answer {
    eks_error(500, "ServerException", "oops")
}

fn lost() -> Answer {
    (LOST, String::new())
}

fn ours() -> Answer {
    cluster_with("CREATING", r#""clientRequestToken":"token-1","#)
}

fn theirs() -> Answer {
    cluster_with("ACTIVE", r#""clientRequestToken":"token-2","#)
}

fn denied() -> Answer {
    eks_error(403, "AccessDeniedException", "no")
}

#[tokio::test(start_paused = true)]
async fn create_asks_again_while_the_role_is_not_seen() {
    let refusal = eks_error(
        400,
        "InvalidParameterException",
        "Role could not be assumed because the trusted entity is not correct",
    );
    let mut answers = times(6, &refusal);
    answers.push(cluster("CREATING"));
    let wire = Wire::new(answers);
    let creation = create(&wire).await;
    assert!(matches!(creation, Creation::Accepted(cluster) if cluster.status() == Some(&ClusterStatus::Creating)));
    assert_eq!(wire.times(CREATE), [0, 5, 10, 15, 20, 25, 30]);
    assert!(
        wire.seen().iter().all(|seen| seen.body.contains(r#""clientRequestToken":"token-1""#)),
        "always the same token"
    );

    let wire = Wire::new([refusal]);
    assert_eq!(outcome(&create(&wire).await), "not made: RolePropagation");
    assert_eq!(wire.seen().last().unwrap().at, 120, "two minutes, then no more");
}

#[tokio::test(start_paused = true)]
async fn create_does_not_ask_again_when_asking_does_not_help() {
    for (status, code, message, kind) in [
        (400, "InvalidParameterException", "unsupported Kubernetes version", "Invalid"),
        (400, "InvalidParameterException", "The subnet ID subnet-1 does not exist", "Invalid"),
        (400, "ResourceLimitExceededException", "100 clusters", "LimitExceeded"),
        (403, "ExpiredTokenException", "expired", "Expired"),
        (501, "NotImplemented", "no", "Other"),
    ] {
        let wire = Wire::new([eks_error(status, code, message)]);
        assert_eq!(outcome(&create(&wire).await), format!("not made: {kind}"), "{message}");
        assert_eq!(wire.seen().len(), 1, "{message}");
    }
}

#[tokio::test(start_paused = true)]
async fn create_accepts_an_empty_answer() {
    let creation = create(&Wire::new([(200, "{}".to_owned())])).await;
    assert!(matches!(creation, Creation::Accepted(cluster) if cluster.name() == Some("edge")));
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_looked_for_and_the_request_sent_again_until_it_is_clear() {
    let unnamed = || cluster("CREATING");
    let silent = || (SILENT, String::new());
    for (why, creates, looks, expected, sent) in [
        ("it took effect", vec![lost()], vec![ours()], "accepted", 1),
        ("a fault after the effect", vec![fault()], vec![ours()], "accepted", 1),
        ("no answer in time", vec![silent()], vec![ours()], "accepted", 1),
        ("a proxy's page", vec![(502, "<html>".to_owned())], vec![ours()], "accepted", 1),
        ("faults before the effect", vec![fault(), fault(), fault(), ours()], vec![not_found()], "accepted", 4),
        ("seen late", vec![lost(), exists()], vec![not_found(), not_found(), ours()], "accepted", 3),
        ("the first look fails", vec![lost(), ours()], vec![fault()], "accepted", 2),
        ("we may not look", vec![lost(), ours()], vec![denied()], "accepted", 2),
        ("EKS shows no token", vec![lost(), ours()], vec![unnamed()], "accepted", 2),
        ("another was faster", vec![lost()], vec![theirs()], "taken", 1),
        ("exists, and it is ours", vec![exists()], vec![ours()], "accepted", 1),
        ("exists, and it is another's", vec![exists()], vec![theirs()], "taken", 1),
        ("exists, and shows no token", vec![exists()], vec![unnamed()], "taken", 1),
        ("exists, and we may not look", vec![exists()], vec![denied()], "taken, unseen", 1),
        ("the name of one just deleted", vec![exists(), exists(), ours()], vec![not_found()], "accepted", 3),
    ] {
        let wire = Wire::by_request([(CREATE, creates), (DESCRIBE, looks)]);
        assert_eq!(outcome(&create(&wire).await), expected, "{why}");
        let bodies = wire.seen().into_iter().filter(|seen| seen.what == CREATE).map(|seen| seen.body);
        let bodies: Vec<String> = bodies.collect();
        assert_eq!(bodies.len(), sent, "{why}");
        assert!(bodies.iter().all(|body| *body == bodies[0]), "{why}: always the same token");
    }
}

#[tokio::test(start_paused = true)]
async fn doubt_is_bounded_and_ends_with_what_is_known() {
    let expired = || eks_error(403, "ExpiredTokenException", "expired");
    let invalid = || eks_error(400, "InvalidParameterException", "no");
    for (why, creates, looks, expected, seconds) in [
        ("never there", vec![fault()], vec![not_found()], "not made: ServiceFault", 115..=125),
        ("refused, and never there", vec![lost(), invalid()], vec![not_found()], "not made: Invalid", 115..=125),
        ("no look succeeds", vec![fault()], vec![fault()], "in doubt: ServiceFault", 115..=125),
        ("we may not look", vec![fault()], vec![denied()], "in doubt: ServiceFault", 60..=60),
        ("never told apart", vec![fault()], vec![cluster("ACTIVE")], "in doubt: ServiceFault", 115..=125),
        ("the credentials expire", vec![lost(), expired()], vec![expired()], "in doubt: Expired", 5..=5),
        ("exists, and is not shown", vec![exists()], vec![not_found()], "taken, hidden", 60..=60),
        ("exists, and no look succeeds", vec![exists()], vec![fault()], "taken, unseen", 60..=60),
        ("throttled", vec![eks_error(429, "ThrottlingException", "no")], vec![], "not made: Throttled", 300..=300),
        ("nobody there", vec![(REFUSED, String::new())], vec![], "not made: Unreachable", 15..=15),
    ] {
        let wire = Wire::by_request([(CREATE, creates), (DESCRIBE, looks)]);
        assert_eq!(outcome(&create(&wire).await), expected, "{why}");
        let last = wire.seen().last().unwrap().at;
        assert!(seconds.contains(&last), "{why}: {last}");
        if wire.seen().iter().any(|seen| seen.what == DESCRIBE) {
            assert!(*wire.times(CREATE).last().unwrap() <= 60, "{why}: a new cluster needs time to be seen");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_is_cut_off_is_in_doubt_only_if_something_was_sent() {
    let unseen = eks_error(400, "InvalidParameterException", "Role a does not exist");
    for (creates, seconds, interrupted, milliseconds) in [
        // The answer to a request that runs has a moment left.
        ((SILENT, String::new()), 3, "in doubt: interrupted", 3500),
        (fault(), 3, "in doubt: interrupted", 3000),
        (unseen, 3, "not made: interrupted", 3000),
    ] {
        let wire = Wire::by_request([(CREATE, vec![creates.clone()]), (DESCRIBE, vec![not_found()])]);
        let eks = wire.eks().await;
        let cancelled = CancellationToken::new();
        let waiting = Waiting::at_most(Duration::from_secs(3600), cancelled.clone());
        let started = tokio::time::Instant::now();
        let request = request();
        let (creation, ()) = tokio::join!(eks.create_cluster(&request, &waiting), async {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            cancelled.cancel();
        });
        assert_eq!((outcome(&creation).as_str(), started.elapsed().as_millis()), (interrupted, milliseconds));

        let waiting = Waiting::at_most(Duration::from_secs(3), CancellationToken::new());
        let wire = Wire::by_request([(CREATE, vec![creates]), (DESCRIBE, vec![not_found()])]);
        let creation = wire.eks().await.create_cluster(&request, &waiting).await;
        assert_eq!(outcome(&creation), interrupted.replace("interrupted", "timed out after 3"));
    }

    let wire = Wire::new([ours()]);
    let cancelled = CancellationToken::new();
    cancelled.cancel();
    let waiting = Waiting::at_most(Duration::from_secs(3), cancelled);
    let creation = wire.eks().await.create_cluster(&request(), &waiting).await;
    assert_eq!(
        (outcome(&creation).as_str(), wire.seen().len()),
        ("not made: interrupted", 0),
        "nothing is sent any more"
    );
}
