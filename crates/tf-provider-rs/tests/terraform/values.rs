use crate::workspace::Workspace;

/// As written in the configuration, and as it stands in state.
const NUMBERS: [(&str, &str); 9] = [
    ("0.1", "0.1"),
    ("9007199254740993", "9007199254740993"),
    ("18446744073709551615", "18446744073709551615"),
    ("-9223372036854775809", "-9223372036854775809"),
    ("1e100", "10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
    ("-0.0", "0"),
    ("1e-7", "0.0000001"),
    ("0.5", "0.5"),
    ("123456789.123456789123456789", "123456789.123456789123456789"),
];

#[test]
fn numbers_keep_every_digit_through_plan_apply_and_refresh() {
    let boxes = NUMBERS.iter().enumerate().map(|(index, (number, _))| {
        format!(
            r#"
            resource "probe_box" "b{index}" {{
              name   = "b{index}"
              number = {number}
              list   = [{number}, 1]
              map    = {{ k = {number} }}
              parts  = [{{ size = {number} }}]
              spare  = [{{ size = {number} }}, {{ size = 1, colour = "red" }}]
            }}
            "#
        )
    });
    let workspace = Workspace::new(&boxes.collect::<String>());
    workspace.apply_and_settle();
    let state = workspace.state();
    for (number, stored) in NUMBERS {
        assert!(state.contains(&format!("\"number\": {stored},")), "{number} is not stored as {stored}");
        assert!(state.contains(&format!("\"echo\": {stored},")), "{number} does not come back as {stored}");
    }
}

#[test]
fn the_same_text_in_another_form_is_the_same() {
    let workspace = Workspace::new(
        r#"
        resource "probe_box" "b" {
          name   = "b"
          text   = "Cafe\u0301"
          set    = ["e\u0301", "\u00e9", "a"]
          policy = "{ \"a\": [ 1 ] }"
        }
        "#,
    );
    workspace.apply_and_settle();
    let attributes = &workspace.object()["attributes"];
    assert_eq!(attributes["text"], "Caf\u{e9}");
    assert_eq!(attributes["set"], serde_json::json!(["a", "\u{e9}"]));
    assert_eq!(attributes["policy"], r#"{ "a": [ 1 ] }"#);
    workspace.configure(
        r#"
        resource "probe_box" "b" {
          name   = "b"
          text   = "Caf\u00e9"
          set    = ["\u00e9", "a"]
          policy = jsonencode({ a = [1] })
        }
        "#,
    );
    let run = workspace.plan();
    assert_eq!(run.code, Some(0), "{}", run.output);
}

#[test]
fn objects_in_lists_maps_and_sets_settle_and_change_one_by_one() {
    let workspace = Workspace::new(
        r#"
        resource "probe_box" "b" {
          name  = "b"
          parts = [{ size = 1 }, { size = 2, colour = "red", frame = {} }]
          named = { a = { size = 1, frame = { width = 2 } }, b = { size = 1 } }
          spare = [{ size = 1 }, { size = 1, colour = "red" }, { size = 2, colour = "red", frame = {} }]
        }
        "#,
    );
    workspace.apply_and_settle();
    workspace.configure(
        r#"
        resource "probe_box" "b" {
          name  = "b"
          text  = "changed"
          parts = [{ size = 1, colour = "red" }, { size = 2, colour = "red", frame = { width = 3 } }]
          named = { b = { size = 1, colour = "blue" }, a = { size = 1 } }
          spare = [{ size = 2, colour = "red", frame = { width = 2 } }, { size = 1, colour = "blue" }, { size = 1 }]
          timeouts { create = "1m" }
        }
        "#,
    );
    let run = workspace.plan();
    assert_eq!(run.code, Some(2), "{}", run.output);
    assert!(run.output.contains("0 to add, 1 to change, 0 to destroy"), "{}", run.output);
    workspace.apply_and_settle();
    assert_eq!(workspace.object()["attributes"]["timeouts"]["create"], "1m");
}

#[test]
fn what_is_known_after_apply_is_planned_and_settles() {
    let workspace = Workspace::new(
        r#"
        resource "probe_box" "first" {
          name   = "first"
          number = 9007199254740993
        }
        resource "probe_box" "second" {
          name   = probe_box.first.id
          number = probe_box.first.echo
          parts  = [{ size = probe_box.first.echo }]
          spare  = [{ size = probe_box.first.echo, colour = probe_box.first.id }]
          named  = { a = { size = 1, colour = probe_box.first.id } }
        }
        "#,
    );
    workspace.apply_and_settle();
    let expected = "\"colour\": \"id of first\"";
    assert_eq!(workspace.state().matches(expected).count(), 2);
}

#[test]
fn a_text_of_twenty_mebibytes_passes() {
    const LENGTH: usize = 20 << 20;
    let workspace = Workspace::new(
        r#"
        resource "probe_box" "b" {
          name = "b"
          text = sensitive(file("text"))
        }
        "#,
    );
    workspace.write("text", &"t".repeat(LENGTH));
    let run = workspace.apply();
    assert_eq!(run.code, Some(0), "{}", run.output);
    assert_eq!(workspace.object()["attributes"]["text"].as_str().map(str::len), Some(LENGTH));
}
