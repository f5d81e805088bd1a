//! Every source of credentials signs a request, and the server checks the signature.

use std::collections::BTreeSet;

use super::home::workspace;
use super::row::{GUARD, KEYS, NO_FILES, OF_ENVIRONMENT, Row, WEST, row, run};
use crate::acceptance::scenarios::say;

/// What the provider can take credentials from. Those that it tries by itself are checked against its own error; those of a profile are
/// the SDK's (aws-config, `profile::credentials::repr`).
const SOURCES: &[&str] = &[
    "keys of the block",
    "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "the profile (AWS_PROFILE, or \"default\") of the shared configuration files",
    "a web identity token (AWS_WEB_IDENTITY_TOKEN_FILE)",
    "a container's credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI)",
    "EC2 instance metadata",
    "profile: keys",
    "profile: credential_process",
    "profile: role_arn with source_profile",
    "profile: role_arn with credential_source = Environment",
    "profile: role_arn with credential_source = EcsContainer",
    "profile: role_arn with credential_source = Ec2InstanceMetadata",
    "profile: web_identity_token_file",
    "profile: IAM Identity Center",
    "profile: IAM Identity Center session",
    "assume_role",
    "assume_role_with_web_identity",
];

const WEB_ROLE: (&str, &str) = ("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/web");

pub(super) fn rows() -> Vec<Row> {
    let guarded = |what, drives, block: &str| row(what, drives, &format!("{block}\n{GUARD}"));
    let container = ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{AWS}/container");
    let metadata = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "{AWS}")];
    vec![
        guarded(
            "keys of the block go before those of the environment",
            &["keys of the block", "access_key", "secret_key", "token", "region"],
            &format!("{WEST}{KEYS}token = \"canary-token\""),
        )
        .env(&OF_ENVIRONMENT)
        .env(&[("AWS_REGION", "eu-west-1")])
        .sees(&["Credential=AKIABLOCK/", "/us-west-2/sts/", "x-amz-security-token: canary-token\n"]),
        guarded(
            "keys of the environment go before the default profile",
            &["the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"],
            "",
        )
        .env(&OF_ENVIRONMENT)
        .env(&[("AWS_REGION", "eu-west-1"), ("AWS_SESSION_TOKEN", "canary-of-environment")])
        .sees(&["Credential=AKIAENVIRONMENT/", "/eu-west-1/sts/", "x-amz-security-token: canary-of-environment\n"]),
        guarded(
            "the default profile",
            &["the profile (AWS_PROFILE, or \"default\") of the shared configuration files", "profile: keys"],
            "",
        )
        .sees(&["Credential=AKIADEFAULT/", "/eu-north-1/sts/"]),
        guarded("AWS_DEFAULT_REGION", &[], "").env(&[("AWS_DEFAULT_REGION", "eu-west-2")]).sees(&["/eu-west-2/sts/"]),
        guarded("profile goes before the environment", &["profile"], "profile = \"edge\"")
            .env(&OF_ENVIRONMENT)
            .env(&[("AWS_PROFILE", "slow")])
            .sees(&["Credential=AKIAEDGE/", "/eu-south-1/sts/"]),
        guarded("AWS_PROFILE", &[], "")
            .env(&[("AWS_PROFILE", "edge"), ("AWS_DEFAULT_PROFILE", "slow")])
            .sees(&["Credential=AKIAEDGE/", "/eu-south-1/sts/"]),
        guarded("AWS_DEFAULT_PROFILE", &[], "")
            .env(&[("AWS_DEFAULT_PROFILE", "edge")])
            .sees(&["Credential=AKIAEDGE/", "/eu-south-1/sts/"]),
        guarded(
            "shared files of the block go before those of the environment",
            &["shared_config_files", "shared_credentials_files"],
            "profile = \"other\"\nshared_config_files = [\"~/other-config\"]\nshared_credentials_files = [\"$HOME/other-credentials\"]",
        )
        .env(&NO_FILES)
        .sees(&["Credential=AKIAOTHER/", "/ap-south-1/sts/"]),
        guarded("shared files of the environment", &[], "profile = \"other\"")
            .env(&[
                ("AWS_CONFIG_FILE", "{HOME}/other-config"),
                ("AWS_SHARED_CREDENTIALS_FILE", "{HOME}/other-credentials"),
            ])
            .sees(&["Credential=AKIAOTHER/", "/ap-south-1/sts/"]),
        guarded("a process", &["profile: credential_process"], "profile = \"process\"")
            .sees(&["Credential=AKIAPROCESS/"]),
        guarded("a role of a profile", &["profile: role_arn with source_profile"], "profile = \"role\"").sees(&[
            "Credential=AKIAEDGE/",
            "Action=AssumeRole&",
            "role%2Fof-profile",
            "Credential=ASIAROLE/",
        ]),
        guarded(
            "a role of a profile, by the environment",
            &["profile: role_arn with credential_source = Environment"],
            "profile = \"role-of-environment\"",
        )
        .env(&OF_ENVIRONMENT)
        .sees(&["Credential=AKIAENVIRONMENT/", "role%2Fof-profile", "Credential=ASIAROLE/"]),
        guarded(
            "a role of a profile, by a container",
            &["profile: role_arn with credential_source = EcsContainer"],
            "profile = \"role-of-container\"",
        )
        .env(&[container])
        .sees(&["Credential=ASIACONTAINER/", "role%2Fof-profile", "Credential=ASIAROLE/"]),
        guarded(
            "a role of a profile, by the instance",
            &["profile: role_arn with credential_source = Ec2InstanceMetadata"],
            "profile = \"role-of-instance\"",
        )
        .env(&metadata)
        .sees(&["Credential=ASIAINSTANCE/", "role%2Fof-profile", "Credential=ASIAROLE/"]),
        guarded("a web identity of a profile", &["profile: web_identity_token_file"], "profile = \"web\"").sees(&[
            "Action=AssumeRoleWithWebIdentity&",
            "WebIdentityToken=canary-token-of-file",
            "RoleSessionName=of-profile",
            "Credential=ASIAROLE/",
        ]),
        guarded("IAM Identity Center", &["profile: IAM Identity Center"], "profile = \"sso\"")
            .env(&[("AWS_ENDPOINT_URL_SSO", "{AWS}")])
            .sees(&[
                "GET /federation/credentials?",
                "x-amz-sso_bearer_token: canary-of-sso\n",
                "Credential=ASIASSO/",
            ]),
        guarded(
            "a session of IAM Identity Center",
            &["profile: IAM Identity Center session"],
            "profile = \"sso-session\"",
        )
        .env(&[("AWS_ENDPOINT_URL_SSO", "{AWS}")])
        .sees(&["GET /federation/credentials?", "Credential=ASIASSO/"]),
        guarded(
            "a container",
            &["a container's credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI)"],
            WEST,
        )
        .env(&NO_FILES)
        .env(&[container, ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "canary-of-container")])
        .sees(&["GET /container ", "authorization: canary-of-container\n", "Credential=ASIACONTAINER/"]),
        guarded(
            "instance metadata of the block",
            &["EC2 instance metadata", "ec2_metadata_service_endpoint"],
            "ec2_metadata_service_endpoint = \"{AWS}\"",
        )
        .env(&NO_FILES)
        .env(&[("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "{CLOSED}")])
        .sees(&["PUT /latest/api/token ", "Credential=ASIAINSTANCE/", "/eu-central-1/sts/"]),
        guarded("instance metadata of the environment", &[], WEST)
            .env(&NO_FILES)
            .env(&metadata)
            .sees(&["Credential=ASIAINSTANCE/"]),
        guarded(
            "a web identity of the environment",
            &["a web identity token (AWS_WEB_IDENTITY_TOKEN_FILE)"],
            WEST,
        )
        .env(&NO_FILES)
        .env(&[WEB_ROLE, ("AWS_WEB_IDENTITY_TOKEN_FILE", "{HOME}/token")])
        .sees(&[
            "Action=AssumeRoleWithWebIdentity&",
            "WebIdentityToken=canary-token-of-file",
            "Credential=ASIAROLE/",
        ]),
        guarded(
            "a web identity with a file",
            &[
                "assume_role_with_web_identity",
                "assume_role_with_web_identity.role_arn",
                "assume_role_with_web_identity.session_name",
                "assume_role_with_web_identity.duration",
                "assume_role_with_web_identity.policy",
                "assume_role_with_web_identity.policy_arns",
                "assume_role_with_web_identity.web_identity_token_file",
            ],
            &format!(
                "{WEST}assume_role_with_web_identity = {{\nrole_arn = \"arn:aws:iam::111122223333:role/web\"\n\
                 web_identity_token_file = \"~/token\"\nsession_name = \"ci\"\nduration = \"30m\"\npolicy = \"{{}}\"\n\
                 policy_arns = [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\n}}"
            ),
        )
        .env(&OF_ENVIRONMENT)
        .env(&[("TF_AWS_WEB_IDENTITY_TOKEN", "canary-inline")])
        .sees(&[
            "role%2Fweb",
            "WebIdentityToken=canary-token-of-file",
            "RoleSessionName=ci",
            "DurationSeconds=1800",
            "Policy=%7B%7D",
            "PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess",
            "Credential=ASIAROLE/",
        ]),
        guarded(
            "a web identity with a token",
            &["assume_role_with_web_identity.web_identity_token"],
            &format!("{WEST}assume_role_with_web_identity = {{ web_identity_token = \"canary-given\" }}"),
        )
        .env(&[WEB_ROLE, ("TF_AWS_WEB_IDENTITY_TOKEN", "canary-inline")])
        .sees(&["role%2Fweb", "WebIdentityToken=canary-given", "Credential=ASIAROLE/"]),
        guarded(
            "TF_AWS_WEB_IDENTITY_TOKEN",
            &[],
            &format!("{WEST}assume_role_with_web_identity = {{}}"),
        )
        .env(&[WEB_ROLE, ("TF_AWS_WEB_IDENTITY_TOKEN", "canary-inline"), ("AWS_ROLE_SESSION_NAME", "pipeline")])
        .sees(&["WebIdentityToken=canary-inline", "role%2Fweb", "RoleSessionName=pipeline"]),
        guarded(
            "a chain of roles",
            &[
                "assume_role",
                "assume_role.role_arn",
                "assume_role.duration",
                "assume_role.external_id",
                "assume_role.policy",
                "assume_role.policy_arns",
                "assume_role.session_name",
                "assume_role.source_identity",
                "assume_role.tags",
                "assume_role.transitive_tag_keys",
                "sts_region",
            ],
            &format!(
                "{WEST}{KEYS}sts_region = \"eu-west-3\"\nassume_role = [{{\nrole_arn = \"arn:aws:iam::111122223333:role/one\"\n\
                 duration = \"1h30m\"\nexternal_id = \"external\"\npolicy = \"{{}}\"\n\
                 policy_arns = [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\nsession_name = \"pipeline\"\nsource_identity = \"me\"\n\
                 tags = {{ team = \"edge\" }}\ntransitive_tag_keys = [\"team\"]\n}}, {{\n\
                 role_arn = \"arn:aws:iam::111122223333:role/two\"\n}}]"
            ),
        )
        .sees(&[
            "Credential=AKIABLOCK/",
            "/eu-west-3/sts/",
            "role%2Fone",
            "DurationSeconds=5400",
            "ExternalId=external",
            "Policy=%7B%7D",
            "PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess",
            "RoleSessionName=pipeline",
            "SourceIdentity=me",
            "Tags.member.1.Key=team&Tags.member.1.Value=edge",
            "TransitiveTagKeys.member.1=team",
            "role%2Ftwo",
            "Credential=ASIAROLE/",
        ]),
    ]
}

#[test]
fn every_source_of_credentials_signs_a_request() {
    let rows = rows();
    let driven: BTreeSet<&str> = rows.iter().flat_map(|row| row.drives).copied().collect();
    let missing: Vec<_> = SOURCES.iter().filter(|source| !driven.contains(*source)).collect();
    assert!(missing.is_empty(), "no row drives {missing:?}");
    say(&format!("provider block: {} sources of credentials in {} rows\n", SOURCES.len(), rows.len()));
    run(&rows);
}

/// The list is the provider's own: it names what it has tried.
#[test]
fn every_source_that_the_provider_tries_is_in_the_list() {
    let mut nothing = workspace(WEST);
    for (name, value) in NO_FILES {
        nothing.set_env(name, value);
    }
    let detail = nothing.plan().failed().error().detail;
    let tried = detail.split_once("Tried in this order: ").unwrap().1.split("\n\n").next().unwrap();
    let tried: Vec<&str> = tried.split("; ").map(|source| source.rsplit_once(": ").unwrap().0).collect();
    assert_eq!(tried.len(), 5, "{tried:?}");
    let unknown: Vec<_> = tried.iter().filter(|source| !SOURCES.contains(*source)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
