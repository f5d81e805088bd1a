//! A directory with a configuration, in which `terraform` runs with one of the examples as its provider.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct Workspace {
    directory: TempDir,
    example: &'static str,
}

/// How a command of Terraform ended, and all that it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
}

impl Run {
    /// What was said, without the frame and the line breaks that Terraform puts in.
    pub(crate) fn words(&self) -> String {
        self.output.replace(['│', '╷', '╵'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Workspace {
    /// With the example `probe`.
    pub(crate) fn new(configuration: &str) -> Self {
        Self::of("probe", configuration)
    }

    pub(crate) fn of(example: &'static str, configuration: &str) -> Self {
        let workspace = Self { directory: TempDir::new().unwrap(), example };
        fs::create_dir(workspace.path("plugins")).unwrap();
        fs::copy(build(example), workspace.path(&format!("plugins/terraform-provider-{example}"))).unwrap();
        let overrides = format!(
            "provider_installation {{\n  dev_overrides {{\n    \"example/{example}\" = {:?}\n  }}\n  direct {{}}\n}}\n",
            workspace.path("plugins")
        );
        workspace.write("terraform.rc", &overrides);
        workspace.configure(configuration);
        workspace
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    /// Replaces the configuration.
    pub(crate) fn configure(&self, configuration: &str) {
        let example = self.example;
        let required = format!(
            "terraform {{\n  required_providers {{\n    {example} = {{ source = \"example/{example}\" }}\n  }}\n}}\n"
        );
        self.write("main.tf", &format!("{required}{configuration}"));
    }

    pub(crate) fn apply(&self) -> Run {
        self.terraform(["apply", "-auto-approve"])
    }

    /// Applies, and asserts that everything went well and that the next plan, after a refresh, is empty.
    pub(crate) fn apply_and_settle(&self) {
        let run = self.apply();
        assert_eq!(run.code, Some(0), "{}", run.output);
        let run = self.plan();
        assert_eq!(run.code, Some(0), "the second plan is not empty: {}", run.output);
    }

    /// Exit code 0 for an empty plan, 2 for one with changes.
    pub(crate) fn plan(&self) -> Run {
        self.terraform(["plan", "-detailed-exitcode"])
    }

    pub(crate) fn terraform(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        let mut command = Command::new("terraform");
        command.args(arguments).current_dir(self.directory.path());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.directory.path()).env("TF_CLI_CONFIG_FILE", self.path("terraform.rc"));
        command.env("CHECKPOINT_DISABLE", "1").env("TF_IN_AUTOMATION", "1").env("TF_INPUT", "0");
        for subcommand in ["apply", "import", "plan", "show"] {
            command.env(format!("TF_CLI_ARGS_{subcommand}"), "-no-color");
        }
        let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| {
            panic!("these tests need `terraform` 1.11 or later on the PATH, and it cannot be started: {error}")
        });
        let text = [output.stdout, output.stderr].concat();
        Run { code: output.status.code(), output: String::from_utf8(text).unwrap() }
    }

    /// The state file as it is.
    pub(crate) fn state(&self) -> String {
        fs::read_to_string(self.path("terraform.tfstate")).unwrap()
    }

    /// Changes the state file.
    pub(crate) fn change_state(&self, change: impl FnOnce(&mut Value)) {
        let mut state: Value = serde_json::from_str(&self.state()).unwrap();
        change(&mut state);
        self.write("terraform.tfstate", &state.to_string());
    }

    /// The only object in state.
    pub(crate) fn object(&self) -> Value {
        let state: Value = serde_json::from_str(&self.state()).unwrap();
        state["resources"][0]["instances"][0].clone()
    }
}

/// Builds the example if it is not up to date, which `cargo test --test terraform` does not do, and says where it is.
fn build(example: &'static str) -> PathBuf {
    static BUILT: Mutex<BTreeMap<&'static str, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut built = BUILT.lock().unwrap();
    built.entry(example).or_insert_with(|| cargo_build(example)).clone()
}

fn cargo_build(example: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--example", example, "--message-format", "json"]);
    cargo.arg("--manifest-path").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    let output = cargo.stderr(Stdio::inherit()).output().unwrap();
    let messages = String::from_utf8(output.stdout).unwrap();
    let executable = messages.lines().find_map(|message| {
        let message: Value = serde_json::from_str(message).ok()?;
        (message["target"]["name"] == example).then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    executable.expect("cargo builds the example")
}
