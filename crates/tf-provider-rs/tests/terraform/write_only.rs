use serde_json::json;

use crate::workspace::Workspace;

/// Digits that stand nowhere else.
const CODE: &str = "73914682";

fn vault(code: &str, version: i64) -> String {
    format!(
        r#"
        resource "probe_vault" "v" {{
          code         = "{code}"
          code_version = {version}
          doors        = [{{ name = "north", code = "{code}" }}]
        }}
        "#
    )
}

#[test]
fn a_write_only_value_reaches_the_operation_and_no_file() {
    let workspace = Workspace::new(&vault(CODE, 1));
    workspace.apply_and_settle();
    assert!(!workspace.state().contains(CODE), "{}", workspace.state());
    let expected = |version, digits| {
        let doors = json!([{ "name": "north", "code": null }]);
        json!({ "code": null, "code_version": version, "doors": doors, "digits": digits })
    };
    assert_eq!(workspace.object()["attributes"], expected(1, 16));

    workspace.configure(&vault("1", 1));
    let run = workspace.plan();
    assert_eq!(run.code, Some(0), "Terraform cannot see another code: {}", run.output);
    workspace.configure(&vault("1", 2));
    workspace.apply_and_settle();
    assert_eq!(workspace.object()["attributes"], expected(2, 2));
}
