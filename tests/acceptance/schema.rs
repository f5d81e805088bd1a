//! The schemas, as Terraform and as the program itself print them.

use serde_json::Value;

use super::harness::Workspace;

const SOURCE: &str = "registry.terraform.io/eksoutpost/eksoutpost";

#[test]
fn terraform_and_the_program_print_the_same_schemas() {
    let mut workspace = Workspace::offline();
    let terraform: Value =
        serde_json::from_str(&workspace.run(&["providers", "schema", "-json"]).succeeded().stdout).unwrap();
    let mut program: Value =
        serde_json::from_str(&workspace.start_provider(&["schema"]).finish().succeeded().stdout).unwrap();
    assert!(terraform["provider_schemas"][SOURCE]["resource_schemas"]["eksoutpost_local_cluster"].is_object());
    // Terraform 1.12 and 1.14 print them, earlier ones do not ask for them.
    let schemas = program["provider_schemas"][SOURCE].as_object_mut().unwrap();
    for newer in ["resource_identity_schemas", "list_resource_schemas"] {
        let ours = schemas.remove(newer).unwrap();
        if let Some(theirs) = terraform["provider_schemas"][SOURCE].get(newer) {
            assert_eq!(ours, *theirs);
            schemas.insert(newer.to_owned(), ours);
        }
    }
    assert_eq!(program, terraform);
}

#[test]
fn every_attribute_and_block_has_a_description() {
    let mut workspace = Workspace::offline();
    let schemas: Value =
        serde_json::from_str(&workspace.run(&["providers", "schema", "-json"]).succeeded().stdout).unwrap();
    let provider = &schemas["provider_schemas"][SOURCE];
    let mut described = 0;
    let mut missing = Vec::new();
    visit(provider, "", &mut described, &mut missing);
    assert_eq!(missing, Vec::<String>::new());
    assert!(described > 60, "only {described} descriptions were found");
}

/// Looks at every object that stands where an attribute or block does.
fn visit(value: &Value, path: &str, described: &mut usize, missing: &mut Vec<String>) {
    let Some(object) = value.as_object() else { return };
    for (key, member) in object {
        let path = format!("{path}/{key}");
        if ["attributes", "block_types"].contains(&key.as_str()) {
            for (name, entry) in member.as_object().into_iter().flatten() {
                let text = if key == "attributes" { &entry["description"] } else { &entry["block"]["description"] };
                if text.as_str().is_some_and(|text| !text.trim().is_empty()) {
                    *described += 1;
                } else {
                    missing.push(format!("{path}/{name}"));
                }
            }
        }
        visit(member, &path, described, missing);
    }
}
