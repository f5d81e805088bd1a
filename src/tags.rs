//! Tags of a resource and of the provider: who has set what.
//!
//! Source: AWS Provider for Terraform, resource tagging guide ("default_tags", "tags_all"), whose meaning practitioners know.

use std::collections::BTreeMap;

use tf_provider_rs::model::Attr;

use crate::rules::{self, Violation};

/// Tags by key.
pub type Tags = BTreeMap<String, String>;

/// Tags that AWS itself sets and does not let anybody change.
const AWS_PREFIX: &str = "aws:";

/// Checks keys and values of tags in a configuration, as far as they are known.
///
/// # Errors
/// A [`Violation`] for the first tag that AWS refuses.
pub fn check(tags: &BTreeMap<String, Attr<String>>) -> Result<(), Violation> {
    rules::tags(tags.iter().map(|(key, value)| (key.as_str(), value.known().map_or("", String::as_str))))
}

/// `tags_all`: the provider's default tags, overridden by the resource's own.
pub fn all(default: &Tags, own: Option<&Tags>) -> Tags {
    default.iter().chain(own.into_iter().flatten()).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// `tags_all` in a plan: unknown while any of the resource's own tags is.
pub fn planned_all(default: &Tags, own: &Attr<BTreeMap<String, Attr<String>>>) -> Attr<BTreeMap<String, Attr<String>>> {
    let own = match own {
        Attr::Unknown => return Attr::Unknown,
        Attr::Null => BTreeMap::new(),
        Attr::Known(own) => own.clone(),
    };
    let default = default.iter().map(|(key, value)| (key.clone(), Attr::Known(value.clone())));
    Attr::Known(default.chain(own).collect())
}

/// Tags in the form that a plan has.
pub fn known(tags: &Tags) -> BTreeMap<String, Attr<String>> {
    tags.iter().map(|(key, value)| (key.clone(), Attr::Known(value.clone()))).collect()
}

/// What AWS answered, without the tags that AWS set.
pub fn without_aws<'a>(remote: impl IntoIterator<Item = (&'a String, &'a String)>) -> Tags {
    remote
        .into_iter()
        .filter(|(key, _)| !key.starts_with(AWS_PREFIX))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// `tags` as the practitioner would have written them: what AWS has, less what the default tags explain, in the spelling of `prior` for
/// "none".
pub fn own(remote: &Tags, default: &Tags, prior: Option<&Tags>) -> Option<Tags> {
    let configured = |key: &String| prior.is_some_and(|tags| tags.contains_key(key));
    let own: Tags = remote
        .iter()
        .filter(|(key, value)| configured(key) || default.get(*key) != Some(value))
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

    #[test]
    fn own_tags_override_default_tags() {
        let all = all(&tags(&[("team", "edge"), ("stage", "dev")]), Some(&tags(&[("stage", "prod")])));
        assert_eq!(all, tags(&[("team", "edge"), ("stage", "prod")]));
    }

    #[test]
    fn planned_tags_are_unknown_only_where_they_must_be() {
        let default = tags(&[("team", "edge")]);
        assert_eq!(planned_all(&default, &Attr::Unknown), Attr::Unknown);
        let own = Attr::Known(BTreeMap::from([("owner".to_owned(), Attr::Unknown)]));
        let expected =
            BTreeMap::from([("owner".to_owned(), Attr::Unknown), ("team".to_owned(), Attr::Known("edge".to_owned()))]);
        assert_eq!(planned_all(&default, &own), Attr::Known(expected));
        assert_eq!(planned_all(&Tags::new(), &Attr::Null), Attr::Known(BTreeMap::new()));
    }

    #[test]
    fn a_read_gives_back_what_the_practitioner_wrote() {
        let default = tags(&[("team", "edge")]);
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
    fn tags_of_aws_are_not_ours() {
        assert_eq!(without_aws(&tags(&[("aws:cloudformation:stack-name", "x"), ("a", "1")])), tags(&[("a", "1")]));
    }

    #[test]
    fn a_difference_sets_what_is_new_or_other_and_removes_the_rest() {
        let (set, remove) =
            difference(&tags(&[("a", "1"), ("b", "2"), ("c", "3")]), &tags(&[("a", "1"), ("b", "9"), ("d", "4")]));
        assert_eq!((set, remove), (tags(&[("b", "9"), ("d", "4")]), vec!["c".to_owned()]));
    }
}
