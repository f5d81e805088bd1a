use aws_sdk_eks::types::{AuthenticationMode, Cluster, LogSetup, LogType, Logging, SupportType, VpcConfigResponse};

use super::super::tests::{an_hour, ignore, update};
use crate::aws::eks::Change;
use crate::aws::testing::{LOST, Wire, cluster, cluster_with, eks_error};
use crate::aws::{Kind, Waited};

#[tokio::test(start_paused = true)]
async fn every_change_is_sent_alone() {
    let all_off = r#"{"clusterLogging":[{"enabled":false,"types":["api","audit","authenticator","controllerManager","scheduler"]}]}"#;
    for (change, what, member, expected) in [
        (Change::Version("1.31".to_owned()), "POST /clusters/edge/updates", "version", r#""1.31""#),
        (Change::Logging(Vec::new()), "POST /clusters/edge/update-config", "logging", all_off),
        (
            Change::Logging(vec![LogType::Api]),
            "POST /clusters/edge/update-config",
            "logging",
            r#"{"clusterLogging":[{"enabled":true,"types":["api"]},{"enabled":false,"types":["audit","authenticator","controllerManager","scheduler"]}]}"#,
        ),
        (
            Change::EndpointAccess { private: None, public: Some(true), public_access_cidrs: None },
            "POST /clusters/edge/update-config",
            "resourcesVpcConfig",
            r#"{"endpointPublicAccess":true}"#,
        ),
        (
            Change::AccessMode(AuthenticationMode::Api),
            "POST /clusters/edge/update-config",
            "accessConfig",
            r#"{"authenticationMode":"API"}"#,
        ),
        (
            Change::UpgradePolicy(SupportType::Standard),
            "POST /clusters/edge/update-config",
            "upgradePolicy",
            r#"{"supportType":"STANDARD"}"#,
        ),
        (Change::DeletionProtection(false), "POST /clusters/edge/update-config", "deletionProtection", "false"),
    ] {
        let wire = Wire::new([update("InProgress")]);
        let waited = wire.eks().await.update_cluster("edge", &change, &an_hour(), &mut ignore).await.unwrap();
        assert!(matches!(waited, Waited::Done(update) if update.id() == Some("update-1")));
        let seen = wire.seen().remove(0);
        let mut body: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&seen.body).unwrap();
        assert_eq!(seen.what, what);
        assert_eq!(body.remove(member), Some(serde_json::from_str(expected).unwrap()));
        assert_eq!(body.keys().collect::<Vec<_>>(), ["clientRequestToken"], "nothing else is sent");
    }
}

#[tokio::test(start_paused = true)]
async fn an_update_waits_for_the_running_one() {
    let busy = eks_error(409, "ResourceInUseException", "Update is already in progress");
    let wire = Wire::new([busy.clone(), cluster("UPDATING"), busy, cluster("UPDATING"), update("InProgress")]);
    let change = Change::Version("1.31".to_owned());
    let waited = wire.eks().await.update_cluster("edge", &change, &an_hour(), &mut ignore).await.unwrap();
    assert!(matches!(waited, Waited::Done(_)));
    assert_eq!(wire.times("POST"), [0, 5, 11]);
}

#[tokio::test(start_paused = true)]
async fn a_change_whose_answer_was_lost_is_not_asked_for_twice() {
    let change = Change::Version("1.31".to_owned());
    let of_version = |version: &str| cluster_with("ACTIVE", &format!(r#""version":"{version}","#));
    let busy = eks_error(409, "ResourceInUseException", "Update is already in progress");
    // It took effect; it runs; it was not taken.
    for (answers, posts) in [
        (vec![(LOST, String::new()), of_version("1.31")], 1),
        (vec![(LOST, String::new()), cluster("UPDATING"), busy, cluster("UPDATING"), update("InProgress")], 3),
        (vec![eks_error(503, "ServerException", "oops"), of_version("1.30"), update("InProgress")], 2),
    ] {
        let wire = Wire::new(answers);
        let waited = wire.eks().await.update_cluster("edge", &change, &an_hour(), &mut ignore).await.unwrap();
        assert!(matches!(waited, Waited::Done(_)));
        let bodies: Vec<String> =
            wire.seen().into_iter().filter(|s| s.what.starts_with("POST")).map(|s| s.body).collect();
        assert_eq!(bodies.len(), posts);
        assert!(bodies.iter().all(|body| *body == bodies[0]), "the same token each time: {bodies:?}");
    }
    let fault = eks_error(500, "ServerException", "oops");
    let wire = Wire::by_request([("POST *", vec![fault]), ("GET *", vec![of_version("1.30")])]);
    let error = wire.eks().await.update_cluster("edge", &change, &an_hour(), &mut ignore).await.unwrap_err();
    assert_eq!(*error.kind(), Kind::ServiceFault);
}

#[test]
fn a_change_is_made_when_the_cluster_shows_it() {
    let on = LogSetup::builder().types(LogType::Audit).types(LogType::Api).enabled(true).build();
    let off = LogSetup::builder().types(LogType::Scheduler).enabled(false).build();
    let vpc =
        VpcConfigResponse::builder().endpoint_private_access(true).public_access_cidrs("b").public_access_cidrs("a");
    let cluster = Cluster::builder()
        .version("1.31")
        .logging(Logging::builder().cluster_logging(off).cluster_logging(on).build())
        .resources_vpc_config(vpc.build())
        .deletion_protection(true)
        .build();
    let cidrs = |cidrs: [&str; 2]| Some(cidrs.map(str::to_owned).to_vec());
    let access = |public, cidrs| Change::EndpointAccess {
        private: Some(true),
        public: Some(public),
        public_access_cidrs: cidrs,
    };
    for (change, is_made) in [
        (Change::Version("1.31".to_owned()), true),
        (Change::Version("1.32".to_owned()), false),
        (Change::Logging(vec![LogType::Api, LogType::Audit]), true),
        (Change::Logging(vec![LogType::Api]), false),
        (access(false, cidrs(["a", "b"])), true),
        (access(false, cidrs(["a", "c"])), false),
        (access(true, None), false),
        (Change::DeletionProtection(true), true),
        (Change::DeletionProtection(false), false),
        (Change::AccessMode(AuthenticationMode::Api), false),
        (Change::UpgradePolicy(SupportType::Standard), false),
    ] {
        assert_eq!(change.is_made(&cluster), is_made, "{change:?}");
        assert!(!change.is_made(&Cluster::builder().build()), "{change:?}");
    }
}
