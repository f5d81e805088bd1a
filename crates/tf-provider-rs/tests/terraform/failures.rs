use crate::workspace::Workspace;

fn with_trouble(trouble: &str) -> Workspace {
    Workspace::new(&format!(
        r#"
        resource "probe_box" "b" {{
          name    = "b"
          number  = 9007199254740993
          trouble = "{trouble}"
        }}
        "#
    ))
}

#[test]
fn a_panic_in_a_creation_leaves_a_tainted_object_and_a_request_to_report_it() {
    let workspace = with_trouble("panic");
    let run = workspace.apply();
    assert_eq!(run.code, Some(1), "{}", run.output);
    let said = run.words();
    for expected in [
        "Error: Defect in the provider",
        "with probe_box.b, on main.tf line",
        "The operation panicked at",
        "examples/probe.rs:",
        ": the box exploded.",
        "This is a bug in the provider, not in your configuration. Please report it to the provider's developers.",
    ] {
        assert!(said.contains(expected), "{expected:?} is not in {}", run.output);
    }
    assert!(!said.contains("plugin crashed") && !said.contains("Plugin did not respond"), "{}", run.output);
    assert_eq!(workspace.object()["status"], "tainted");
    assert_eq!(workspace.object()["attributes"]["id"], "id of b");
}

#[test]
fn a_creation_that_fails_after_it_saved_is_tainted_and_replaced_by_the_next_apply() {
    let workspace = with_trouble("error");
    let run = workspace.apply();
    assert_eq!(run.code, Some(1), "{}", run.output);
    assert!(run.words().contains("Error: Broken box"), "{}", run.output);
    assert!(run.words().contains("Use another."), "{}", run.output);
    assert_eq!(workspace.object()["status"], "tainted");
    assert_eq!(workspace.object()["attributes"]["number"].to_string(), "9007199254740993");
    workspace.configure(
        r#"
        resource "probe_box" "b" {
          name = "b"
        }
        "#,
    );
    let run = workspace.apply();
    assert!(run.output.contains("1 added, 0 changed, 1 destroyed"), "{}", run.output);
    assert_eq!(workspace.object()["status"], serde_json::Value::Null);
}
