//! What Terraform is told about the shape of a provider, resource or data source, together with what the framework needs to
//! plan it: defaults, replacement, validation.
//!
//! Authors do not write schemas: `#[derive(Model)]` makes them from a struct. See [`crate::model`].

mod provider;
mod validate;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

pub use provider::ProviderSchema;
pub(crate) use validate::validate_config;

use crate::diagnostic::Diagnostics;
use crate::value::{AttributePath, Type, Value};

/// The schema of a provider block, a resource or a data source.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Version of the state's shape, 0 for the first. Data sources and the provider block keep 0.
    pub version: i64,
    /// The root block.
    pub block: Block,
    object_type: OnceLock<Type>,
}

impl Schema {
    /// A schema with `block` as its root.
    pub const fn new(version: i64, block: Block) -> Self {
        Self { version, block, object_type: OnceLock::new() }
    }

    /// The object type that configuration, plan and state have on the wire. Made once: each RPC needs it several times.
    pub fn object_type(&self) -> &Type {
        self.object_type.get_or_init(|| self.block.object_type())
    }
}

/// Attributes and nested blocks between one pair of braces.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Markdown.
    pub description: String,
    /// In the order of the model's fields.
    pub attributes: Vec<Attribute>,
    /// In the order of the model's fields.
    pub blocks: Vec<NestedBlock>,
}

impl Block {
    /// The object type of this block: every attribute and block by its name.
    pub fn object_type(&self) -> Type {
        let attributes = self.attributes.iter().map(|a| (a.name.to_owned(), a.shape.value_type()));
        let blocks = self.blocks.iter().map(|b| (b.name.to_owned(), b.value_type()));
        Type::Object(attributes.chain(blocks).collect())
    }

    /// The attribute of that name, if there is one.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

/// One attribute.
#[derive(Clone)]
pub struct Attribute {
    /// Name in the configuration.
    pub name: &'static str,
    /// Markdown, for the practitioner.
    pub description: String,
    /// Type, or nested attributes.
    pub shape: Shape,
    /// Who sets it.
    pub mode: Mode,
    /// Whether Terraform hides the value in its output.
    pub sensitive: bool,
    /// Whether only the provider sees the value: it is null in every plan and state.
    pub write_only: bool,
    /// What to use instead, if the attribute is deprecated.
    pub deprecated: Option<&'static str>,
    /// Planned when the configuration has no value. The attribute is then optional and computed.
    pub default: Option<Value>,
    /// Keeps the prior state's value when the configuration has none, where the plan would otherwise say "known after apply".
    pub keep_state: bool,
    /// Whether a change replaces the whole object.
    pub requires_replace: bool,
    /// Checks of a known configured value.
    pub validate: Vec<Validate>,
    /// Whether two different spellings mean the same; the prior spelling is then kept.
    pub semantically_equal: Option<fn(&Value, &Value) -> bool>,
}

impl Attribute {
    /// An optional attribute without a description; set what differs by struct update.
    pub fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            description: String::new(),
            shape,
            mode: Mode::Optional,
            sensitive: false,
            write_only: false,
            deprecated: None,
            default: None,
            keep_state: false,
            requires_replace: false,
            validate: Vec::new(),
            semantically_equal: None,
        }
    }
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attribute")
            .field("name", &self.name)
            .field("mode", &self.mode)
            .field("shape", &self.shape)
            .finish()
    }
}

/// A check of one known configured value, which stands at the path. Elements and parts of it may still be unknown.
pub type Validate = fn(&Value, &AttributePath, &mut Diagnostics);

/// Who sets an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The practitioner, always.
    Required,
    /// The practitioner, or nobody.
    Optional,
    /// The practitioner, or else the provider.
    OptionalComputed,
    /// The provider, always.
    Computed,
}

impl Mode {
    /// Whether the configuration may have a value.
    pub const fn is_configurable(self) -> bool {
        !matches!(self, Self::Computed)
    }

    /// Whether the provider may choose the value.
    pub const fn is_computed(self) -> bool {
        matches!(self, Self::Computed | Self::OptionalComputed)
    }
}

/// The type of an attribute: a plain Terraform type, or attributes nested in it.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A value without attributes of its own.
    Type(Type),
    /// Nested attributes.
    Nested(Nesting, Vec<Attribute>),
}

impl Shape {
    /// The type that the value has on the wire.
    pub fn value_type(&self) -> Type {
        match self {
            Self::Type(r#type) => r#type.clone(),
            Self::Nested(nesting, attributes) => {
                let object = Type::Object(
                    attributes.iter().map(|a| (a.name.to_owned(), a.shape.value_type())).collect::<BTreeMap<_, _>>(),
                );
                match nesting {
                    Nesting::Single => object,
                    Nesting::List => Type::List(Box::new(object)),
                    Nesting::Set => Type::Set(Box::new(object)),
                    Nesting::Map => Type::Map(Box::new(object)),
                }
            }
        }
    }
}

/// How many objects a nested attribute holds, and how they are addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// One object, or null.
    Single,
    /// Objects in order.
    List,
    /// Objects without order.
    Set,
    /// Objects by key.
    Map,
}

/// A block within a block.
#[derive(Clone, Debug)]
pub struct NestedBlock {
    /// Name in the configuration.
    pub name: &'static str,
    /// How often it may stand.
    pub nesting: BlockNesting,
    /// Its content.
    pub block: Block,
}

impl NestedBlock {
    /// The type that the value has on the wire.
    pub fn value_type(&self) -> Type {
        match self.nesting {
            BlockNesting::Single => self.block.object_type(),
            BlockNesting::List { .. } => Type::List(Box::new(self.block.object_type())),
        }
    }
}

/// How often a block may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockNesting {
    /// At most once; null when absent.
    Single,
    /// Any number of times, in order; empty when absent.
    List {
        /// Most blocks allowed; 0 for no limit.
        max: i64,
    },
}
