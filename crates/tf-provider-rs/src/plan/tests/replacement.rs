use super::*;

#[test]
fn a_change_of_what_requires_replacement_replaces() {
    for (prior, config, because_of) in [
        (r#""name": "a""#, r#""name": "b""#, &["name"][..]),
        // What is not known yet may turn out to differ.
        (r#""name": "a""#, r#""name": "?""#, &["name"]),
        (r#""name": "a", "zone": "z""#, r#""name": "b", "zone": "y""#, &["name", "zone"]),
        (r#""name": "a", "zone": "z""#, r#""name": "a", "zone": "?""#, &["zone"]),
        // The provider has chosen it, and the configuration still does not care.
        (r#""name": "a", "zone": "z""#, r#""name": "a", "size": 2"#, &[]),
        (r#""name": "a""#, r#""name": "a", "size": 2"#, &[]),
        (r#""name": "a", "policy": "{}""#, r#""name": "a""#, &["policy"]),
        (r#""name": "a", "policy": "{}""#, r#""name": "a", "policy": " { } ""#, &[]),
    ] {
        let (_, replaced) = updated(&format!(r#"{{"size": 1, {prior}}}"#), &format!("{{{config}}}"));
        assert_eq!(replaced, because_of, "{prior} to {config}");
    }
}

#[test]
fn it_may_be_nested_and_it_may_come_or_go_with_what_is_around_it() {
    for (name, prior, config, because_of) in [
        ("network", r#"{"range": "r"}"#, r#"{"range": "s"}"#, &["network.range"][..]),
        ("network", r#"{"range": "r"}"#, "{}", &["network.range"]),
        ("network", r#"{"range": "r"}"#, r#"{"range": "r", "speed": "slow"}"#, &[]),
        ("network", r#"{"range": "r"}"#, "null", &["network.range"]),
        ("network", "null", r#"{"range": "r"}"#, &["network.range"]),
        ("network", r#"{"speed": "slow"}"#, "null", &[]),
        ("network", "null", r#"{"speed": "slow"}"#, &[]),
        ("disks", r#"[{"size": 1}, {"size": 2}]"#, r#"[{"size": 1}, {"size": 3}]"#, &["disks[1].size"]),
        ("disks", r#"[{"size": 1}, {"size": 2}]"#, r#"[{"size": 1}]"#, &["disks[1].size"]),
        ("disks", r#"[{"size": 1}]"#, r#"[{"size": 1}, {"size": 2}]"#, &["disks[1].size"]),
        ("disks", r#"[{"size": 1}]"#, "null", &["disks[0].size"]),
        ("disks", r#"[{"size": 1}]"#, r#"[{"size": 1, "kind": "hdd"}]"#, &[]),
        ("shares", r#"{"b": {"size": 1}}"#, r#"{"b": {"size": 2}}"#, &[r#"shares["b"].size"#]),
        ("shares", r#"{"b": {"size": 1}}"#, r#"{"c": {"size": 1}}"#, &[r#"shares["b"].size"#, r#"shares["c"].size"#]),
    ] {
        let server = |value: &str| format!(r#"{{"name": "a", "size": 1, "{name}": {value}}}"#);
        assert_eq!(updated(&server(prior), &server(config)).1, because_of, "{name}: {prior} to {config}");
    }
}

#[test]
fn in_a_set_the_set_is_why() {
    let both = r#"[{"port": 1, "protocol": "tcp", "id": "x"}, {"port": 2, "protocol": "tcp", "id": "y"}]"#;
    for (config, because_of) in [
        (r#"[{"port": 2}, {"port": 1}]"#, &[][..]),
        (r#"[{"port": 2, "protocol": "udp"}, {"port": 1}]"#, &[]),
        (r#"[{"port": 2}, {"port": 3}]"#, &["rules"]),
        (r#"[{"port": 2}]"#, &["rules"]),
        (r#"[{"port": 1}, {"port": 2}, {"port": 3}]"#, &["rules"]),
        ("null", &["rules"]),
    ] {
        let server = |value: &str| format!(r#"{{"name": "a", "size": 1, "rules": {value}}}"#);
        assert_eq!(updated(&server(both), &server(config)).1, because_of, "{config}");
    }
}

#[test]
fn an_object_that_is_not_known_yet_may_turn_out_to_differ() {
    let prior = server(
        r#"{"name": "a", "network": {"range": "r"}, "disks": [{"size": 1}], "shares": {"b": {"size": 1}}, "rules": [{"port": 1}]}"#,
    );
    for (name, because_of) in [
        ("network", "network.range"),
        ("disks", "disks[0].size"),
        ("shares", r#"shares["b"].size"#),
        ("rules", "rules"),
    ] {
        let mut config = prior.clone();
        *config.at_mut(&crate::value::AttributePath::root().attribute(name)).unwrap() = Value::unknown();
        let replaced = plan(&config, &prior).requires_replace;
        assert_eq!(replaced.iter().map(ToString::to_string).collect::<Vec<_>>(), [because_of]);
    }
}
