//! H4: keys, session tokens, web identity tokens, passwords of proxies and presigned URLs are in no log at TRACE, diagnostic, state, plan
//! file or plan in JSON. Every secret of these tests has "canary" in it.

use super::home::workspace;
use super::row::{GUARD, KEYS, NO_FILES, WEST};
use crate::acceptance::harness::{CLOSED, Loopback, Run, Simulator, Workspace, unzip};
use crate::acceptance::scenarios::say;

const VARIABLES: &str = "variable \"secret\" {\n  type      = string\n  ephemeral = true\n}\nvariable \"token\" {\n  type      = string\n  \
    ephemeral = true\n}\n";

const KEYS_OF_PROFILE: &str = "profile = \"edge\"\n";

/// What is secret; the block; the environment; the variable `secret`.
type Case<'a> = (&'static str, String, &'a [(&'a str, &'a str)], &'a str);

/// What a refusal may repeat: a presigned URL, as IAM never should.
fn presigned(request: &str) -> Option<(&'static str, String)> {
    request.contains("Action=CreateRole&").then(|| {
        let url = "https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity&amp;X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;\
             X-Amz-Credential=canary-credential%2F20260101&amp;X-Amz-Security-Token=canary-presigned%2Ftoken&amp;\
             X-Amz-Signature=canary0123";
        let body = format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No: {url} is refused</Message></Error>\
             <RequestId>request-1</RequestId></ErrorResponse>"
        );
        ("403 Forbidden", body)
    })
}

/// A place where something secret was found.
fn leak(place: &str, text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.contains("canary"))?;
    let start = line.find("canary")?.saturating_sub(200);
    Some(format!("{place}: {}", line.chars().skip(start).take(400).collect::<String>()))
}

/// Everything that a run has left behind.
fn leaks(workspace: &Workspace, run: &Run) -> Vec<String> {
    let state = String::from_utf8_lossy(&workspace.bytes("terraform.tfstate")).into_owned();
    let places =
        [("log", run.log.text()), ("output", &run.stdout), ("diagnostics", &run.stderr), ("state", state.as_str())];
    places.iter().filter_map(|(place, text)| leak(place, text)).collect()
}

/// Plans, shows the plan, and applies it; tells where a secret was, and how many places were looked at.
fn search(workspace: &mut Workspace) -> (Vec<String>, usize) {
    workspace.set_env("TF_LOG", "trace");
    let plan = workspace.run(&["plan", "-out=plan"]);
    assert!(plan.log.text().contains("[TRACE]"), "nothing was traced: {}", plan.stderr);
    let mut found = leaks(workspace, &plan);
    let mut places = 4;
    if plan.status.success() {
        let members = unzip(&workspace.file("plan"));
        assert!(members.contains("tfplan") && members.contains("tfconfig"), "{members}");
        found.extend(leak("plan file", &members));
        let shown = workspace.run(&["show", "-json", "plan"]).succeeded();
        assert!(shown.stdout.contains("planned_values"), "{}", shown.stdout);
        found.extend(leaks(workspace, &shown));
        places += 5;
    }
    let applied = workspace.run(&["apply", "-auto-approve"]);
    found.extend(leaks(workspace, &applied));
    (found, places + 4)
}

#[test]
fn h4_no_secret_of_the_provider_block_or_its_sources_is_told_to_anybody() {
    let server = Loopback::start();
    let refusing = Loopback::answering(presigned);
    let host = server.url().strip_prefix("http://").unwrap();
    let of_proxy = format!("http://canary-name:canary-password@{host}");
    let container = format!("{}/container", server.url());
    let keys = "access_key = \"AKIABLOCK\"\nsecret_key = var.secret\ntoken = var.token\n";
    let identity = "assume_role_with_web_identity = {\nrole_arn = \"arn:aws:iam::111122223333:role/web\"\n";
    let chain = "assume_role = [{ role_arn = \"arn:aws:iam::111122223333:role/one\", external_id = \"shown\" }]\n";
    let proxy = "http_proxy = var.secret\nhttps_proxy = var.secret\n";
    let environment = [
        ("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT"),
        ("AWS_SECRET_ACCESS_KEY", "canary-environment"),
        ("AWS_SESSION_TOKEN", "canary-of-environment"),
    ];
    let sso = [("AWS_ENDPOINT_URL_SSO", server.url())];
    let in_container = [
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.as_str()),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "canary-of-container"),
        NO_FILES[0],
        NO_FILES[1],
    ];
    let proxies = [("HTTP_PROXY", of_proxy.as_str()), ("HTTPS_PROXY", of_proxy.as_str())];
    let through_https = [("AWS_ENDPOINT_URL", "https://sts.example.com"), proxies[1]];
    let closed = [
        ("AWS_ENDPOINT_URL", "https://sts.example.com"),
        ("HTTPS_PROXY", "http://canary-name:canary-password@127.0.0.1:1"),
    ];
    let refused = [("AWS_ENDPOINT_URL", refusing.url())];
    let cases: Vec<Case<'_>> = vec![
        ("keys of the block", keys.to_owned(), &[], "canary-block"),
        ("keys of the environment", String::new(), &environment, ""),
        ("a profile", "profile = \"edge\"".to_owned(), &[], ""),
        ("a process", "profile = \"process\"".to_owned(), &[], ""),
        ("IAM Identity Center", "profile = \"sso\"".to_owned(), &sso, ""),
        ("a container", String::new(), &in_container, ""),
        ("a web identity token", format!("{identity}web_identity_token = var.token\n}}"), &[], ""),
        ("a web identity token file", format!("{identity}web_identity_token_file = \"~/token\"\n}}"), &[], ""),
        ("the session of a role", format!("{keys}{chain}"), &[], "canary-block"),
        ("a proxy of the block", format!("{KEYS_OF_PROFILE}{proxy}"), &[], &of_proxy),
        ("a proxy of the block that refuses", format!("{KEYS_OF_PROFILE}{proxy}"), &through_https, &of_proxy),
        ("a proxy of the block that is no URL", format!("{KEYS_OF_PROFILE}{proxy}"), &[], "canary:canary@proxy"),
        ("a proxy of the environment", KEYS_OF_PROFILE.to_owned(), &proxies, ""),
        ("a proxy of the environment that refuses", KEYS_OF_PROFILE.to_owned(), &through_https, ""),
        ("a proxy of the environment that is not there", KEYS_OF_PROFILE.to_owned(), &closed, ""),
        ("a presigned URL", KEYS_OF_PROFILE.to_owned(), &refused, ""),
    ];
    let (mut wrong, mut looked_at) = (Vec::new(), 0);
    for (what, block, environment, secret) in &cases {
        let mut workspace = workspace(&format!("{WEST}{block}\nmax_retries = 1\n{GUARD}"));
        workspace.write("variables.tf", VARIABLES);
        workspace.set_env("AWS_ENDPOINT_URL", server.url());
        workspace.set_env("TF_VAR_secret", *secret);
        workspace.set_env("TF_VAR_token", "canary-variable-token");
        for (name, value) in *environment {
            workspace.set_env(name, *value);
        }
        let (found, places) = search(&mut workspace);
        looked_at += places;
        wrong.extend(found.into_iter().map(|found| format!("{what}: {found}")));
        let requests = [server.take_requests(), refusing.take_requests()].concat().join("\n");
        let is_used = requests.contains("Credential=")
            || requests.contains("CONNECT ")
            || what.ends_with("there")
            || what.ends_with("URL");
        assert!(is_used, "{what}: nothing was sent");
        if *what == "a presigned URL" {
            let detail = workspace.apply().failed().error().detail;
            assert!(detail.contains("X-Amz-Signature=** is refused"), "{detail}");
        }
    }
    say(&format!("secrets: {} cases, {looked_at} places, {} leaks\n", cases.len(), wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn h4_no_secret_is_told_while_everything_is_made_and_destroyed() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("AWS_SECRET_ACCESS_KEY", "canary-secret-key");
    workspace.set_env("AWS_SESSION_TOKEN", "canary-session-token");
    let (mut found, _) = search(&mut workspace);
    assert!(workspace.state().has("eksoutpost_local_cluster.edge"));
    let run = workspace.run(&["destroy", "-auto-approve"]).succeeded();
    found.extend(leaks(&workspace, &run));
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

/// What these tests look for would be found.
#[test]
fn a_secret_that_is_told_is_found() {
    let mut workspace = workspace(&format!("{WEST}{KEYS}"));
    workspace.set_env("AWS_ENDPOINT_URL", CLOSED);
    workspace.write("main.tf", "resource \"terraform_data\" \"told\" {\n  input = \"canary\"\n}\n");
    let (found, _) = search(&mut workspace);
    for place in ["plan file: ", "output: ", "state: "] {
        assert!(found.iter().any(|found| found.starts_with(place)), "{place}: {found:?}");
    }
}
