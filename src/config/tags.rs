//! Tags of the provider block and of its environment variables, whose names are those of the AWS provider.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::Model;
use tf_provider_rs::model::{Attr, ToValue};

use super::Environment;
use super::block::ProviderBlockView;
use super::known::{list, map};
use crate::tags::{self, ProviderTags};

/// Tags for every resource of this provider. A resource's own tag of the same key wins.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct DefaultTags {
    /// Tags by key.
    #[tf(optional, validate = tags::check)]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Tags that somebody else manages.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct IgnoreTags {
    /// Keys of the tags. Those of the environment variable `TF_AWS_IGNORE_TAGS_KEYS`, separated by commas, are added.
    #[tf(optional)]
    pub keys: Option<BTreeSet<String>>,

    /// Beginnings of the keys of the tags. Those of the environment variable `TF_AWS_IGNORE_TAGS_KEY_PREFIXES`, separated by commas, are
    /// added.
    #[tf(optional)]
    pub key_prefixes: Option<BTreeSet<String>>,
}

/// What block and environment say together, as far as it is known.
pub(super) fn provider_tags(
    default: Option<&DefaultTagsView>,
    ignored: Option<&IgnoreTagsView>,
    environment: &Environment,
) -> ProviderTags {
    let mut tags = ProviderTags::default();
    for (name, value) in environment.iter() {
        match name {
            "TF_AWS_IGNORE_TAGS_KEYS" => tags.ignored_keys.extend(separated(value)),
            "TF_AWS_IGNORE_TAGS_KEY_PREFIXES" => tags.ignored_prefixes.extend(separated(value)),
            name => {
                if let Some(key) = name.strip_prefix("TF_AWS_DEFAULT_TAGS_").filter(|key| !key.is_empty()) {
                    tags.default.insert(key.to_owned(), value.to_owned());
                }
            }
        }
    }
    if let Some(ignored) = ignored {
        tags.ignored_keys.extend(list(&ignored.keys));
        tags.ignored_prefixes.extend(list(&ignored.key_prefixes));
    }
    if let Some(default) = default {
        tags.default.extend(map(&default.tags));
    }
    tags
}

/// Whether nothing about tags may still turn out otherwise.
pub(super) fn are_known(block: &ProviderBlockView) -> bool {
    block.default_tags.to_value().is_wholly_known() && block.ignore_tags.to_value().is_wholly_known()
}

fn separated(text: &str) -> impl Iterator<Item = String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// More tags than AWS takes, the provider's included, as far as they are known.
///
/// # Errors
/// A violation if there are too many, or if one of the environment is refused.
pub(super) fn check_all(tags_all: &tags::TagsView) -> Result<(), crate::rules::Violation> {
    match tags_all {
        Attr::Known(tags_all) => tags::check(tags_all),
        Attr::Null | Attr::Unknown => Ok(()),
    }
}
