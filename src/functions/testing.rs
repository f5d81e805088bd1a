//! Calls of functions in tests, as Terraform makes them.

use tf_provider_rs::Result;
use tf_provider_rs::model::FromValue;
use tf_provider_rs::value::{AttributePath, Value};

use super::options::Options;

/// The error of a call, with its place.
#[track_caller]
pub(super) fn said<T>(result: Result<T>) -> String {
    let Err(diagnostics) = result else { panic!("the call did not fail") };
    let texts = diagnostics.iter().map(|error| {
        let place = error.attribute.as_ref().map(|path| format!("{path}: ")).unwrap_or_default();
        format!("{place}{}: {}", error.summary, error.detail)
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// An object of options, as the last argument.
pub(super) fn options<V: Into<Value>>(given: impl IntoIterator<Item = (&'static str, V)>) -> Vec<Options> {
    argument(Value::object(given))
}

/// A last argument of any sort.
pub(super) fn argument(value: impl Into<Value>) -> Vec<Options> {
    vec![Options::from_value(&value.into(), &AttributePath::root().attribute("options").index(0)).unwrap()]
}
