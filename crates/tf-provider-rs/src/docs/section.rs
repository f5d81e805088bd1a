//! The section `## Schema`: attributes and blocks in three groups, then each nested schema below its anchor.

use std::collections::BTreeMap;

use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Nesting, Shape};
use crate::value::Type;

/// The section for a root block; ends with blank lines.
pub(super) fn schema(root: &Block) -> String {
    let mut out = "## Schema\n\n".to_owned();
    write_members(&mut out, "### ", "", block_members(&[], root));
    out
}

/// The schema of an identity, below a page's section on importing.
pub(super) fn identity(root: &Block) -> String {
    let mut out = "### Identity Schema\n\n".to_owned();
    write_members(&mut out, "#### ", "", block_members(&[], root));
    out
}

const WRITE_ONLY: &str =
    "[Write-only](https://developer.hashicorp.com/terraform/language/resources/ephemeral#write-only-arguments)";
const WRITE_ONLY_NOTE: &str = "> **NOTE**: [Write-only arguments](https://developer.hashicorp.com/terraform/language/resources/ephemeral#write-only-arguments) \
    are supported in Terraform 1.11 and later.\n\n";

/// What a practitioner may do with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Required,
    Optional,
    ReadOnly,
}

impl Group {
    const fn title(self) -> &'static str {
        match self {
            Self::Required => "Required",
            Self::Optional => "Optional",
            Self::ReadOnly => "Read-Only",
        }
    }

    const fn of(attribute: &Attribute) -> Self {
        match attribute.mode {
            Mode::Required => Self::Required,
            Mode::Optional | Mode::OptionalComputed => Self::Optional,
            Mode::Computed => Self::ReadOnly,
        }
    }

    fn of_block(block: &Block) -> Self {
        let is_configurable = block.attributes.iter().any(|a| a.mode.is_configurable())
            || block.blocks.iter().any(|nested| Self::of_block(&nested.block) == Self::Optional);
        let is_empty = block.attributes.is_empty() && block.blocks.is_empty();
        if is_configurable || is_empty { Self::Optional } else { Self::ReadOnly }
    }
}

/// One line of a schema.
#[derive(Debug)]
struct Member<'a> {
    name: &'a str,
    group: Group,
    /// Type and description.
    text: String,
    nested: Option<Nested<'a>>,
    /// Whether its group begins with a note on write-only attributes.
    is_write_only: bool,
}

/// A schema below its own heading.
#[derive(Debug)]
struct Nested<'a> {
    /// How the anchor's id begins, which tells the kinds of nesting apart.
    anchor: &'static str,
    path: Vec<&'a str>,
    content: Content<'a>,
    /// The group of the outermost attribute: an object type does not say who sets its attributes.
    group: Group,
}

#[derive(Debug)]
enum Content<'a> {
    Block(&'a Block),
    Attributes(&'a [Attribute]),
    Object(&'a BTreeMap<String, Type>),
}

impl Nested<'_> {
    fn id(&self) -> String {
        format!("{}--{}", self.anchor, self.path.join("--"))
    }

    fn write(self, out: &mut String) {
        out.push_str(&format!("<a id=\"{}\"></a>\n### Nested Schema for `{}`\n\n", self.id(), self.path.join(".")));
        let members = match self.content {
            Content::Block(block) => block_members(&self.path, block),
            Content::Attributes(attributes) => {
                attributes.iter().map(|a| attribute_member(&self.path, a, Some(self.group))).collect()
            }
            Content::Object(types) => {
                types.iter().map(|(name, r#type)| object_member(&self.path, name, r#type, self.group)).collect()
            }
        };
        write_members(out, "", ":", members);
        out.push('\n');
    }
}

fn write_members(out: &mut String, before_title: &str, after_title: &str, mut members: Vec<Member<'_>>) {
    members.sort_by_key(|member| (member.group, member.name));
    for group in [Group::Required, Group::Optional, Group::ReadOnly] {
        let mut lines = members.iter().filter(|member| member.group == group).peekable();
        if lines.peek().is_none() {
            continue;
        }
        out.push_str(&format!("{before_title}{}{after_title}\n\n", group.title()));
        if members.iter().any(|member| member.group == group && member.is_write_only) {
            out.push_str(WRITE_ONLY_NOTE);
        }
        for member in lines {
            out.push_str(&format!("- `{}` {}", member.name, member.text));
            if let Some(nested) = &member.nested {
                out.push_str(&format!(" (see [below for nested schema](#{}))", nested.id()));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    for nested in members.into_iter().filter_map(|member| member.nested) {
        nested.write(out);
    }
}

fn block_members<'a>(parents: &[&'a str], block: &'a Block) -> Vec<Member<'a>> {
    let attributes = block
        .attributes
        .iter()
        .map(|attribute| Member { is_write_only: attribute.write_only, ..attribute_member(parents, attribute, None) });
    attributes.chain(block.blocks.iter().map(|nested| block_member(parents, nested))).collect()
}

fn attribute_member<'a>(parents: &[&'a str], attribute: &'a Attribute, outermost: Option<Group>) -> Member<'a> {
    let group = Group::of(attribute);
    let content = match &attribute.shape {
        Shape::Nested(_, attributes) => Some(Content::Attributes(attributes)),
        Shape::Type(r#type) => object_type(r#type).map(Content::Object),
    };
    let nested = content.map(|content| Nested {
        anchor: "nestedatt",
        path: child(parents, attribute.name),
        content,
        group: outermost.unwrap_or(group),
    });
    let mut text = match &attribute.shape {
        Shape::Type(r#type) => format!("({}", type_title(r#type)),
        Shape::Nested(nesting, _) => format!("(Attributes{}", nesting_title(*nesting)),
    };
    if attribute.sensitive {
        text.push_str(", Sensitive");
    }
    if attribute.deprecated.is_some() {
        text.push_str(", Deprecated");
    }
    if attribute.write_only {
        text.push_str(&format!(", {WRITE_ONLY}"));
    }
    text.push(')');
    push_description(&mut text, &attribute.description);
    Member { name: attribute.name, group, text, nested, is_write_only: false }
}

fn block_member<'a>(parents: &[&'a str], nested: &'a NestedBlock) -> Member<'a> {
    let group = Group::of_block(&nested.block);
    let mut text = match (nested.nesting, group) {
        (BlockNesting::Single, Group::ReadOnly) => "(Block, Read-only)".to_owned(),
        (BlockNesting::Single, _) => "(Block, Optional)".to_owned(),
        (BlockNesting::List { max: 0 }, _) => "(Block List)".to_owned(),
        (BlockNesting::List { max }, _) => format!("(Block List, Max: {max})"),
    };
    push_description(&mut text, &nested.block.description);
    let content = Content::Block(&nested.block);
    let below = Nested { anchor: "nestedblock", path: child(parents, nested.name), content, group };
    Member { name: nested.name, group, text, nested: Some(below), is_write_only: has_write_only(&nested.block) }
}

/// Attributes nested in others do not count, as `tfplugindocs` sees it.
fn has_write_only(block: &Block) -> bool {
    block.attributes.iter().any(|attribute| attribute.write_only)
        || block.blocks.iter().any(|nested| has_write_only(&nested.block))
}

fn object_member<'a>(parents: &[&'a str], name: &'a str, r#type: &'a Type, group: Group) -> Member<'a> {
    let nested = object_type(r#type).map(|types| Nested {
        anchor: "nestedobjatt",
        path: child(parents, name),
        content: Content::Object(types),
        group,
    });
    Member { name, group, text: format!("({})", type_title(r#type)), nested, is_write_only: false }
}

fn child<'a>(parents: &[&'a str], name: &'a str) -> Vec<&'a str> {
    parents.iter().copied().chain([name]).collect()
}

fn push_description(text: &mut String, description: &str) {
    let description = description.trim();
    if !description.is_empty() {
        text.push(' ');
        text.push_str(description);
    }
}

/// The attributes of an object type, or of a collection of objects.
const fn object_type(r#type: &Type) -> Option<&BTreeMap<String, Type>> {
    match r#type {
        Type::Object(attributes) => Some(attributes),
        Type::List(element) | Type::Set(element) | Type::Map(element) => match &**element {
            Type::Object(attributes) => Some(attributes),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn type_title(r#type: &Type) -> String {
    match r#type {
        Type::Bool => "Boolean".to_owned(),
        Type::Number => "Number".to_owned(),
        Type::String => "String".to_owned(),
        Type::Dynamic => "Dynamic".to_owned(),
        Type::List(element) => format!("List of {}", type_title(element)),
        Type::Set(element) => format!("Set of {}", type_title(element)),
        Type::Map(element) => format!("Map of {}", type_title(element)),
        Type::Object(_) => "Object".to_owned(),
        Type::Tuple(_) => "Tuple".to_owned(),
    }
}

const fn nesting_title(nesting: Nesting) -> &'static str {
    match nesting {
        Nesting::Single => "",
        Nesting::List => " List",
        Nesting::Set => " Set",
        Nesting::Map => " Map",
    }
}
