//! Names of Regions.

use super::partition::Partition;
use super::{Rule, Violation, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A1.4a",
        text: "A Region's name is an area, one or more places and a number, joined by hyphens.",
        source: "AWS General Reference, Regional endpoints",
        seen: "2026-11",
    },
    Rule {
        id: "A1.4b",
        text: "Credentials are good in the Regions of one partition.",
        source: "AWS whitepaper, AWS Fault Isolation Boundaries, Partitions",
        seen: "2026-11",
    },
];

/// Whether the text has the shape of a Region's name. Which Regions exist ages too fast to be listed.
///
/// # Errors
/// A [`Violation`] if it has not.
///
/// Source: rule A1.4a.
pub fn region(text: &str) -> Result<(), Violation> {
    let parts: Vec<&str> = text.split('-').collect();
    let fits = match parts.as_slice() {
        [area, places @ .., number] if !places.is_empty() => {
            (2..=4).contains(&area.len())
                && is_word(area)
                && places.iter().all(|place| is_word(place))
                && (1..=2).contains(&number.len())
                && number.chars().all(|c| c.is_ascii_digit())
        }
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let hint = match text.strip_suffix(|c: char| c.is_ascii_lowercase()) {
        Some(rest) if rest != text && region_like(rest) => {
            format!(" It looks like an Availability Zone: its Region is {}.", quote(rest))
        }
        _ => String::new(),
    };
    Err(Violation::new(
        "Invalid Region",
        format!("{} is not the name of a Region, such as \"us-west-2\".{hint}", quote(text)),
    ))
}

/// Whether a resource in `region` can have a provider that is configured for `provider_region`.
///
/// # Errors
/// A [`Violation`] if the two are in different partitions.
///
/// Source: rule A1.4b.
pub fn region_beside(region: &str, provider_region: &str) -> Result<(), Violation> {
    let (of_resource, of_provider) = (Partition::of_region(region).name, Partition::of_region(provider_region).name);
    if of_resource == of_provider {
        return Ok(());
    }
    Err(Violation::new(
        "Region of another partition",
        format!(
            "{} is in the partition {}, and the provider's Region {} is in {}: no credentials are good for both. Use a Region of {}, or \
             another provider block for this resource.",
            quote(region),
            quote(of_resource),
            quote(provider_region),
            quote(of_provider),
            quote(of_provider)
        ),
    ))
}

fn region_like(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && region(text).is_ok()
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{region, region_beside};

    #[test]
    fn a_region_is_an_area_places_and_a_number() {
        for text in ["us-west-2", "ap-northeast-1", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1"] {
            assert_eq!(region(text), Ok(()), "{text}");
        }
        for (text, detail) in [
            ("", "\"\" is not the name of a Region, such as \"us-west-2\"."),
            ("US-WEST-2", "\"US-WEST-2\" is not the name of a Region, such as \"us-west-2\"."),
            ("us-2", "\"us-2\" is not the name of a Region, such as \"us-west-2\"."),
            ("us-west", "\"us-west\" is not the name of a Region, such as \"us-west-2\"."),
            (
                "us-west-2a",
                "\"us-west-2a\" is not the name of a Region, such as \"us-west-2\". It looks like an Availability Zone: its \
                 Region is \"us-west-2\".",
            ),
        ] {
            assert_eq!(region(text).unwrap_err().detail, detail);
        }
    }
    #[test]
    fn a_resource_stays_in_the_partition_of_its_provider() {
        for (one, other) in
            [("us-west-2", "eu-west-1"), ("cn-north-1", "cn-northwest-1"), ("us-gov-west-1", "us-gov-east-1")]
        {
            assert_eq!(region_beside(one, other), Ok(()));
        }
        assert_eq!(
            region_beside("us-gov-west-1", "us-west-2").unwrap_err().detail,
            "\"us-gov-west-1\" is in the partition \"aws-us-gov\", and the provider's Region \"us-west-2\" is in \"aws\": no credentials are \
             good for both. Use a Region of \"aws\", or another provider block for this resource."
        );
    }
}
