use crate::workspace::Workspace;

const CRATE: &str = r#"
    resource "probe_crate" "c" {
      name   = "b"
      number = 9007199254740993
      timeouts { create = "7m" }
    }
"#;

const MOVED: &str = r#"
    moved {
      from = probe_box.b
      to   = probe_crate.c
    }
"#;

fn workspace() -> Workspace {
    let workspace = Workspace::new(
        r#"
        resource "probe_box" "b" {
          name   = "b"
          number = 9007199254740993
          parts  = [{ size = 1 }]
          timeouts { create = "7m" }
        }
        "#,
    );
    workspace.apply_and_settle();
    workspace
}

#[test]
fn an_object_moves_to_another_type_and_nothing_else_changes() {
    let workspace = workspace();
    workspace.configure(&format!("{CRATE}{MOVED}"));
    let run = workspace.apply();
    assert_eq!(run.code, Some(0), "{}", run.output);
    assert!(run.output.contains("0 added, 0 changed, 0 destroyed"), "{}", run.output);
    let run = workspace.plan();
    assert_eq!(run.code, Some(0), "{}", run.output);
    let object = workspace.object();
    assert_eq!(object["schema_version"], 2);
    assert_eq!(
        object["attributes"].to_string(),
        r#"{"id":"id of b","name":"b","number":9007199254740993,"timeouts":{"create":"7m"}}"#
    );
    workspace.configure(CRATE);
    let run = workspace.plan();
    assert_eq!(run.code, Some(0), "without the `moved` block: {}", run.output);
}

#[test]
fn a_move_that_is_not_supported_changes_nothing_and_says_what_is() {
    let workspace = workspace();
    workspace.configure(
        r#"
        resource "terraform_data" "old" {}
        "#,
    );
    let run = workspace.apply();
    assert_eq!(run.code, Some(0), "{}", run.output);
    workspace.configure(&format!("{CRATE}{}", MOVED.replace("probe_box.b", "terraform_data.old")));
    let run = workspace.apply();
    assert_eq!(run.code, Some(1), "{}", run.output);
    let words = run.output.replace(['│', '╷', '╵'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "Error: Cannot be moved to probe_crate",
        "The object is a `terraform_data` of terraform.io/builtin/terraform, and `probe_crate` takes over `probe_box` of example/probe only.",
    ] {
        assert!(words.contains(expected), "{}", run.output);
    }
    assert!(workspace.state().contains("terraform_data"), "{}", workspace.state());
}
