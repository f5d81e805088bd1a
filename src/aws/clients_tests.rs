use std::io;
use std::time::Duration;

use aws_smithy_http_client::test_util::NeverClient;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::shared::IntoShared;
use tokio::time::Instant;

use super::Clients;
use crate::aws::testing::{Wire, cluster, eks_error, times};
use crate::aws::{Endpoints, Kind, Secret, Settings};

const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult>\
    <Arn>arn:aws:sts::111122223333:assumed-role/Admin/me</Arn><UserId>AROA:me</UserId><Account>111122223333</Account>\
    </GetCallerIdentityResult></GetCallerIdentityResponse>";

fn keys() -> Settings {
    Settings {
        region: Some("us-west-2".to_owned()),
        access_key: Some("AKIDEXAMPLE".to_owned()),
        secret_key: Some(Secret::new("canary-secret")),
        ..Settings::default()
    }
}

/// Fails every connection in the same way.
#[derive(Clone, Debug)]
struct Unconnected(fn() -> ConnectorError);

impl HttpConnector for Unconnected {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Err((self.0)()))
    }
}

fn unconnected(error: fn() -> ConnectorError) -> SharedHttpClient {
    http_client_fn(move |_, _| -> SharedHttpConnector { Unconnected(error).into_shared() })
}

#[tokio::test(start_paused = true)]
async fn throttled_requests_are_tried_25_times_however_many_objects_there_are() {
    let wire = Wire::new(
        times(24, &eks_error(429, "ThrottlingException", "slow down")).into_iter().chain([cluster("ACTIVE")]),
    );
    let eks = wire.clients_with(Settings::default()).await.eks(None);
    assert!(eks.find_cluster("edge").await.unwrap().is_some());
    let seen = wire.seen();
    assert_eq!(seen.len(), 25);
    assert_eq!(seen[24].header("amz-sdk-request").rsplit("; ").next(), Some("max=25"));
    assert!(seen[24].at < 300, "{} seconds", seen[24].at);

    // The SDK's own bucket of 500 tokens would be dry long before this.
    let wire = Wire::new([eks_error(429, "ThrottlingException", "slow down")]);
    let eks = wire.clients_with(Settings { max_retries: Some(5), ..Settings::default() }).await.eks(None);
    for _ in 0..60 {
        assert_eq!(*eks.find_cluster("edge").await.unwrap_err().kind(), Kind::Throttled);
    }
    assert_eq!(wire.seen().len(), 300);
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_times_out() {
    let clients = Clients::load_with(keys(), NeverClient::new().into_shared()).await.unwrap();
    let started = Instant::now();
    let error = clients.eks(None).find_cluster("edge").await.unwrap_err();
    assert_eq!(*error.kind(), Kind::TimedOut);
    assert_eq!(started.elapsed().as_secs(), 300);
    assert_eq!(error.to_string(), "eks:DescribeCluster on cluster \"edge\": no answer in time, after every attempt");

    let once = Settings { max_retries: Some(1), ..keys() };
    let clients = Clients::load_with(once, NeverClient::new().into_shared()).await.unwrap();
    let started = Instant::now();
    assert_eq!(*clients.iam().find_role("edge").await.unwrap_err().kind(), Kind::TimedOut);
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn nobody_there_is_told_in_seconds_and_a_reset_is_tried_again() {
    let refused: fn() -> ConnectorError =
        || ConnectorError::io(io::Error::from(io::ErrorKind::ConnectionRefused).into());
    let no_name: fn() -> ConnectorError = || ConnectorError::io("dns error: no such host".into());
    let reset: fn() -> ConnectorError = || ConnectorError::io(io::Error::from(io::ErrorKind::ConnectionReset).into());
    for (error, text, at_most) in [
        (refused, "connection refused", 10),
        (no_name, "dns error: no such host", 10),
        (reset, "connection reset", 300),
    ] {
        let clients = Clients::load_with(keys(), unconnected(error)).await.unwrap();
        let started = Instant::now();
        let failure = clients.eks(None).find_cluster("edge").await.unwrap_err();
        assert_eq!(*failure.kind(), Kind::Unreachable, "{text}");
        assert_eq!(failure.to_string(), format!("eks:DescribeCluster on cluster \"edge\": {text}"));
        let seconds = started.elapsed().as_secs();
        assert!(seconds <= at_most, "{text}: {seconds} seconds");
        assert_eq!(seconds > 10, at_most > 10, "{text}: {seconds} seconds");
    }
}

#[tokio::test(start_paused = true)]
async fn the_account_is_asked_for_once_and_not_before_it_is_needed() {
    let wire = Wire::new([(500, "oops".to_owned()), (200, IDENTITY.to_owned())]);
    let clients = wire.clients().await;
    clients.check_credentials().await.unwrap();
    assert_eq!(wire.seen().len(), 0, "nothing is called before it is needed");
    assert_eq!(*clients.caller_identity().await.unwrap_err().kind(), Kind::ServiceFault);
    for _ in 0..3 {
        let identity = clients.clone().caller_identity().await.unwrap().clone();
        assert_eq!(identity.account, "111122223333");
        assert_eq!(identity.creator_principal_arn().as_deref(), Some("arn:aws:iam::111122223333:role/Admin"));
    }
    assert_eq!(wire.times("GetCallerIdentity").len(), 2, "a failure is not kept, a success is");
}

#[tokio::test(start_paused = true)]
async fn every_service_and_region_has_its_endpoint() {
    let endpoints = Endpoints { eks: Some("http://eks.test".to_owned()), ..Endpoints::default() };
    let wire = Wire::new([cluster("ACTIVE")]);
    let clients = wire.clients_with(Settings { endpoints, ..Settings::default() }).await;
    assert_eq!((clients.region(), clients.partition().name), ("us-west-2", "aws"));
    for region in [None, Some("eu-west-1"), Some("eu-west-1")] {
        let eks = clients.eks(region);
        assert_eq!(eks.region(), region.unwrap_or("us-west-2"));
        eks.find_cluster("edge").await.unwrap();
    }
    let seen = wire.seen();
    assert!(seen.iter().all(|seen| seen.header("host") == "eks.test" || seen.header("host").is_empty()));
    assert!(seen[0].header("authorization").contains("/us-west-2/eks/aws4_request"));
    assert!(seen[2].header("authorization").contains("/eu-west-1/eks/aws4_request"));
}

#[tokio::test(start_paused = true)]
async fn the_user_agent_names_terraform_the_provider_and_what_the_practitioner_adds() {
    let wire = Wire::new([cluster("ACTIVE")]);
    let settings = Settings {
        terraform_version: Some("1.11.4".to_owned()),
        provider_version: Some("9.9.9".to_owned()),
        user_agent: Some("ci/1 (größe\n)".to_owned()),
        ..Settings::default()
    };
    wire.clients_with(settings).await.eks(None).find_cluster("edge").await.unwrap();
    let seen = wire.seen();
    let agent = seen[0].header("user-agent");
    assert!(agent.starts_with("aws-sdk-rust/"), "{agent}");
    assert!(agent.ends_with(" Terraform/1.11.4 terraform-provider-eksoutpost/9.9.9 ci/1 (gr--e-)"), "{agent}");
}

#[tokio::test(start_paused = true)]
async fn keys_are_used_with_and_without_a_token() {
    for token in [None, Some(Secret::new("canary-token"))] {
        let wire = Wire::new([cluster("ACTIVE")]);
        let settings = Settings { token: token.clone(), ..keys() };
        let clients = Clients::load_with(settings, wire.http_client()).await.unwrap();
        clients.eks(None).find_cluster("edge").await.unwrap();
        let expected = token.as_ref().map_or("", |_| "canary-token");
        assert_eq!(wire.seen()[0].header("x-amz-security-token"), expected);
        assert!(!format!("{clients:?} {clients:#?}").contains("canary"));
    }
}

#[tokio::test(start_paused = true)]
async fn half_given_keys_are_refused() {
    for (settings, text) in [
        (Settings { secret_key: None, ..keys() }, "access_key is set without secret_key"),
        (Settings { access_key: None, ..keys() }, "secret_key is set without access_key"),
        (
            Settings { access_key: None, secret_key: None, token: Some(Secret::new("t")), ..keys() },
            "token is set without access_key and secret_key",
        ),
    ] {
        let error = Clients::load_with(settings, unconnected(|| ConnectorError::io("none".into()))).await.unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!((error.kind(), error.advice().as_str()), (&Kind::Invalid, "Correct the provider block."));
    }
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_the_provider_block_names_is_the_only_source() {
    let settings =
        Settings { access_key: None, secret_key: None, profile: Some("no such profile".to_owned()), ..keys() };
    let clients = Clients::load_with(settings, unconnected(|| ConnectorError::io("none".into()))).await.unwrap();
    let error = clients.check_credentials().await.unwrap_err();
    assert_eq!(*error.kind(), Kind::NoCredentials);
    assert_eq!(
        error.to_string(),
        "the profile \"no such profile\" gives no credentials: it is not in the shared configuration files, or names no source of \
         credentials"
    );
}

#[tokio::test(start_paused = true)]
async fn whoever_is_not_to_ask_for_the_account_does_not() {
    let wire = Wire::new([(200, IDENTITY.to_owned())]);
    let settings = Settings { skip_requesting_account_id: true, ..Settings::default() };
    let clients = wire.clients_with(settings).await;
    assert_eq!(clients.caller_identity().await.unwrap().creator_principal_arn(), None);
    assert_eq!(wire.seen().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_missing_region_is_told_with_all_sources_tried_in_less_than_five_seconds() {
    let started = Instant::now();
    let nowhere = Settings { region: None, ..keys() };
    let error = Clients::load_with(nowhere, NeverClient::new().into_shared()).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(
        error.to_string(),
        "no Region is configured. Tried: region in the provider block, the environment variables AWS_REGION and AWS_DEFAULT_REGION, \
         region of the profile in the shared configuration files, and EC2 instance metadata"
    );
    assert_eq!(error.advice(), "Set region in the provider block, or the environment variable AWS_REGION.");
}

#[tokio::test(start_paused = true)]
async fn a_poll_interval_reaches_the_waits() {
    let wire = Wire::new([cluster("CREATING"), cluster("CREATING"), cluster("ACTIVE")]);
    let interval = Some(Duration::from_secs(1));
    let eks = wire.clients_with(Settings { poll_interval: interval, ..Settings::default() }).await.eks(None);
    let waiting = crate::aws::Waiting::at_most(Duration::from_secs(60), tokio_util::sync::CancellationToken::new());
    let _done = eks.wait_cluster_active("edge", &waiting, &mut |_| {}).await.unwrap();
    assert_eq!(wire.times("GET"), [0, 1, 2, 3]);
}
