//! Schemas as `terraform providers schema -json` prints them, and what Terraform is told of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use tf_provider_rs::proto::tfplugin6::{self as pb, schema as wire};
use tf_provider_rs::value::{Type, Value};

use crate::values::Values;

/// The file.
#[derive(Debug, Deserialize)]
pub(crate) struct Schemas {
    pub(crate) provider: Schema,
    #[serde(default)]
    pub(crate) resource_schemas: BTreeMap<String, Schema>,
    #[serde(default)]
    pub(crate) data_source_schemas: BTreeMap<String, Schema>,
    #[serde(default)]
    pub(crate) values: Values,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Schema {
    #[serde(default)]
    version: i64,
    pub(crate) block: Block,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Block {
    attributes: BTreeMap<String, Attribute>,
    block_types: BTreeMap<String, NestedBlock>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Attribute {
    r#type: Option<serde_json::Value>,
    nested_type: Option<NestedType>,
    required: bool,
    optional: bool,
    computed: bool,
    sensitive: bool,
}

#[derive(Debug, Deserialize)]
struct NestedType {
    nesting_mode: Nesting,
    attributes: BTreeMap<String, Attribute>,
}

#[derive(Debug, Deserialize)]
struct NestedBlock {
    nesting_mode: Nesting,
    #[serde(default)]
    block: Block,
    #[serde(default)]
    min_items: i64,
    #[serde(default)]
    max_items: i64,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Nesting {
    Single,
    Group,
    List,
    Set,
    Map,
}

impl Schema {
    pub(crate) fn to_wire(&self) -> pb::Schema {
        pb::Schema { version: self.version, block: Some(self.block.to_wire()) }
    }
}

impl Block {
    /// Type of the values of this block.
    pub(crate) fn value_type(&self) -> Type {
        let attributes = self.attributes.iter().map(|(name, attribute)| (name.clone(), attribute.value_type()));
        let blocks = self
            .block_types
            .iter()
            .map(|(name, block)| (name.clone(), block.nesting_mode.around(block.block.value_type())));
        Type::object(attributes.chain(blocks))
    }

    /// `value` with something else for what is computed and is as `is_meant` says; `make` gets the name of an attribute of the
    /// outermost block, or nothing.
    pub(crate) fn fill(&self, value: Value, is_meant: fn(&Value) -> bool, make: Make<'_>) -> Value {
        let Value::Map(mut values) = value else { return value };
        fill_attributes(&self.attributes, &mut values, is_meant, make);
        for (name, nested) in &self.block_types {
            if let Some(value) = values.remove(name) {
                let filled = nested
                    .nesting_mode
                    .each(value, |element| nested.block.fill(element, is_meant, &|_, ty| make(None, ty)));
                values.insert(name.clone(), filled);
            }
        }
        Value::Map(values)
    }

    fn to_wire(&self) -> wire::Block {
        let nested = |(name, nested): (&String, &NestedBlock)| {
            use wire::nested_block::NestingMode;
            let nesting = match nested.nesting_mode {
                Nesting::Single => NestingMode::Single,
                Nesting::Group => NestingMode::Group,
                Nesting::List => NestingMode::List,
                Nesting::Set => NestingMode::Set,
                Nesting::Map => NestingMode::Map,
            };
            wire::NestedBlock {
                type_name: name.clone(),
                block: Some(nested.block.to_wire()),
                nesting: nesting.into(),
                min_items: nested.min_items,
                max_items: nested.max_items,
            }
        };
        wire::Block {
            attributes: to_wire(&self.attributes),
            block_types: self.block_types.iter().map(nested).collect(),
            ..wire::Block::default()
        }
    }
}

/// Makes the value of a computed attribute, from its name and type.
pub(crate) type Make<'a> = &'a dyn Fn(Option<&str>, &Type) -> Value;

impl Attribute {
    fn value_type(&self) -> Type {
        if let Some(nested) = &self.nested_type {
            let attributes = nested.attributes.iter();
            let object = Type::object(attributes.map(|(name, attribute)| (name.clone(), attribute.value_type())));
            return nested.nesting_mode.around(object);
        }
        let json = self.r#type.as_ref().map(serde_json::Value::to_string).unwrap_or_default();
        Type::from_json(&json).unwrap_or(Type::Dynamic)
    }
}

fn fill_attributes(
    attributes: &BTreeMap<String, Attribute>,
    values: &mut BTreeMap<String, Value>,
    is_meant: fn(&Value) -> bool,
    make: Make<'_>,
) {
    for (name, attribute) in attributes {
        let Some(value) = values.remove(name) else { continue };
        let filled = match &attribute.nested_type {
            _ if attribute.computed && is_meant(&value) => make(Some(name), &attribute.value_type()),
            Some(nested) => nested.nesting_mode.each(value, |element| {
                let Value::Map(mut values) = element else { return element };
                fill_attributes(&nested.attributes, &mut values, is_meant, &|_, ty| make(None, ty));
                Value::Map(values)
            }),
            None => value,
        };
        values.insert(name.clone(), filled);
    }
}

fn to_wire(attributes: &BTreeMap<String, Attribute>) -> Vec<wire::Attribute> {
    let one = |(name, attribute): (&String, &Attribute)| wire::Attribute {
        name: name.clone(),
        r#type: attribute.r#type.as_ref().map(|ty| ty.to_string().into_bytes()).unwrap_or_default(),
        nested_type: attribute.nested_type.as_ref().map(|nested| {
            use wire::object::NestingMode;
            let nesting = match nested.nesting_mode {
                Nesting::Single | Nesting::Group => NestingMode::Single,
                Nesting::List => NestingMode::List,
                Nesting::Set => NestingMode::Set,
                Nesting::Map => NestingMode::Map,
            };
            wire::Object { attributes: to_wire(&nested.attributes), nesting: nesting.into(), ..wire::Object::default() }
        }),
        required: attribute.required,
        optional: attribute.optional,
        computed: attribute.computed,
        sensitive: attribute.sensitive,
        ..wire::Attribute::default()
    };
    attributes.iter().map(one).collect()
}

impl Nesting {
    fn around(self, object: Type) -> Type {
        match self {
            Self::Single | Self::Group => object,
            Self::List => Type::list(object),
            Self::Set => Type::set(object),
            Self::Map => Type::map(object),
        }
    }

    /// Every object in a value of this nesting, changed.
    fn each(self, value: Value, change: impl Fn(Value) -> Value) -> Value {
        match (self, value) {
            (Self::Set, Value::List(elements)) => Value::set(elements.into_iter().map(change)),
            (Self::List, Value::List(elements)) => Value::list(elements.into_iter().map(change)),
            (Self::Map, Value::Map(elements)) => {
                Value::map(elements.into_iter().map(|(key, element)| (key, change(element))))
            }
            (Self::Single | Self::Group, object) => change(object),
            (_, other) => other,
        }
    }
}
