//! What the derived code calls to make a schema.

use super::{AttributeType, Model, results};
use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Validate};

/// The attribute for a field of type `T`. `checks` come after those of the type itself; what only the provider sets is not checked, and
/// neither is what is nested in it.
pub fn attribute<T: AttributeType>(
    name: &'static str,
    description: &str,
    mode: Mode,
    checks: &[Validate],
) -> Attribute {
    let shape = if mode.is_configurable() { T::shape() } else { results::computed(T::shape()) };
    let checks = std::iter::once(T::validate as Validate).chain(checks.iter().copied());
    Attribute {
        description: description.to_owned(),
        mode,
        validate: checks.filter(|_| mode.is_configurable()).collect(),
        semantically_equal: T::semantically_equal(),
        write_only: T::WRITE_ONLY,
        ..Attribute::new(name, shape)
    }
}

/// The nested block for a field that holds models `M`. The field's description stands in place of the model's own.
pub fn nested_block<M: Model>(name: &'static str, description: &str, nesting: BlockNesting) -> NestedBlock {
    NestedBlock { name, nesting, block: Block { description: description.to_owned(), ..M::block() } }
}

#[cfg(test)]
mod tests {
    use crate::model::Model as _;
    use crate::schema::BlockNesting;

    /// A part.
    #[derive(Clone, Debug, crate::Model)]
    struct Part {
        /// Number of the part.
        #[tf(required)]
        number: i64,
    }

    #[test]
    fn a_block_has_the_description_of_its_field_and_the_attributes_of_its_model() {
        let nested = super::nested_block::<Part>("parts", "Parts of the thing.", BlockNesting::List { max: 0 });
        assert_eq!(nested.block.description, "Parts of the thing.");
        assert_eq!(nested.block.attributes.len(), Part::attributes().len());
        assert_eq!(nested.block.attributes[0].name, "number");
    }
}
