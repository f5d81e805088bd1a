//! Environment variables as a value, so that whoever configures the provider says which there are.

use std::collections::BTreeMap;
use std::fmt;

/// Environment variables by name. Some hold secrets, so that `Debug` shows names only.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Those of this process. A name or value that is not Unicode is no setting of anybody's, and left out.
    pub fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }

    /// The value of a variable, which may be empty; `None` if it is not set. On Windows names are the same in any case.
    pub fn get(&self, name: &str) -> Option<String> {
        let is_it = |known: &str| if cfg!(windows) { known.eq_ignore_ascii_case(name) } else { known == name };
        self.iter().find(|(known, _)| is_it(known)).map(|(_, value)| value.to_owned())
    }

    /// All variables, in the order of their names.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        Self(variables.into_iter().collect())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Environment").field(&self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;

    #[test]
    fn values_are_not_shown() {
        let environment: Environment =
            [("AWS_SECRET_ACCESS_KEY".to_owned(), "canary".to_owned())].into_iter().collect();
        assert_eq!(environment.get("AWS_SECRET_ACCESS_KEY").as_deref(), Some("canary"));
        assert_eq!(environment.get("AWS_PROFILE"), None);
        let shown = format!("{environment:?}");
        assert!(shown.contains("AWS_SECRET_ACCESS_KEY") && !shown.contains("canary"), "{shown}");
    }
}
