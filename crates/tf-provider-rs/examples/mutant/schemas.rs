//! The mutants of schemas and of the schemas of identities: one for each rule about them.

use tf_provider_rs::check::Rule;
use tf_provider_rs::proto::tfplugin6::schema::object::NestingMode;
use tf_provider_rs::proto::tfplugin6::schema::{Attribute, Block, NestedBlock, Object, nested_block};
use tf_provider_rs::proto::tfplugin6::{
    self as pb, get_provider_schema::Response, get_resource_identity_schemas::Response as Identities,
    resource_identity_schema::IdentityAttribute,
};

pub(crate) struct SchemaMutant {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
    harm: Harm,
}

/// Which answer is broken, and how.
#[derive(Clone, Copy)]
enum Harm {
    Schema(fn(&mut Response)),
    Identity(fn(&mut Identities)),
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

fn block_of(schema: Option<&mut pb::Schema>, attribute: Attribute) {
    if let Some(block) = schema.and_then(|schema| schema.block.as_mut()) {
        block.attributes.push(attribute);
    }
}

fn identity(identities: &mut Identities, change: impl FnOnce(&mut pb::ResourceIdentitySchema)) {
    identities.identity_schemas.get_mut("mutant_thing").map(change);
}

fn identified_by(identities: &mut Identities, name: &str, r#type: &str) {
    let attribute = IdentityAttribute {
        name: name.to_owned(),
        r#type: r#type.as_bytes().to_vec(),
        optional_for_import: true,
        ..Default::default()
    };
    identity(identities, |schema| schema.identity_attributes.push(attribute));
}

fn variadic(response: &mut Response, name: &str) {
    function(response, "first", &["a"]);
    let parameter = response.functions.get("first").and_then(|function| function.parameters.first().cloned());
    let parameter = parameter.map(|parameter| pb::function::Parameter { name: name.to_owned(), ..parameter });
    if let Some(function) = response.functions.get_mut("first") {
        function.variadic_parameter = parameter;
    }
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
    ($($broken:ident { $($name:literal $rule:ident $harm:expr;)* })*) => {
        pub(crate) const SCHEMA_MUTANTS: &[SchemaMutant] = &[$($(
            SchemaMutant { name: $name, rule: Rule::$rule, harm: Harm::$broken($harm) },
        )*)*];
    };
}

use nested_block::NestingMode as Blocks;

mutants! {
    Schema {
        "schema_no_mode" SchemaMode |r| with(r, Attribute { optional: false, ..text("odd") });
        "schema_two_modes" SchemaMode |r| with(r, Attribute { required: true, ..text("odd") });
        "schema_required_computed" SchemaMode
            |r| with(r, Attribute { required: true, optional: false, computed: true, ..text("odd") });
        "schema_two_types" SchemaType |r| with(r, Attribute { r#type: br#""string""#.to_vec(), ..in_a_set(text("a")) });
        "schema_no_type" SchemaType |r| with(r, Attribute { r#type: Vec::new(), ..text("odd") });
        "schema_mixed_list" SchemaType |r| with(r, Attribute { r#type: br#"["list","dynamic"]"#.to_vec(), ..text("odd") });
        "schema_type_nonsense" SchemaType |r| with(r, Attribute { r#type: b"nonsense".to_vec(), ..text("odd") });
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
        "schema_provider_reserved" SchemaReserved |r| block_of(r.provider.as_mut(), text("alias"));
        "schema_single_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::Single, 0, 1)));
        "schema_list_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::List, 2, 1)));
        "schema_set_items" SchemaItems |r| thing(r, |block| block.block_types.push(blocks(Blocks::Set, 2, 1)));
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
        "schema_variadic_name" SchemaFunction |r| variadic(r, "1st");
        "schema_variadic_twice" SchemaFunction |r| variadic(r, "a");
        "schema_of_data" SchemaMode
            |r| block_of(r.data_source_schemas.get_mut("mutant_facts"), Attribute { optional: false, ..text("odd") });
        "schema_of_ephemeral" SchemaMode
            |r| block_of(r.ephemeral_resource_schemas.get_mut("mutant_token"), Attribute { optional: false, ..text("odd") });
    }
    Identity {
        "identity_map" SchemaIdentity |r| identified_by(r, "odd", r#"["map","string"]"#);
        "identity_set" SchemaIdentity |r| identified_by(r, "odd", r#"["set","string"]"#);
        "identity_object" SchemaIdentity |r| identified_by(r, "odd", r#"["object",{"a":"string"}]"#);
        "identity_deep_list" SchemaIdentity |r| identified_by(r, "odd", r#"["list",["list","string"]]"#);
        "identity_two_modes" SchemaIdentity
            |r| identity(r, |schema| schema.identity_attributes.iter_mut().for_each(|part| part.required_for_import = part.optional_for_import));
        "identity_type_nonsense" SchemaType |r| identified_by(r, "odd", "nonsense");
        "identity_name" SchemaName |r| identified_by(r, "oddName", r#""string""#);
        "identity_version" SchemaVersion |r| identity(r, |schema| schema.version = -1);
    }
}

fn find(name: &str) -> Option<Harm> {
    SCHEMA_MUTANTS.iter().find(|mutant| mutant.name == name).map(|mutant| mutant.harm)
}

/// Breaks the rule of this name; does nothing for another.
pub(crate) fn harm(name: &str, response: &mut Response) {
    if let Some(Harm::Schema(harm)) = find(name) {
        harm(response);
    }
}

/// The same of identities.
pub(crate) fn harm_identities(name: &str, response: &mut Identities) {
    if let Some(Harm::Identity(harm)) = find(name) {
        harm(response);
    }
}
