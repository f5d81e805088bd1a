//! Subnets and security groups.

use std::collections::HashSet;

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A6.1",
        text: "A local cluster has at least one subnet, and none twice.",
        source: "EKS user guide, Create a VPC and subnets for local clusters",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A8.5",
        text: "A cluster has at most five security groups of yours.",
        source: "EKS API Reference, VpcConfigRequest.securityGroupIds",
        seen: "2026-11",
        when: When::Configuration,
    },
];

const MOST_SECURITY_GROUPS: usize = 5;

/// Whether these can be the subnets of a cluster.
///
/// # Errors
/// A [`Violation`] for none, for a malformed id, and for one that stands twice.
///
/// Source: rule A6.1.
pub fn subnet_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Result<(), Violation> {
    let count = distinct_ids(ids, "subnet-", "subnet")?;
    if count == 0 {
        return Err(Violation::new(
            "No subnet",
            "subnet_ids is empty. A local cluster needs at least one private subnet on its Outpost.",
        ));
    }
    Ok(())
}

/// Whether these can be the security groups of a cluster.
///
/// # Errors
/// A [`Violation`] for more than five, for a malformed id, and for one that stands twice.
///
/// Source: rule A8.5.
pub fn security_group_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Result<(), Violation> {
    let count = distinct_ids(ids, "sg-", "security group")?;
    if count > MOST_SECURITY_GROUPS {
        return Err(Violation::new(
            "Too many security groups",
            format!("{count} security groups are given; EKS takes at most {MOST_SECURITY_GROUPS}. Merge their rules."),
        ));
    }
    Ok(())
}

fn distinct_ids<'a>(ids: impl IntoIterator<Item = &'a str>, prefix: &str, what: &str) -> Result<usize, Violation> {
    let mut seen = HashSet::new();
    for id in ids {
        let digits = id.strip_prefix(prefix).unwrap_or_default();
        let fits = (8..=17).contains(&digits.len()) && digits.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        if !fits {
            return Err(Violation::new(
                &format!("Invalid {what} id"),
                format!("{} is not the id of a {what}, such as \"{prefix}0123456789abcdef0\".", quote(id)),
            ));
        }
        if !seen.insert(id) {
            return Err(Violation::new(
                &format!("The same {what} twice"),
                format!("{} is given more than once. Remove one.", quote(id)),
            ));
        }
    }
    Ok(seen.len())
}

#[cfg(test)]
mod tests {
    use super::{security_group_ids, subnet_ids};

    #[test]
    fn subnets_are_one_or_more_distinct_ids() {
        assert_eq!(subnet_ids(["subnet-0123456789abcdef0", "subnet-01234567"]), Ok(()));
        let cases: &[(&[&str], &str)] = &[
            (&[], "subnet_ids is empty. A local cluster needs at least one private subnet on its Outpost."),
            (&["subnet-01234567", "subnet-01234567"], "\"subnet-01234567\" is given more than once. Remove one."),
            (&["edge"], "\"edge\" is not the id of a subnet, such as \"subnet-0123456789abcdef0\"."),
            (
                &["subnet-XYZ45678"],
                "\"subnet-XYZ45678\" is not the id of a subnet, such as \"subnet-0123456789abcdef0\".",
            ),
            (
                &["sg-0123456789abcdef0"],
                "\"sg-0123456789abcdef0\" is not the id of a subnet, such as \"subnet-0123456789abcdef0\".",
            ),
        ];
        for (ids, detail) in cases {
            assert_eq!(subnet_ids(ids.iter().copied()).unwrap_err().detail, *detail);
        }
    }

    #[test]
    fn security_groups_are_at_most_five() {
        let ids: Vec<String> = (0..6).map(|n| format!("sg-0000000{n}")).collect();
        assert_eq!(security_group_ids([]), Ok(()));
        assert_eq!(security_group_ids(ids[..5].iter().map(String::as_str)), Ok(()));
        assert_eq!(
            security_group_ids(ids.iter().map(String::as_str)).unwrap_err().detail,
            "6 security groups are given; EKS takes at most 5. Merge their rules."
        );
        assert_eq!(security_group_ids(["subnet-01234567"]).unwrap_err().summary, "Invalid security group id");
    }
}
