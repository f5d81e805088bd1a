//! Where in a value something is.

use std::fmt;

use super::Type;

/// One step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To an attribute of an object, or to a nested block of this name.
    Attribute(String),
    /// To the element of a map under this key.
    Key(String),
    /// To the element of a list or tuple at this index, from 0.
    Index(i64),
}

/// The way from a whole value (a resource's configuration, say) to a part of it.
///
/// Displayed as Terraform writes references: `vpc_config.subnet_ids[0]`, `tags["a"]`. The root is the empty text.
/// Elements of a set have no path; a path to something inside a set ends at the set.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributePath(Vec<Step>);

impl AttributePath {
    /// The path of the whole value.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// The path of the attribute or block `name` of what this path leads to.
    #[must_use]
    pub fn attribute(self, name: impl Into<String>) -> Self {
        self.step(Step::Attribute(name.into()))
    }

    /// The path of the map element under `key` of what this path leads to.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        self.step(Step::Key(key.into()))
    }

    /// The path of the list element at `index`, from 0, of what this path leads to.
    #[must_use]
    pub fn index(self, index: i64) -> Self {
        self.step(Step::Index(index))
    }

    /// This path, one step further.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// This path as seen from the value that has the start of this path at `step`.
    #[must_use]
    pub(super) fn under(mut self, step: Step) -> Self {
        self.0.insert(0, step);
        self
    }

    /// The steps, from the whole value on.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether this leads to the whole value.
    #[must_use]
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path without its last step; the root has no parent.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, parent) = self.0.split_last()?;
        Some(Self(parent.to_vec()))
    }

    /// This path as far as it can be addressed in a value of type `ty`: it ends at the first set, whose elements have no address.
    #[must_use]
    pub fn up_to_a_set(mut self, ty: &Type) -> Self {
        let mut ty = Some(ty);
        let reachable = self.0.iter().take_while(|step| {
            let is_set = matches!(ty, Some(Type::Set(_)));
            ty = match (step, ty) {
                (Step::Attribute(name), Some(object)) => object.attribute(name),
                (Step::Key(_) | Step::Index(_), Some(collection)) => collection.element(),
                (_, None) => None,
            };
            !is_set
        });
        self.0.truncate(reachable.count());
        self
    }

    /// Whether this leads to what `ancestor` leads to, or to a part of it.
    #[must_use]
    pub fn starts_with(&self, ancestor: &Self) -> bool {
        self.0.starts_with(&ancestor.0)
    }
}

impl From<Vec<Step>> for AttributePath {
    fn from(steps: Vec<Step>) -> Self {
        Self(steps)
    }
}

impl FromIterator<Step> for AttributePath {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Attribute(name) if position == 0 => f.write_str(name)?,
                Step::Attribute(name) => write!(f, ".{name}")?,
                Step::Key(key) => write!(f, "[\"{}\"]", Quoted(key))?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Text between the quotes of a string in Terraform's language.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                '$' | '%' if rest.peek() == Some(&'{') => write!(f, "{character}{character}")?,
                plain => write!(f, "{plain}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_terraform_writes_references() {
        let root = AttributePath::root;
        for (path, text) in [
            (root(), ""),
            (root().attribute("name"), "name"),
            (root().attribute("vpc_config").attribute("subnet_ids").index(0), "vpc_config.subnet_ids[0]"),
            (root().attribute("tags").key("a"), r#"tags["a"]"#),
            (root().attribute("tags").key("a\"\\\n\r\t${x}%{y}$%"), r#"tags["a\"\\\n\r\t$${x}%%{y}$%"]"#),
            (root().index(3).attribute("a"), "[3].a"),
        ] {
            assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn a_path_starts_with_itself_and_its_parents_only() {
        let subnets = AttributePath::root().attribute("vpc_config").attribute("subnet_ids");
        let first = subnets.clone().index(0);
        assert_eq!(first.parent(), Some(subnets.clone()));
        assert_eq!(AttributePath::root().parent(), None);
        assert!(first.starts_with(&subnets) && first.starts_with(&first) && first.starts_with(&AttributePath::root()));
        assert!(!subnets.starts_with(&first));
        assert!(!subnets.starts_with(&AttributePath::root().attribute("vpc_config").key("subnet_ids")));
        assert!(AttributePath::root().is_root() && !first.is_root());
    }

    #[test]
    fn a_path_is_the_sequence_of_its_steps() {
        let steps = vec![Step::Attribute("a".into()), Step::Key("b".into()), Step::Index(1)];
        let path = AttributePath::root().attribute("a").key("b").index(1);
        assert_eq!(path.steps(), steps);
        assert_eq!(AttributePath::from(steps.clone()), path);
        assert_eq!(steps.into_iter().collect::<AttributePath>(), path);
    }
}
