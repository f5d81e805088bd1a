use super::*;

#[test]
fn blocks_are_as_many_as_are_configured() {
    let prior = r#"{"name": "a", "size": 1, "starter": {"name": "p", "desk": "any", "badge": "1"},
        "people": [{"name": "q", "desk": "any", "badge": "2"}, {"name": "r", "desk": "any", "badge": "3"}]}"#;
    for (config, starter, people) in [
        (r#"{"name": "a"}"#, "Null", "[]"),
        (r#"{"name": "a", "starter": {"name": "p"}}"#, "{badge: 1, desk: any, name: p}", "[]"),
        (r#"{"name": "a", "people": [{"name": "q"}]}"#, "Null", "[{badge: 2, desk: any, name: q}]"),
    ] {
        let planned = plan(&server(config), &server(prior)).state;
        assert_eq!(planned.attribute("starter").map(show).as_deref(), Some(starter), "{config}");
        assert_eq!(planned.attribute("people").map(show).as_deref(), Some(people), "{config}");
    }
}

#[test]
fn timeouts_are_the_practitioner_s_alone() {
    let state = r#"{"name": "a", "size": 1, "address": "x"}"#;
    let (planned, because_of) = updated(state, r#"{"name": "a", "timeouts": {"create": "1m"}}"#);
    assert_eq!(
        planned,
        "{access: ?, address: ?, name: a, serial: ?, size: 1, timeouts: {create: 1m}, version: ?, zone: ?}"
    );
    assert_eq!(because_of, [""; 0]);
}
