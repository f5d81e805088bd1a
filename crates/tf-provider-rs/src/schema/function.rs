//! The signature of a function, and what is said about it.

use std::fmt;

use super::Validate;
use crate::value::{AttributePath, Step, Type};

/// A function as Terraform is told of it. Authors do not write it: `#[derive(Parameters)]` makes it from a struct.
#[derive(Clone, Debug)]
pub struct Function {
    /// Markdown.
    pub description: String,
    /// What to use instead, if the function is deprecated.
    pub deprecated: Option<&'static str>,
    /// Those that take one argument each, in order.
    pub parameters: Vec<Parameter>,
    /// The one that takes all arguments that are left.
    pub variadic: Option<Parameter>,
    /// The result's type.
    pub returns: Type,
}

/// One parameter of a function.
#[derive(Clone)]
pub struct Parameter {
    /// Name, which callers do not write.
    pub name: &'static str,
    /// Markdown.
    pub description: String,
    /// The type of an argument.
    pub r#type: Type,
    /// Whether an argument may be null.
    pub takes_null: bool,
    /// Whether the function is called with an argument that is not known yet.
    pub takes_unknown: bool,
    /// Checks of a known argument.
    pub validate: Vec<Validate>,
}

impl fmt::Debug for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parameter").field("name", &self.name).field("type", &self.r#type).finish_non_exhaustive()
    }
}

impl Function {
    /// The first paragraph of the description.
    pub fn summary(&self) -> &str {
        let description = self.description.trim();
        description.split("\n\n").next().unwrap_or(description)
    }

    /// The parameter that takes the argument at `position`, from 0.
    pub fn parameter_at(&self, position: usize) -> Option<&Parameter> {
        self.parameters.get(position).or(self.variadic.as_ref())
    }

    /// The path that says "the argument at `position`": the parameter, and the index in a variadic one.
    pub(crate) fn path_of_argument(&self, position: usize) -> Option<AttributePath> {
        let path = AttributePath::root().attribute(self.parameter_at(position)?.name);
        match position.checked_sub(self.parameters.len()) {
            Some(index) => Some(path.index(i64::try_from(index).ok()?)),
            None => Some(path),
        }
    }

    /// The argument that a path leads to or into, of `count` arguments, and the steps within it.
    pub(crate) fn argument_at<'a>(&self, path: &'a AttributePath, count: usize) -> Option<(usize, &'a [Step])> {
        let (Step::Attribute(name), within) = path.steps().split_first()? else { return None };
        if let Some(position) = self.parameters.iter().position(|parameter| parameter.name == name) {
            return Some((position, within));
        }
        self.variadic.as_ref().filter(|variadic| variadic.name == name)?;
        let first = self.parameters.len();
        let (position, within) = match within.split_first() {
            Some((Step::Index(index), within)) => (first + usize::try_from(*index).ok()?, within),
            _ => (first, within),
        };
        (position < count).then_some((position, within))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(name: &'static str) -> Parameter {
        let validate = Vec::new();
        Parameter {
            name,
            description: String::new(),
            r#type: Type::String,
            takes_null: false,
            takes_unknown: false,
            validate,
        }
    }

    fn function() -> Function {
        Function {
            description: "Joins words.\n\nNever fails.".to_owned(),
            deprecated: None,
            parameters: vec![parameter("a"), parameter("b")],
            variadic: Some(parameter("rest")),
            returns: Type::String,
        }
    }

    #[test]
    fn the_summary_is_the_first_paragraph() {
        assert_eq!(function().summary(), "Joins words.");
    }

    #[test]
    fn a_path_to_a_parameter_is_the_position_of_its_argument_and_back() {
        let function = function();
        let root = AttributePath::root;
        for (path, position) in [
            (root().attribute("a"), 0),
            (root().attribute("b"), 1),
            (root().attribute("rest").index(0), 2),
            (root().attribute("rest").index(1), 3),
        ] {
            assert_eq!(function.argument_at(&path, 4), Some((position, &[][..])), "{path}");
            assert_eq!(function.path_of_argument(position), Some(path));
        }
    }

    #[test]
    fn a_path_into_an_argument_keeps_the_steps_within_it() {
        let path = AttributePath::root().attribute("rest").index(1).key("k");
        assert_eq!(function().argument_at(&path, 4), Some((3, &[Step::Key("k".to_owned())][..])));
        assert_eq!(function().argument_at(&AttributePath::root().attribute("rest"), 3), Some((2, &[][..])));
    }

    #[test]
    fn what_is_no_argument_of_the_call_has_no_position() {
        let root = AttributePath::root;
        for path in
            [root(), root().attribute("c"), root().attribute("rest").index(2), root().attribute("rest").index(-1)]
        {
            assert_eq!(function().argument_at(&path, 4), None, "{path}");
        }
        assert_eq!(function().argument_at(&root().attribute("rest"), 2), None, "there is no such argument");
        assert_eq!(Function { variadic: None, ..function() }.path_of_argument(2), None);
    }
}
