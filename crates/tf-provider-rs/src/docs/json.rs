//! Schemas as `terraform providers schema -json` prints them, format version 1.0.
//!
//! What is false, empty or zero is left out, except a schema's version, as Terraform does.
//!
//! Terraform 1.12 adds identities, and Terraform 1.14 lists and actions; earlier ones leave them out.
//!
//! Source: hashicorp/terraform v1.11.4 and 1.17-dev, internal/command/jsonprovider.

use serde_json::{Map, Value, json};

use crate::schema::{
    Attribute, Block, BlockNesting, Function, Mode, NestedBlock, Nesting, Parameter, ProviderSchema, Schema, Shape,
};

/// What `terraform providers schema -json` prints for a configuration that uses only this provider.
pub fn schema_json(provider: &ProviderSchema) -> Value {
    let mut schemas = Map::from_iter([("provider".to_owned(), schema(&provider.provider))]);
    insert_filled(&mut schemas, "resource_schemas", objects(&provider.resources));
    insert_filled(&mut schemas, "data_source_schemas", objects(&provider.data_sources));
    insert_filled(&mut schemas, "list_resource_schemas", objects(&provider.list_resources));
    insert_filled(
        &mut schemas,
        "action_schemas",
        entries(&provider.actions, |schema| json!({ "block": block(&schema.block) })),
    );
    insert_filled(&mut schemas, "resource_identity_schemas", entries(&provider.identities, identity));
    insert_filled(&mut schemas, "ephemeral_resource_schemas", objects(&provider.ephemeral_resources));
    let functions = provider.functions.iter().map(|(name, of)| (name.clone(), function(of)));
    insert_filled(&mut schemas, "functions", functions.collect());
    let mut json = json!({ "format_version": "1.0", "provider_schemas": { provider.address.as_str(): schemas } });
    // Whether `serde_json` sorts by itself depends on what else is in the build.
    json.sort_all_objects();
    json
}

fn objects(objects: &[(String, Schema)]) -> Map<String, Value> {
    entries(objects, schema)
}

fn entries(objects: &[(String, Schema)], entry: impl Fn(&Schema) -> Value) -> Map<String, Value> {
    objects.iter().map(|(type_name, object)| (type_name.clone(), entry(object))).collect()
}

fn identity(schema: &Schema) -> Value {
    let attribute = |attribute: &Attribute| {
        let importable = if attribute.mode == Mode::Required { "required_for_import" } else { "optional_for_import" };
        let mut json = Map::from_iter([
            ("type".to_owned(), attribute.shape.value_type().json()),
            (importable.to_owned(), true.into()),
        ]);
        if !attribute.description.is_empty() {
            json.insert("description".to_owned(), attribute.description.as_str().into());
        }
        (attribute.name.to_owned(), Value::from(json))
    };
    let mut json = Map::from_iter([("version".to_owned(), schema.version.into())]);
    insert_filled(&mut json, "attributes", schema.block.attributes.iter().map(attribute).collect());
    json.into()
}

fn schema(schema: &Schema) -> Value {
    let mut block = block(&schema.block);
    if schema.deprecated.is_some() {
        block["deprecated"] = true.into();
    }
    json!({ "version": schema.version, "block": block })
}

/// Source: internal/command/jsonfunction.
fn function(function: &Function) -> Value {
    let mut json = json!({ "return_type": function.returns.json() });
    let texts = [
        ("summary", function.summary()),
        ("description", &function.description),
        ("deprecation_message", function.deprecated.unwrap_or_default()),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        json[name] = text.into();
    }
    if !function.parameters.is_empty() {
        json["parameters"] = function.parameters.iter().map(parameter).collect();
    }
    if let Some(variadic) = &function.variadic {
        json["variadic_parameter"] = parameter(variadic);
    }
    json
}

fn parameter(parameter: &Parameter) -> Value {
    let mut json = json!({ "name": parameter.name, "type": parameter.r#type.json() });
    if !parameter.description.is_empty() {
        json["description"] = parameter.description.as_str().into();
    }
    if parameter.takes_null {
        json["is_nullable"] = true.into();
    }
    json
}

fn block(block: &Block) -> Value {
    let mut json = described(&block.description);
    insert_filled(&mut json, "attributes", attributes(&block.attributes));
    let block_types = block.blocks.iter().map(|nested| (nested.name.to_owned(), block_type(nested))).collect();
    insert_filled(&mut json, "block_types", block_types);
    json.into()
}

fn block_type(nested: &NestedBlock) -> Value {
    let block = block(&nested.block);
    match nested.nesting {
        BlockNesting::Single => json!({ "nesting_mode": "single", "block": block }),
        BlockNesting::List { max: 0 } => json!({ "nesting_mode": "list", "block": block }),
        BlockNesting::List { max } => json!({ "nesting_mode": "list", "block": block, "max_items": max }),
    }
}

fn attributes(attributes: &[Attribute]) -> Map<String, Value> {
    attributes.iter().map(|a| (a.name.to_owned(), attribute(a))).collect()
}

fn attribute(attribute: &Attribute) -> Value {
    let mut json = described(&attribute.description);
    match &attribute.shape {
        Shape::Type(plain) => json.insert("type".to_owned(), plain.json()),
        Shape::Nested(nesting, nested) => json.insert("nested_type".to_owned(), nested_type(*nesting, nested)),
    };
    let flags = [
        ("required", attribute.mode == Mode::Required),
        ("optional", matches!(attribute.mode, Mode::Optional | Mode::OptionalComputed)),
        ("computed", attribute.mode.is_computed()),
        ("sensitive", attribute.sensitive),
        ("deprecated", attribute.deprecated.is_some()),
        ("write_only", attribute.write_only),
    ];
    json.extend(flags.into_iter().filter(|(_, set)| *set).map(|(name, set)| (name.to_owned(), set.into())));
    json.into()
}

fn nested_type(nesting: Nesting, nested: &[Attribute]) -> Value {
    let mode = match nesting {
        Nesting::Single => "single",
        Nesting::List => "list",
        Nesting::Set => "set",
        Nesting::Map => "map",
    };
    let mut json = Map::from_iter([("nesting_mode".to_owned(), mode.into())]);
    insert_filled(&mut json, "attributes", attributes(nested));
    json.into()
}

/// All our descriptions are Markdown, the absent ones too.
fn described(description: &str) -> Map<String, Value> {
    let mut json = Map::from_iter([("description_kind".to_owned(), "markdown".into())]);
    if !description.is_empty() {
        json.insert("description".to_owned(), description.into());
    }
    json
}

fn insert_filled(json: &mut Map<String, Value>, name: &str, value: Map<String, Value>) {
    if !value.is_empty() {
        json.insert(name.to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::super::directory::first_change;
    use super::super::sample;
    use super::*;

    #[test]
    fn the_json_is_that_of_terraform_providers_schema() {
        let json = format!("{:#}\n", schema_json(&sample::provider()));
        assert_eq!(first_change(include_str!("golden/schema.json"), &json), None);
    }

    #[test]
    fn a_provider_without_objects_has_a_provider_schema_only() {
        let mut provider = sample::provider();
        provider.provider = Schema::new(0, Block::default());
        (provider.resources, provider.data_sources) = (Vec::new(), Vec::new());
        (provider.identities, provider.list_resources, provider.actions) = (Vec::new(), Vec::new(), Vec::new());
        (provider.ephemeral_resources, provider.functions) = (Vec::new(), Vec::new());
        let block = json!({ "description_kind": "markdown" });
        assert_eq!(
            schema_json(&provider)["provider_schemas"]["registry.terraform.io/example/cloud"],
            json!({ "provider": { "version": 0, "block": block } })
        );
    }
}
