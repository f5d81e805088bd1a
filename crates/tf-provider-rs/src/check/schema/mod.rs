//! What Terraform demands of schemas when it loads them: one broken attribute makes the whole provider unusable, and a type that is not
//! JSON even ends Terraform itself. Checked on the messages, as Terraform sees them.
//!
//! Source: hashicorp/terraform v1.11.4, internal/schemarepo/loadschemas/plugins.go, internal/configs/configschema/internal_validate.go.

mod attribute;
mod function;

use std::collections::BTreeSet;

use super::{Rule, Violation};
use crate::proto::tfplugin6 as pb;
use crate::proto::tfplugin6::schema::nested_block::NestingMode;
use crate::value::{AttributePath, Type};

/// Root attributes that Terraform's language uses itself.
const RESERVED: [&str; 7] = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];
const RESERVED_IN_PROVIDER: [&str; 2] = ["alias", "version"];

/// What is wrong with anything that a provider offers. Paths begin with the type name, or with `provider`.
pub fn violations(offered: &pb::get_provider_schema::Response) -> Vec<Violation> {
    let mut findings = Findings::default();
    match &offered.provider {
        Some(schema) => findings.schema(&root("provider"), schema, &RESERVED_IN_PROVIDER),
        None => findings.add(Rule::SchemaType, &root("provider"), "the provider block has no schema"),
    }
    let resources = offered.resource_schemas.iter().chain(&offered.data_source_schemas);
    for (name, schema) in resources.chain(&offered.ephemeral_resource_schemas).chain(&offered.list_resource_schemas) {
        findings.schema(&root(name), schema, &RESERVED);
    }
    for (name, action) in &offered.action_schemas {
        if let Some(schema) = &action.schema {
            findings.schema(&root(name), schema, &[]);
        }
    }
    for (name, function) in &offered.functions {
        function::check(&mut findings, name, function);
    }
    findings.sorted()
}

/// What is wrong with the identities of resources, by type name. Terraform knows them since 1.12.
pub fn identity_violations(offered: &pb::get_resource_identity_schemas::Response) -> Vec<Violation> {
    let mut findings = Findings::default();
    for (name, schema) in &offered.identity_schemas {
        findings.version(&root(name), schema.version);
        for attribute in &schema.identity_attributes {
            let path = root(name).attribute(&attribute.name);
            findings.name(&path, &attribute.name);
            if attribute.required_for_import == attribute.optional_for_import {
                findings.add(Rule::SchemaIdentity, &path, "it is not either required or optional for import");
            }
            match findings.r#type(&path, &attribute.r#type) {
                Some(Type::List(element)) if is_primitive(&element) => {}
                Some(r#type) if !is_primitive(&r#type) => {
                    findings.add(Rule::SchemaIdentity, &path, "an identity holds primitives and lists of them only");
                }
                _ => {}
            }
        }
    }
    findings.sorted()
}

const fn is_primitive(r#type: &Type) -> bool {
    matches!(r#type, Type::Bool | Type::Number | Type::String)
}

fn root(name: &str) -> AttributePath {
    AttributePath::root().attribute(name)
}

#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Violation>);

impl Findings {
    fn add(&mut self, rule: Rule, path: &AttributePath, what: impl Into<String>) {
        self.0.push(Violation::new(rule, path.clone(), what));
    }

    /// The messages come from hash maps.
    fn sorted(mut self) -> Vec<Violation> {
        self.0.sort_by(|one, other| (&one.path, one.rule).cmp(&(&other.path, other.rule)));
        self.0
    }

    fn schema(&mut self, path: &AttributePath, schema: &pb::Schema, reserved: &[&str]) {
        self.version(path, schema.version);
        let Some(block) = &schema.block else {
            return self.add(Rule::SchemaType, path, "the schema has no block");
        };
        for name in names(block).filter(|name| reserved.contains(name)) {
            self.add(Rule::SchemaReserved, &path.clone().attribute(name), "Terraform has this name for itself");
        }
        self.block(path, block);
    }

    fn version(&mut self, path: &AttributePath, version: i64) {
        if version < 0 {
            self.add(Rule::SchemaVersion, path, format!("the version is {version}"));
        }
    }

    fn block(&mut self, path: &AttributePath, block: &pb::schema::Block) {
        self.different(path, names(block));
        for attribute in &block.attributes {
            attribute::check(self, path, attribute);
        }
        for nested in &block.block_types {
            let path = path.clone().attribute(&nested.type_name);
            self.name(&path, &nested.type_name);
            self.items(&path, nested);
            match &nested.block {
                Some(block) => self.block(&path, block),
                None => self.add(Rule::SchemaType, &path, "the nested block has no content"),
            }
            if nested.nesting() == NestingMode::Set && nested.block.as_ref().is_some_and(attribute::block_has_dynamic) {
                self.add(Rule::SchemaSet, &path, "there is a dynamic or write-only attribute in a set");
            }
        }
    }

    /// How many blocks may stand.
    fn items(&mut self, path: &AttributePath, nested: &pb::schema::NestedBlock) {
        let (min, max) = (nested.min_items, nested.max_items);
        let makes_sense = match nested.nesting() {
            NestingMode::Invalid => return self.add(Rule::SchemaNesting, path, "the block has no nesting"),
            NestingMode::Single => min == max && (0..=1).contains(&min),
            NestingMode::Group | NestingMode::Map => min == 0 && max == 0,
            NestingMode::List | NestingMode::Set => min >= 0 && max >= 0 && (max == 0 || min <= max),
        };
        if !makes_sense {
            self.add(Rule::SchemaItems, path, format!("{min} to {max} blocks make no sense for this nesting"));
        }
    }

    fn name(&mut self, path: &AttributePath, name: &str) {
        let is_valid = !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
        if !is_valid {
            self.add(
                Rule::SchemaName,
                path,
                "the name has other characters than lower-case letters, digits and underscores",
            );
        }
    }

    fn different<'a>(&mut self, path: &AttributePath, names: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for name in names.filter(|name| !seen.insert(*name)) {
            self.add(Rule::SchemaTwice, &path.clone().attribute(name), "another attribute or block has the same name");
        }
    }

    fn r#type(&mut self, path: &AttributePath, json: &[u8]) -> Option<Type> {
        let r#type = std::str::from_utf8(json).ok().and_then(|json| Type::from_json(json).ok());
        if r#type.is_none() {
            self.add(Rule::SchemaType, path, "the type is not one of Terraform's");
        }
        r#type
    }
}

fn names(block: &pb::schema::Block) -> impl Iterator<Item = &str> {
    let attributes = block.attributes.iter().map(|attribute| attribute.name.as_str());
    attributes.chain(block.block_types.iter().map(|nested| nested.type_name.as_str()))
}
