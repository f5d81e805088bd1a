//! A home directory with shared configuration files, and a module with a provider block.

use std::fs;

use crate::acceptance::harness::Workspace;

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
[profile role-of-environment]
region = us-west-2
role_arn = arn:aws:iam::111122223333:role/of-profile
credential_source = Environment
[profile role-of-container]
region = us-west-2
role_arn = arn:aws:iam::111122223333:role/of-profile
credential_source = EcsContainer
[profile role-of-instance]
region = us-west-2
role_arn = arn:aws:iam::111122223333:role/of-profile
credential_source = Ec2InstanceMetadata
[profile web]
region = us-west-2
role_arn = arn:aws:iam::111122223333:role/web
role_session_name = of-profile
web_identity_token_file = HOME/token
[profile sso]
region = us-west-2
sso_start_url = https://start.example.com
sso_region = us-west-2
sso_account_id = 111122223333
sso_role_name = edge
[profile sso-session]
region = us-west-2
sso_session = corp
sso_account_id = 111122223333
sso_role_name = edge
[sso-session corp]
sso_start_url = https://start.example.com
sso_region = us-west-2
[profile slow]
region = us-west-2
retry_mode = adaptive
max_attempts = 7
use_fips_endpoint = true
[profile elsewhere]
region = us-west-2
endpoint_url = http://127.0.0.1:1
services = elsewhere
[services elsewhere]
sts =
  endpoint_url = {AWS}
"#;

const CREDENTIALS: &str = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = canary-default\n[edge]\n\
    aws_access_key_id = AKIAEDGE\naws_secret_access_key = canary-edge\n[slow]\naws_access_key_id = AKIASLOW\n\
    aws_secret_access_key = canary-slow\n[elsewhere]\naws_access_key_id = AKIAEDGE\naws_secret_access_key = canary-edge\n";

/// `~/.aws/sso/cache/`: SHA-1 of the start URL, or of the session's name.
const SSO_CACHE: [&str; 2] =
    ["b1cd59fdb1bf6dd82462b29a459d769bd127bb65.json", "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"];

/// A workspace with shared configuration files, a role, and this provider block.
pub(super) fn workspace(block: &str) -> Workspace {
    let workspace = Workspace::offline();
    let home = workspace.home();
    let aws = home.join(".aws");
    fs::create_dir_all(aws.join("sso/cache")).unwrap();
    fs::write(aws.join("config"), CONFIG.replace("HOME", home.to_str().unwrap())).unwrap();
    fs::write(aws.join("credentials"), CREDENTIALS).unwrap();
    let token = r#"{"accessToken":"canary-of-sso","expiresAt":"2126-01-01T00:00:00Z"}"#;
    for file in SSO_CACHE {
        fs::write(aws.join("sso/cache").join(file), token).unwrap();
    }
    fs::write(home.join("token"), "canary-token-of-file").unwrap();
    fs::write(home.join("other-config"), "[profile other]\nregion = ap-south-1\n").unwrap();
    let other = "[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = canary-other\n";
    fs::write(home.join("other-credentials"), other).unwrap();
    workspace.write(
        "provider.tf",
        &format!(
            "terraform {{\n  required_providers {{\n    eksoutpost = {{\n      source = \"eksoutpost/eksoutpost\"\n    }}\n  }}\n}}\n\
             provider \"eksoutpost\" {{\n{block}\n}}\n"
        ),
    );
    workspace.write("main.tf", "resource \"eksoutpost_cluster_role\" \"edge\" {}\n");
    workspace
}
