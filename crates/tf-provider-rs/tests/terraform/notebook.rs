//! The tutorial's provider, with the real Terraform.

use std::fs;

use crate::workspace::{Run, Workspace};

const PROVIDER: &str = r#"
provider "notebook" {
  directory = "${path.module}/notes"
}
"#;

fn notebook(configuration: &str) -> Workspace {
    let workspace = Workspace::of("notebook", &format!("{PROVIDER}{configuration}"));
    fs::create_dir(workspace.path("notes")).unwrap();
    workspace
}

fn applied(workspace: &Workspace) -> Run {
    let run = workspace.apply();
    assert_eq!(run.code, Some(0), "{}", run.output);
    run
}

const NOTE: &str = r#"
resource "notebook_note" "milk" {
  name = provider::notebook::slug(null, "Buy", "Milk!")
  text = "Two bottles.\nNot one.\n"
}

data "notebook_notes" "all" {
  prefix     = "buy-"
  depends_on = [notebook_note.milk]
}

output "names" {
  value = data.notebook_notes.all.names
}
"#;

#[test]
fn a_note_is_written_found_imported_and_deleted() {
    let workspace = notebook(NOTE);
    let run = applied(&workspace);
    assert!(run.words().contains("names = toset([ \"buy-milk\", ])"), "{}", run.output);
    assert_eq!(fs::read_to_string(workspace.path("notes/buy-milk.txt")).unwrap(), "Two bottles.\nNot one.\n");
    assert_eq!(workspace.plan().code, Some(0));
    assert!(workspace.state().contains("\"lines\": 2"), "{}", workspace.state());

    fs::remove_file(workspace.path("terraform.tfstate")).unwrap();
    let run = workspace.apply();
    assert!(run.words().contains("Error: Note exists"), "{}", run.output);
    let run = workspace.terraform(["import", "notebook_note.milk", "buy-milk"]);
    assert_eq!(run.code, Some(0), "{}", run.output);
    assert_eq!(workspace.plan().code, Some(0));
    workspace.configure(PROVIDER);
    applied(&workspace);
    assert!(!workspace.path("notes/buy-milk.txt").exists());
}

#[test]
fn private_state_tells_who_changed_a_note() {
    let workspace = notebook(NOTE);
    applied(&workspace);
    let state: serde_json::Value = serde_json::from_str(&workspace.state()).unwrap();
    let resources = state["resources"].as_array().unwrap();
    let note = resources.iter().find(|resource| resource["type"] == "notebook_note").unwrap();
    assert!(note["instances"][0]["private"].as_str().is_some_and(|private| !private.is_empty()), "{note}");
    fs::write(workspace.path("notes/buy-milk.txt"), "Three bottles.\n").unwrap();
    let run = workspace.plan();
    assert_eq!(run.code, Some(2), "{}", run.output);
    assert!(run.words().contains("Warning: Note was edited"), "{}", run.output);
    applied(&workspace);
    assert_eq!(workspace.plan().code, Some(0));
}

#[test]
fn conditions_on_promised_values_are_decided_while_planning() {
    let workspace = notebook(&format!(
        "{NOTE}
        resource \"terraform_data\" \"several\" {{
          count = notebook_note.milk.lines == null || !startswith(notebook_note.milk.url, \"file://\") ? 1 : 0
        }}"
    ));
    let run = applied(&workspace);
    assert!(run.output.contains("1 added, 0 changed, 0 destroyed"), "{}", run.output);
}

#[test]
fn functions_take_null_and_nothing_and_name_the_bad_argument() {
    let slug = |arguments: &str| {
        Workspace::of("notebook", &format!("output \"slug\" {{\n  value = provider::notebook::slug({arguments})\n}}\n"))
    };
    for (arguments, expected) in [
        (r#""_", "Hello, World", "again""#, "slug = \"hello_world_again\""),
        (r#"null, "Hello""#, "slug = \"hello\""),
        ("null", "slug = \"\""),
    ] {
        let run = slug(arguments).apply();
        assert_eq!(run.code, Some(0), "{}", run.output);
        assert!(run.output.contains(expected), "{arguments}: {}", run.output);
    }
    for (arguments, expected) in [
        (
            r#"null, "a", "!""#,
            "Invalid value for \"texts\" parameter: Nothing left: Use a text with a letter or digit.",
        ),
        (r#"null, null"#, "Invalid value for \"texts\" parameter: argument must not be null."),
        ("", "Not enough function arguments"),
    ] {
        let run = slug(arguments).plan();
        assert_eq!(run.code, Some(1), "{}", run.output);
        assert!(run.words().contains(expected), "{arguments}: {}", run.output);
    }
}

#[test]
fn a_function_of_what_is_not_known_yet_is_not_known_yet() {
    let workspace = Workspace::of(
        "notebook",
        r#"
        resource "terraform_data" "x" {
          input = "Some Text"
        }
        output "slug" {
          value = provider::notebook::slug(null, terraform_data.x.output)
        }
        "#,
    );
    let run = workspace.plan();
    assert!(run.output.contains("slug = (known after apply)"), "{}", run.output);
    let run = applied(&workspace);
    assert!(run.output.contains("slug = \"some-text\""), "{}", run.output);
}

const LOCK: &str = r#"
ephemeral "notebook_lock" "milk" {
  name    = "buy-milk"
  seconds = 1
}

resource "terraform_data" "editor" {
  provisioner "local-exec" {
    command = <<-EOT
      tries=0
      until grep -q 'renewed [1-9]' "$LOCK"; do
        tries=$((tries + 1))
        test $tries -lt 200 || exit 1
        sleep 0.1
      done
      cp "$LOCK" seen
    EOT
    environment = { LOCK = ephemeral.notebook_lock.milk.path }
  }
}
"#;

#[test]
fn a_lock_is_held_and_renewed_while_terraform_runs_and_leaves_no_trace() {
    let workspace = notebook(LOCK);
    let run = workspace.terraform(["plan", "-out=plan"]);
    assert_eq!(run.code, Some(0), "{}", run.output);
    let run = workspace.terraform(["show", "-json", "plan"]);
    assert!(run.output.contains("terraform_data.editor") && !run.output.contains("buy-milk.lock"), "{}", run.output);
    applied(&workspace);
    assert!(fs::read_to_string(workspace.path("seen")).unwrap().starts_with("renewed "));
    assert!(!workspace.path("notes/buy-milk.lock").exists(), "it is closed");
    assert!(!workspace.state().contains("buy-milk.lock"), "{}", workspace.state());
}

#[test]
fn a_lock_that_somebody_holds_stops_everything() {
    let workspace = notebook(LOCK);
    fs::write(workspace.path("notes/buy-milk.lock"), "mine").unwrap();
    let run = workspace.apply();
    assert_eq!(run.code, Some(1), "{}", run.output);
    assert!(run.words().contains("Error: Note is locked"), "{}", run.output);
    assert!(workspace.path("notes/buy-milk.lock").exists(), "what was not opened is not closed");
    assert!(!workspace.path("seen").exists());
}

#[test]
fn a_directory_that_is_not_known_yet_is_no_error_before_it_is_needed() {
    let workspace = Workspace::of(
        "notebook",
        r#"
        resource "terraform_data" "directory" {
          input = "notes"
        }
        provider "notebook" {
          directory = terraform_data.directory.output
        }
        resource "notebook_note" "a" {
          name = "a"
          text = "b"
        }
        "#,
    );
    fs::create_dir(workspace.path("notes")).unwrap();
    applied(&workspace);
    assert_eq!(workspace.plan().code, Some(0));
}

#[test]
fn what_is_deprecated_warns() {
    let workspace =
        notebook("resource \"notebook_note\" \"a\" {\n  name = \"a\"\n  text = \"b\"\n  format = \"plain\"\n}\n");
    let run = workspace.plan();
    assert_eq!(run.code, Some(2), "{}", run.output);
    assert!(run.words().contains("Warning: Deprecated attribute"), "{}", run.output);
    assert!(run.words().contains("Remove it: every note is plain text."), "{}", run.output);
}

#[test]
fn the_schema_is_what_terraform_understands_of_it() {
    let workspace = notebook("");
    let run = workspace.terraform(["providers", "schema", "-json"]);
    let json = run.output.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("{}", run.output));
    let schema: serde_json::Value = serde_json::from_str(json).unwrap();
    let provider = &schema["provider_schemas"]["registry.terraform.io/example/notebook"];
    assert_eq!(provider["functions"]["slug"]["variadic_parameter"]["name"], "texts");
    assert_eq!(provider["functions"]["slug"]["parameters"][0]["is_nullable"], true);
    assert_eq!(provider["functions"]["slug"]["summary"], "Makes a name for a note.");
    assert!(provider["ephemeral_resource_schemas"]["notebook_lock"].is_object(), "{provider}");
}
