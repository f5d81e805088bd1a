//! Security groups and the VPC that they are in.

use super::{Rule, Violation, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A8.5a",
    text: "The security groups exist and are in the VPC of the subnets.",
    source: "EKS API Reference, VpcConfigRequest.securityGroupIds; EC2 user guide, Security groups",
    seen: "2026-11",
    when: When::Preflight,
}];

/// A security group.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SecurityGroup {
    /// Its id.
    pub id: String,
    /// The VPC that it is in.
    pub vpc_id: String,
}

/// Whether all of the groups exist and, if the VPC of the subnets is known, are in it.
///
/// # Errors
/// Each [`Violation`].
///
/// Source: rule A8.5a.
pub fn security_groups(
    ids: &[String],
    found: &[SecurityGroup],
    vpc_id: Option<&str>,
    region: &str,
) -> Result<(), Vec<Violation>> {
    let missing: Vec<&str> =
        ids.iter().map(String::as_str).filter(|id| !found.iter().any(|group| group.id == *id)).collect();
    let mut violations = Vec::new();
    if !missing.is_empty() {
        let detail = format!("{region} has no security group {} that this account sees.", quote_list(missing));
        violations.push(Violation::new("Security group does not exist", detail));
    }
    for group in found {
        if let Some(vpc_id) = vpc_id.filter(|vpc_id| *vpc_id != group.vpc_id) {
            let detail = format!(
                "{} is in {}, the subnets are in {}. Use a security group of that VPC.",
                quote(&group.id),
                quote(&group.vpc_id),
                quote(vpc_id)
            );
            violations.push(Violation::new("Security group in another VPC", detail));
        }
    }
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn security_groups_exist_in_the_vpc_of_the_subnets() {
        let ids = ["sg-1".to_owned(), "sg-2".to_owned()];
        let group = |id: &str, vpc_id: &str| SecurityGroup { id: id.to_owned(), vpc_id: vpc_id.to_owned() };
        let found = [group("sg-1", "vpc-1"), group("sg-2", "vpc-1")];
        assert_eq!(security_groups(&ids, &found, Some("vpc-1"), "us-west-2"), Ok(()));
        assert_eq!(security_groups(&ids, &found, None, "us-west-2"), Ok(()));
        let violations = security_groups(&ids, &found[..1], Some("vpc-2"), "us-west-2").unwrap_err();
        let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "Security group does not exist: us-west-2 has no security group \"sg-2\" that this account sees.",
                "Security group in another VPC: \"sg-1\" is in \"vpc-1\", the subnets are in \"vpc-2\". Use a security group of that VPC.",
            ]
        );
    }
}
