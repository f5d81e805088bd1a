use tf_provider_rs::proto::tfplugin6::{RawState, move_resource_state};

use crate::host::{Host, THING, thing};

const WAY_OUT: &str = "Write a `removed` block for the old address with `lifecycle { destroy = false }`, and an `import` block for the new \
                       one, instead of the `moved` block.";

fn json(text: &str) -> RawState {
    RawState { json: text.into(), flatmap: Default::default() }
}

fn moved(attributes: &str) -> move_resource_state::Request {
    move_resource_state::Request {
        source_provider_address: "registry.terraform.io/example/attic".to_owned(),
        source_type_name: "attic_thing".to_owned(),
        source_schema_version: 1,
        source_state: Some(json(attributes)),
        target_type_name: THING.to_owned(),
        source_private: b"{\"theirs\":true}".to_vec(),
        ..Default::default()
    }
}

#[tokio::test]
async fn an_object_of_another_type_becomes_one_of_this_before_the_provider_is_configured() {
    let mut host = Host::unconfigured();
    let (answer, _) = host.moved(moved(r#"{"label": "a", "size": 9007199254740993, "dust": [1]}"#)).await;
    let expected = r#"{
        "name": "a", "id": "id of a", "status": "ready", "note": "example/attic attic_thing 1",
        "parts": [{"size": 9007199254740993}]
    }"#;
    assert_eq!((answer.state, answer.said), (Some(thing(expected)), vec![]));
    assert_eq!(answer.private, b"", "the other provider's private data is not ours");
    assert_eq!(host.journal.entries(), [""; 0]);
}

#[tokio::test]
async fn a_source_is_known_in_every_registry_and_version_and_by_its_identity() {
    let mut host = Host::unconfigured();
    let identity = Some(json(r#"{"name":"a"}"#));
    for (request, note) in [
        (
            move_resource_state::Request {
                source_provider_address: "registry.opentofu.org/example/attic".to_owned(),
                source_schema_version: 0,
                ..moved(r#"{"label": "a"}"#)
            },
            "example/attic attic_thing 0",
        ),
        (
            move_resource_state::Request {
                source_provider_address: "registry.terraform.io/example/lab".to_owned(),
                source_type_name: "lab_draft".to_owned(),
                source_schema_version: 0,
                ..moved(r#"{"label": "a"}"#)
            },
            "example/lab lab_draft 0",
        ),
        (
            move_resource_state::Request { source_identity: identity, ..moved(r#"{"label": "a"}"#) },
            "example/attic attic_thing 1 {\"name\":\"a\"}",
        ),
    ] {
        let state = host.moved(request).await.0.state.unwrap();
        assert_eq!(state.attribute("note").and_then(|note| note.as_str()), Some(note));
    }
}

#[tokio::test]
async fn timeouts_stay_as_far_as_they_exist_here() {
    let mut host = Host::unconfigured();
    for (theirs, ours) in [
        (r#"{"create": "7m", "wait": "1m"}"#, r#"{"create": "7m"}"#),
        (r#"{"create": null, "wait": "1m"}"#, "null"),
        (r#""soon""#, "null"),
        ("null", "null"),
    ] {
        let (answer, _) = host.moved(moved(&format!(r#"{{"label": "a", "timeouts": {theirs}}}"#))).await;
        let expected = thing(&format!(r#"{{"name": "a", "timeouts": {ours}}}"#));
        assert_eq!(answer.state.unwrap().attribute("timeouts"), expected.attribute("timeouts"), "{theirs}");
    }
}

#[tokio::test]
async fn what_cannot_be_moved_is_refused_with_what_can_be() {
    let mut host = Host::unconfigured();
    let cases = [
        (
            move_resource_state::Request { source_type_name: "attic_box".to_owned(), ..moved("{}") },
            "error: Cannot be moved to lab_thing",
            format!(
                "The object is a `attic_box` of registry.terraform.io/example/attic, and `lab_thing` takes over `attic_thing` of \
                 example/attic, `lab_draft` of example/lab only. {WAY_OUT}"
            ),
        ),
        (
            move_resource_state::Request {
                source_provider_address: "registry.terraform.io/other/attic".to_owned(),
                ..moved("{}")
            },
            "error: Cannot be moved to lab_thing",
            format!(
                "The object is a `attic_thing` of registry.terraform.io/other/attic, and `lab_thing` takes over `attic_thing` of \
                 example/attic, `lab_draft` of example/lab only. {WAY_OUT}"
            ),
        ),
        (
            move_resource_state::Request { source_schema_version: 2, ..moved("{}") },
            "error: State is too new to be moved",
            format!(
                "The state of this `attic_thing` has version 2, and this version of the provider knows the versions up to 1. Use a newer \
                 version of the provider, or do without the move. {WAY_OUT}"
            ),
        ),
        (
            move_resource_state::Request { source_state: None, ..moved("") },
            "error: State cannot be moved",
            "The state of this `attic_thing` has no attributes in JSON: it was written by a Terraform older than 0.12. Apply once \
             without the `moved` block, with a newer Terraform and the provider that the object is from."
                .to_owned(),
        ),
        (moved(r#"{"label": "refused"}"#), "error: Failed to move", "Try again.".to_owned()),
    ];
    for (request, summary, detail) in cases {
        let (answer, details) = host.moved(request).await;
        assert_eq!((answer.state, answer.said, details), (None, vec![summary.to_owned()], vec![detail]));
    }
}

#[tokio::test]
async fn a_state_that_cannot_be_read_and_a_defect_are_errors() {
    let mut host = Host::unconfigured();
    for (attributes, expected) in [
        ("garbage", "error: State cannot be read"),
        (r#"{"label": ["a"]}"#, "error: State cannot be read"),
        ("{}", "error: State cannot be read"),
        (r#"{"label": "panic"}"#, "error: Defect in the provider"),
        (r#"{"label": "misshapen"}"#, "error: Defect in the provider"),
    ] {
        let (answer, _) = host.moved(moved(attributes)).await;
        assert_eq!((answer.state, answer.said), (None, vec![expected.to_owned()]), "{attributes}");
    }
}
