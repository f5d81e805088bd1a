//! Names of Regions.

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A1.4a",
    text: "A Region's name is an area, one or more places and a number, joined by hyphens.",
    source: "AWS General Reference, Regional endpoints",
    seen: "2026-11",
    when: When::Configuration,
}];

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

fn region_like(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && region(text).is_ok()
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::region;

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
}
