use super::*;
use crate::plan::keep_spelling;

#[test]
fn json_that_means_the_same_changes_nothing() {
    let state = server(
        r#"{"name": "a", "size": 1, "address": "x", "serial": "s", "policy": "{\"a\":1,\"b\":[2]}",
            "rules": [{"port": 1, "protocol": "tcp", "condition": "{\"c\":1}", "id": "x"}]}"#,
    );
    let config = server(
        r#"{"name": "a", "policy": "{ \"b\": [2], \"a\": 1 }",
            "rules": [{"port": 1, "condition": " {\"c\": 1} "}]}"#,
    );
    let planned = plan(&config, &state);
    assert_eq!(planned.state, state);
    assert_eq!(planned.requires_replace, []);
}

#[test]
fn json_that_means_something_else_is_a_change() {
    for (prior, config) in [
        (r#""{\"a\":1}""#, r#""{\"a\":2}""#),
        (r#""{\"a\":1}""#, r#""not JSON""#),
        (r#""not JSON""#, r#"" not JSON""#),
        (r#""[1,2]""#, r#""[2,1]""#),
    ] {
        let server = |policy: &str| format!(r#"{{"name": "a", "size": 1, "policy": {policy}}}"#);
        assert_eq!(updated(&server(prior), &server(config)).1, ["policy"], "{prior} to {config}");
    }
}

#[test]
fn an_answer_has_the_spelling_of_the_plan_also_in_sets_and_beside_unknowns() {
    let planned = server(
        r#"{"name": "a", "policy": " {} ", "address": "?",
            "rules": [{"port": 1, "protocol": "tcp", "condition": " [] ", "id": "?"}]}"#,
    );
    let mut state = server(
        r#"{"name": "b", "policy": "{}", "address": "x",
            "rules": [{"port": 1, "protocol": "tcp", "condition": "[]", "id": "x"}]}"#,
    );
    keep_spelling(&Server::block(), &planned, &mut state);
    assert_eq!(
        show(&state),
        "{address: x, name: b, policy:  {} , rules: [{condition:  [] , id: x, port: 1, protocol: tcp}]}"
    );
}
