//! The Outpost of a cluster.

use std::collections::BTreeMap;

use super::{Advice, Rule, Violation, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A1.4b",
        text: "The Outpost exists, and its owner shares it with this account if it is another's.",
        source: "AWS Outposts API Reference, GetOutpost; Outposts user guide, Shared Outposts resources",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A1.6",
        text: "Local clusters run on Outposts racks, not on Outposts servers.",
        source: "EKS user guide, Create a local cluster",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A1.7",
        text: "The Outpost is active.",
        source: "AWS Outposts API Reference, Outpost.LifeCycleStatus",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A3.1",
        text: "The instance types of control plane and etcd are configured on the Outpost.",
        source: "EKS user guide, Capacity considerations; Troubleshoot local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// An Outpost. AWS may leave out whatever is optional here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Outpost {
    /// `op-` and 17 hexadecimal digits.
    pub id: Option<String>,
    /// Its ARN.
    pub arn: Option<String>,
    /// Account of its owner.
    pub owner_id: Option<String>,
    /// Name that the owner gave it.
    pub name: Option<String>,
    /// What the owner says of it.
    pub description: Option<String>,
    /// `ACTIVE` when it can be used.
    pub life_cycle_status: Option<String>,
    /// Name of its home Availability Zone, for example `us-west-2a`. Each account has names of its own.
    pub zone: Option<String>,
    /// ID of its home Availability Zone, for example `usw2-az2`.
    pub zone_id: Option<String>,
    /// ID of the site where it stands.
    pub site_id: Option<String>,
    /// ARN of the site where it stands.
    pub site_arn: Option<String>,
    /// `RACK` or `SERVER`.
    pub hardware_type: Option<String>,
    /// `GENERATION_1` or `GENERATION_2`.
    pub generation: Option<String>,
    /// `SINGLE_RACK` or `MULTI_RACK`.
    pub rack_scaling_type: Option<String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// Whether the text is the id of an Outpost.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: AWS Outposts API Reference, Outpost.OutpostId.
pub fn outpost_id(text: &str) -> Result<(), Violation> {
    let digits = text.strip_prefix("op-").unwrap_or_default();
    if digits.len() == 17 && digits.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')) {
        return Ok(());
    }
    let hint = if text.starts_with("arn:") { "An ARN goes into arn. " } else { "" };
    Err(Violation::new(
        "Invalid Outpost ID",
        format!(
            "{} is not the ID of an Outpost. {hint}It looks like op-0123456789abcdef0: \"op-\" and 17 hexadecimal digits.",
            quote(text)
        ),
    ))
}

/// Whether AWS takes these values for one filter of a list of Outposts: their number, and those that are known.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: AWS Outposts API Reference, ListOutposts: one to five values, and no empty one.
pub fn filter_values<'a>(count: usize, known: impl IntoIterator<Item = &'a str>) -> Result<(), Violation> {
    if known.into_iter().any(str::is_empty) {
        return Err(Violation::new(
            "Empty value in a filter",
            "AWS Outposts takes no empty text for a filter. Remove it.",
        ));
    }
    if (1..=5).contains(&count) {
        return Ok(());
    }
    let advice = match count {
        0 => "Leave the argument out, or set it to null, to have no such filter",
        _ => "Use one data source for each five of them",
    };
    Err(Violation::new(
        "Wrong number of values",
        format!("AWS Outposts takes one to five values for a filter, and here are {count}. {advice}."),
    ))
}

/// What to say of an Outpost that is asked for by name, and not shown. Whose it is decides why, and nobody tells.
#[must_use]
pub fn not_found(outpost: &str, region: &str) -> Violation {
    Violation::new(
        "Outpost not found",
        format!(
            "AWS Outposts shows no Outpost {} in {region} to this account. \"aws outposts list-outposts --region {region}\" lists those that it \
             shows. Check the name, the Region and the credentials; an Outpost of another account must be shared with yours.",
            quote(outpost)
        ),
    )
}

/// What to say of an Outpost of ours that is not there.
///
/// Source: rule A1.4b.
#[must_use]
pub fn missing(outpost_arn: &str, region: &str) -> Violation {
    Violation::new(
        "Outpost does not exist",
        format!(
            "There is no Outpost {} in {region}. \"aws outposts list-outposts --region {region}\" shows yours.",
            quote(outpost_arn)
        ),
    )
}

/// What to say of an Outpost that belongs to another account, or may, and that AWS does not show us.
///
/// Source: rule A1.4b.
#[must_use]
pub fn not_shown(outpost_arn: &str) -> Advice {
    Advice::new(
        "Outpost not found",
        format!(
            "AWS Outposts does not show {} to this account. If it belongs to another account, check that it is shared with yours; \
             otherwise check the ARN.",
            quote(outpost_arn)
        ),
    )
}

/// Whether the Outpost is made of racks.
///
/// # Errors
/// A [`Violation`] if it is a server.
///
/// Source: rule A1.6.
pub fn is_rack(outpost_arn: &str, outpost: &Outpost) -> Result<(), Violation> {
    match outpost.hardware_type.as_deref() {
        Some("SERVER") => Err(Violation::new(
            "Outpost is a server",
            format!(
                "{} is an Outposts server. Local clusters run on Outposts racks only: name one.",
                quote(outpost_arn)
            ),
        )),
        _ => Ok(()),
    }
}

/// What may hurt if the Outpost is not active.
///
/// Source: rule A1.7.
#[must_use]
pub fn activity(outpost_arn: &str, outpost: &Outpost) -> Option<Advice> {
    let status = outpost.life_cycle_status.as_deref().filter(|status| !status.eq_ignore_ascii_case("ACTIVE"))?;
    let detail = format!(
        "The life cycle status of {} is {}. EKS can launch the control plane when it is \"ACTIVE\".",
        quote(outpost_arn),
        quote(status)
    );
    Some(Advice::new("Outpost is not active", detail))
}

/// Whether the Outpost offers the instance type.
///
/// # Errors
/// A [`Violation`] that lists what it offers.
///
/// Source: rule A3.1.
pub fn instance_type(instance_type: &str, outpost_arn: &str, offered: &[String]) -> Result<(), Violation> {
    // An Outpost without any type does not exist: then it is AWS's answer that lacks something.
    if offered.is_empty() || offered.iter().any(|name| name == instance_type) {
        return Ok(());
    }
    let mut offered: Vec<&str> = offered.iter().map(String::as_str).collect();
    offered.sort_unstable();
    Err(Violation::new(
        "Instance type not on the Outpost",
        format!(
            "{} is not configured on {}. Use one of {}, or have the Outpost reconfigured.",
            quote(instance_type),
            quote(outpost_arn),
            quote_list(offered)
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";

    #[test]
    fn an_outpost_that_is_not_there_may_be_anothers() {
        assert_eq!(
            missing(ARN, "us-west-2").to_string(),
            format!(
                "Outpost does not exist: There is no Outpost \"{ARN}\" in us-west-2. \"aws outposts list-outposts --region us-west-2\" \
                 shows yours."
            )
        );
        assert_eq!(
            not_shown(ARN).detail,
            format!(
                "AWS Outposts does not show \"{ARN}\" to this account. If it belongs to another account, check that it is shared with \
                 yours; otherwise check the ARN."
            )
        );
    }

    #[test]
    fn an_id_is_op_and_seventeen_digits() {
        assert_eq!(outpost_id("op-0123456789abcdef0"), Ok(()));
        for (text, hint) in [
            (ARN, "An ARN goes into arn. "),
            ("op-0123456789ABCDEF0", ""),
            ("op-0123456789abcdef", ""),
            ("0123456789abcdef0", ""),
            ("", ""),
        ] {
            assert_eq!(
                outpost_id(text).unwrap_err().to_string(),
                format!(
                    "Invalid Outpost ID: \"{text}\" is not the ID of an Outpost. {hint}It looks like op-0123456789abcdef0: \"op-\" and 17 \
                     hexadecimal digits."
                )
            );
        }
    }

    #[test]
    fn a_filter_has_one_to_five_values() {
        assert_eq!((filter_values(1, ["a"]), filter_values(5, [])), (Ok(()), Ok(())));
        for (count, advice) in [
            (0, "Leave the argument out, or set it to null, to have no such filter."),
            (6, "Use one data source for each five of them."),
        ] {
            assert_eq!(
                filter_values(count, []).unwrap_err().to_string(),
                format!(
                    "Wrong number of values: AWS Outposts takes one to five values for a filter, and here are {count}. {advice}"
                )
            );
        }
        assert_eq!(
            filter_values(2, ["a", ""]).unwrap_err().to_string(),
            "Empty value in a filter: AWS Outposts takes no empty text for a filter. Remove it."
        );
    }

    #[test]
    fn an_outpost_that_is_not_found_may_be_elsewhere() {
        assert_eq!(
            not_found("op-0123456789abcdef0", "us-west-2").to_string(),
            "Outpost not found: AWS Outposts shows no Outpost \"op-0123456789abcdef0\" in us-west-2 to this account. \"aws outposts \
             list-outposts --region us-west-2\" lists those that it shows. Check the name, the Region and the credentials; an Outpost of \
             another account must be shared with yours."
        );
    }

    #[test]
    fn an_outpost_is_an_active_rack() {
        let outpost = |hardware: &str, status: &str| Outpost {
            hardware_type: Some(hardware.to_owned()),
            life_cycle_status: Some(status.to_owned()),
            ..Outpost::default()
        };
        for fine in [Outpost::default(), outpost("RACK", "ACTIVE"), outpost("NEW", "active")] {
            assert_eq!((is_rack(ARN, &fine), activity(ARN, &fine)), (Ok(()), None));
        }
        assert_eq!(
            is_rack(ARN, &outpost("SERVER", "ACTIVE")).unwrap_err().to_string(),
            format!(
                "Outpost is a server: \"{ARN}\" is an Outposts server. Local clusters run on Outposts racks only: name one."
            )
        );
        let advice = activity(ARN, &outpost("RACK", "PENDING")).unwrap();
        assert_eq!(
            (advice.summary.as_str(), advice.detail),
            (
                "Outpost is not active",
                format!(
                    "The life cycle status of \"{ARN}\" is \"PENDING\". EKS can launch the control plane when it is \"ACTIVE\"."
                )
            )
        );
    }

    #[test]
    fn an_instance_type_is_configured_on_the_outpost() {
        let offered = ["m5.xlarge".to_owned(), "m5.large".to_owned()];
        assert_eq!(instance_type("m5.large", ARN, &offered), Ok(()));
        assert_eq!(instance_type("m5.large", ARN, &[]), Ok(()));
        assert_eq!(
            instance_type("c5.large", ARN, &offered).unwrap_err().to_string(),
            format!(
                "Instance type not on the Outpost: \"c5.large\" is not configured on \"{ARN}\". Use one of \"m5.large\", \"m5.xlarge\", \
                 or have the Outpost reconfigured."
            )
        );
    }
}
