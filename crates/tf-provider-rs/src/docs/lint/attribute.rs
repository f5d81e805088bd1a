//! One attribute: what its flags demand of each other, and of its description.

use crate::model::results::{DEFAULT, REPLACES};
use crate::schema::{Attribute, Mode, Nesting, Shape, is_write_only_among};
use crate::value::{Type, Value};

/// What an attribute has from those that it is nested in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parent {
    is_computed_only: bool,
    is_left_open: bool,
    requires_replace: bool,
}

impl Parent {
    pub(super) const fn new(attribute: &Attribute, parent: Option<&Self>) -> Self {
        let (left_open, replaced) = match parent {
            Some(parent) => (parent.is_left_open, parent.requires_replace),
            None => (false, false),
        };
        Self {
            is_computed_only: matches!(attribute.mode, Mode::Computed),
            is_left_open: left_open || matches!(attribute.mode, Mode::OptionalComputed),
            requires_replace: replaced || attribute.requires_replace,
        }
    }
}

/// Findings about one attribute; those nested in it come on their own.
pub(super) fn findings(attribute: &Attribute, parent: Option<&Parent>) -> Vec<String> {
    let rules = [
        mode(attribute, parent),
        default(attribute),
        keep_state(attribute),
        validate(attribute),
        replaces(attribute, parent),
        deprecated(attribute),
        write_only(attribute),
        shape(&attribute.shape),
    ];
    rules.into_iter().flatten().collect()
}

fn mode(attribute: &Attribute, parent: Option<&Parent>) -> Option<String> {
    let parent = parent?;
    if parent.is_computed_only && attribute.mode != Mode::Computed {
        return Some("nobody can set it inside a computed attribute; make it computed".to_owned());
    }
    // Source: hashicorp/terraform v1.11.4, internal/plans/objchange/objchange.go, optionalValueNotComputable.
    (parent.is_left_open && !attribute.mode.is_computed()).then(|| {
        "Terraform keeps an optional and computed attribute from the state only if all that is nested in it is computed; \
         make it computed too"
            .to_owned()
    })
}

fn default(attribute: &Attribute) -> Option<String> {
    let default = attribute.default.as_ref()?;
    if attribute.mode != Mode::OptionalComputed {
        return Some("a default needs an attribute that is optional and computed".to_owned());
    }
    let expected = match default {
        Value::Bool(value) => format!("{DEFAULT} `{value}`."),
        Value::Number(value) => format!("{DEFAULT} `{value}`."),
        Value::String(value) if !value.is_empty() => format!("{DEFAULT} `{value}`."),
        // What nothing means is said in words.
        _ => DEFAULT.to_owned(),
    };
    (!attribute.description.contains(&expected)).then(|| format!("the description must name the default: `{expected}`"))
}

fn keep_state(attribute: &Attribute) -> Option<String> {
    (attribute.keep_state && !attribute.mode.is_computed())
        .then(|| "only a computed attribute can keep its value from the state".to_owned())
}

fn validate(attribute: &Attribute) -> Option<String> {
    (!attribute.validate.is_empty() && !attribute.mode.is_configurable())
        .then(|| "nobody sets a computed attribute, so there is nothing to validate".to_owned())
}

fn replaces(attribute: &Attribute, parent: Option<&Parent>) -> Option<String> {
    let is_mentioned = attribute.description.contains(REPLACES);
    let is_true = attribute.requires_replace || parent.is_some_and(|parent| parent.requires_replace);
    match (attribute.requires_replace, is_mentioned) {
        (true, _) if !attribute.mode.is_configurable() => {
            Some("a change of a computed attribute cannot be a reason to replace".to_owned())
        }
        (true, false) => Some(format!("the description must say what a change replaces: `{REPLACES} ...`")),
        (false, true) if !is_true => Some(format!("the description says `{REPLACES}`, but a change does not")),
        _ => None,
    }
}

fn deprecated(attribute: &Attribute) -> Option<String> {
    attribute
        .deprecated
        .filter(|message| !message.ends_with('.'))
        .map(|_| "say in whole sentences what to use instead of the deprecated attribute".to_owned())
}

fn write_only(attribute: &Attribute) -> Option<String> {
    if !attribute.write_only {
        return None;
    }
    match attribute {
        Attribute { mode, .. } if mode.is_computed() => Some(
            "nothing stores a write-only value, so the provider cannot choose it; make it required or optional"
                .to_owned(),
        ),
        Attribute { requires_replace: true, .. } => {
            Some("Terraform cannot see that a write-only value changed; let another attribute say so".to_owned())
        }
        _ => None,
    }
}

fn shape(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Nested(_, nested) if nested.is_empty() => {
            Some("there are no nested attributes; add one, or use a type".to_owned())
        }
        Shape::Nested(Nesting::Set, nested) if nested.iter().any(|a| has_dynamic(&a.shape.value_type())) => {
            Some("Terraform allows no dynamic attribute in a set".to_owned())
        }
        Shape::Nested(Nesting::Set, nested) if is_write_only_among(nested) => {
            Some("Terraform allows no write-only attribute in a set".to_owned())
        }
        Shape::Nested(..) => None,
        Shape::Type(r#type) => plain_type(r#type).map(str::to_owned),
    }
}

fn plain_type(r#type: &Type) -> Option<&'static str> {
    match r#type {
        Type::Tuple(_) => Some("a page cannot show a tuple; use an object or nested attributes"),
        Type::List(element) | Type::Set(element) | Type::Map(element) if has_dynamic(element) => {
            Some("Terraform allows no dynamic value in a collection")
        }
        Type::List(element) | Type::Set(element) | Type::Map(element) => plain_type(element),
        Type::Object(attributes) => attributes.values().find_map(plain_type),
        Type::Bool | Type::Number | Type::String | Type::Dynamic => None,
    }
}

fn has_dynamic(r#type: &Type) -> bool {
    match r#type {
        Type::Dynamic => true,
        Type::List(element) | Type::Set(element) | Type::Map(element) => has_dynamic(element),
        Type::Object(attributes) => attributes.values().any(has_dynamic),
        Type::Tuple(elements) => elements.iter().any(has_dynamic),
        Type::Bool | Type::Number | Type::String => false,
    }
}
