use super::*;

fn created(config: &str) -> String {
    let planned = plan(&server(config), &Value::Null);
    assert_eq!(planned.requires_replace, []);
    show(&planned.state)
}

#[test]
fn what_nobody_sets_gets_its_default_or_is_left_to_the_provider() {
    assert_eq!(
        created(r#"{"name": "a"}"#),
        "{access: ?, address: ?, name: a, serial: ?, size: 1, version: ?, zone: ?}"
    );
}

#[test]
fn what_is_set_stays_as_it_is() {
    for (config, planned) in [
        (r#""size": 4, "version": "1""#, "name: a, serial: ?, size: 4, version: 1, zone: ?"),
        (r#""size": 1, "version": "?""#, "name: a, serial: ?, size: 1, version: ?, zone: ?"),
        (r#""labels": []"#, "name: a, serial: ?, size: 1, version: ?, zone: ?"),
        (
            r#""policy": "?", "labels": ["b", "a"]"#,
            "labels: [a, b], name: a, policy: ?, serial: ?, size: 1, version: ?, zone: ?",
        ),
    ] {
        let config = format!(r#"{{"name": "a", "access": {{"mode": "m"}}, {config}}}"#);
        assert_eq!(created(&config), format!("{{access: {{level: ?, mode: m}}, address: ?, {planned}}}"), "{config}");
    }
}

#[test]
fn an_empty_collection_is_not_null() {
    let config = server(r#"{"name": "a", "labels": [], "disks": [], "shares": {}, "rules": []}"#);
    let planned = plan(&config, &Value::Null).state;
    for name in ["labels", "disks", "shares", "rules"] {
        assert_eq!(planned.attribute(name), config.attribute(name), "{name}");
    }
}

#[test]
fn defaults_stand_in_nested_objects_wherever_they_are() {
    for (config, name, planned) in [
        (r#""network": {}"#, "network", "{gateway: ?, speed: fast}"),
        (r#""network": {"speed": "slow"}"#, "network", "{gateway: ?, speed: slow}"),
        (r#""network": {"speed": "?"}"#, "network", "{gateway: ?, speed: ?}"),
        (
            r#""disks": [{"size": 1}, {"size": 2, "kind": "hdd"}]"#,
            "disks",
            "[{kind: ssd, serial: ?, size: 1}, {kind: hdd, serial: ?, size: 2}]",
        ),
        (r#""shares": {"b": {"size": 1}}"#, "shares", "{b: {kind: ssd, serial: ?, size: 1}}"),
        (
            r#""rules": [{"port": 1}, {"port": 1, "protocol": "udp"}]"#,
            "rules",
            "[{id: ?, port: 1, protocol: tcp}, {id: ?, port: 1, protocol: udp}]",
        ),
        (r#""rules": [{"port": 1, "limits": {}}]"#, "rules", "[{id: ?, limits: {rate: high}, port: 1, protocol: tcp}]"),
        (
            r#""rules": [{"port": 1, "protocol": "udp", "limits": {}}]"#,
            "rules",
            "[{id: ?, limits: {rate: high}, port: 1, protocol: udp}]",
        ),
        // Only one of the two can stand for the one with `icmp`.
        (
            r#""rules": [{"port": 1, "limits": {"rate": "high"}}, {"port": 1, "protocol": "icmp", "limits": {}}]"#,
            "rules",
            "[{id: ?, limits: {rate: high}, port: 1, protocol: icmp}, {id: ?, limits: {rate: high}, port: 1, protocol: tcp}]",
        ),
        (r#""starter": {"name": "p"}"#, "starter", "{badge: ?, desk: any, name: p}"),
        (r#""people": [{"name": "p", "desk": "d"}]"#, "people", "[{badge: ?, desk: d, name: p}]"),
    ] {
        let config = server(&format!(r#"{{"name": "a", {config}}}"#));
        let planned_state = plan(&config, &Value::Null).state;
        assert_eq!(planned_state.attribute(name).map(show).as_deref(), Some(planned), "{config:?}");
    }
}

#[test]
fn an_object_that_is_not_known_yet_is_planned_as_it_is() {
    for name in ["network", "disks", "shares", "rules", "access", "people", "starter", "timeouts"] {
        let path = crate::value::AttributePath::root().attribute(name);
        let mut config = server(r#"{"name": "a"}"#);
        *config.at_mut(&path).unwrap() = Value::unknown();
        assert_eq!(plan(&config, &Value::Null).state.at(&path), Some(&Value::unknown()), "{name}");
    }
}
