//! What the derived code calls to make a schema.

use super::{AttributeType, Model};
use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Validate};

/// The attribute for a field of type `T`. `checks` come after those of the type itself.
pub fn attribute<T: AttributeType>(
    name: &'static str,
    description: &str,
    mode: Mode,
    checks: &[Validate],
) -> Attribute {
    Attribute {
        description: description.to_owned(),
        mode,
        validate: std::iter::once(T::validate as Validate).chain(checks.iter().copied()).collect(),
        semantically_equal: T::semantically_equal(),
        ..Attribute::new(name, T::shape())
    }
}

/// The nested block for a field that holds models `M`. The field's description stands in place of the model's own.
pub fn nested_block<M: Model>(name: &'static str, description: &str, nesting: BlockNesting) -> NestedBlock {
    NestedBlock { name, nesting, block: Block { description: description.to_owned(), ..M::block() } }
}
