//! One run of Terraform with a provider block and an environment, and what servers on this machine must have seen of it.

use std::fs;
use std::thread;
use std::time::Duration;

use super::home::workspace;
use super::servers::Servers;

/// Keys of the provider block.
pub(super) const KEYS: &str = "access_key = \"AKIABLOCK\"\nsecret_key = \"canary-block\"\n";
pub(super) const WEST: &str = "region = \"us-west-2\"\n";
/// The answer to it is in the middle of every row that does not say otherwise: the provider sends it when it is configured.
pub(super) const GUARD: &str = "allowed_account_ids = [\"111122223333\"]\n";
/// Where neither the environment nor the files have credentials.
pub(super) const NO_FILES: [(&str, &str); 2] = [("AWS_SHARED_CREDENTIALS_FILE", "/none"), ("AWS_CONFIG_FILE", "/none")];
pub(super) const OF_ENVIRONMENT: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "canary-environment")];

/// A cluster, about which a plan asks EKS, EC2, Outposts and IAM.
const CLUSTER: &str = r#"resource "eksoutpost_local_cluster" "edge" {
  name     = "edge"
  role_arn = "arn:aws:iam::111122223333:role/edge"
  outpost_config = {
    outpost_arn                 = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f67890"
    control_plane_instance_type = "m5.large"
  }
  vpc_config = { subnet_ids = ["subnet-0a1b2c3d4e5f67891"] }
}
"#;

const ROLE: &str = r#"resource "eksoutpost_cluster_role" "edge" {
  tags = { owner = "me", LastScan = "never", cost-1 = "x" }
}
output "tags" { value = eksoutpost_cluster_role.edge.tags_all }
"#;

/// A row of a table.
pub(super) struct Row {
    pub(super) what: &'static str,
    /// Arguments or sources of credentials whose effect this row shows.
    pub(super) drives: &'static [&'static str],
    block: String,
    environment: Vec<(&'static str, String)>,
    is_of_cluster: bool,
    applies: bool,
    fails: Option<&'static str>,
    sees: Vec<&'static str>,
    shows: Vec<&'static str>,
    hides: Vec<&'static str>,
}

/// A plan of a role with this provider block. `{AWS}` and so on stand for the URLs of the servers.
pub(super) fn row(what: &'static str, drives: &'static [&'static str], block: &str) -> Row {
    Row {
        what,
        drives,
        block: block.to_owned(),
        environment: vec![("AWS_ENDPOINT_URL", "{AWS}".to_owned())],
        is_of_cluster: false,
        applies: false,
        fails: None,
        sees: Vec::new(),
        shows: Vec::new(),
        hides: Vec::new(),
    }
}

impl Row {
    pub(super) fn env(mut self, pairs: &[(&'static str, &str)]) -> Self {
        for (name, value) in pairs {
            self.environment.retain(|(known, _)| known != name);
            self.environment.push((name, (*value).to_owned()));
        }
        self
    }

    /// Endpoints are AWS's own.
    pub(super) fn without_endpoint(mut self) -> Self {
        self.environment.retain(|(name, _)| *name != "AWS_ENDPOINT_URL");
        self
    }

    /// A cluster instead of a role.
    pub(super) fn of_cluster(self) -> Self {
        Self { is_of_cluster: true, ..self }
    }

    /// An apply instead of a plan. AWS lets nobody make anything, so it fails in the end.
    pub(super) fn applies(self) -> Self {
        Self { applies: true, ..self }
    }

    /// The first error must have this summary.
    pub(super) fn fails(self, summary: &'static str) -> Self {
        Self { fails: Some(summary), ..self }
    }

    /// What must be in the requests.
    pub(super) fn sees(mut self, texts: &[&'static str]) -> Self {
        self.sees.extend(texts);
        self
    }

    /// What must be in the outputs of the plan.
    pub(super) fn shows(mut self, texts: &[&'static str]) -> Self {
        self.shows.extend(texts);
        self
    }

    /// What must not be there.
    pub(super) fn hides(mut self, texts: &[&'static str]) -> Self {
        self.hides.extend(texts);
        self
    }

    /// Runs Terraform; tells what is wrong.
    fn flaws(&self, servers: &Servers) -> Option<String> {
        let mut workspace = workspace(&servers.name(&self.block));
        workspace.write("main.tf", if self.is_of_cluster { CLUSTER } else { ROLE });
        let config = workspace.home().join(".aws/config");
        fs::write(&config, servers.name(&fs::read_to_string(&config).unwrap())).unwrap();
        let home = workspace.home();
        for (name, value) in &self.environment {
            workspace.set_env(name, servers.name(value).replace("{HOME}", home.to_str().unwrap()));
        }
        let run = if self.applies { workspace.apply() } else { workspace.plan() };
        let seen = servers.take_requests();
        let mut flaws: Vec<String> = Vec::new();
        let missing = self.sees.iter().filter(|text| !seen.contains(&servers.name(text)));
        flaws.extend(missing.map(|text| format!("lacks {text:?}")));
        let there = self.hides.iter().chain(&["BAD SIGNATURE"]).filter(|text| seen.contains(&servers.name(text)));
        flaws.extend(there.map(|text| format!("has {text:?}")));
        if !self.shows.is_empty() {
            let shown = workspace.plan_json()["planned_values"]["outputs"].to_string();
            let missing = self.shows.iter().filter(|text| !shown.contains(**text));
            flaws.extend(missing.map(|text| format!("shows no {text:?}, but {shown}")));
        }
        let summary = run.errors().first().map(|error| error.summary.clone());
        let is_right =
            if self.applies && self.fails.is_none() { summary.is_some() } else { summary.as_deref() == self.fails };
        if !is_right {
            flaws.push(format!("ended with {summary:?}"));
        }
        if run.took > Duration::from_secs(20) {
            flaws.push(format!("took {:?}", run.took));
        }
        (!flaws.is_empty()).then(|| format!("{}: {}\n{seen}\n{:?}", self.what, flaws.join(", "), run.errors()))
    }
}

/// Runs every row.
///
/// # Panics
/// If one does not end as it says.
pub(super) fn run(rows: &[Row]) {
    let half = |rows: &[Row]| -> Vec<String> {
        let servers = Servers::start();
        rows.iter().filter_map(|row| row.flaws(&servers)).collect()
    };
    let (first, second) = rows.split_at(rows.len() / 2);
    let wrong = thread::scope(|scope| {
        let first = scope.spawn(|| half(first));
        let second = half(second);
        [first.join().unwrap(), second].concat()
    });
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n\n"));
}
