//! Schemas from messages. The names live as long as the test: a schema of the framework has the names of a program.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Result};
use crate::proto::tfplugin6 as pb;
use crate::proto::tfplugin6::schema::{nested_block::NestingMode as BlockMode, object::NestingMode};
use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Nesting, Schema, Shape};
use crate::value::Type;

pub(super) fn all(messages: &HashMap<String, pb::Schema>) -> Result<BTreeMap<String, Arc<Schema>>> {
    messages.iter().map(|(name, message)| Ok((name.clone(), Arc::new(schema(Some(message))?)))).collect()
}

pub(super) fn identities(messages: &HashMap<String, pb::ResourceIdentitySchema>) -> Result<BTreeMap<String, Type>> {
    let identity = |message: &pb::ResourceIdentitySchema| -> Result<Type> {
        let attributes = message.identity_attributes.iter();
        let attributes = attributes.map(|attribute| Ok((attribute.name.clone(), plain(&attribute.r#type)?)));
        Ok(Type::Object(attributes.collect::<Result<_>>()?))
    };
    messages.iter().map(|(name, message)| Ok((name.clone(), identity(message)?))).collect()
}

pub(super) fn schema(message: Option<&pb::Schema>) -> Result<Schema> {
    let message = message.ok_or_else(|| unusable("a schema is missing"))?;
    let content = message.block.as_ref().ok_or_else(|| unusable("a schema has no block"))?;
    Ok(Schema::new(message.version, block(content)?))
}

fn block(message: &pb::schema::Block) -> Result<Block> {
    Ok(Block {
        description: message.description.clone(),
        attributes: message.attributes.iter().map(attribute).collect::<Result<_>>()?,
        blocks: message.block_types.iter().map(nested_block).collect::<Result<_>>()?,
    })
}

fn nested_block(message: &pb::schema::NestedBlock) -> Result<NestedBlock> {
    let nesting = match message.nesting() {
        BlockMode::Single => BlockNesting::Single,
        BlockMode::List => BlockNesting::List { max: message.max_items },
        _ => return Err(unusable("blocks are single or in a list").into()),
    };
    let content = message.block.as_ref().ok_or_else(|| unusable("a nested block has no content"))?;
    Ok(NestedBlock { name: kept(&message.type_name), nesting, block: block(content)? })
}

fn attribute(message: &pb::schema::Attribute) -> Result<Attribute> {
    let shape = match &message.nested_type {
        Some(object) => Shape::Nested(
            match object.nesting() {
                NestingMode::Single => Nesting::Single,
                NestingMode::List => Nesting::List,
                NestingMode::Set => Nesting::Set,
                NestingMode::Map => Nesting::Map,
                NestingMode::Invalid => return Err(unusable("nested attributes have no nesting").into()),
            },
            object.attributes.iter().map(attribute).collect::<Result<_>>()?,
        ),
        None => Shape::Type(plain(&message.r#type)?),
    };
    let mode = match (message.required, message.optional, message.computed) {
        (true, ..) => Mode::Required,
        (_, true, true) => Mode::OptionalComputed,
        (_, false, true) => Mode::Computed,
        _ => Mode::Optional,
    };
    let (sensitive, write_only) = (message.sensitive, message.write_only);
    Ok(Attribute { mode, sensitive, write_only, ..Attribute::new(kept(&message.name), shape) })
}

fn plain(json: &[u8]) -> Result<Type> {
    let r#type = std::str::from_utf8(json).ok().and_then(|json| Type::from_json(json).ok());
    Ok(r#type.ok_or_else(|| unusable("a type is not one of Terraform's"))?)
}

fn kept(name: &str) -> &'static str {
    Box::leak(name.to_owned().into_boxed_str())
}

fn unusable(why: &str) -> Diagnostic {
    Diagnostic::error("Unusable schema", format!("The provider's schema cannot be used: {why}."))
}
