//! Everything in `examples/` is formatted and valid.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::harness::{Workspace, python, repository};

#[test]
fn examples_are_formatted() {
    let examples = repository().join("examples");
    let run = Workspace::offline().run(&["fmt", "-check", "-recursive", "-diff", examples.to_str().unwrap()]);
    assert!(run.status.success(), "{}", run.stdout);
}

#[test]
fn mocks_are_formatted() {
    let mocks = repository().join("mocks");
    let run = Workspace::offline().run(&["fmt", "-check", "-recursive", "-diff", mocks.to_str().unwrap()]);
    assert!(run.status.success(), "{}", run.stdout);
}

#[test]
fn fixtures_are_formatted() {
    let fixtures = repository().join("tests/fixtures");
    let run = Workspace::offline().run(&["fmt", "-check", "-recursive", "-diff", fixtures.to_str().unwrap()]);
    assert!(run.status.success(), "{}", run.stdout);
}

#[test]
fn every_example_is_valid() {
    let examples = examples();
    assert!(examples.len() >= 6, "{examples:?}");
    for files in examples {
        let mut workspace = Workspace::offline();
        workspace.stand_in(&others(&files), &json!({}));
        workspace.configure_example(&files);
        let run = workspace.validate();
        assert!(run.status.success() && run.diagnostics().is_empty(), "{files:?}:\n{}", run.stdout);
    }
}

/// Where `TF_PEER_MIRROR` names a directory with the AWS provider, the schemas are compared too.
#[test]
fn the_stand_in_of_the_aws_provider_has_what_examples_use() {
    let extract = repository().join("tests/stand_ins/extract.py");
    let known = fs::read_to_string(repository().join("tests/stand_ins/aws.json")).unwrap();
    let used = Command::new(python()).args([extract.as_os_str(), "aws".as_ref(), "--used".as_ref()]).output().unwrap();
    let types: Value = serde_json::from_str(&known).unwrap();
    let keys = |part: &str| types[part].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let listed = [keys("resource_schemas"), keys("data_source_schemas")].concat().join("\n");
    assert_eq!(String::from_utf8(used.stdout).unwrap().trim(), listed);

    let Some(mirror) = std::env::var_os("TF_PEER_MIRROR").map(PathBuf::from) else { return };
    let mut workspace = Workspace::offline();
    workspace.real_aws(&mirror.join("registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"));
    workspace.write("main.tf", "provider \"aws\" {}\n");
    let schema = workspace.run(&["providers", "schema", "-json"]).succeeded();
    let mut cut = Command::new(python());
    let mut cut = cut.arg(extract).arg("aws").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    cut.stdin.take().unwrap().write_all(schema.stdout.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(cut.wait_with_output().unwrap().stdout).unwrap(), known);
}

/// The providers beside ours that an example wants.
fn others(files: &[PathBuf]) -> Vec<&'static str> {
    let texts: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let is_wanted = |name: &&str| {
        texts.contains(&format!("provider \"{name}\"")) || texts.contains(&format!("\"hashicorp/{name}\""))
    };
    ["aws", "helm", "kubernetes", "tls"].into_iter().filter(is_wanted).collect()
}

/// The files of each example: a directory `complete-*` is one, and so is every other file; an import, a move and a token need what they are of.
fn examples() -> Vec<Vec<PathBuf>> {
    let mut directories = BTreeMap::new();
    collect(&repository().join("examples"), &mut directories);
    let of_directory = |(directory, files): (PathBuf, Vec<PathBuf>)| -> Vec<Vec<PathBuf>> {
        let name = |file: &Path| file.file_name().unwrap().to_string_lossy().into_owned();
        if name(&directory).starts_with("complete-") {
            return vec![files];
        }
        let alone = |file: PathBuf| {
            let brought = directory.join("resource.tf");
            let needs_it = ["import", "moved"].iter().any(|prefix| name(&file).starts_with(prefix));
            let uses_a_cluster = name(&file).starts_with("ephemeral-resource_");
            match (needs_it, uses_a_cluster) {
                (true, _) => vec![file, brought],
                (_, true) => vec![file, repository().join("examples/resources/eksoutpost_local_cluster/resource.tf")],
                _ => vec![file],
            }
        };
        files.into_iter().map(alone).collect()
    };
    directories.into_iter().flat_map(of_directory).collect()
}

/// Terraform files by directory.
fn collect(directory: &Path, found: &mut BTreeMap<PathBuf, Vec<PathBuf>>) {
    for entry in fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.ends_with("import-by-identity.tf") {
            // Terraform 1.12 and later; the identity's schema is tested in memory.
        } else if path.extension().is_some_and(|extension| extension == "tf") {
            found.entry(directory.to_owned()).or_default().push(path);
        }
    }
}
