//! The name of a cluster.

use super::{Advice, Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A1.1",
        text: "A cluster name has 1 to 100 characters: ASCII letters, digits, hyphens and underscores, the first a letter or digit.",
        source: "CloudFormation AWS::EKS::Cluster, Name pattern; EKS API Reference, CreateCluster",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A1.1a",
        text: "The Outposts pages allow only letters, digits and hyphens, and one of them wants a letter first.",
        source: "EKS user guide, Create a local cluster on an Outpost (English and Korean editions)",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A1.2",
        text: "A cluster's name is unique in the account and Region, without regard to the kind of cluster.",
        source: "EKS user guide, Create a local cluster",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A1.9",
        text: "An account has at most 100 clusters in a Region, unless its quota was raised.",
        source: "EKS user guide, Service quotas",
        seen: "2026-11",
        when: When::Apply,
    },
];

const LONGEST: usize = 100;

const ALLOWED: &str = "A cluster name has 1 to 100 characters: letters (A-Z, a-z), digits, hyphens and underscores, \
                       and begins with a letter or digit.";

/// Whether the EKS API takes the name.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A1.1.
pub fn cluster_name(name: &str) -> Result<(), Violation> {
    let refuse = |what: String| Err(Violation::new("Invalid cluster name", format!("{what} {ALLOWED}")));
    let Some(first) = name.chars().next() else {
        return refuse("The cluster name is empty.".to_owned());
    };
    let length = name.chars().count();
    if length > LONGEST {
        return refuse(format!("{} has {length} characters.", quote(name)));
    }
    if let Some(other) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))) {
        return refuse(format!("{} contains {}.", quote(name), quote(&other.to_string())));
    }
    if !first.is_ascii_alphanumeric() {
        return refuse(format!("{} begins with {}.", quote(name), quote(&first.to_string())));
    }
    Ok(())
}

/// Advice on a name that the API takes but the pages on Outposts forbid.
///
/// Source: rule A1.1a.
#[must_use]
pub fn cluster_name_advice(name: &str) -> Option<Advice> {
    let what = if name.contains('_') {
        "contains an underscore"
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        "begins with a digit"
    } else {
        return None;
    };
    Some(Advice::new(
        "Cluster name outside AWS's advice for Outposts",
        format!(
            "{} {what}. The EKS API accepts it, but AWS's pages on local clusters ask for letters, digits and hyphens, \
             beginning with a letter. A name cannot be changed later: choose another one now if you can.",
            quote(name)
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::{cluster_name, cluster_name_advice};

    #[test]
    fn a_name_must_fit_the_pattern_of_the_api() {
        let longest = "a".repeat(100);
        for name in ["a", "edge-1", "Edge_1", "1edge", longest.as_str()] {
            assert_eq!(cluster_name(name), Ok(()), "{name}");
        }
        let too_long = "a".repeat(101);
        for (name, begins) in [
            ("", "The cluster name is empty. A cluster name has 1 to 100"),
            (&too_long, &format!("\"{too_long}\" has 101 characters. A cluster")),
            ("-edge", "\"-edge\" begins with \"-\". A cluster"),
            ("_edge", "\"_edge\" begins with \"_\". A cluster"),
            ("edge one", "\"edge one\" contains \" \". A cluster"),
            ("edge\n", "\"edge\\n\" contains \"\\n\". A cluster"),
            ("엣지", "\"엣지\" contains \"엣\". A cluster"),
        ] {
            let violation = cluster_name(name).unwrap_err();
            assert_eq!(violation.summary, "Invalid cluster name");
            assert!(violation.detail.starts_with(begins), "{}", violation.detail);
            assert!(violation.detail.ends_with("begins with a letter or digit."));
        }
    }

    #[test]
    fn a_name_that_the_outposts_pages_forbid_gets_advice() {
        for (name, what) in
            [("edge_1", "\"edge_1\" contains an underscore."), ("1edge", "\"1edge\" begins with a digit.")]
        {
            assert!(cluster_name_advice(name).unwrap().detail.starts_with(what), "{name}");
        }
        assert_eq!(cluster_name_advice("edge-1"), None);
    }
}
