//! A directory in which Terraform runs this provider.

use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::environment::{self, Environment};
use super::program::{provider, repository, terraform};
use super::run::Run;
use super::running::Running;
use super::simulator::Simulator;
use super::stand_in;
use super::state::State;

/// A root module with the provider under test, and an environment of its own.
pub(crate) struct Workspace {
    root: TempDir,
    environment: Environment,
    /// Another Terraform than the one on `PATH`.
    terraform: Option<PathBuf>,
    runs: u32,
}

impl Workspace {
    /// With a configuration of `tests/fixtures/`, on a simulated AWS.
    pub(crate) fn new(simulator: &Simulator, fixture: &str) -> Self {
        let mut workspace = Self::offline();
        workspace.environment = environment::with_simulator(workspace.environment, simulator.endpoint());
        workspace.configure(fixture);
        workspace
    }

    /// With a configuration in Terraform's JSON syntax, on a simulated AWS.
    pub(crate) fn of(simulator: &Simulator, configuration: &Value) -> Self {
        let mut workspace = Self::offline();
        workspace.environment = environment::with_simulator(workspace.environment, simulator.endpoint());
        workspace.write_json("main.tf.json", configuration);
        workspace
    }

    /// With a whole configuration of `examples/`, on a simulated AWS.
    pub(crate) fn example(simulator: &Simulator, name: &str) -> Self {
        let mut workspace = Self::offline();
        workspace.environment = environment::with_simulator(workspace.environment, simulator.endpoint());
        workspace.configure_example(&example(name));
        workspace
    }

    /// Runs another Terraform than the one on `PATH`.
    pub(crate) fn use_terraform(&mut self, program: &Path) {
        self.terraform = Some(program.to_owned());
    }

    /// Without a configuration, and without any AWS.
    pub(crate) fn offline() -> Self {
        let root = tempfile::Builder::new().prefix("eksoutpost-").tempdir().unwrap();
        for directory in ["home", "tmp", "module", "runs"] {
            fs::create_dir(root.path().join(directory)).unwrap();
        }
        let workspace = Self { environment: environment::bare(root.path()), root, terraform: None, runs: 0 };
        workspace.install(&[("eksoutpost/eksoutpost", provider().parent().unwrap())]);
        workspace.copy(&fixture("provider"), "provider.tf");
        workspace
    }

    /// Lets a state have objects of another provider, such as `hashicorp/aws`. Terraform wants every provider of a state to be installed; this
    /// one is ours under that name, and serves while Terraform asks it for nothing but a schema.
    pub(crate) fn stand_in_for(&self, address: &str) {
        let directory = self.root.path().join("stand-in");
        fs::create_dir(&directory).unwrap();
        let (_, name) = address.split_once('/').unwrap();
        std::os::unix::fs::symlink(provider(), directory.join(format!("terraform-provider-{name}"))).unwrap();
        self.install(&[("eksoutpost/eksoutpost", provider().parent().unwrap()), (address, &directory)]);
    }

    /// Lets a configuration use these providers of `hashicorp`, for which others stand in; `values` are what their objects turn out to be.
    pub(crate) fn stand_in(&self, names: &[&str], values: &Value) {
        let installed =
            names.iter().map(|name| (format!("hashicorp/{name}"), stand_in::install(self.root.path(), name, values)));
        let installed: Vec<_> = installed.collect();
        let ours = ("eksoutpost/eksoutpost", provider().parent().unwrap());
        let theirs = installed.iter().map(|(address, directory)| (address.as_str(), directory.as_path()));
        self.install(&[ours].into_iter().chain(theirs).collect::<Vec<_>>());
    }

    /// Takes the AWS provider itself, from this directory.
    pub(crate) fn real_aws(&self, directory: &Path) {
        self.install(&[("eksoutpost/eksoutpost", provider().parent().unwrap()), ("hashicorp/aws", directory)]);
    }

    /// Tells Terraform the directories of providers, by address.
    fn install(&self, providers: &[(&str, &Path)]) {
        let overrides: String =
            providers.iter().map(|(address, directory)| format!("    {address:?} = {directory:?}\n")).collect();
        let installation =
            format!("provider_installation {{\n  dev_overrides {{\n{overrides}  }}\n  direct {{}}\n}}\n");
        fs::write(self.root.path().join("terraformrc"), installation).unwrap();
    }

    /// Replaces the configuration by another one of `tests/fixtures/`.
    pub(crate) fn configure(&self, name: &str) {
        self.copy(&fixture(name), "main.tf");
    }

    /// Writes a file of the configuration in Terraform's JSON syntax; null removes it.
    pub(crate) fn write_json(&self, name: &str, configuration: &Value) {
        let file = self.module().join(name);
        if configuration.is_null() {
            fs::remove_file(file).unwrap();
        } else {
            fs::write(file, configuration.to_string()).unwrap();
        }
    }

    /// Replaces the configuration by these files; they may configure the provider.
    pub(crate) fn configure_example(&self, files: &[PathBuf]) {
        for file in files {
            if fs::read_to_string(file).unwrap().contains("required_providers") {
                fs::remove_file(self.module().join("provider.tf")).unwrap();
            }
            self.copy(file, &format!("example-{}", file.file_name().unwrap().to_string_lossy()));
        }
    }

    /// Replaces the provider block by another one of `tests/fixtures/`.
    pub(crate) fn configure_provider(&self, name: &str) {
        self.copy(&fixture(name), "provider.tf");
    }

    /// Makes plans that ask AWS nothing about new clusters.
    pub(crate) fn without_preflight(&self) {
        self.configure_provider("provider_without_preflight");
    }

    /// Replaces a text of the configuration.
    pub(crate) fn replace(&self, text: &str, other: &str) {
        self.replace_in("main.tf", text, other);
    }

    /// Replaces a text of one file of the configuration.
    pub(crate) fn replace_in(&self, name: &str, text: &str, other: &str) {
        let file = self.module().join(name);
        let configuration = fs::read_to_string(&file).unwrap();
        assert!(configuration.contains(text), "{text} is not in the configuration");
        fs::write(file, configuration.replace(text, other)).unwrap();
    }

    /// Number of the configuration's line with this text, from 1.
    pub(crate) fn line_of(&self, text: &str) -> Option<u64> {
        let configuration = fs::read_to_string(self.module().join("main.tf")).unwrap();
        (1..).zip(configuration.lines()).find(|(_, line)| line.trim() == text).map(|(number, _)| number)
    }

    /// Sets an input variable, in Terraform's language.
    pub(crate) fn variable(&mut self, name: &str, value: &str) {
        self.set_env(&format!("TF_VAR_{name}"), value);
    }

    /// Sets an environment variable.
    pub(crate) fn set_env(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.insert(name.to_owned(), value.into());
    }

    /// Removes an environment variable.
    pub(crate) fn unset_env(&mut self, name: &str) {
        self.environment.remove(name);
    }

    /// The environment variables whose names begin so.
    pub(crate) fn env_names(&self, prefix: &str) -> Vec<&str> {
        self.environment.keys().filter(|name| name.starts_with(prefix)).map(String::as_str).collect()
    }

    pub(crate) fn validate(&mut self) -> Run {
        self.run(&["validate", "-json"])
    }

    pub(crate) fn plan(&mut self) -> Run {
        self.run(&["plan", "-json"])
    }

    pub(crate) fn apply(&mut self) -> Run {
        self.run(&["apply", "-json", "-auto-approve"])
    }

    pub(crate) fn destroy(&mut self) -> Run {
        self.run(&["destroy", "-json", "-auto-approve"])
    }

    pub(crate) fn import(&mut self, address: &str, id: &str) -> Run {
        self.run(&["import", "-no-color", address, id])
    }

    pub(crate) fn untaint(&mut self, address: &str) -> Run {
        self.run(&["untaint", address])
    }

    /// A plan as `terraform show -json` has it.
    pub(crate) fn plan_json(&mut self) -> Value {
        self.run(&["plan", "-no-color", "-out=plan"]).succeeded();
        serde_json::from_str(&self.run(&["show", "-json", "plan"]).succeeded().stdout).unwrap()
    }

    /// Fails unless Terraform has nothing to do and nothing has changed in AWS.
    #[track_caller]
    pub(crate) fn assert_empty_plan(&mut self) {
        let run = self.run(&["plan", "-json", "-detailed-exitcode"]);
        assert_eq!(run.status.code(), Some(0), "the plan is not empty:\n{}\n{}", run.stdout, run.stderr);
    }

    /// Creates what the configuration says and looks whether that was all.
    #[track_caller]
    pub(crate) fn apply_and_settle(&mut self) -> Run {
        let run = self.apply().succeeded();
        self.assert_empty_plan();
        run
    }

    /// Destroys everything and looks whether that was all.
    #[track_caller]
    pub(crate) fn destroy_and_leave_nothing(&mut self, simulator: &Simulator) {
        self.destroy().succeeded();
        assert_eq!(self.state().addresses(), Vec::<String>::new());
        simulator.assert_nothing_left();
    }

    pub(crate) fn state(&self) -> State {
        State::read(&self.module().join("terraform.tfstate"))
    }

    /// Adds a file of `tests/fixtures/` to the configuration.
    pub(crate) fn configure_also(&self, name: &str) {
        self.copy(&fixture(name), &format!("{name}.tf"));
    }

    /// Changes the state file.
    pub(crate) fn change_state(&self, change: impl FnOnce(&mut Value)) {
        let file = self.module().join("terraform.tfstate");
        let mut state = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        change(&mut state);
        fs::write(file, state.to_string()).unwrap();
    }

    /// Removes the state, as if another machine went on.
    pub(crate) fn forget_state(&self) {
        fs::remove_file(self.module().join("terraform.tfstate")).unwrap();
    }

    pub(crate) fn outputs(&mut self) -> Value {
        serde_json::from_str(&self.run(&["output", "-json"]).succeeded().stdout).unwrap()
    }

    /// The home directory of Terraform and the provider.
    pub(crate) fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Moves the temporary directory to a path of so many more characters.
    pub(crate) fn lengthen_temporary_directory(&mut self, characters: usize) {
        let directory = self.root.path().join("tmp").join("x".repeat(characters));
        fs::create_dir(&directory).unwrap();
        self.set_env("TMPDIR", directory);
    }

    /// Names of what is in the temporary directory of Terraform and the provider.
    pub(crate) fn temporary_files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.path().join("tmp")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    /// Runs Terraform to its end.
    pub(crate) fn run(&mut self, arguments: &[&str]) -> Run {
        self.start(arguments).finish()
    }

    /// Starts Terraform.
    pub(crate) fn start(&mut self, arguments: &[&str]) -> Running {
        let mut command = Command::new(self.terraform.as_deref().unwrap_or_else(|| terraform()));
        command.args(arguments);
        self.spawn(command)
    }

    /// Starts the provider by hand.
    pub(crate) fn start_provider(&mut self, arguments: &[&str]) -> Running {
        let mut command = Command::new(provider());
        command.args(arguments);
        self.spawn(command)
    }

    fn spawn(&mut self, mut command: Command) -> Running {
        environment::guard(&self.environment, &self.configuration());
        self.runs += 1;
        let directory = self.root.path().join(format!("runs/{}", self.runs));
        fs::create_dir(&directory).unwrap();
        command
            .current_dir(self.module())
            .env_clear()
            .envs(&self.environment)
            .env("TF_LOG_PATH", directory.join("log"));
        command.stdin(Stdio::null());
        command.stdout(File::create(directory.join("stdout")).unwrap());
        command.stderr(File::create(directory.join("stderr")).unwrap());
        Running::new(command.process_group(0).spawn().unwrap(), directory)
    }

    /// All that Terraform and the SDK read of this module and its home.
    fn configuration(&self) -> String {
        let mut texts = Vec::new();
        for directory in [self.module(), self.home(), self.home().join(".aws")] {
            let entries = fs::read_dir(directory).into_iter().flatten().map(|entry| entry.unwrap().path());
            let is_state = |path: &PathBuf| path.to_string_lossy().contains("tfstate") || path.ends_with("plan");
            texts.extend(entries.filter(|path| !is_state(path)).filter_map(|path| fs::read_to_string(path).ok()));
        }
        texts.join("\n")
    }

    fn module(&self) -> PathBuf {
        self.root.path().join("module")
    }

    /// Writes a file of the module.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.module().join(name), text).unwrap();
    }

    /// A file of the module.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.module().join(name)
    }

    /// The bytes of a file of the module.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.module().join(name)).unwrap_or_default()
    }

    /// Copies a file into the module.
    pub(crate) fn copy(&self, file: &Path, name: &str) {
        fs::copy(file, self.module().join(name)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

/// A configuration of `tests/fixtures/`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    repository().join(format!("tests/fixtures/{name}.tf"))
}

/// The Terraform files of a whole configuration in `examples/`.
pub(crate) fn example(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("examples").join(name)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "tf")).collect()
}
