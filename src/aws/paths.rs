//! File names as people write them.

/// The file name with `~` and `$NAME` or `${NAME}` replaced as a shell does; a variable that is not set is empty.
pub(super) fn expand(path: &str, variable: &impl Fn(&str) -> Option<String>) -> String {
    let home = || variable("HOME").or_else(|| variable("USERPROFILE"));
    let mut expanded = String::with_capacity(path.len());
    let mut rest = path;
    if let Some(below) = path.strip_prefix('~').filter(|below| below.is_empty() || below.starts_with(['/', '\\']))
        && let Some(home) = home()
    {
        expanded.push_str(&home);
        rest = below;
    }
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        let (name, tail) = match after.strip_prefix('{').and_then(|braced| braced.split_once('}')) {
            Some(braced) => braced,
            None => after.split_at(after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len())),
        };
        if name.is_empty() {
            expanded.push('$');
        } else {
            expanded.push_str(&variable(name).unwrap_or_default());
        }
        rest = tail;
    }
    expanded.push_str(rest);
    expanded
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn home_and_variables_are_replaced_as_in_a_shell() {
        let variable = |name: &str| match name {
            "HOME" => Some("/home/me".to_owned()),
            "STAGE" => Some("test".to_owned()),
            _ => None,
        };
        for (path, expanded) in [
            ("~/.aws/config", "/home/me/.aws/config"),
            ("~", "/home/me"),
            ("~other/config", "~other/config"),
            ("a/~/b", "a/~/b"),
            ("$HOME/.aws/$STAGE", "/home/me/.aws/test"),
            ("${HOME}/x-${STAGE}y", "/home/me/x-testy"),
            ("$NONE/x", "/x"),
            ("a$/b$", "a$/b$"),
            ("plain", "plain"),
        ] {
            assert_eq!(expand(path, &variable), expanded, "{path}");
        }
    }
}
