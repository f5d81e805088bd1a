//! Plain values of a configuration in which everything is known. An empty text is as good as none, as in the AWS provider.

use std::collections::BTreeMap;

use tf_provider_rs::model::Attr;

use crate::aws::Secret;

pub(super) fn text(attribute: &Attr<String>) -> Option<String> {
    attribute.known().filter(|text| !text.is_empty()).cloned()
}

pub(super) fn secret(attribute: &Attr<Secret>) -> Option<Secret> {
    attribute.known().filter(|secret| !secret.reveal().is_empty()).cloned()
}

pub(super) fn list(attribute: &Attr<Vec<Attr<String>>>) -> Vec<String> {
    attribute.known().into_iter().flatten().filter_map(text).collect()
}

pub(super) fn map(attribute: &Attr<BTreeMap<String, Attr<String>>>) -> BTreeMap<String, String> {
    let pairs = attribute.known().into_iter().flatten();
    pairs.filter_map(|(key, value)| Some((key.clone(), value.known()?.clone()))).collect()
}
