//! The mutants of schemas: one for each rule about them.

use tf_provider_rs::check::Rule;
use tf_provider_rs::proto::tfplugin6::schema::object::NestingMode;
use tf_provider_rs::proto::tfplugin6::schema::{Attribute, Block, NestedBlock, Object, nested_block};
use tf_provider_rs::proto::tfplugin6::{self as pb, get_provider_schema::Response};

pub(crate) struct SchemaMutant {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
    harm: fn(&mut Response),
}

fn text(name: &str) -> Attribute {
    Attribute { name: name.to_owned(), r#type: br#""string""#.to_vec(), optional: true, ..Attribute::default() }
}

fn thing(response: &mut Response, change: impl FnOnce(&mut Block)) {
    let schema = response.resource_schemas.get_mut("mutant_thing");
    schema.and_then(|schema| schema.block.as_mut()).map(change);
}

fn with(response: &mut Response, attribute: Attribute) {
    thing(response, |block| block.attributes.push(attribute));
}

fn in_a_set(attribute: Attribute) -> Attribute {
    let object = Object { attributes: vec![attribute], nesting: NestingMode::Set.into(), ..Object::default() };
    Attribute { r#type: Vec::new(), nested_type: Some(object), ..text("odd") }
}

fn blocks(nesting: nested_block::NestingMode, min_items: i64, max_items: i64) -> NestedBlock {
    let block = Some(Block { attributes: vec![text("a")], ..Block::default() });
    NestedBlock { type_name: "odd".to_owned(), block, nesting: nesting.into(), min_items, max_items }
}

fn function(response: &mut Response, name: &str, parameters: &[&str]) {
    let parameter = |name: &&str| pb::function::Parameter {
        name: (*name).to_owned(),
        r#type: br#""string""#.to_vec(),
        ..Default::default()
    };
    let function = pb::Function {
        parameters: parameters.iter().map(parameter).collect(),
        r#return: Some(pb::function::Return { r#type: br#""string""#.to_vec() }),
        ..Default::default()
    };
    response.functions.insert(name.to_owned(), function);
}

macro_rules! mutants {
    ($($name:literal $rule:ident $harm:expr;)*) => {
        pub(crate) const SCHEMA_MUTANTS: &[SchemaMutant] = &[$(
            SchemaMutant { name: $name, rule: Rule::$rule, harm: $harm },
        )*];
    };
}

use nested_block::NestingMode as Blocks;

mutants! {
    "schema_no_mode" SchemaMode |r| with(r, Attribute { optional: false, ..text("odd") });
    "schema_two_modes" SchemaMode |r| with(r, Attribute { required: true, ..text("odd") });
    "schema_required_computed" SchemaMode
        |r| with(r, Attribute { required: true, optional: false, computed: true, ..text("odd") });
    "schema_two_types" SchemaType |r| with(r, Attribute { r#type: br#""string""#.to_vec(), ..in_a_set(text("a")) });
    "schema_no_type" SchemaType |r| with(r, Attribute { r#type: Vec::new(), ..text("odd") });
    "schema_mixed_list" SchemaType |r| with(r, Attribute { r#type: br#"["list","dynamic"]"#.to_vec(), ..text("odd") });
    "schema_no_provider" SchemaType |r| r.provider = None;
    "schema_no_nesting" SchemaNesting
        |r| with(r, Attribute { r#type: Vec::new(), nested_type: Some(Object { attributes: vec![text("a")], ..Object::default() }), ..text("odd") });
    "schema_block_nesting" SchemaNesting |r| thing(r, |block| block.block_types.push(blocks(Blocks::Invalid, 0, 0)));
    "schema_name" SchemaName |r| with(r, text("oddName"));
    "schema_block_name" SchemaName
        |r| thing(r, |block| block.block_types.push(NestedBlock { type_name: "odd-name".to_owned(), ..blocks(Blocks::List, 0, 0) }));
    "schema_twice" SchemaTwice
        |r| thing(r, |block| block.block_types.push(NestedBlock { type_name: "name".to_owned(), ..blocks(Blocks::List, 0, 0) }));
    "schema_reserved" SchemaReserved |r| with(r, text("count"));
    "schema_single_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::Single, 0, 1)));
    "schema_list_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::List, 2, 1)));
    "schema_map_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::Map, 0, 1)));
    "schema_group_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::Group, 1, 1)));
    "schema_set_dynamic" SchemaSet |r| with(r, in_a_set(Attribute { r#type: br#""dynamic""#.to_vec(), ..text("a") }));
    "schema_set_write_only" SchemaSet |r| with(r, in_a_set(Attribute { write_only: true, ..text("a") }));
    "schema_write_only_computed" SchemaWriteOnly
        |r| with(r, Attribute { write_only: true, computed: true, ..text("odd") });
    "schema_deprecation" SchemaDeprecation
        |r| with(r, Attribute { deprecation_message: "Use another.".to_owned(), ..text("odd") });
    "schema_version" SchemaVersion |r| r.resource_schemas.values_mut().for_each(|schema| schema.version = -1);
    "schema_function_name" SchemaFunction |r| function(r, "1st", &["a"]);
    "schema_parameter_name" SchemaFunction |r| function(r, "first", &["1st"]);
    "schema_parameter_twice" SchemaFunction |r| function(r, "first", &["a", "a"]);
}

/// Breaks the rule of this name; does nothing for another.
pub(crate) fn harm(name: &str, response: &mut Response) {
    if let Some(mutant) = SCHEMA_MUTANTS.iter().find(|mutant| mutant.name == name) {
        (mutant.harm)(response);
    }
}
