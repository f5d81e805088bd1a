//! Tags of a resource and of the provider: who has set what.
//!
//! Source: hashicorp/terraform-provider-aws, internal/provider/tags_interceptor.go and internal/tags/key_value_tags.go, whose meaning
//! practitioners know. Where it is done otherwise here, it is on purpose:
//!
//! - A configured tag that is ignored stays in `tags` as written; there it is dropped, and every plan shows it again.
//! - `tags_all` is known at plan although a value is empty; there it is not.
//! - Keys that begin with `aws:`, null values and more than fifty tags are refused at plan, at their attribute; there the first two are
//!   dropped without a word, and AWS refuses the last.
//! - An empty key or prefix, in the block or in a variable, is nothing; there an empty prefix ignores every tag.

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
    /// Keys of tags that are neither changed, nor removed, nor shown.
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
    copied(tags.filter(|(key, _)| !provider.ignores(key)))
}

/// What AWS is sent with a creation: `tags_all`, and the tags of the practitioner that are ignored from then on, as hashicorp/aws does. They
/// are first values: rules of an organization may demand a tag that somebody else keeps up to date.
///
/// Source: hashicorp/terraform-provider-aws, internal/provider/tags_interceptor.go, before a creation.
pub fn at_creation(tags_all: &Tags, provider: &ProviderTags, own: Option<&Tags>) -> Tags {
    let given = provider.default.iter().chain(own.into_iter().flatten());
    let ignored = given.filter(|(key, _)| provider.ignores(key) && !key.starts_with(AWS_PREFIX));
    copied(tags_all.iter().chain(ignored))
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
    copied(remote.into_iter().filter(|(key, _)| !provider.ignores(key)))
}

/// `tags` as the practitioner would have written them: what AWS has, less what the default tags explain, in the spelling of `prior` for
/// "none". `remote` is what is [`visible`]; ignored tags that the practitioner wrote stay as written.
pub fn own(remote: &Tags, provider: &ProviderTags, prior: Option<&Tags>) -> Option<Tags> {
    let configured = |key: &String| prior.is_some_and(|tags| tags.contains_key(key));
    let ignored = prior.into_iter().flatten().filter(|(key, _)| provider.ignores(key));
    let unexplained = remote.iter().filter(|(key, value)| configured(key) || provider.default.get(*key) != Some(value));
    let own = copied(unexplained.chain(ignored));
    if own.is_empty() && prior.is_none_or(|tags| !tags.is_empty()) { None } else { Some(own) }
}

/// What to set and which keys to remove so that `from` becomes `to`.
pub fn difference(from: &Tags, to: &Tags) -> (Tags, Vec<String>) {
    let set = copied(to.iter().filter(|(key, value)| from.get(*key) != Some(value)));
    let remove = from.keys().filter(|key| !to.contains_key(*key)).cloned();
    (set, remove.collect())
}

/// These tags as a map of their own; of two with one key the later. Inserted, not collected, which would sort with code of its own for each
/// kind of iterator.
fn copied<'a>(tags: impl Iterator<Item = (&'a String, &'a String)>) -> Tags {
    let mut all = Tags::new();
    for (key, value) in tags {
        all.insert(key.clone(), value.clone());
    }
    all
}

#[cfg(test)]
mod tests;
