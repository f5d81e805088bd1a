use super::*;

fn tags(pairs: &[(&str, &str)]) -> Tags {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn defaults(pairs: &[(&str, &str)]) -> ProviderTags {
    tags(pairs).into()
}

fn ignoring() -> ProviderTags {
    ProviderTags {
        default: tags(&[("team", "edge"), ("cost-1", "x")]),
        ignored_keys: ["LastScan".to_owned()].into(),
        ignored_prefixes: ["cost-".to_owned()].into(),
    }
}

#[test]
fn own_tags_override_default_tags() {
    let all = all(&defaults(&[("team", "edge"), ("stage", "dev")]), Some(&tags(&[("stage", "prod")])));
    assert_eq!(all, tags(&[("team", "edge"), ("stage", "prod")]));
}

#[test]
fn planned_tags_are_unknown_only_where_they_must_be() {
    let default = defaults(&[("team", "edge")]);
    assert_eq!(planned_all(&default, &Attr::Unknown), Attr::Unknown);
    let own = Attr::Known(BTreeMap::from([("owner".to_owned(), Attr::Unknown)]));
    let expected =
        BTreeMap::from([("owner".to_owned(), Attr::Unknown), ("team".to_owned(), Attr::Known("edge".to_owned()))]);
    assert_eq!(planned_all(&default, &own), Attr::Known(expected));
    assert_eq!(planned_all(&ProviderTags::default(), &Attr::Null), Attr::Known(BTreeMap::new()));
}

#[test]
fn a_read_gives_back_what_the_practitioner_wrote() {
    let default = defaults(&[("team", "edge")]);
    for (remote, prior, expected) in [
        (tags(&[("team", "edge")]), None, None),
        (tags(&[("team", "edge")]), Some(tags(&[])), Some(tags(&[]))),
        (tags(&[("team", "edge")]), Some(tags(&[("team", "edge")])), Some(tags(&[("team", "edge")]))),
        (tags(&[("team", "edge"), ("a", "1")]), Some(tags(&[("a", "1")])), Some(tags(&[("a", "1")]))),
        (tags(&[("team", "other")]), None, Some(tags(&[("team", "other")]))),
        (tags(&[("a", "drift")]), Some(tags(&[("a", "1")])), Some(tags(&[("a", "drift")]))),
        (tags(&[]), Some(tags(&[("a", "1")])), None),
    ] {
        assert_eq!(own(&remote, &default, prior.as_ref()), expected, "{remote:?} {prior:?}");
    }
}

#[test]
fn ignored_tags_and_those_of_aws_are_not_ours() {
    let provider = ignoring();
    let remote = tags(&[("aws:cloudformation:stack-name", "x"), ("LastScan", "now"), ("cost-2", "y"), ("a", "1")]);
    assert_eq!(visible(&provider, &remote), tags(&[("a", "1")]));
    assert_eq!(visible(&ProviderTags::default(), &remote).len(), 3);
    // Written by the practitioner all the same: kept as written, never sent, so that no plan finds a difference.
    let written = tags(&[("a", "1"), ("LastScan", "never")]);
    assert_eq!(all(&provider, Some(&written)), tags(&[("a", "1"), ("team", "edge")]));
    let planned = planned_all(&provider, &Attr::Known(known(&written)));
    assert_eq!(planned, Attr::Known(known(&tags(&[("a", "1"), ("team", "edge")]))));
    let read = visible(&provider, &tags(&[("a", "1"), ("team", "edge"), ("LastScan", "now")]));
    assert_eq!(own(&read, &provider, Some(&written)), Some(written));
}

#[test]
fn a_difference_sets_what_is_new_or_other_and_removes_the_rest() {
    let (set, remove) =
        difference(&tags(&[("a", "1"), ("b", "2"), ("c", "3")]), &tags(&[("a", "1"), ("b", "9"), ("d", "4")]));
    assert_eq!((set, remove), (tags(&[("b", "9"), ("d", "4")]), vec!["c".to_owned()]));
}

/// What the provider says, what the resource says, what AWS has; and what becomes of it.
#[derive(Default)]
struct Case<'a> {
    what: &'a str,
    default: &'a [(&'a str, &'a str)],
    ignored_keys: &'a [&'a str],
    ignored_prefixes: &'a [&'a str],
    /// `tags` in configuration and state; `None` for null.
    own: Option<&'a [(&'a str, &'a str)]>,
    /// Sent with the creation.
    sent: &'a [(&'a str, &'a str)],
    /// `tags_all` of the plan.
    all: &'a [(&'a str, &'a str)],
    /// What AWS has at a later read; what was sent if there is nothing here.
    remote: Option<&'a [(&'a str, &'a str)]>,
    /// `tags` after that read; as configured if there is nothing here.
    read: Option<Option<&'a [(&'a str, &'a str)]>>,
}

/// Each row is what hashicorp/aws does (internal/provider/tags_interceptor.go, internal/tags/key_value_tags.go), except where `better` says
/// otherwise.
#[test]
fn default_and_ignored_tags_come_to_what_the_aws_provider_makes_of_them() {
    let edge = ("team", "edge");
    let cases = [
        Case { what: "nothing", own: None, ..Case::default() },
        Case { what: "an empty map", own: Some(&[]), ..Case::default() },
        Case { what: "own tags", own: Some(&[("a", "1")]), sent: &[("a", "1")], all: &[("a", "1")], ..Case::default() },
        Case { what: "default tags", default: &[edge], sent: &[edge], all: &[edge], ..Case::default() },
        Case {
            what: "an own tag overrides a default one",
            default: &[edge],
            own: Some(&[("team", "core")]),
            sent: &[("team", "core")],
            all: &[("team", "core")],
            ..Case::default()
        },
        Case {
            what: "an own tag equal to a default one stays in both",
            default: &[edge],
            own: Some(&[edge]),
            sent: &[edge],
            all: &[edge],
            ..Case::default()
        },
        Case {
            // better: hashicorp/aws plans `tags_all` as unknown while a value is empty.
            what: "empty values",
            default: &[("a", ""), ("b", "1")],
            own: Some(&[("b", ""), ("c", "")]),
            sent: &[("a", ""), ("b", ""), ("c", "")],
            all: &[("a", ""), ("b", ""), ("c", "")],
            ..Case::default()
        },
        Case {
            what: "keys that differ in case are different",
            default: &[edge],
            own: Some(&[("Team", "core")]),
            sent: &[edge, ("Team", "core")],
            all: &[edge, ("Team", "core")],
            ..Case::default()
        },
        Case {
            // better: hashicorp/aws drops it from `tags` in state, and shows the difference for ever.
            what: "an ignored own tag is sent once",
            ignored_keys: &["LastScan"],
            own: Some(&[("LastScan", "never"), ("a", "1")]),
            sent: &[("LastScan", "never"), ("a", "1")],
            all: &[("a", "1")],
            ..Case::default()
        },
        Case {
            what: "an ignored default tag is sent once",
            default: &[("cost-center", "1"), edge],
            ignored_prefixes: &["cost-"],
            sent: &[("cost-center", "1"), edge],
            all: &[edge],
            remote: Some(&[("cost-center", "theirs"), edge]),
            ..Case::default()
        },
        Case {
            what: "a key is ignored as a whole, a prefix as a beginning",
            ignored_keys: &["cost"],
            ignored_prefixes: &["scan:"],
            own: Some(&[("costs", "1"), ("rescan:a", "2")]),
            sent: &[("costs", "1"), ("rescan:a", "2")],
            all: &[("costs", "1"), ("rescan:a", "2")],
            remote: Some(&[("cost", "9"), ("costs", "1"), ("rescan:a", "2"), ("scan:a", "9")]),
            ..Case::default()
        },
        Case {
            what: "tags of AWS are never there",
            own: Some(&[("a", "1")]),
            sent: &[("a", "1")],
            all: &[("a", "1")],
            remote: Some(&[("a", "1"), ("aws:cloudformation:stack-id", "x")]),
            ..Case::default()
        },
        Case {
            what: "a tag of somebody else is shown as ours to remove",
            default: &[edge],
            sent: &[edge],
            all: &[edge],
            remote: Some(&[edge, ("theirs", "1")]),
            read: Some(Some(&[("theirs", "1")])),
            ..Case::default()
        },
        Case {
            what: "a default tag that somebody changed is shown in tags",
            default: &[edge],
            sent: &[edge],
            all: &[edge],
            remote: Some(&[("team", "theirs")]),
            read: Some(Some(&[("team", "theirs")])),
            ..Case::default()
        },
        Case {
            what: "a default tag that somebody removed",
            default: &[edge],
            own: Some(&[("a", "1")]),
            sent: &[edge, ("a", "1")],
            all: &[edge, ("a", "1")],
            remote: Some(&[("a", "1")]),
            ..Case::default()
        },
        Case {
            what: "an own tag that somebody removed",
            own: Some(&[("a", "1")]),
            sent: &[("a", "1")],
            all: &[("a", "1")],
            remote: Some(&[]),
            read: Some(None),
            ..Case::default()
        },
    ];
    for case in cases {
        let what = case.what;
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let provider = ProviderTags {
            default: tags(case.default),
            ignored_keys: texts(case.ignored_keys),
            ignored_prefixes: texts(case.ignored_prefixes),
        };
        let configured = case.own.map(tags);
        let tags_all = all(&provider, configured.as_ref());
        assert_eq!(tags_all, tags(case.all), "{what}: tags_all");
        let view = Attr::from(configured.as_ref().map(known));
        assert_eq!(planned_all(&provider, &view), Attr::Known(known(&tags_all)), "{what}: tags_all of the plan");
        let sent = at_creation(&tags_all, &provider, configured.as_ref());
        assert_eq!(sent, tags(case.sent), "{what}: sent");
        let remote = visible(&provider, &case.remote.map_or(sent, tags));
        let expected = case.read.map_or(configured.clone(), |read| read.map(tags));
        assert_eq!(own(&remote, &provider, configured.as_ref()), expected, "{what}: read");
    }
}
