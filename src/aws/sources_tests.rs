use std::time::Duration;

use aws_smithy_http_client::test_util::NeverClient;
use aws_smithy_runtime_api::shared::IntoShared;
use tokio::time::Instant;

use crate::aws::testing::{Answer, Seen, Wire, cluster, eks_error, query_error, times};
use crate::aws::{AssumeRole, Clients, Error, Kind, Secret, Session, Settings, WebIdentity};

const FIRST: &str = "arn:aws:iam::111122223333:role/first";
const SECOND: &str = "arn:aws:iam::444455556666:role/second";

fn keys() -> Settings {
    Settings {
        region: Some("us-west-2".to_owned()),
        access_key: Some("AKIDEXAMPLE".to_owned()),
        secret_key: Some(Secret::new("canary-secret")),
        max_retries: Some(2),
        ..Settings::default()
    }
}

fn role(role_arn: &str) -> AssumeRole {
    AssumeRole { role_arn: role_arn.to_owned(), ..AssumeRole::default() }
}

fn session_of(seconds: u64) -> Session {
    Session {
        name: None,
        duration: Some(Duration::from_secs(seconds)),
        policy: Some("{}".to_owned()),
        policy_arns: vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()],
    }
}

/// What STS answers: keys that expire in a hundred years, or have expired.
fn session(operation: &str, access_key: &str, year: u16) -> Answer {
    let body = format!(
        "<{operation}Response><{operation}Result><Credentials><AccessKeyId>{access_key}</AccessKeyId>\
         <SecretAccessKey>canary-{access_key}</SecretAccessKey><SessionToken>canary-token-{access_key}</SessionToken>\
         <Expiration>{year}-01-01T00:00:00Z</Expiration></Credentials></{operation}Result></{operation}Response>"
    );
    (200, body)
}

async fn clients(settings: Settings, wire: &Wire) -> Clients {
    Clients::load_with(settings, wire.http_client()).await.unwrap()
}

async fn failure(settings: Settings, wire: &Wire) -> Error {
    clients(settings, wire).await.check_credentials().await.unwrap_err()
}

fn signed_by(seen: &Seen) -> String {
    let authorization = seen.header("authorization");
    let credential = authorization.split_once("Credential=").map_or("", |(_, rest)| rest);
    credential.split('/').next().unwrap_or_default().to_owned()
}

#[tokio::test(start_paused = true)]
async fn roles_are_assumed_in_a_chain_with_every_field_and_once_for_all_requests() {
    let wire = Wire::by_request([
        ("AssumeRole", vec![session("AssumeRole", "ASIAFIRST", 2126), session("AssumeRole", "ASIASECOND", 2126)]),
        ("GET*", vec![cluster("ACTIVE")]),
    ]);
    let second = AssumeRole {
        session: Session { name: Some("pipeline".to_owned()), ..session_of(5400) },
        external_id: Some("external".to_owned()),
        source_identity: Some("me".to_owned()),
        tags: [("team".to_owned(), "edge".to_owned())].into(),
        transitive_tag_keys: vec!["team".to_owned()],
        ..role(SECOND)
    };
    let settings =
        Settings { assume_role: vec![role(FIRST), second], sts_region: Some("eu-west-1".to_owned()), ..keys() };
    let clients = clients(settings, &wire).await;
    clients.check_credentials().await.unwrap();
    let eks = clients.eks(None);
    let (one, two) = tokio::join!(eks.find_cluster("edge"), eks.find_cluster("edge"));
    assert!(one.is_ok() && two.is_ok());

    let seen = wire.seen();
    assert_eq!(
        seen.iter().map(signed_by).collect::<Vec<_>>(),
        ["AKIDEXAMPLE", "ASIAFIRST", "ASIASECOND", "ASIASECOND"]
    );
    assert_eq!(seen[2].header("x-amz-security-token"), "canary-token-ASIASECOND");
    assert!(seen[0].header("authorization").contains("/eu-west-1/sts/aws4_request"));
    assert!(seen[2].header("authorization").contains("/us-west-2/eks/aws4_request"));
    assert!(seen[0].body.contains("RoleSessionName=terraform-provider-eksoutpost"), "{}", seen[0].body);
    assert!(!seen[0].body.contains("DurationSeconds"), "{}", seen[0].body);
    for parameter in [
        "RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Fsecond",
        "DurationSeconds=5400",
        "ExternalId=external",
        "Policy=%7B%7D",
        "PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess",
        "RoleSessionName=pipeline",
        "SourceIdentity=me",
        "Tags.member.1.Key=team&Tags.member.1.Value=edge",
        "TransitiveTagKeys.member.1=team",
    ] {
        assert!(seen[1].body.contains(parameter), "{parameter} is not in {}", seen[1].body);
    }
}

#[tokio::test(start_paused = true)]
async fn a_web_identity_needs_no_keys_and_its_file_is_read_for_each_session() {
    const OPERATION: &str = "AssumeRoleWithWebIdentity";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "canary-of-file\n").unwrap();
    let identity = |token: Option<&str>| WebIdentity {
        role_arn: Some(FIRST.to_owned()),
        session: session_of(900),
        token: token.map(Secret::new),
        token_file: Some(file.path().to_str().unwrap().to_owned()),
    };
    for (token, sent) in [(Some("canary-inline"), "canary-inline"), (None, "canary-of-file")] {
        // Keys that have expired are asked for again.
        let wire = Wire::by_request([
            (OPERATION, vec![session(OPERATION, "ASIAWEB", 2001)]),
            ("AssumeRole", vec![session("AssumeRole", "ASIASECOND", 2001)]),
            ("GET*", vec![cluster("ACTIVE")]),
        ]);
        let settings = Settings {
            access_key: None,
            secret_key: None,
            web_identity: Some(identity(token)),
            assume_role: vec![role(SECOND)],
            ..keys()
        };
        let clients = clients(settings, &wire).await;
        assert!(!format!("{clients:?} {:?}", identity(token)).contains("canary"));
        clients.eks(None).find_cluster("edge").await.unwrap();
        clients.check_credentials().await.unwrap();
        let seen = wire.seen();
        let operations: Vec<&str> = seen.iter().map(|seen| seen.what.as_str()).collect();
        assert_eq!(operations, [OPERATION, "AssumeRole", "GET /clusters/edge", OPERATION, "AssumeRole"]);
        assert_eq!(signed_by(&seen[0]), "", "STS takes the token instead of a signature");
        assert_eq!((signed_by(&seen[1]), signed_by(&seen[2])), ("ASIAWEB".to_owned(), "ASIASECOND".to_owned()));
        for parameter in
            [&format!("WebIdentityToken={sent}&"), "DurationSeconds=900", "Policy=%7B%7D", "PolicyArns.member.1"]
        {
            assert!(format!("{}&", seen[0].body).contains(parameter), "{parameter} is not in {}", seen[0].body);
        }
    }
    let missing = WebIdentity { token_file: Some("/no/such/file".to_owned()), ..identity(None) };
    let error = failure(Settings { web_identity: Some(missing), ..keys() }, &Wire::new([cluster("ACTIVE")])).await;
    assert_eq!(
        error.to_string(),
        "the file \"/no/such/file\" with the web identity token cannot be read: No such file or directory (os error 2)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_role_that_cannot_be_assumed_is_told_with_likely_causes_and_every_request_says_so() {
    let message = "User: arn:aws:iam::111122223333:user/me is not authorized to perform: sts:AssumeRole on resource: \
         arn:aws:iam::111122223333:role/first";
    let wire = Wire::new([query_error(403, "AccessDenied", message)]);
    let settings = Settings { assume_role: vec![role(FIRST)], ..keys() };
    let clients = clients(settings, &wire).await;
    let error = clients.check_credentials().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sts:AssumeRole on role \"arn:aws:iam::111122223333:role/first\": AccessDenied: User: arn:aws:iam::111122223333:user/me is \
         not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/first (request ID request-1)"
    );
    assert_eq!(
        error.advice(),
        "Likely causes: the role's trust policy does not let the credentials in use assume it, or asks for an external ID, a source \
         identity, a tag or MFA that is not given; those credentials lack sts:AssumeRole, sts:TagSession or sts:SetSourceIdentity; \
         the role does not exist, or the session is longer than the role's max_session_duration (one hour in a chain of roles). \
         \"aws sts get-caller-identity\" shows whose credentials are in use."
    );
    let later = clients.eks(None).find_cluster("edge").await.unwrap_err();
    assert_eq!((later.to_string(), later.kind()), (error.to_string(), error.kind()));
}

#[tokio::test(start_paused = true)]
async fn credentials_that_expire_are_asked_for_once_more() {
    let expired = eks_error(403, "ExpiredTokenException", "The security token included in the request is expired");
    let wire = Wire::by_request([
        ("AssumeRole", vec![session("AssumeRole", "ASIAOLD", 2126), session("AssumeRole", "ASIANEW", 2126)]),
        ("GET*", vec![expired.clone(), cluster("ACTIVE")]),
    ]);
    let settings = Settings { assume_role: vec![role(FIRST)], ..keys() };
    clients(settings, &wire).await.eks(None).find_cluster("edge").await.unwrap();
    let signers: Vec<String> = wire.seen().iter().map(signed_by).collect();
    assert_eq!(signers, ["AKIDEXAMPLE", "ASIAOLD", "AKIDEXAMPLE", "ASIANEW"]);

    // The same keys again: once is enough.
    let wire = Wire::new([expired]);
    let settings = Settings { max_retries: Some(25), ..keys() };
    let clients = clients(settings, &wire).await;
    for requests in [2, 3] {
        let error = clients.eks(None).find_cluster("edge").await.unwrap_err();
        assert_eq!(*error.kind(), Kind::Expired);
        assert_eq!(error.advice(), "Renew the credentials (for example \"aws sso login\") and run the command again.");
        assert_eq!(wire.seen().len(), requests);
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_role_is_asked_for_once_per_process_not_per_resource() {
    let throttled = query_error(400, "Throttling", "Rate exceeded");
    let wire = Wire::by_request([
        ("AssumeRole", times(1, &throttled).into_iter().chain([session("AssumeRole", "ASIA", 2126)]).collect()),
        ("GET*", vec![cluster("ACTIVE")]),
    ]);
    let clients = clients(Settings { assume_role: vec![role(FIRST)], ..keys() }, &wire).await;
    let eks = clients.eks(None);
    let finds = (0..50).map(|_| eks.find_cluster("edge"));
    for found in futures(finds).await {
        assert!(found.is_ok());
    }
    assert_eq!(wire.times("AssumeRole").len(), 2, "one attempt and its retry");
}

async fn futures<T: Send + 'static>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut done = Vec::new();
    let mut pending: Vec<_> = all.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        pending.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(result) => {
                done.push(result);
                false
            }
            std::task::Poll::Pending => true,
        });
        if pending.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

#[tokio::test(start_paused = true)]
async fn without_credentials_every_source_is_named_and_silent_metadata_takes_less_than_five_seconds() {
    for (skip, reason) in [(None, "no role, no answer, or switched off"), (Some(true), "switched off")] {
        let mut settings = Settings { access_key: None, secret_key: None, ..keys() };
        settings.metadata.skip = skip;
        let clients = Clients::load_with(settings, NeverClient::new().into_shared()).await.unwrap();
        let started = Instant::now();
        let error = clients.check_credentials().await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        assert_eq!(*error.kind(), Kind::NoCredentials);
        assert_eq!(
            error.to_string(),
            format!(
                "no source has credentials. Tried in this order: the environment variables AWS_ACCESS_KEY_ID and \
                 AWS_SECRET_ACCESS_KEY: not set; the profile (AWS_PROFILE, or \"default\") of the shared configuration files: not there, \
                 or without credentials; a web identity token (AWS_WEB_IDENTITY_TOKEN_FILE): not set; a container's credentials \
                 (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI): not set; EC2 instance metadata: {reason}"
            )
        );
        assert_eq!(
            error.advice(),
            "Give one of these sources credentials, for example with \"aws sso login\" or the environment variable AWS_PROFILE, or set \
             profile, or access_key and secret_key, in the provider block. \"aws sts get-caller-identity\" shows what the AWS CLI finds."
        );
    }
}
