//! The guide `iam-permissions`: text that people wrote, then tables and policies from the permissions.

use crate::permissions::{self, Caller, Denied, Feature, Permission, policy};

/// Path of the page below `docs`.
pub(super) const PATH: &str = "guides/iam-permissions.md";

const HEAD: &str = include_str!("guides/iam-permissions.md");

/// The whole page.
pub(super) fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str(
        "\n## Plan\n\nReads what is in the state and checks new clusters; changes nothing. Data sources that find what is not in the state are features of their own, \
         below.\n\n",
    );
    page.push_str(&json(permissions::of_plans()));
    page.push_str(
        "\n## Everything\n\nPlans, creates, updates, imports and destroys clusters of both kinds and their roles. It has what the features below have, except for \
         those that say that they are extra.\n\n",
    );
    page.push_str(&json(permissions::of_everything()));
    page.push_str(
        "\n## Feature by feature\n\nTake what you need. A job that changes something reads it before, so it needs the policy for reading too.\n",
    );
    permissions::features().for_each(|feature| page.push_str(&section(feature)));
    page
}

fn section(feature: &Feature) -> String {
    let extra = if feature.is_extra { "Extra. " } else { "" };
    let about = format!("{extra}{}", feature.about);
    let about = if about.is_empty() { about } else { format!("{}\n\n", about.trim_end()) };
    let rows: String = feature.permissions.iter().map(row).collect();
    format!(
        "\n### {}\n\n{about}| Action | What for | Without it |\n|---|---|---|\n{rows}\n{}",
        feature.title,
        json([feature])
    )
}

fn row(Permission { action, purpose, caller, denied, .. }: &Permission) -> String {
    let who = match caller {
        Caller::Aws if !purpose.starts_with("EKS ") => " (AWS asks for it)",
        Caller::Aws | Caller::Provider => "",
    };
    let without = match denied {
        Denied::Fails => "error".to_owned(),
        Denied::Skips(what) => format!("left out: {what}"),
    };
    format!("| `{action}` | {purpose}{who} | {without} |\n")
}

fn json<'a>(features: impl IntoIterator<Item = &'a Feature>) -> String {
    format!("```json\n{}```\n", policy(features))
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::permissions::{GUIDE, features};

    #[test]
    fn the_page_has_the_title_that_errors_quote_and_every_permission() {
        let page = page();
        assert!(page.contains(&format!("page_title: \"{GUIDE}\"\n")) && page.contains(&format!("\n# {GUIDE}\n")));
        for feature in features() {
            let start = page.find(&format!("\n### {}\n", feature.title)).unwrap();
            let section = page[start + 5..].split("\n### ").next().unwrap_or_default();
            for permission in feature.permissions {
                assert!(section.contains(&format!("| `{}` | {}", permission.action, permission.purpose)), "{section}");
            }
        }
    }
}
