use serde_json::json;

use crate::workspace::Workspace;

const CRATE: &str = r#"
    resource "probe_crate" "c" {
      name   = "c"
      number = 5
      timeouts { create = "7m" }
    }
"#;

#[test]
fn a_state_of_any_earlier_version_is_upgraded_and_plans_no_change() {
    let workspace = Workspace::new(CRATE);
    for (version, attributes) in [
        (0, json!({ "label": "c", "number": 5, "dust": true, "timeouts": { "create": "7m" } })),
        (1, json!({ "name": "c", "amount": 5, "timeouts": { "create": "7m" } })),
    ] {
        workspace.configure(CRATE);
        workspace.apply_and_settle();
        workspace.change_state(|state| {
            let object = &mut state["resources"][0]["instances"][0];
            object["schema_version"] = json!(version);
            object["attributes"] = attributes;
        });
        let run = workspace.plan();
        assert_eq!(run.code, Some(0), "{}", run.output);
        workspace.configure(&CRATE.replace("number = 5", "number = 6"));
        workspace.apply_and_settle();
        assert_eq!(workspace.object()["schema_version"], 2);
        assert_eq!(
            workspace.object()["attributes"],
            json!({ "id": "id of c", "name": "c", "number": 6, "timeouts": { "create": "7m" } })
        );
    }
}
