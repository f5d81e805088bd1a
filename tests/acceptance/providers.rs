//! The provider block: every source of credentials and every argument has an effect that a server on this machine sees. A guard for the
//! account makes the provider send one request, `GetCallerIdentity`, when it is configured.

use std::fs;
use std::time::Duration;

use super::harness::{Loopback, Run, Simulator, Workspace, repository};

/// A run: what the provider block and the environment say, and what the requests must contain.
struct Row {
    what: &'static str,
    block: String,
    environment: Vec<(&'static str, String)>,
    sees: Vec<&'static str>,
}

fn row(what: &'static str, block: &str, environment: &[(&'static str, &str)], sees: &[&'static str]) -> Row {
    let environment = environment.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Row { what, block: block.to_owned(), environment, sees: sees.to_vec() }
}

const KEYS: &str = "access_key = \"AKIABLOCK\"\nsecret_key = \"canary-block\"\n";
const OF_ENVIRONMENT: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "canary-environment")];

const CONFIG: &str = r#"[default]
region = eu-north-1
[profile edge]
region = eu-south-1
[profile process]
region = us-west-2
credential_process = echo '{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"canary-process"}'
[profile role]
region = us-west-2
role_arn = arn:aws:iam::111122223333:role/of-profile
source_profile = edge
[profile sso]
region = us-west-2
sso_start_url = https://start.example.com
sso_region = us-west-2
sso_account_id = 111122223333
sso_role_name = edge
[profile slow]
region = us-west-2
retry_mode = adaptive
max_attempts = 7
"#;

const CREDENTIALS: &str = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = canary-default\n[edge]\n\
    aws_access_key_id = AKIAEDGE\naws_secret_access_key = canary-edge\n[slow]\naws_access_key_id = AKIASLOW\n\
    aws_secret_access_key = canary-slow\n";

/// `~/.aws/sso/cache/`: SHA-1 of the start URL.
const SSO_CACHE: &str = "b1cd59fdb1bf6dd82462b29a459d769bd127bb65.json";

/// A workspace with shared configuration files, and a provider block of these arguments beside a guard.
fn workspace(server: &Loopback, block: &str) -> Workspace {
    let mut workspace = Workspace::offline();
    let aws = workspace.home().join(".aws");
    fs::create_dir_all(aws.join("sso/cache")).unwrap();
    fs::write(aws.join("config"), CONFIG).unwrap();
    fs::write(aws.join("credentials"), CREDENTIALS).unwrap();
    let token = r#"{"accessToken":"canary-of-sso","expiresAt":"2126-01-01T00:00:00Z"}"#;
    fs::write(aws.join("sso/cache").join(SSO_CACHE), token).unwrap();
    fs::write(workspace.home().join("token"), "canary-token-of-file").unwrap();
    let block = block.replace("SERVER", server.url());
    workspace.write(
        "provider.tf",
        &format!(
            "terraform {{\n  required_providers {{\n    eksoutpost = {{\n      source = \"eksoutpost/eksoutpost\"\n    }}\n  }}\n}}\n\
             provider \"eksoutpost\" {{\n{block}\n}}\n"
        ),
    );
    workspace.write("main.tf", "resource \"eksoutpost_cluster_role\" \"edge\" {}\n");
    workspace.set_env("AWS_ENDPOINT_URL", server.url());
    workspace
}

fn guarded(block: &str) -> String {
    format!("{block}\nallowed_account_ids = [\"111122223333\"]")
}

#[test]
fn every_source_and_every_argument_has_an_effect() {
    let server = Loopback::start();
    let proxy = Loopback::start();
    let url = server.url().to_owned();
    let container = format!("{url}/container");
    let west = "region = \"us-west-2\"\n";
    let with_keys = |more: &str| format!("{west}{KEYS}{more}");
    let rows = vec![
        row(
            "keys of the block",
            &with_keys("token = \"canary-token\""),
            &OF_ENVIRONMENT,
            &["Credential=AKIABLOCK/", "/us-west-2/sts/", "x-amz-security-token: canary-token"],
        ),
        row(
            "keys of the environment",
            "",
            &[
                OF_ENVIRONMENT[0],
                OF_ENVIRONMENT[1],
                ("AWS_REGION", "eu-west-1"),
                ("AWS_SESSION_TOKEN", "canary-of-environment"),
            ],
            &["Credential=AKIAENVIRONMENT/", "/eu-west-1/sts/", "x-amz-security-token: canary-of-environment"],
        ),
        row("the default profile", "", &[], &["Credential=AKIADEFAULT/", "/eu-north-1/sts/"]),
        row("profile", "profile = \"edge\"", &OF_ENVIRONMENT, &["Credential=AKIAEDGE/", "/eu-south-1/sts/"]),
        row("AWS_PROFILE", "", &[("AWS_PROFILE", "edge")], &["Credential=AKIAEDGE/", "/eu-south-1/sts/"]),
        row(
            "AWS_DEFAULT_PROFILE",
            "",
            &[("AWS_DEFAULT_PROFILE", "edge")],
            &["Credential=AKIAEDGE/", "/eu-south-1/sts/"],
        ),
        row(
            "shared files",
            "profile = \"other\"\nshared_config_files = [\"~/other-config\"]\nshared_credentials_files = [\"$HOME/other-credentials\"]",
            &[],
            &["Credential=AKIAOTHER/", "/ap-south-1/sts/"],
        ),
        row("AWS_CONFIG_FILE", "profile = \"process\"", &[], &["Credential=AKIAPROCESS/"]),
        row(
            "a role of a profile",
            "profile = \"role\"",
            &[],
            &["Credential=AKIAEDGE/", "Action=AssumeRole&", "role%2Fof-profile", "Credential=ASIAROLE/"],
        ),
        row(
            "IAM Identity Center",
            "profile = \"sso\"",
            &[("AWS_ENDPOINT_URL_SSO", &url)],
            &["GET /federation/credentials?", "x-amz-sso_bearer_token: canary-of-sso", "Credential=ASIASSO/"],
        ),
        row(
            "a container",
            west,
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container), ("AWS_SHARED_CREDENTIALS_FILE", "/none")],
            &["GET /container ", "Credential=ASIACONTAINER/"],
        ),
        row(
            "instance metadata",
            "ec2_metadata_service_endpoint = \"SERVER\"",
            &[
                ("AWS_EC2_METADATA_DISABLED", "false"),
                ("AWS_SHARED_CREDENTIALS_FILE", "/none"),
                ("AWS_CONFIG_FILE", "/none"),
            ],
            &["PUT /latest/api/token ", "Credential=ASIAINSTANCE/", "/eu-central-1/sts/"],
        ),
        row(
            "instance metadata of the environment",
            west,
            &[
                ("AWS_EC2_METADATA_DISABLED", "false"),
                ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &url),
                ("AWS_SHARED_CREDENTIALS_FILE", "/none"),
            ],
            &["Credential=ASIAINSTANCE/"],
        ),
        row(
            "web identity of the environment",
            west,
            &[
                ("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/web"),
                ("AWS_WEB_IDENTITY_TOKEN_FILE", "TOKEN"),
                ("AWS_SHARED_CREDENTIALS_FILE", "/none"),
            ],
            &["Action=AssumeRoleWithWebIdentity&", "WebIdentityToken=canary-token-of-file", "Credential=ASIAROLE/"],
        ),
        row(
            "web identity with a file",
            &format!(
                "{west}assume_role_with_web_identity = {{\nrole_arn = \"arn:aws:iam::111122223333:role/web\"\nweb_identity_token_file = \"~/token\"\nsession_name = \"ci\"\n}}"
            ),
            &[],
            &["WebIdentityToken=canary-token-of-file", "RoleSessionName=ci", "Credential=ASIAROLE/"],
        ),
        row(
            "TF_AWS_WEB_IDENTITY_TOKEN",
            &format!("{west}assume_role_with_web_identity = {{ duration = \"30m\" }}"),
            &[
                ("TF_AWS_WEB_IDENTITY_TOKEN", "canary-inline"),
                ("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/web"),
                ("AWS_ROLE_SESSION_NAME", "pipeline"),
            ],
            &["WebIdentityToken=canary-inline", "role%2Fweb", "RoleSessionName=pipeline", "DurationSeconds=1800"],
        ),
        row(
            "assume_role and sts_region",
            &with_keys(
                "sts_region = \"eu-west-3\"\nassume_role = [{\nrole_arn = \"arn:aws:iam::111122223333:role/one\"\nsource_identity = \"me\"\ntags = { team = \"edge\" }\ntransitive_tag_keys = [\"team\"]\n}]",
            ),
            &[],
            &[
                "Credential=AKIABLOCK/",
                "/eu-west-3/sts/",
                "role%2Fone",
                "SourceIdentity=me",
                "TransitiveTagKeys.member.1=team",
                "Credential=ASIAROLE/",
            ],
        ),
        row(
            "endpoints before the environment",
            &with_keys("endpoints = { sts = \"SERVER\" }"),
            &[("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")],
            &["Credential=AKIABLOCK/"],
        ),
        row(
            "a service's endpoint before the general one",
            &with_keys(""),
            &[("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ENDPOINT_URL_STS", &url)],
            &["Credential=AKIABLOCK/"],
        ),
        row(
            "max_retries",
            &with_keys("max_retries = 3\nretry_mode = \"adaptive\"\ntoken_bucket_rate_limiter_capacity = 50"),
            &[],
            &["amz-sdk-request: attempt=1; max=3"],
        ),
        row(
            "AWS_MAX_ATTEMPTS",
            &with_keys(""),
            &[("AWS_MAX_ATTEMPTS", "4"), ("AWS_RETRY_MODE", "standard")],
            &["max=4"],
        ),
        row("max_attempts of the profile", "profile = \"slow\"", &[], &["Credential=AKIASLOW/", "max=7"]),
        row("25 attempts", &with_keys(""), &[], &["max=25"]),
        row(
            "user_agent",
            &with_keys("user_agent = [\"one/1 (first)\", \"two/2\"]"),
            &[("TF_APPEND_USER_AGENT", "three/3")],
            &[" Terraform/1.", "terraform-provider-eksoutpost/", " one/1 (first) two/2 three/3\n"],
        ),
        row(
            "no_proxy",
            &with_keys("http_proxy = \"http://127.0.0.1:1\"\nhttps_proxy = \"\"\nno_proxy = \"127.0.0.1\""),
            &[],
            &["POST / HTTP/1.1", "Credential=AKIABLOCK/"],
        ),
        row(
            "other switches",
            &with_keys(
                "skip_region_validation = true\nskip_metadata_api_check = true\nuse_fips_endpoint = false\nuse_dualstack_endpoint = false\nskip_credentials_validation = true\nec2_metadata_service_endpoint_mode = \"IPv4\"\nforbidden_account_ids = null",
            ),
            &[],
            &["Credential=AKIABLOCK/"],
        ),
    ];
    let mut different = Vec::new();
    let count = rows.len();
    for row in rows {
        let mut workspace = workspace(&server, &guarded(&row.block));
        fs::write(workspace.home().join("other-config"), "[profile other]\nregion = ap-south-1\n").unwrap();
        let other = "[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = canary-other\n";
        fs::write(workspace.home().join("other-credentials"), other).unwrap();
        let token = workspace.home().join("token");
        for (name, value) in row.environment {
            workspace.set_env(name, value.replace("TOKEN", token.to_str().unwrap()));
        }
        let run = workspace.plan();
        let requests = server.take_requests();
        let asked = requests.iter().filter(|request| request.contains("Action=GetCallerIdentity&")).count();
        let all = requests.join("\n---\n");
        let missing: Vec<&str> = row.sees.into_iter().filter(|text| !all.contains(text)).collect();
        if !run.status.success() || asked != 1 || !missing.is_empty() {
            different.push(format!("{}: {missing:?}, asked {asked} times in\n{all}\n{:?}", row.what, run.errors()));
        }
    }
    assert!(different.is_empty(), "{} of {count}:\n{}", different.len(), different.join("\n\n"));
    assert_eq!(proxy.take_requests(), Vec::<String>::new());
}

#[test]
fn proxies_carry_what_they_are_for() {
    let server = Loopback::start();
    let proxy = Loopback::start();
    let http = |extra: &str| format!("region = \"us-west-2\"\n{KEYS}{extra}").replace("PROXY", proxy.url());
    for (block, variable) in [
        (http("http_proxy = \"PROXY\"\nhttps_proxy = \"\""), None),
        (http(""), Some(("HTTP_PROXY", proxy.url()))),
        (http("https_proxy = \"http://127.0.0.1:1\""), Some(("HTTP_PROXY", proxy.url()))),
    ] {
        let mut workspace = workspace(&server, &guarded(&block));
        if let Some((name, value)) = variable {
            workspace.set_env(name, value);
        }
        workspace.plan().succeeded();
        let line = format!("POST {}/ HTTP/1.1", server.url());
        assert!(proxy.take_requests()[0].starts_with(&line), "{block}");
        assert_eq!(server.take_requests(), Vec::<String>::new());
    }
    // To an https endpoint a proxy makes a tunnel; this one refuses to.
    for (block, warnings) in [
        (http("https_proxy = \"PROXY\"\nmax_retries = 1"), vec![]),
        (http("http_proxy = \"PROXY\"\nmax_retries = 1"), vec!["No HTTPS proxy"]),
    ] {
        let mut workspace =
            workspace(&server, &guarded(&format!("{block}\nendpoints = {{ sts = \"https://sts.example.com\" }}")));
        let run = workspace.plan().failed();
        assert!(proxy.take_requests()[0].starts_with("CONNECT sts.example.com:443 HTTP/1.1"), "{block}");
        assert_eq!(run.warnings().into_iter().map(|warning| warning.summary).collect::<Vec<_>>(), warnings);
    }
}

/// A proxy is asked for a tunnel to the endpoint's host, and refuses.
#[test]
fn hosts_follow_region_fips_and_dual_stack() {
    let proxy = Loopback::start();
    let fips: [(&str, &str); 1] = [("AWS_USE_FIPS_ENDPOINT", "true")];
    let dual_stack = [("AWS_USE_DUALSTACK_ENDPOINT", "true")];
    for (arguments, environment, host) in [
        ("", &[][..], "sts.us-west-2.amazonaws.com"),
        ("sts_region = \"eu-west-1\"", &[], "sts.eu-west-1.amazonaws.com"),
        ("use_fips_endpoint = true", &[], "sts-fips.us-west-2.amazonaws.com"),
        ("", &fips, "sts-fips.us-west-2.amazonaws.com"),
        ("use_fips_endpoint = false", &fips, "sts.us-west-2.amazonaws.com"),
        ("use_dualstack_endpoint = true", &[], "sts.us-west-2.api.aws"),
        ("", &dual_stack, "sts.us-west-2.api.aws"),
    ] {
        let block =
            format!("region = \"us-west-2\"\n{KEYS}max_retries = 1\nhttps_proxy = \"{}\"\n{arguments}", proxy.url());
        let mut workspace = workspace(&proxy, &guarded(&block));
        workspace.unset_env("AWS_ENDPOINT_URL");
        for (name, value) in environment {
            workspace.set_env(name, *value);
        }
        workspace.plan().failed();
        let asked = proxy.take_requests();
        assert!(asked[0].starts_with(&format!("CONNECT {host}:443 ")), "{arguments} {environment:?}: {}", asked[0]);
    }
}

#[test]
fn a_certificate_of_an_own_authority_is_trusted_with_its_bundle_only() {
    let server = Loopback::start_tls();
    let bundle = repository().join("tests/fixtures/tls/ca.pem");
    let bundle = bundle.to_str().unwrap();
    let block = format!("region = \"us-west-2\"\n{KEYS}");
    let mut of_argument = workspace(&server, &guarded(&format!("{block}custom_ca_bundle = \"{bundle}\"")));
    of_argument.plan().succeeded();
    let mut of_environment = workspace(&server, &guarded(&block));
    of_environment.set_env("AWS_CA_BUNDLE", bundle);
    of_environment.plan().succeeded();
    assert_eq!(server.take_requests().len(), 2);

    let run = workspace(&server, &guarded(&block)).plan().failed();
    assert!(run.took < Duration::from_secs(5), "{:?}", run.took);
    let error = run.error();
    assert_eq!(error.summary, "GetCallerIdentity failed");
    assert!(error.detail.contains("invalid peer certificate: UnknownIssuer"), "{}", error.detail);
    assert!(
        error.detail.ends_with(
            "\n\nA proxy that inspects TLS, or an endpoint of your own, shows a certificate of an authority that this machine does not \
             know. Set custom_ca_bundle in the provider block, or the environment variable AWS_CA_BUNDLE, to a file with the certificate \
             of that authority (PEM)."
        ),
        "{}",
        error.detail
    );
    for (file, detail) in [
        ("/no/such/file", "cannot be read: No such file or directory (os error 2)"),
        ("/dev/null", "holds no certificate"),
    ] {
        let error = workspace(&server, &format!("{block}custom_ca_bundle = \"{file}\"")).plan().failed().error();
        let line = format!("the certificate bundle \"{file}\" (custom_ca_bundle or AWS_CA_BUNDLE) {detail}");
        assert_eq!(
            (error.summary.as_str(), error.detail),
            ("AWS cannot be called", format!("{line}\n\nCorrect the provider block."))
        );
    }
}

#[test]
fn the_wrong_account_is_stopped_before_anything_is_written() {
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
        let error = workspace(&server, &format!("region = \"us-west-2\"\n{KEYS}{guard}")).apply().failed().error();
        assert_eq!(error.summary, "Wrong AWS account");
        assert_eq!(
            error.detail,
            format!(
                "The credentials are those of arn:aws:iam::111122223333:user/me in account 111122223333, which {how}. Nothing was \
                 changed.\n\nUse credentials of another account, for example with profile or assume_role in the provider block, or \
                 correct {name}."
            )
        );
        assert_eq!(server.take_requests().len(), 1);
    }
}

#[test]
fn without_usable_credentials_the_plan_fails_at_once_and_says_what_to_do() {
    let server = Loopback::start();
    let expect = |run: Run, summary: &str, begins: &str, ends: &str| {
        let error = run.failed().error();
        assert_eq!(error.summary, summary);
        assert!(error.detail.starts_with(begins), "{}", error.detail);
        assert!(error.detail.ends_with(ends), "{}", error.detail);
    };
    let advice = "\"aws sts get-caller-identity\" shows what the AWS CLI finds.";
    let run = workspace(&server, "profile = \"nobody\"\nregion = \"us-west-2\"").plan();
    expect(
        run,
        "AWS cannot be called",
        "the profile \"nobody\" gives no credentials: it is not in the shared configuration files, or names no source of credentials\n",
        advice,
    );
    let mut nothing = workspace(&server, "region = \"us-west-2\"");
    nothing.set_env("AWS_SHARED_CREDENTIALS_FILE", "/none");
    nothing.validate().succeeded();
    let run = nothing.plan();
    assert!(run.took < Duration::from_secs(5), "{:?}", run.took);
    expect(run, "AWS cannot be called", "no source has credentials. Tried in this order: ", advice);

    let role =
        "assume_role_with_web_identity = { role_arn = \"arn:aws:iam::111122223333:role/web\" }\nregion = \"us-west-2\"";
    expect(
        workspace(&server, role).plan(),
        "AWS cannot be called",
        "assume_role_with_web_identity needs web_identity_token or web_identity_token_file, or the environment variable \
         TF_AWS_WEB_IDENTITY_TOKEN\n",
        "Correct the provider block.",
    );
    assert_eq!(server.take_requests(), Vec::<String>::new());

    // Whoever asks not to look is not stopped while nothing is sent.
    let mut later =
        workspace(&server, "profile = \"nobody\"\nregion = \"us-west-2\"\nskip_credentials_validation = true");
    later.plan().succeeded();
    let error = later.apply().failed().error();
    assert_eq!(error.address.as_deref(), Some("eksoutpost_cluster_role.edge"));

    let mut both = workspace(&server, "profile = \"edge\"");
    for (name, value) in OF_ENVIRONMENT {
        both.set_env(name, value);
    }
    let warnings = both.plan().succeeded().warnings();
    assert_eq!(warnings[0].summary, "Profile and access keys");
    assert_eq!(
        warnings[0].detail,
        "profile is set in the provider block, and so are the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. The \
         profile is used, the variables are not. Unset them, or remove profile."
    );
    let detail = workspace(&server, "insecure = true").validate().failed().error().detail;
    assert_eq!(
        detail,
        "This provider always checks the certificates of AWS: without the check, anybody on the way could read and change what is sent, \
         credentials included. If a proxy inspects TLS, or an endpoint has a certificate of your own authority, set custom_ca_bundle to \
         a file with the certificate of that authority (PEM)."
    );
}

#[test]
fn ignored_tags_are_neither_shown_nor_removed_and_default_tags_come_from_the_environment_too() {
    const ROLE: &str = "eksoutpost_cluster_role.edge";
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.variable("role", r#"{ tags = { owner = "me" } }"#);
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "edge");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "LastScan");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEY_PREFIXES", "cost-");
    workspace.apply_and_settle();
    simulator.iam(
        "TagRole",
        &[
            ("RoleName", "edge-cluster"),
            ("Tags.member.1.Key", "LastScan"),
            ("Tags.member.1.Value", "now"),
            ("Tags.member.2.Key", "cost-center"),
            ("Tags.member.2.Value", "1"),
        ],
    );
    simulator.forget_requests();
    workspace.assert_empty_plan();
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "core");
    workspace.variable("role", "{}");
    workspace.apply_and_settle();
    let journal = simulator.journal();
    assert_eq!(journal.parameters("UntagRole")[0]["TagKeys"], serde_json::json!(["owner"]));
    let state = workspace.state();
    assert_eq!(state.attributes(ROLE)["tags_all"], serde_json::json!({ "team": "core" }));
    // Whoever stops ignoring sees what others have set.
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "");
    let plan = workspace.plan_json();
    let change = &plan["resource_changes"][0]["change"];
    assert_eq!(change["before"]["tags_all"], serde_json::json!({ "LastScan": "now", "team": "core" }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn ignored_tags_of_a_cluster_stay_as_others_set_them() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "LastScan");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", serde_json::json!({ "tags": { "LastScan": "now" } }));
    simulator.forget_requests();
    workspace.assert_empty_plan();
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "edge");
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("UntagResource"), 0);
    let state = workspace.state();
    assert_eq!(state.attributes("eksoutpost_local_cluster.edge")["tags_all"], serde_json::json!({ "team": "edge" }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn no_secret_is_in_output_log_state_or_plan() {
    // H4
    const VARIABLES: &str = "variable \"secret_key\" {\n  type      = string\n  ephemeral = true\n}\nvariable \"token\" {\n  type      = string\n  \
         ephemeral = true\n}\n";
    let found = |run: &Run, more: &[u8]| {
        let text = format!("{}{}{}{}", run.log.text(), run.stdout, run.stderr, String::from_utf8_lossy(more));
        text.lines().find(|line| line.contains("canary")).map(str::to_owned)
    };
    let server = Loopback::start();
    let role = "region = \"us-west-2\"\nmax_retries = 1\nassume_role_with_web_identity = {\nrole_arn = \
         \"arn:aws:iam::111122223333:role/web\"\nweb_identity_token = var.token\n}";
    let keys = "region = \"us-west-2\"\nmax_retries = 1\naccess_key = \"AKIABLOCK\"\nsecret_key = var.secret_key\ntoken = var.token";
    for block in [role, keys, "region = \"us-west-2\"\nprofile = \"sso\"", "region = \"us-west-2\"\nprofile = \"edge\""]
    {
        let mut workspace = workspace(&server, &guarded(block));
        workspace.write("variables.tf", VARIABLES);
        workspace.variable("secret_key", "canary-variable-key");
        workspace.variable("token", "canary-variable-token");
        workspace.set_env("AWS_ENDPOINT_URL_SSO", server.url());
        workspace.set_env("TF_LOG", "trace");
        // IAM refuses, and shows what it has signed.
        let run = workspace.apply().failed();
        assert!(
            run.error().detail.contains("The request signature we calculated does not match"),
            "{:?}",
            run.errors()
        );
        assert!(server.take_requests().join("\n").contains("Credential="), "nothing was signed: {block}");
        assert_eq!(found(&run, &workspace.bytes("terraform.tfstate")), None, "{block}");
    }

    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.set_env("AWS_SECRET_ACCESS_KEY", "canary-secret-key");
    workspace.set_env("AWS_SESSION_TOKEN", "canary-session-token");
    workspace.set_env("TF_LOG", "trace");
    let run = workspace.run(&["plan", "-out=plan"]).succeeded();
    assert_eq!(found(&run, &workspace.bytes("plan")), None);
    assert!(!workspace.bytes("plan").is_empty());
    let run = workspace.run(&["apply", "-json", "plan"]).succeeded();
    assert_eq!(found(&run, &workspace.bytes("terraform.tfstate")), None);
    assert!(!workspace.bytes("terraform.tfstate").is_empty());
    workspace.destroy_and_leave_nothing(&simulator);
}
