use super::*;

fn updated_to(name: &str, prior: &str, config: &str) -> String {
    let server = |value: &str| server(&format!(r#"{{"name": "a", "size": 1, "{name}": {value}}}"#));
    plan(&server(config), &server(prior)).state.attribute(name).map(show).unwrap()
}

#[test]
fn elements_of_lists_keep_their_place_and_those_of_maps_their_key() {
    for (name, prior, config, planned) in [
        (
            "disks",
            r#"[{"size": 1, "kind": "ssd", "serial": "x"}, {"size": 2, "kind": "hdd", "serial": "y"}]"#,
            r#"[{"size": 1}, {"size": 2, "kind": "hdd"}]"#,
            "[{kind: ssd, serial: x, size: 1}, {kind: hdd, serial: y, size: 2}]",
        ),
        (
            "disks",
            r#"[{"size": 1, "kind": "ssd", "serial": "x"}]"#,
            r#"[{"size": 1}, {"size": 2}]"#,
            "[{kind: ssd, serial: ?, size: 1}, {kind: ssd, serial: ?, size: 2}]",
        ),
        (
            "shares",
            r#"{"b": {"size": 1, "kind": "ssd", "serial": "x"}, "c": {"size": 2, "kind": "ssd", "serial": "y"}}"#,
            r#"{"c": {"size": 2}, "b": {"size": 1}}"#,
            "{b: {kind: ssd, serial: x, size: 1}, c: {kind: ssd, serial: y, size: 2}}",
        ),
        (
            "people",
            r#"[{"name": "p", "desk": "any", "badge": "1"}]"#,
            r#"[{"name": "p", "desk": "d"}, {"name": "q"}]"#,
            "[{badge: 1, desk: d, name: p}, {badge: ?, desk: any, name: q}]",
        ),
    ] {
        assert_eq!(updated_to(name, prior, config), planned, "{name}: {config}");
    }
}

#[test]
fn elements_of_sets_are_known_by_what_is_configured() {
    let two = r#"[{"port": 1, "protocol": "tcp", "id": "x"}, {"port": 2, "protocol": "udp", "id": "y"}]"#;
    for (prior, config, planned) in [
        // Another order changes nothing.
        (
            two,
            r#"[{"port": 2, "protocol": "udp"}, {"port": 1}]"#,
            "[{id: x, port: 1, protocol: tcp}, {id: y, port: 2, protocol: udp}]",
        ),
        // One more leaves the others alone.
        (
            two,
            r#"[{"port": 3}, {"port": 2, "protocol": "udp"}, {"port": 1, "protocol": "tcp"}]"#,
            "[{id: x, port: 1, protocol: tcp}, {id: y, port: 2, protocol: udp}, {id: ?, port: 3, protocol: tcp}]",
        ),
        // What differs in a configured attribute is another element.
        (two, r#"[{"port": 1, "protocol": "udp"}]"#, "[{id: ?, port: 1, protocol: udp}]"),
        // So is what is no longer configured, if the provider cannot have chosen it.
        (
            r#"[{"port": 1, "protocol": "tcp", "condition": "[]", "id": "x"}]"#,
            r#"[{"port": 1}]"#,
            "[{id: ?, port: 1, protocol: tcp}]",
        ),
        // What says less does not take what belongs to the one that says more.
        (
            r#"[{"port": 1, "protocol": "tcp", "id": "x"}, {"port": 1, "protocol": "udp", "id": "y"}]"#,
            r#"[{"port": 1, "protocol": "udp"}, {"port": 1}]"#,
            "[{id: x, port: 1, protocol: tcp}, {id: y, port: 1, protocol: udp}]",
        ),
        // Defaults in objects within elements count as not configured.
        (
            r#"[{"port": 1, "protocol": "udp", "limits": {"rate": "high"}, "id": "x"}]"#,
            r#"[{"port": 1, "protocol": "udp", "limits": {}}]"#,
            "[{id: x, limits: {rate: high}, port: 1, protocol: udp}]",
        ),
    ] {
        assert_eq!(updated_to("rules", prior, config), planned, "{config}");
    }
}

#[test]
fn a_set_in_another_order_changes_nothing() {
    assert_eq!(updated_to("labels", r#"["a", "b"]"#, r#"["b", "a", "b"]"#), "[a, b]");
    let state = server(r#"{"name": "a", "size": 1, "labels": ["a", "b"], "address": "x"}"#);
    let config = server(r#"{"name": "a", "labels": ["b", "a"]}"#);
    assert_eq!(plan(&config, &state).state, state);
}
