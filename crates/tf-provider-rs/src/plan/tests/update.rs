use super::*;

const STATE: &str = r#"{"name": "a", "size": 1, "version": "1", "zone": "z", "address": "x", "serial": "s",
    "access": {"mode": "m", "level": "l"}}"#;

#[test]
fn nothing_changes_where_nothing_is_configured_otherwise() {
    for config in [
        r#"{"name": "a"}"#,
        r#"{"name": "a", "size": 1, "version": "1", "zone": "z"}"#,
        r#"{"name": "a", "access": {"mode": "m"}}"#,
        r#"{"name": "a", "access": {}}"#,
    ] {
        let planned = plan(&server(config), &server(STATE));
        assert_eq!((planned.state, planned.requires_replace), (server(STATE), vec![]), "{config}");
    }
}

#[test]
fn a_change_leaves_to_the_provider_what_is_not_kept_from_state() {
    for (config, planned) in [
        (r#"{"name": "a", "size": 2}"#, "{access: ?, address: ?, name: a, serial: s, size: 2, version: 1, zone: ?}"),
        (
            r#"{"name": "a", "version": "2", "zone": "z", "access": {"mode": "m"}}"#,
            "{access: {level: ?, mode: m}, address: ?, name: a, serial: s, size: 1, version: 2, zone: z}",
        ),
        (
            r#"{"name": "a", "version": "?", "zone": "z", "access": {}}"#,
            "{access: {level: ?, mode: ?}, address: ?, name: a, serial: s, size: 1, version: ?, zone: z}",
        ),
    ] {
        assert_eq!(updated(STATE, config), (planned.to_owned(), vec![]), "{config}");
    }
}

#[test]
fn a_default_returns_when_the_configuration_no_longer_says_otherwise() {
    let prior = STATE.replace(r#""size": 1"#, r#""size": 3"#);
    let (planned, _) = updated(&prior, r#"{"name": "a"}"#);
    assert_eq!(planned, "{access: ?, address: ?, name: a, serial: s, size: 1, version: 1, zone: ?}");
}

#[test]
fn what_state_does_not_have_cannot_be_kept() {
    let (planned, _) = updated(r#"{"name": "a", "size": 1}"#, r#"{"name": "a", "size": 2}"#);
    assert_eq!(planned, "{access: ?, address: ?, name: a, serial: ?, size: 2, version: ?, zone: ?}");
}

#[test]
fn a_nested_object_that_is_removed_is_null() {
    let prior = r#"{"name": "a", "size": 1, "network": {"speed": "slow", "gateway": "g"}}"#;
    let (planned, because_of) = updated(prior, r#"{"name": "a"}"#);
    assert_eq!(planned, "{access: ?, address: ?, name: a, serial: ?, size: 1, version: ?, zone: ?}");
    assert_eq!(because_of, [""; 0]);
}

#[test]
fn a_state_from_before_an_attribute_existed_is_completed() {
    let mut state = server(r#"{"name": "a", "disks": [{"size": 1}], "rules": [{"port": 2, "protocol": "udp"}]}"#);
    *state.at_mut(&crate::value::AttributePath::root().attribute("people")).unwrap() = Value::Null;
    complete_stored(&Server::block(), &mut state);
    let completed = "{disks: [{kind: ssd, size: 1}], name: a, rules: [{port: 2, protocol: udp}], size: 1}";
    assert_eq!(show(&state), completed);
    assert_eq!(state.attribute("people"), Some(&Value::List(vec![])));
    assert_eq!(state.attribute("starter"), Some(&Value::Null));
}
