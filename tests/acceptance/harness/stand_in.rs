//! Providers that stand in for others: `tests/stand_ins/NAME.json` served by the framework's example `stand_in`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

use super::program::repository;

/// Puts the stand-in for the provider `name` into a directory below `root`: its objects turn out to have these values, by type.
pub(super) fn install(root: &Path, name: &str, values: &Value) -> PathBuf {
    let directory = root.join(format!("stand-in-{name}"));
    let program = directory.join(format!("terraform-provider-{name}"));
    fs::create_dir(&directory).unwrap();
    std::os::unix::fs::symlink(&*PROGRAM, &program).unwrap();
    let mut file = schemas(name);
    file["values"] = values.clone();
    fs::write(program.with_extension("json"), file.to_string()).unwrap();
    directory
}

/// The schemas that a stand-in has.
fn schemas(name: &str) -> Value {
    let file = repository().join(format!("tests/stand_ins/{name}.json"));
    serde_json::from_slice(&fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))).unwrap()
}

/// The program, built if it is not up to date.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    // With `--workspace`, or cargo would choose other features for the dependencies and build them once more.
    cargo.current_dir(repository()).args(["build", "--quiet", "--locked", "--workspace", "--example", "stand_in"]);
    let output = cargo.args(["--message-format", "json"]).stderr(Stdio::inherit()).output().unwrap();
    let messages = String::from_utf8(output.stdout).unwrap();
    let executable = messages.lines().find_map(|message| {
        let message: Value = serde_json::from_str(message).ok()?;
        (message["target"]["name"] == "stand_in").then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    executable.expect("cargo builds the example")
});
