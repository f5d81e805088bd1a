//! The token of `eksoutpost_cluster_auth` in the hands of the real Terraform, and before the cluster that it is for: the simulator checks it as
//! aws-iam-authenticator does, with code that shares nothing with ours.

use std::fs;

use aws_smithy_types::base64;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::harness::{Run, Simulator, Workspace, unzip};

/// A client of the cluster that begins after it: in the place of the providers `kubernetes` and `helm`.
const CLIENT: &str = r#"
variable "token_file" {
  type = string
}

ephemeral "eksoutpost_cluster_auth" "auth" {
  cluster_id            = CLUSTER.cluster_id
  name                  = CLUSTER.name
  control_plane_storage = CLUSTER.control_plane_storage
}

resource "terraform_data" "client" {
  provisioner "local-exec" {
    command = "printf %s \"$TOKEN\" > \"$TOKEN_FILE\""
    environment = {
      TOKEN      = ephemeral.eksoutpost_cluster_auth.auth.token
      TOKEN_FILE = var.token_file
    }
  }
}
"#;

/// A cluster with a client, run with keys of a principal.
struct Case {
    workspace: Workspace,
    principal: Value,
    directory: TempDir,
}

impl Case {
    fn new(simulator: &Simulator, fixture: &str, cluster: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let mut workspace = Workspace::new(simulator, fixture);
        workspace.write("client.tf", &CLIENT.replace("CLUSTER", cluster));
        workspace.set_env("TF_VAR_token_file", directory.path().join("token"));
        let principal = simulator.post("principal/deployer", &json!({ "policies": [] }));
        workspace.set_env("AWS_ACCESS_KEY_ID", principal["access_key"].as_str().unwrap());
        workspace.set_env("AWS_SECRET_ACCESS_KEY", principal["secret_key"].as_str().unwrap());
        Self { workspace, principal, directory }
    }

    /// The token that the client got last.
    fn token(&self) -> String {
        fs::read_to_string(self.directory.path().join("token")).unwrap()
    }
}

fn shown_to(simulator: &Simulator, cluster: &str, token: &str) -> Value {
    simulator.post(&format!("token/{cluster}"), &json!({ "token": token }))
}

fn refused(reason: &str) -> Value {
    json!({ "accepted": false, "reason": reason })
}

/// The URL in a token.
fn url(token: &str) -> String {
    let encoded = token.strip_prefix("k8s-aws-v1.").unwrap().replace('-', "+").replace('_', "/");
    let padding = "=".repeat((4 - encoded.len() % 4) % 4);
    String::from_utf8(base64::decode(encoded + &padding).unwrap()).unwrap()
}

fn wrapped(url: &str) -> String {
    let encoded = base64::encode(url).replace('+', "-").replace('/', "_");
    format!("k8s-aws-v1.{}", encoded.trim_end_matches('='))
}

#[test]
fn a_token_is_taken_by_the_cluster_that_it_is_for_and_by_no_other() {
    let simulator = Simulator::borrow();
    let mut ebs = Case::new(&simulator, "ebs_minimal", "eksoutpost_local_cluster.edge");
    let mut store = Case::new(&simulator, "store_minimal", "eksoutpost_local_cluster.store");
    ebs.workspace.apply().succeeded();
    store.workspace.apply().succeeded();

    let (by_id, by_name) = (ebs.token(), store.token());
    let accepted = json!({ "accepted": true, "arn": ebs.principal["arn"] });
    assert_eq!(shown_to(&simulator, "edge", &by_id), accepted);
    assert_eq!(shown_to(&simulator, "store", &by_name), accepted);
    let of_another = refused("STS: SignatureDoesNotMatch");
    assert_eq!(shown_to(&simulator, "store", &by_id), of_another);
    assert_eq!(shown_to(&simulator, "edge", &by_name), of_another);

    let changed = url(&by_id).replace("X-Amz-Expires=60", "X-Amz-Expires=59");
    assert_eq!(shown_to(&simulator, "edge", &wrapped(&url(&by_id))), accepted);
    assert_eq!(shown_to(&simulator, "edge", &wrapped(&changed)), of_another);
    // What a name makes of a cluster with EBS, which is how other clusters are named.
    ebs.workspace.replace_in(
        "client.tf",
        "= eksoutpost_local_cluster.edge.control_plane_storage",
        "= \"instance_store\"",
    );
    ebs.workspace.run(&["apply", "-auto-approve", "-replace=terraform_data.client"]).succeeded();
    assert_eq!(shown_to(&simulator, "edge", &ebs.token()), of_another);

    simulator.advance(14 * 60);
    assert_eq!(shown_to(&simulator, "edge", &by_id), accepted);
    simulator.advance(61);
    assert_eq!(shown_to(&simulator, "edge", &by_id), refused("X-Amz-Date parameter is expired"));
    store.workspace.destroy().succeeded();
    ebs.workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_token_costs_no_call_and_every_run_makes_another() {
    let simulator = Simulator::borrow();
    let mut case = Case::new(&simulator, "ebs_minimal", "eksoutpost_local_cluster.edge");
    // The cluster is not known in the plan: nothing is opened, and nothing is an error.
    case.workspace.plan().succeeded();
    case.workspace.apply().succeeded();
    let first = case.token();
    simulator.forget_requests();
    case.workspace.run(&["apply", "-auto-approve", "-replace=terraform_data.client", "-refresh=false"]).succeeded();
    assert_eq!(simulator.journal().all().len(), 0, "{:?}", simulator.journal().all());
    assert_eq!(shown_to(&simulator, "edge", &first)["accepted"], true);
    assert_eq!(shown_to(&simulator, "edge", &case.token())["accepted"], true);
    case.workspace.destroy_and_leave_nothing(&simulator);
}

/// Where a text is that should be nowhere.
fn leaks(workspace: &Workspace, run: &Run, secrets: &[String]) -> Vec<String> {
    let state = String::from_utf8_lossy(&workspace.bytes("terraform.tfstate")).into_owned();
    let backup = String::from_utf8_lossy(&workspace.bytes("terraform.tfstate.backup")).into_owned();
    let plan = if workspace.file("plan").exists() { unzip(&workspace.file("plan")) } else { String::new() };
    let places = [
        ("log", run.log.text()),
        ("output", &run.stdout),
        ("diagnostics", &run.stderr),
        ("state", &state),
        ("backup", &backup),
        ("plan", &plan),
    ];
    let found = places.iter().filter(|(_, text)| secrets.iter().any(|secret| text.contains(secret.as_str())));
    found.map(|(place, _)| (*place).to_owned()).collect()
}

#[test]
fn a_token_is_in_no_state_no_plan_and_no_log() {
    for (fixture, cluster) in
        [("ebs_minimal", "eksoutpost_local_cluster.edge"), ("store_minimal", "eksoutpost_local_cluster.store")]
    {
        let simulator = Simulator::borrow();
        let mut case = Case::new(&simulator, fixture, cluster);
        case.workspace.apply().succeeded();
        case.workspace.set_env("TF_LOG", "trace");
        let planned = case.workspace.run(&["plan", "-out=plan", "-replace=terraform_data.client"]).succeeded();
        let shown = case.workspace.run(&["show", "-json", "plan"]).succeeded();
        let applied = case.workspace.run(&["apply", "plan"]).succeeded();
        assert!(applied.log.text().contains("[TRACE]") && applied.log.text().contains("eksoutpost_cluster_auth"));

        let token = case.token();
        let signature = url(&token).split_once("X-Amz-Signature=").unwrap().1[..64].to_owned();
        // The end of a token has its signature. The token of the plan was another: its beginning is the same.
        let secrets = [token.clone(), signature, token[token.len() - 60..].to_owned(), token[..60].to_owned()];
        for run in [&planned, &shown, &applied] {
            assert_eq!(leaks(&case.workspace, run, &secrets), Vec::<String>::new(), "{fixture}");
        }
        case.workspace.unset_env("TF_LOG");
        case.workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_token_that_expires_before_the_end_of_a_run_is_told() {
    let simulator = Simulator::borrow();
    let mut case = Case::new(&simulator, "ebs_minimal", "eksoutpost_local_cluster.edge");
    case.workspace.apply().succeeded();
    // Credentials that have expired, as they may have at the end of a long run.
    let aws = case.workspace.home().join(".aws");
    fs::create_dir_all(&aws).unwrap();
    let keys = r#"{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"old","SessionToken":"old","Expiration":"2026-01-01T00:00:00Z"}"#;
    fs::write(aws.join("config"), format!("[profile old]\nregion = us-west-2\ncredential_process = echo '{keys}'\n"))
        .unwrap();
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
        case.workspace.unset_env(name);
    }
    case.workspace.set_env("AWS_PROFILE", "old");
    let run = case.workspace.run(&["apply", "-json", "-auto-approve", "-replace=terraform_data.client"]).succeeded();
    let warnings = run.warnings();
    let expired: Vec<_> =
        warnings.iter().filter(|warning| warning.summary == "Token expired while it was in use").collect();
    assert!(!expired.is_empty(), "{warnings:?}");
    assert!(
        expired[0]
            .detail
            .starts_with("The token was valid until 2026-01-01T00:00:00Z, and Terraform still needed it then.")
    );
    case.workspace.set_env("AWS_ACCESS_KEY_ID", "AKIASIMULATEDKEY0001");
    case.workspace.set_env("AWS_SECRET_ACCESS_KEY", "simulated");
    case.workspace.unset_env("AWS_PROFILE");
    case.workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn the_name_in_place_of_the_id_is_told_at_its_argument_before_anything_is_made() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.write(
        "client.tf",
        "ephemeral \"eksoutpost_cluster_auth\" \"auth\" {\n  cluster_id = eksoutpost_local_cluster.edge.name\n}\n",
    );
    // Terraform shows no line for what is wrong with a value that only the plan knows, so the text names the argument.
    let error = workspace.plan().failed().error();
    assert_eq!(error.summary, "Invalid cluster ID");
    assert!(error.detail.starts_with("The cluster_id \"edge\" is not the ID of a local cluster"), "{}", error.detail);
    assert!(error.detail.contains("It looks like the cluster's name."), "{}", error.detail);

    workspace.write("client.tf", "ephemeral \"eksoutpost_cluster_auth\" \"auth\" {\n  cluster_id = \"edge\"\n}\n");
    let error = workspace.validate().error();
    assert_eq!((error.summary.as_str(), error.line), ("Invalid cluster ID", Some(2)));

    workspace.write(
        "client.tf",
        "ephemeral \"eksoutpost_cluster_auth\" \"auth\" {\n  name = eksoutpost_local_cluster.edge.name\n}\n",
    );
    assert_eq!(workspace.validate().error().summary, "Cluster ID is missing");
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
}
