//! A directory with a configuration, in which `terraform` runs with the example `mutant` as its provider.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// One error: the title with everything in which an address could stand.
pub(crate) type Error = (String, String);

pub(crate) struct Workspace {
    directory: TempDir,
    pub(crate) environment: Vec<(&'static str, String)>,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        let workspace = Self { directory: TempDir::new().unwrap(), environment: Vec::new() };
        fs::create_dir(workspace.path("plugins")).unwrap();
        std::os::unix::fs::symlink(example(), workspace.path("plugins/terraform-provider-mutant")).unwrap();
        let overrides = format!(
            "provider_installation {{\n  dev_overrides {{\n    \"example/mutant\" = {:?}\n  }}\n  direct {{}}\n}}\n",
            workspace.path("plugins")
        );
        fs::write(workspace.path("terraform.rc"), overrides).unwrap();
        workspace
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn configure(&self, mut configuration: Json) {
        configuration["terraform"] = json!({ "required_providers": { "mutant": { "source": "example/mutant" } } });
        fs::write(self.path("main.tf.json"), configuration.to_string()).unwrap();
    }

    pub(crate) fn things<'a>(&self, names: impl Iterator<Item = &'a str>, content: impl Fn(&str) -> Json) {
        let things: BTreeMap<_, _> = names.map(|name| (name, content(name))).collect();
        self.configure(json!({ "resource": { "mutant_thing": things } }));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> (String, bool) {
        let mut command = Command::new("terraform");
        command.args(arguments).current_dir(self.directory.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.directory.path()).env("TF_CLI_CONFIG_FILE", self.path("terraform.rc"));
        command.env("CHECKPOINT_DISABLE", "1").env("TF_IN_AUTOMATION", "1").envs(self.environment.iter().cloned());
        let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| {
            panic!("these tests need `terraform` 1.11 or later on the PATH, and it cannot be started: {error}")
        });
        (String::from_utf8([output.stdout, output.stderr].concat()).unwrap(), output.status.success())
    }

    /// The errors of a command with `-json`.
    pub(crate) fn errors(&self, arguments: &[&str]) -> Vec<Error> {
        let (output, _) = self.run(arguments);
        let messages = output.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
        let diagnostics = messages.map(|message| message["diagnostic"].clone());
        let errors = diagnostics.filter(|diagnostic| diagnostic["severity"] == "error");
        errors.map(|error| (error["summary"].as_str().unwrap().to_owned(), error.to_string())).collect()
    }

    pub(crate) fn apply(&self) -> Vec<Error> {
        self.errors(&["apply", "-json", "-auto-approve"])
    }

    pub(crate) fn plan(&self) -> Vec<Error> {
        self.errors(&["plan", "-json"])
    }

    /// What Terraform did with each object of a type, and what it stored.
    pub(crate) fn plan_and_apply(&self, type_name: &str) -> BTreeMap<String, (String, Json)> {
        assert_eq!(self.errors(&["plan", "-json", "-out=plan"]), []);
        let plan: Json = serde_json::from_str(&self.run(&["show", "-json", "plan"]).0).unwrap();
        let (output, has_applied) = self.run(&["apply", "-no-color", "plan"]);
        assert!(has_applied, "{output}");
        let state = self.state();
        let objects = state["resources"].as_array().unwrap().iter().filter(|object| object["type"] == type_name);
        let stored: BTreeMap<_, _> =
            objects.map(|object| (object["name"].as_str().unwrap(), &object["instances"][0]["attributes"])).collect();
        let changes = plan["resource_changes"].as_array().unwrap().iter().filter(|change| change["type"] == type_name);
        let done = changes.map(|change| {
            let name = change["name"].as_str().unwrap();
            let actions = change["change"]["actions"].as_array().unwrap();
            let action = if actions.len() == 2 { "replace" } else { actions[0].as_str().unwrap() };
            (name.to_owned(), (action.to_owned(), stored[name].clone()))
        });
        done.collect()
    }

    pub(crate) fn state(&self) -> Json {
        serde_json::from_str(&fs::read_to_string(self.path("terraform.tfstate")).unwrap_or_default())
            .unwrap_or_default()
    }
}

/// Builds the example if it is not up to date, and says where it is.
fn example() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--example", "mutant", "--message-format", "json"]);
        cargo.arg("--manifest-path").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        let output = cargo.stderr(Stdio::inherit()).output().unwrap();
        let messages = String::from_utf8(output.stdout).unwrap();
        let executable = messages.lines().find_map(|message| {
            let message: Json = serde_json::from_str(message).ok()?;
            (message["target"]["name"] == "mutant").then(|| message["executable"].as_str().map(PathBuf::from))?
        });
        executable.expect("cargo builds the example")
    })
}
