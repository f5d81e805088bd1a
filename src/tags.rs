//! Tags of a resource and of the provider: who has set what.
//!
//! Source: AWS Provider for Terraform, resource tagging guide ("default_tags", "ignore_tags", "tags_all"), whose meaning practitioners
//! know.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::model::Attr;

use crate::rules::{self, Violation};

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// Tags in a configuration or plan.
pub type TagsView = Attr<BTreeMap<String, Attr<String>>>;

/// Tags that AWS itself sets and does not let anybody change.
const AWS_PREFIX: &str = "aws:";

/// What the provider block says about the tags of every resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProviderTags {
    /// Tags that every resource gets.
    pub default: Tags,
    /// Keys of tags that are neither set, nor removed, nor shown.
    pub ignored_keys: BTreeSet<String>,
    /// As `ignored_keys`, for all keys that begin so.
    pub ignored_prefixes: BTreeSet<String>,
}

impl From<Tags> for ProviderTags {
    fn from(default: Tags) -> Self {
        Self { default, ..Self::default() }
    }
}

impl ProviderTags {
    fn ignores(&self, key: &str) -> bool {
        key.starts_with(AWS_PREFIX)
            || self.ignored_keys.contains(key)
            || self.ignored_prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// Checks keys and values of tags in a configuration, as far as they are known.
///
/// # Errors
/// A [`Violation`] for the first tag that AWS refuses.
pub fn check(tags: &BTreeMap<String, Attr<String>>) -> Result<(), Violation> {
    rules::tags(tags.iter().map(|(key, value)| (key.as_str(), value.known().map_or("", String::as_str))))
}

/// `tags_all`: the provider's default tags, overridden by the resource's own, without those that are ignored.
pub fn all(provider: &ProviderTags, own: Option<&Tags>) -> Tags {
    let tags = provider.default.iter().chain(own.into_iter().flatten());
    tags.filter(|(key, _)| !provider.ignores(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// `tags_all` in a plan: unknown while any of the resource's own tags is.
pub fn planned_all(provider: &ProviderTags, own: &TagsView) -> TagsView {
    let own = match own {
        Attr::Unknown => return Attr::Unknown,
        Attr::Null => BTreeMap::new(),
        Attr::Known(own) => own.clone(),
    };
    let default = provider.default.iter().map(|(key, value)| (key.clone(), Attr::Known(value.clone())));
    Attr::Known(default.chain(own).filter(|(key, _)| !provider.ignores(key)).collect())
}

/// Tags in the form that a plan has.
pub fn known(tags: &Tags) -> BTreeMap<String, Attr<String>> {
    tags.iter().map(|(key, value)| (key.clone(), Attr::Known(value.clone()))).collect()
}

/// What AWS answered, without the tags that AWS set and those that are ignored.
pub fn visible<'a>(provider: &ProviderTags, remote: impl IntoIterator<Item = (&'a String, &'a String)>) -> Tags {
    let tags = remote.into_iter().filter(|(key, _)| !provider.ignores(key));
    tags.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// `tags` as the practitioner would have written them: what AWS has, less what the default tags explain, in the spelling of `prior` for
/// "none". `remote` is what is [`visible`]; ignored tags that the practitioner wrote stay as written.
pub fn own(remote: &Tags, provider: &ProviderTags, prior: Option<&Tags>) -> Option<Tags> {
    let configured = |key: &String| prior.is_some_and(|tags| tags.contains_key(key));
    let ignored = prior.into_iter().flatten().filter(|(key, _)| provider.ignores(key));
    let own: Tags = remote
        .iter()
        .filter(|(key, value)| configured(key) || provider.default.get(*key) != Some(value))
        .chain(ignored)
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if own.is_empty() && prior.is_none_or(|tags| !tags.is_empty()) { None } else { Some(own) }
}

/// What to set and which keys to remove so that `from` becomes `to`.
pub fn difference(from: &Tags, to: &Tags) -> (Tags, Vec<String>) {
    let set =
        to.iter().filter(|(key, value)| from.get(*key) != Some(value)).map(|(key, value)| (key.clone(), value.clone()));
    let remove = from.keys().filter(|key| !to.contains_key(*key)).cloned();
    (set.collect(), remove.collect())
}

#[cfg(test)]
mod tests {
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
}
