//! What a provider's schemas and pages must have so that a practitioner finds what they need, and Terraform accepts them.
//!
//! A provider's tests assert that both functions find nothing. Each finding is one line: where, and what to do.

mod attribute;
mod description;
mod function;
mod identity;
mod page;

use std::collections::BTreeSet;

pub use page::lint_pages;

use super::kind::{self, Kind};
use crate::schema::{Attribute, Block, BlockNesting, NestedBlock, ProviderSchema, Schema, Shape};

/// Root attributes that Terraform's language uses itself.
const RESERVED: [&str; 7] = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];
const RESERVED_IN_PROVIDER: [&str; 2] = ["alias", "version"];

/// What is wrong with a provider's schemas, each finding with the attribute's path: `aws_instance.ami: ...`,
/// `data.aws_instance.ami: ...`, `provider.region: ...`. Empty if nothing is.
///
/// Source: hashicorp/terraform v1.11.4, internal/configs/configschema/internal_validate.go; hashicorp/terraform-plugin-framework,
/// internal/fwschema; HashiCorp's style of the AWS provider, docs/end-user-documentation.md.
pub fn lint(provider: &ProviderSchema) -> Vec<String> {
    let mut findings = Findings::default();
    findings.root("provider", &provider.provider, &RESERVED_IN_PROVIDER);
    findings.version("provider", &provider.provider, false);
    for (kind, type_name, schema) in kind::objects(provider) {
        let path = kind.address(type_name);
        findings.root(&path, schema, &RESERVED);
        findings.version(&path, schema, kind == Kind::Resource);
        if !kind.has_results() {
            findings.only_arguments(&path, &schema.block.attributes);
        }
        if kind == Kind::ListResource && !provider.identities.iter().any(|(name, _)| name == type_name) {
            findings.add(&path, "Terraform lists only what has an identity; offer the resource with `identified`");
        }
        if kind != Kind::Resource && schema.block.has_write_only() {
            findings.add(&path, "only a managed resource can have write-only attributes");
        }
        let prefix = format!("{}_", provider.name);
        if !type_name.strip_prefix(&prefix).is_some_and(is_name) {
            findings.add(&path, format!("name it `{prefix}` and then lower-case letters, digits and underscores"));
        }
        if kind.of(provider).iter().filter(|(name, _)| name == type_name).count() > 1 {
            findings.add(&path, "another has the same name");
        }
    }
    for (type_name, schema) in &provider.identities {
        identity::check(&mut findings, &format!("identity of {type_name}"), schema);
    }
    for (name, function) in &provider.functions {
        findings.function(name, function);
        if provider.functions.iter().filter(|(other, _)| other == name).count() > 1 {
            findings.add(&format!("function {name}"), "another has the same name");
        }
    }
    findings.0
}

#[derive(Debug, Default)]
struct Findings(Vec<String>);

impl Findings {
    fn add(&mut self, path: &str, text: impl AsRef<str>) {
        self.0.push(format!("{path}: {}", text.as_ref()));
    }

    fn extend(&mut self, path: &str, texts: impl IntoIterator<Item = String>) {
        self.0.extend(texts.into_iter().map(|text| format!("{path}: {text}")));
    }

    fn root(&mut self, path: &str, schema: &Schema, reserved: &[&str]) {
        let attributes = schema.block.attributes.iter().map(|a| a.name);
        for name in attributes.chain(schema.block.blocks.iter().map(|b| b.name)).filter(|name| reserved.contains(name))
        {
            self.add(&format!("{path}.{name}"), "Terraform reserves this name; use another");
        }
        self.extend(path, description::of_root(&schema.block.description));
        self.block(path, &schema.block);
    }

    fn version(&mut self, path: &str, schema: &Schema, has_state: bool) {
        if schema.version < 0 {
            self.add(path, format!("the schema's version is {}; use 0 or more", schema.version));
        } else if schema.version > 0 && !has_state {
            self.add(
                path,
                format!("the schema's version is {}, but there is no state to upgrade; use 0", schema.version),
            );
        }
    }

    /// Nothing comes back from a list's or an action's block.
    fn only_arguments(&mut self, path: &str, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| !attribute.mode.is_configurable()) {
            self.add(
                &format!("{path}.{}", attribute.name),
                "nothing comes back in this block; make it required or optional",
            );
        }
    }

    fn block(&mut self, path: &str, block: &Block) {
        self.duplicates(path, block.attributes.iter().map(|a| a.name).chain(block.blocks.iter().map(|b| b.name)));
        self.attributes(path, &block.attributes, None);
        for nested in &block.blocks {
            self.nested_block(&format!("{path}.{}", nested.name), nested);
        }
    }

    fn nested_block(&mut self, path: &str, nested: &NestedBlock) {
        self.name(path, nested.name);
        self.extend(path, description::of_member(&nested.block.description));
        match nested.nesting {
            BlockNesting::List { max } if max < 0 => {
                self.add(path, format!("at most {max} blocks are allowed; use 0 for no limit"));
            }
            _ => {}
        }
        self.block(path, &nested.block);
    }

    fn attributes(&mut self, path: &str, attributes: &[Attribute], parent: Option<&attribute::Parent>) {
        for attribute in attributes {
            let path = format!("{path}.{}", attribute.name);
            self.name(&path, attribute.name);
            self.extend(&path, description::of_member(&attribute.description));
            self.extend(&path, attribute::findings(attribute, parent));
            if let Shape::Nested(_, nested) = &attribute.shape {
                self.duplicates(&path, nested.iter().map(|a| a.name));
                self.attributes(&path, nested, Some(&attribute::Parent::new(attribute, parent)));
            }
        }
    }

    fn name(&mut self, path: &str, name: &str) {
        if !is_name(name) {
            self.add(path, "use lower-case letters, digits and underscores in the name, a letter first");
        }
    }

    fn duplicates<'a>(&mut self, path: &str, names: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for name in names.filter(|name| !seen.insert(*name)).collect::<BTreeSet<_>>() {
            self.add(&format!("{path}.{name}"), "another attribute or block has the same name");
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests;
