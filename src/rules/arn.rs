//! Amazon Resource Names: the general shape, and those of roles, policies and Outposts.

use super::partition::Partition;
use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A1.3",
        text: "A local cluster has exactly one Outpost, named by an ARN of the form arn:aws:outposts:REGION:ACCOUNT:outpost/op-<17 hex digits>.",
        source: "EKS API Reference, OutpostConfigRequest; Outposts API Reference, Outpost.OutpostArn",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A1.4",
        text: "The Outpost is in the Region in which the cluster is made.",
        source: "inferred: the EKS endpoint is Regional and the Outpost belongs to one Region",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A10.0",
        text: "A role is named by an ARN of the form arn:aws:iam::ACCOUNT:role/NAME.",
        source: "IAM user guide, IAM identifiers",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A10.6",
        text: "A policy is named by an ARN of the form arn:aws:iam::ACCOUNT:policy/NAME, the account of AWS's own policies being \"aws\".",
        source: "IAM user guide, IAM identifiers",
        seen: "2026-11",
        when: When::Configuration,
    },
];

/// The six parts of an ARN, borrowed from its text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Arn<'a> {
    /// For example `aws` or `aws-us-gov`.
    pub partition: &'a str,
    /// For example `iam`.
    pub service: &'a str,
    /// For example `us-west-2`; empty for global services.
    pub region: &'a str,
    /// Twelve digits, `aws`, or empty.
    pub account: &'a str,
    /// The rest, for example `role/edge`.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// The parts of `text`, or nothing if it is not an ARN at all.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        if parts.next()? != "arn" {
            return None;
        }
        let arn = Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        };
        let partition_is_aws = arn.partition == "aws"
            || arn
                .partition
                .strip_prefix("aws-")
                .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        (partition_is_aws && !arn.service.is_empty() && !arn.resource.is_empty()).then_some(arn)
    }

    /// What is known of the ARN's partition, if it is known.
    #[must_use]
    pub fn known_partition(&self) -> Option<&'static Partition> {
        Partition::named(self.partition)
    }
}

/// Whether the text is the ARN of an IAM role.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: rule A10.0.
pub fn role_arn(text: &str) -> Result<(), Violation> {
    let fits = Arn::parse(text).is_some_and(|arn| {
        arn.service == "iam"
            && arn.region.is_empty()
            && is_account(arn.account)
            && arn.resource.strip_prefix("role/").is_some_and(is_path_and_name)
    });
    if fits {
        return Ok(());
    }
    let hint = if text.contains(":instance-profile/") {
        "That is an instance profile: give the role inside it. "
    } else if text.contains(":assumed-role/") {
        "That is a session of a role: give the role itself. "
    } else if !text.starts_with("arn:") {
        "A role's name is not enough: EKS wants its ARN. "
    } else {
        ""
    };
    Err(Violation::new(
        "Invalid role ARN",
        format!(
            "{} is not the ARN of an IAM role. {hint}It looks like arn:aws:iam::111122223333:role/eks-local-cluster.",
            quote(text)
        ),
    ))
}

/// Whether the text is the ARN of an IAM policy, AWS managed or one of your own.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: rule A10.6.
pub fn policy_arn(text: &str) -> Result<(), Violation> {
    let fits = Arn::parse(text).is_some_and(|arn| {
        arn.service == "iam"
            && arn.region.is_empty()
            && (arn.account == "aws" || is_account(arn.account))
            && arn.resource.strip_prefix("policy/").is_some_and(is_path_and_name)
    });
    if fits {
        return Ok(());
    }
    Err(Violation::new(
        "Invalid policy ARN",
        format!(
            "{} is not the ARN of an IAM policy. It looks like arn:aws:iam::111122223333:policy/my-policy or \
             arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore.",
            quote(text)
        ),
    ))
}

/// Whether the text is the ARN of an Outpost.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: rule A1.3.
pub fn outpost_arn(text: &str) -> Result<(), Violation> {
    parsed_outpost_arn(text).map(drop)
}

/// The parts of an Outpost's ARN; its resource is `outpost/` and the id.
///
/// # Errors
/// A [`Violation`] if the text is not one.
///
/// Source: rule A1.3.
pub fn parsed_outpost_arn(text: &str) -> Result<Arn<'_>, Violation> {
    if let Some(arn) = parse_outpost(text) {
        return Ok(arn);
    }
    let hint = if text.starts_with("op-") { "An Outpost's id is not enough: EKS wants its ARN. " } else { "" };
    Err(Violation::new(
        "Invalid Outpost ARN",
        format!(
            "{} is not the ARN of an Outpost. {hint}It looks like \
             arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0: \"op-\" and 17 hexadecimal digits. \
             \"aws outposts list-outposts\" shows yours.",
            quote(text)
        ),
    ))
}

/// The Region in which an Outpost is, from its ARN.
#[must_use]
pub fn outpost_region(text: &str) -> Option<&str> {
    parse_outpost(text).map(|arn| arn.region)
}

/// Whether the Outpost is in the Region in which the cluster is to be made. Silent on what is no Outpost ARN.
///
/// # Errors
/// A [`Violation`] if it is in another Region.
///
/// Source: rule A1.4.
pub fn outpost_in_region(outpost_arn: &str, region: &str) -> Result<(), Violation> {
    match outpost_region(outpost_arn) {
        Some(home) if home != region => Err(Violation::new(
            "Outpost in another Region",
            format!(
                "The Outpost {} is in {}, but the cluster is to be made in {}. Set region = {} on the resource or in the \
                 provider block, or name an Outpost of {}.",
                quote(outpost_arn),
                quote(home),
                quote(region),
                quote(home),
                quote(region)
            ),
        )),
        _ => Ok(()),
    }
}

fn parse_outpost(text: &str) -> Option<Arn<'_>> {
    let arn = Arn::parse(text)?;
    let id = arn.resource.strip_prefix("outpost/op-")?;
    let is_region =
        !arn.region.is_empty() && arn.region.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let is_id = id.len() == 17 && id.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    (arn.service == "outposts" && is_region && is_account(arn.account) && is_id).then_some(arn)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.chars().all(|c| c.is_ascii_digit())
}

fn is_path_and_name(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('/') && text.chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::{Arn, outpost_arn, outpost_in_region, outpost_region, policy_arn, role_arn};

    const OUTPOST: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";

    #[test]
    fn an_arn_has_six_parts_and_a_partition_of_aws() {
        let arn = Arn::parse("arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/a:b").unwrap();
        assert_eq!((arn.partition, arn.resource), ("aws-us-gov", "cluster/a:b"));
        assert_eq!(arn.known_partition().unwrap().name, "aws-us-gov");
        for text in
            ["", "arn", "arn:aws:eks", "arn:azure:a:b:c:d", "arn:aws-:a:b:c:d", "arn:aws:::c:d", "x:aws:a:b:c:d"]
        {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_role_arn_names_a_role() {
        for text in [
            "arn:aws:iam::111122223333:role/edge",
            "arn:aws-cn:iam::111122223333:role/team/a/edge",
            "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Y",
        ] {
            assert_eq!(role_arn(text), Ok(()), "{text}");
        }
        for (text, has) in [
            (
                "edge",
                "\"edge\" is not the ARN of an IAM role. A role's name is not enough: EKS wants its ARN. It looks like",
            ),
            ("arn:aws:iam::1:role/edge", "\"arn:aws:iam::1:role/edge\" is not the ARN of an IAM role. It looks like"),
            ("arn:aws:iam::111122223333:user/edge", "It looks like arn:aws:iam::111122223333:role/eks-local-cluster."),
            ("arn:aws:iam::111122223333:role/", "is not the ARN"),
            ("arn:aws:iam:us-west-2:111122223333:role/edge", "is not the ARN"),
            ("arn:aws:iam::111122223333:instance-profile/edge", "give the role inside it."),
            ("arn:aws:sts::111122223333:assumed-role/edge/me", "That is a session of a role"),
            ("arn:aws:iam::111122223333:role/ed ge", "is not the ARN"),
        ] {
            let detail = role_arn(text).unwrap_err().detail;
            assert!(detail.contains(has), "{detail}");
        }
    }

    #[test]
    fn a_policy_arn_names_a_policy_of_an_account_or_of_aws() {
        for text in ["arn:aws:iam::aws:policy/service-role/X", "arn:aws:iam::111122223333:policy/p"] {
            assert_eq!(policy_arn(text), Ok(()), "{text}");
        }
        for text in ["", "AmazonEKSClusterPolicy", "arn:aws:iam::aws:role/X", "arn:aws:iam::1:policy/X"] {
            assert!(policy_arn(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_outpost_arn_fits_the_pattern_exactly() {
        assert_eq!(outpost_arn(OUTPOST), Ok(()));
        for (text, has) in [
            ("op-0123456789abcdef0", "An Outpost's id is not enough: EKS wants its ARN."),
            ("arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef", "17 hexadecimal digits"),
            ("arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789ABCDEF0", "17 hexadecimal digits"),
            ("arn:aws:outposts:us-west-2:11112222333:outpost/op-0123456789abcdef0", "17 hexadecimal digits"),
            ("arn:aws:outposts:us-west-2:111122223333:site/os-0123456789abcdef0", "17 hexadecimal digits"),
            ("arn:aws:outposts::111122223333:outpost/op-0123456789abcdef0", "17 hexadecimal digits"),
        ] {
            let detail = outpost_arn(text).unwrap_err().detail;
            assert!(detail.contains(has), "{detail}");
        }
    }

    #[test]
    fn the_outpost_must_be_in_the_region_of_the_cluster() {
        assert_eq!(outpost_region(OUTPOST), Some("us-west-2"));
        assert_eq!(outpost_in_region(OUTPOST, "us-west-2"), Ok(()));
        assert_eq!(outpost_in_region("nonsense", "us-west-2"), Ok(()));
        assert_eq!(
            outpost_in_region(OUTPOST, "us-east-1").unwrap_err().detail,
            format!(
                "The Outpost \"{OUTPOST}\" is in \"us-west-2\", but the cluster is to be made in \"us-east-1\". Set region = \
                 \"us-west-2\" on the resource or in the provider block, or name an Outpost of \"us-east-1\"."
            )
        );
    }
}
