//! A struct that was understood: what `parse` hands to `expand`.

use syn::{Attribute, Expr, Ident, LitInt, LitStr, Path, Type, Visibility};

/// The struct.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) description: String,
    pub(crate) fields: Vec<Field>,
}

/// One field.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The name in a Terraform configuration.
    pub(crate) name: String,
    pub(crate) vis: Visibility,
    /// The doc comment, to be repeated in the companions.
    pub(crate) docs: Vec<Attribute>,
    pub(crate) description: String,
    pub(crate) ty: Type,
    pub(crate) role: Role,
}

/// What a field is in the schema.
pub(crate) enum Role {
    Attribute(Box<AttributeOptions>),
    Block(Box<Block>),
    Timeouts(Vec<Timeout>),
}

/// The options of an attribute.
pub(crate) struct AttributeOptions {
    pub(crate) mode: Mode,
    /// Whether the field's type is written as `Option<..>`.
    pub(crate) nullable: bool,
    pub(crate) sensitive: bool,
    pub(crate) requires_replace: bool,
    pub(crate) keep_state: bool,
    pub(crate) validate: Vec<Path>,
    pub(crate) deprecated: Option<LitStr>,
    /// How a computed value begins.
    pub(crate) prefix: Option<LitStr>,
}

/// Who sets an attribute.
pub(crate) enum Mode {
    Required,
    Optional,
    OptionalComputed,
    Computed,
    Default(Expr),
}

/// A nested block.
pub(crate) struct Block {
    /// The `M` of `Option<M>` or `Vec<M>`.
    pub(crate) model: Type,
    pub(crate) nesting: Nesting,
}

/// How often a block may stand.
pub(crate) enum Nesting {
    Single,
    List { max: Option<LitInt> },
}

/// One operation's default deadline.
pub(crate) struct Timeout {
    pub(crate) operation: Ident,
    pub(crate) default: LitStr,
}
