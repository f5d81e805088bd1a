//! Names in the author's module change nothing in what the macro writes.

#![expect(dead_code, unused_imports, reason = "these names are here only to be in the way")]

use tf_provider_rs::Model;
use tf_provider_rs::model::{FromValue, Model as _, ToValue};
use tf_provider_rs::value::{AttributePath, Value as TerraformValue};

type Result<T> = ::std::result::Result<T, ()>;

struct Option;
struct Vec;
struct String;
struct Value;
struct Attribute;
struct Attr;
struct Fields;
struct Default;

enum Choice {
    Some,
    None,
}

use Choice::{None, Some};

fn vec() {}

mod std {}
mod tf_provider_rs_derive {}

/// A model in a crowded module.
#[derive(Clone, Debug, PartialEq, ::tf_provider_rs::Model)]
struct Crowded {
    /// Fields named as the macro's own variables.
    #[tf(required)]
    value: ::std::string::String,
    /// Path.
    #[tf(required)]
    path: ::std::string::String,
    /// Fields.
    #[tf(optional, computed)]
    fields: ::std::option::Option<i64>,
    /// Diagnostics.
    #[tf(default = 2)]
    diagnostics: i64,
    /// Read.
    #[tf(required)]
    read_0: bool,
    /// A keyword.
    #[tf(optional)]
    r#match: ::std::option::Option<::std::vec::Vec<bool>>,
    /// Another model.
    #[tf(block)]
    inner: ::std::vec::Vec<private::Inner>,
}

mod private {
    use tf_provider_rs::Model;

    /// A model of another module.
    #[derive(Clone, Debug, PartialEq, Model)]
    pub(super) struct Inner {
        /// Known only in its module, as its companions are.
        #[tf(computed)]
        pub(super) id: Option<String>,
    }
}

/// A model without attributes.
#[derive(Clone, Debug, PartialEq, Model)]
struct Empty {}

#[test]
fn a_model_in_a_crowded_module_reads_and_writes() {
    let inner = TerraformValue::list([TerraformValue::object([("id", "i-1")])]);
    let object = TerraformValue::object([
        ("value", TerraformValue::from("v")),
        ("path", TerraformValue::from("p")),
        ("fields", TerraformValue::Null),
        ("diagnostics", TerraformValue::from(1)),
        ("read_0", TerraformValue::from(true)),
        ("match", TerraformValue::list([false])),
        ("inner", inner),
    ]);
    let root = AttributePath::root();
    assert_eq!(Crowded::from_value(&object, &root).unwrap().to_value(), object);
    assert_eq!(CrowdedView::from_value(&object, &root).unwrap().to_value(), object);
    let arguments = CrowdedArguments::from_value(&object, &root).unwrap();
    assert_eq!((arguments.value.as_str(), arguments.fields.is_none(), arguments.diagnostics), ("v", true, 1));
    assert_eq!(arguments.inner.len(), 1);
}

#[test]
fn raw_identifiers_lose_their_prefix() {
    assert_eq!(Crowded::attributes()[5].name, "match");
}

#[test]
fn a_model_may_have_no_attributes() {
    let object = TerraformValue::Map(::std::collections::BTreeMap::new());
    assert_eq!(Empty::from_value(&object, &AttributePath::root()), Ok(Empty {}));
    assert_eq!(Empty {}.to_value(), object);
    assert!(EmptyArguments::from_value(&object, &AttributePath::root()).is_ok());
}

/// Parameters in a crowded module.
#[derive(Clone, Debug, ::tf_provider_rs::Parameters)]
struct CrowdedParameters {
    /// A parameter named as the macro's own variable.
    arguments: ::std::string::String,
    /// Another.
    read_0: ::std::option::Option<bool>,
    /// A keyword.
    #[tf(variadic)]
    r#match: ::std::vec::Vec<i64>,
}

/// No parameters.
#[derive(Clone, Debug, ::tf_provider_rs::Parameters)]
struct NoParameters;

#[test]
fn parameters_in_a_crowded_module_are_what_they_are_elsewhere() {
    use tf_provider_rs::function::Parameters as _;

    let names: ::std::vec::Vec<_> = CrowdedParameters::parameters().iter().map(|parameter| parameter.name).collect();
    assert_eq!(names, ["arguments", "read_0"]);
    assert_eq!(CrowdedParameters::variadic().map(|parameter| parameter.name), ::std::option::Option::Some("match"));
    assert!(NoParameters::parameters().is_empty() && NoParameters::variadic().is_none());
}
