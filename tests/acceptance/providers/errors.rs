//! What the provider says when AWS cannot be called: the exact texts, each with what to do next, and how long it takes.

use std::time::Duration;

use serde_json::json;

use super::home::workspace;
use super::row::{GUARD, KEYS, NO_FILES, OF_ENVIRONMENT, WEST};
use crate::acceptance::harness::{CLOSED, Diagnostic, Loopback, Simulator, Workspace, repository};

/// Longest that a run may take that nothing can come of.
const AT_ONCE: Duration = Duration::from_secs(5);

const FIND_OUT: &str = "Give one of these sources credentials, for example with \"aws sso login\" or the environment variable AWS_PROFILE, \
    or set profile, or access_key and secret_key, in the provider block. \"aws sts get-caller-identity\" shows what the AWS CLI finds.";

/// A workspace whose endpoints are at this URL.
fn at(url: &str, block: &str) -> Workspace {
    let mut workspace = workspace(block);
    workspace.set_env("AWS_ENDPOINT_URL", url);
    workspace
}

/// The error of a plan, which came at once.
#[track_caller]
fn refusal(workspace: &mut Workspace) -> Diagnostic {
    let run = workspace.plan().failed();
    assert!(run.took < AT_ONCE, "{:?}", run.took);
    run.error()
}

#[track_caller]
fn assert_says(error: &Diagnostic, summary: &str, detail: &str) {
    assert_eq!((error.summary.as_str(), error.detail.as_str()), (summary, detail));
}

#[test]
fn f2_without_credentials_every_source_is_named() {
    let server = Loopback::start();
    let mut nothing = at(server.url(), WEST);
    for (name, value) in NO_FILES {
        nothing.set_env(name, value);
    }
    nothing.validate().succeeded();
    let detail = format!(
        "no source has credentials. Tried in this order: the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: not set; \
         the profile (AWS_PROFILE, or \"default\") of the shared configuration files: not there, or without credentials; a web identity \
         token (AWS_WEB_IDENTITY_TOKEN_FILE): not set; a container's credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI): \
         not set; EC2 instance metadata: no role, no answer, or switched off\n\n{FIND_OUT}"
    );
    assert_says(&refusal(&mut nothing), "AWS cannot be called", &detail);
    nothing.set_env("AWS_EC2_METADATA_DISABLED", "false");
    nothing.set_env("AWS_EC2_METADATA_SERVICE_ENDPOINT", CLOSED);
    assert_says(&refusal(&mut nothing), "AWS cannot be called", &detail);

    let detail = format!(
        "the profile \"nobody\" gives no credentials: it is not in the shared configuration files, or names no source of \
         credentials\n\n{FIND_OUT}"
    );
    let mut nobody = at(server.url(), &format!("{WEST}profile = \"nobody\""));
    assert_says(&refusal(&mut nobody), "AWS cannot be called", &detail);

    let role = "assume_role_with_web_identity = { role_arn = \"arn:aws:iam::111122223333:role/web\" }\n";
    assert_says(
        &refusal(&mut at(server.url(), &format!("{WEST}{role}"))),
        "AWS cannot be called",
        "assume_role_with_web_identity needs web_identity_token or web_identity_token_file, or the environment variable \
         TF_AWS_WEB_IDENTITY_TOKEN\n\nCorrect the provider block.",
    );
    assert_eq!(server.take_requests(), Vec::<String>::new());
}

#[test]
fn whoever_asks_not_to_look_is_not_stopped_while_nothing_is_sent() {
    let server = Loopback::start();
    let mut later = at(server.url(), &format!("{WEST}profile = \"nobody\"\nskip_credentials_validation = true"));
    later.plan().succeeded();
    let error = later.apply().failed().error();
    assert_eq!(error.address.as_deref(), Some("eksoutpost_cluster_role.edge"));
    assert_eq!(server.take_requests(), Vec::<String>::new());
}

#[test]
fn without_a_region_every_source_is_named() {
    let mut nowhere = at(CLOSED, KEYS);
    for (name, value) in NO_FILES {
        nowhere.set_env(name, value);
    }
    assert_says(
        &refusal(&mut nowhere),
        "AWS cannot be called",
        "no Region is configured. Tried: region in the provider block, the environment variables AWS_REGION and AWS_DEFAULT_REGION, \
         region of the profile in the shared configuration files, and EC2 instance metadata\n\nSet region in the provider block, or the \
         environment variable AWS_REGION.",
    );
}

#[test]
fn f4_a_role_that_cannot_be_assumed_is_told_once_with_likely_causes() {
    let server = Loopback::start();
    let role = "assume_role = [{ role_arn = \"arn:aws:iam::111122223333:role/denied\" }]\n";
    let mut denied = at(server.url(), &format!("{WEST}{KEYS}{role}"));
    denied.write("main.tf", "resource \"eksoutpost_cluster_role\" \"edge\" { count = 20 }\n");
    assert_says(
        &refusal(&mut denied),
        "Cannot assume IAM role",
        "sts:AssumeRole on role \"arn:aws:iam::111122223333:role/denied\": AccessDenied: User: arn:aws:iam::111122223333:user/me is not \
         authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/denied (request ID request-1)\n\nLikely causes: \
         the role's trust policy does not let the credentials in use assume it, or asks for an external ID, a source identity, a tag or \
         MFA that is not given; those credentials lack sts:AssumeRole, sts:TagSession or sts:SetSourceIdentity; the role does not exist, \
         or the session is longer than the role's max_session_duration (one hour in a chain of roles). \"aws sts get-caller-identity\" \
         shows whose credentials are in use.",
    );
    assert_eq!(server.take_requests().len(), 1, "one call in a process, not one for each resource");
}

#[test]
fn f3_the_wrong_account_is_stopped_before_anything_is_written() {
    let server = Loopback::start();
    for (guard, how) in [
        (
            "allowed_account_ids = [\"444455556666\"]",
            "is not among the accounts of allowed_account_ids: \"444455556666\"",
        ),
        (
            "forbidden_account_ids = [\"111122223333\"]",
            "is among the accounts of forbidden_account_ids: \"111122223333\"",
        ),
    ] {
        let name = guard.split(' ').next().unwrap();
        let error = at(server.url(), &format!("{WEST}{KEYS}{guard}")).apply().failed().error();
        assert_says(
            &error,
            "Wrong AWS account",
            &format!(
                "The credentials are those of arn:aws:iam::111122223333:user/me in account 111122223333, which {how}. Nothing was \
                 changed.\n\nUse credentials of another account, for example with profile or assume_role in the provider block, or \
                 correct {name}."
            ),
        );
        assert_eq!(server.take_requests().len(), 1);
    }
}

#[test]
fn an_endpoint_that_nobody_listens_at_fails_in_seconds() {
    let run = at(CLOSED, &format!("{WEST}{KEYS}{GUARD}")).plan().failed();
    assert!(run.took < Duration::from_secs(12), "{:?}", run.took);
    assert_says(
        &run.error(),
        "GetCallerIdentity failed",
        "sts:GetCallerIdentity: tcp connect error: Connection refused (os error 111)\n\nCheck the network, proxy (HTTPS_PROXY, NO_PROXY) \
         and DNS of this machine, the Region, and the endpoint of sts if one is configured.",
    );
}

#[test]
fn a_clock_that_is_wrong_is_told_as_one() {
    let server = Loopback::start();
    let skewed = "access_key = \"AKIASKEWED\"\nsecret_key = \"canary-skewed\"\n";
    assert_says(
        &refusal(&mut at(server.url(), &format!("{WEST}{skewed}{GUARD}"))),
        "GetCallerIdentity failed",
        "sts:GetCallerIdentity: SignatureDoesNotMatch: Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z \
         (20260101T003000Z - 15 min.) (request ID request-1)\n\nSet the clock of this machine, for example with NTP, and run the command \
         again.",
    );
}

#[test]
fn a_certificate_of_an_unknown_authority_is_told_at_once() {
    let server = Loopback::start_tls();
    let mut untrusting = at(server.url(), &format!("{WEST}{KEYS}{GUARD}"));
    untrusting.set_env("NO_PROXY", "127.0.0.1");
    assert_says(
        &refusal(&mut untrusting),
        "GetCallerIdentity failed",
        "sts:GetCallerIdentity: TLS handshake failed: invalid peer certificate: UnknownIssuer\n\nA proxy that inspects TLS, or an endpoint of your own, shows a \
         certificate of an authority that this machine does not know. Set custom_ca_bundle in the provider block, or the environment \
         variable AWS_CA_BUNDLE, to a file with the certificate of that authority (PEM).",
    );
    let key = repository().join("tests/fixtures/tls/server.key");
    for (file, why) in [
        ("/no/such/file", "cannot be read: No such file or directory (os error 2)"),
        ("/dev/null", "holds no certificate"),
        (key.to_str().unwrap(), "holds no certificate"),
    ] {
        assert_says(
            &refusal(&mut at(server.url(), &format!("{WEST}{KEYS}custom_ca_bundle = \"{file}\""))),
            "AWS cannot be called",
            &format!(
                "the certificate bundle \"{file}\" (custom_ca_bundle or AWS_CA_BUNDLE) {why}\n\nCorrect the provider block."
            ),
        );
    }
}

#[test]
fn credentials_that_expire_in_the_middle_of_a_wait_keep_the_cluster_and_say_how_to_go_on() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    simulator.fault(json!({
        "operation": "DescribeCluster",
        "skip": 1,
        // The sources of credentials are asked once more, and have no others.
        "times": 2,
        "error": { "code": "ExpiredTokenException", "status": 403, "message": "The security token included in the request is expired" },
    }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.without_preflight();
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Cluster out of sight");
    assert_eq!(
        without_request_id(&error.detail),
        "Cluster \"edge\" goes on being created, and EKS can no longer be asked about it: eks:DescribeCluster on cluster \"edge\": \
         ExpiredTokenException: The security token included in the request is expired (request ID).\n\nRenew the credentials (for example \
         \"aws sso login\") and run the command again. If Terraform has marked the cluster as tainted, the next apply would destroy it. \
         To go on waiting instead:\n\n  terraform untaint ADDRESS # the resource's address, above\n  terraform apply"
    );
    assert!(workspace.state().has("eksoutpost_local_cluster.edge"));
}

/// Every request has another one.
fn without_request_id(detail: &str) -> String {
    let (before, rest) = detail.split_once("(request ID ").unwrap();
    format!("{before}(request ID){}", rest.split_once(')').unwrap().1)
}

#[test]
fn what_is_likely_to_surprise_is_a_warning() {
    let (server, proxy) = (Loopback::start(), Loopback::start());
    let mut both = at(server.url(), "profile = \"edge\"");
    for (name, value) in OF_ENVIRONMENT {
        both.set_env(name, value);
    }
    let warnings = both.plan().succeeded().warnings();
    assert_says(
        &warnings[0],
        "Profile and access keys",
        "profile is set in the provider block, and so are the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. The \
         profile is used, the variables are not. Unset them, or remove profile.",
    );
    // To an https endpoint a proxy makes a tunnel; this one refuses to.
    let block = format!("{WEST}{KEYS}{GUARD}max_retries = 1\nhttp_proxy = \"{}\"", proxy.url());
    let mut half = at(server.url(), &block);
    half.unset_env("AWS_ENDPOINT_URL");
    half.unset_env("HTTPS_PROXY");
    let run = half.plan().failed();
    assert!(proxy.take_requests()[0].starts_with("CONNECT sts.us-west-2.amazonaws.com:443 HTTP/1.1"));
    assert_says(
        &run.warnings()[0],
        "No HTTPS proxy",
        "http_proxy is set and https_proxy is not. Requests to https endpoints, which all of AWS's are, go through http_proxy too. Set \
         https_proxy to say so, or to an empty string for no proxy.",
    );
}

#[test]
fn whoever_wants_no_certificates_checked_is_told_what_to_do_instead() {
    assert_says(
        &workspace("insecure = true").validate().failed().error(),
        "Certificates are always checked",
        "This provider always checks the certificates of AWS: without the check, anybody on the way could read and change what is sent, \
         credentials included. If a proxy inspects TLS, or an endpoint has a certificate of your own authority, set custom_ca_bundle to \
         a file with the certificate of that authority (PEM).",
    );
}
