//! Where Terraform shows a diagnostic. It finds the source line of an attribute of a block, but none inside a nested attribute: there
//! it points at the whole resource. So such a diagnostic goes to the outermost attribute, and its detail names the inner one.
//!
//! Source: Terraform, internal/tfdiags/contextual.go, which descends through blocks only.

use crate::diagnostic::Diagnostic;
use crate::schema::Block;
use crate::value::{AttributePath, Step};

/// The diagnostic at a place that Terraform can show.
pub(super) fn show(mut diagnostic: Diagnostic, block: &Block) -> Diagnostic {
    let Some(path) = &diagnostic.attribute else { return diagnostic };
    let outermost = outermost(path, block);
    if outermost != *path {
        diagnostic.detail = format!("`{path}`: {}", diagnostic.detail);
        diagnostic.attribute = Some(outermost);
    }
    diagnostic
}

/// The start of `path`, through blocks up to the first attribute, with the element of it that the path ends at.
fn outermost(path: &AttributePath, block: &Block) -> AttributePath {
    let (mut block, steps) = (Some(block), path.steps());
    for (position, step) in steps.iter().enumerate() {
        let Step::Attribute(name) = step else { continue };
        let nested = block.and_then(|block| block.blocks.iter().find(|nested| nested.name == name));
        block = nested.map(|nested| &nested.block);
        let is_whole = matches!(&steps[position + 1..], [] | [Step::Key(_) | Step::Index(_)]);
        if block.is_none() && !is_whole {
            return steps[..=position].iter().cloned().collect();
        }
    }
    path.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{BlockNesting, NestedBlock};

    #[test]
    fn a_diagnostic_inside_a_nested_attribute_goes_to_the_outermost_and_names_the_inner() {
        let nested = NestedBlock { name: "timeouts", nesting: BlockNesting::Single, block: Block::default() };
        let block = Block { blocks: vec![nested], ..Block::default() };
        let root = AttributePath::root;
        let vpc = root().attribute("vpc_config");
        for (path, place, detail) in [
            (root().attribute("name"), root().attribute("name"), "No."),
            (root().attribute("tags").key("a"), root().attribute("tags").key("a"), "No."),
            (root().attribute("timeouts").attribute("create"), root().attribute("timeouts").attribute("create"), "No."),
            (vpc.clone().attribute("subnet_ids"), vpc.clone(), "`vpc_config.subnet_ids`: No."),
            (vpc.clone().attribute("subnet_ids").index(0), vpc.clone(), "`vpc_config.subnet_ids[0]`: No."),
            (root().attribute("a").index(1).attribute("b"), root().attribute("a"), "`a[1].b`: No."),
        ] {
            let shown = show(Diagnostic::error("Bad", "No.").at(path), &block);
            assert_eq!(shown, Diagnostic::error("Bad", detail).at(place));
        }
    }
}
