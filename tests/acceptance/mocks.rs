//! `terraform test` of a module, without AWS: the mocks, and the example that uses them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::harness::{Run, Workspace, repository, schema};

/// The example and the mocks, where they are in the repository.
fn workspace() -> Workspace {
    let workspace = Workspace::offline();
    for directory in ["examples/complete-tests", "examples/complete-tests/tests", "mocks"] {
        copy(&repository().join(directory), &workspace.file(directory));
    }
    workspace
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

fn test(workspace: &mut Workspace, arguments: &[&str]) -> Run {
    workspace.run(&[&["-chdir=examples/complete-tests", "test", "-no-color"], arguments].concat())
}

#[test]
fn a_module_is_tested_without_aws() {
    let run = test(&mut workspace(), &[]).succeeded();
    assert!(run.stdout.contains("Success! 4 passed, 0 failed."), "{}", run.stdout);
}

#[test]
fn a_mocked_provider_still_checks_the_rules() {
    let run = test(&mut workspace(), &["-var=public=true"]).failed();
    assert!(run.stderr.contains("Public access on an EBS cluster"), "{}\n{}", run.stdout, run.stderr);
}

#[test]
fn everything_computed_has_a_plausible_mock() {
    let mocks = fs::read_to_string(repository().join("mocks/eksoutpost.tfmock.hcl")).unwrap();
    let schema = schema();
    for (kind, block) in [("resource_schemas", "mock_resource"), ("data_source_schemas", "mock_data")] {
        for (name, object) in schema[kind].as_object().into_iter().flatten() {
            let start = mocks.find(&format!("{block} \"{name}\" {{\n")).unwrap_or_else(|| panic!("{name} has no mock"));
            let mock = mocks[start..].split("\n}\n").next().unwrap_or_default();
            for (attribute, kind) in object["block"]["attributes"].as_object().unwrap() {
                // Lists of objects are empty, whatever a mock says.
                let is_list = ["list", "map", "set"].iter().any(|mode| kind["nested_type"]["nesting_mode"] == *mode);
                let is_computed = kind["computed"] == Value::Bool(true) && kind["optional"] != Value::Bool(true);
                let is_ours = is_computed && !is_list;
                let has = mock.lines().any(|line| line.trim_start().split(' ').next() == Some(attribute));
                assert!(has || !is_ours, "the mock of {name} lacks {attribute}");
            }
        }
    }
}
