//! The functions of the desk.

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Function, Model, Parameters, Result, text_attribute};

/// Joins words.
///
/// With a separator, or without.
#[derive(Clone, Debug, Parameters)]
pub(super) struct JoinParameters {
    /// What stands between the words; null for nothing.
    separator: Option<String>,
    /// Words to join.
    #[tf(variadic, validate = short)]
    words: Vec<String>,
}

fn short(word: &str) -> Result<(), Diagnostic> {
    if word.len() < 9 { Ok(()) } else { Err(Diagnostic::error("Long word", "Use a shorter one.")) }
}

#[derive(Debug)]
pub(super) struct Join;

impl Function for Join {
    type Parameters = JoinParameters;
    type Output = String;

    const NAME: &'static str = "join";

    fn call(&self, JoinParameters { separator, words }: JoinParameters) -> Result<String> {
        let empty = |index: i64| {
            let place = AttributePath::root().attribute("words").index(index);
            Diagnostic::error("Empty word", "Leave it out.").at(place)
        };
        match words.first().map(String::as_str) {
            Some("panic") => panic!("out of ink"),
            Some("refuse") => return Err(Diagnostic::error("Refused", "Ask again.").into()),
            _ => {}
        }
        let findings = (0..).zip(&words).filter(|(_, word)| word.is_empty()).map(|(index, _)| empty(index));
        findings.collect::<Diagnostics>().into_result(())?;
        Ok(words.join(&separator.unwrap_or_default()))
    }
}

/// Picks what is known.
#[derive(Clone, Debug, Parameters)]
pub(super) struct PickParameters {
    /// Numbers, of which the first known one is picked.
    numbers: Attr<Vec<Attr<i64>>>,
}

#[derive(Debug)]
pub(super) struct Pick;

impl Function for Pick {
    type Parameters = PickParameters;
    type Output = Attr<i64>;

    const NAME: &'static str = "pick";
    const DEPRECATED: Option<&'static str> = Some("Use `join`.");

    fn call(&self, parameters: PickParameters) -> Result<Attr<i64>> {
        Ok(match parameters.numbers {
            Attr::Known(numbers) => {
                numbers.iter().find_map(Attr::known).map_or(Attr::Unknown, |known| Attr::Known(*known))
            }
            Attr::Null => Attr::Null,
            Attr::Unknown => Attr::Unknown,
        })
    }
}

fn check_colour(text: &str) -> Result<(), Diagnostic> {
    if text == "red" { Ok(()) } else { Err(Diagnostic::error("Unknown colour", "Use `red`.")) }
}

text_attribute! {
    /// Colour.
    Colour, check_colour
}

/// Sheet of paper.
#[derive(Clone, Debug, PartialEq, Model)]
pub(super) struct Sheet {
    /// Width in millimetres.
    #[tf(required)]
    width: i64,
    /// Height in millimetres.
    #[tf(required)]
    height: i64,
}

/// Turns a sheet.
#[derive(Clone, Debug, Parameters)]
pub(super) struct TurnParameters {
    /// Sheet to turn.
    sheet: Sheet,
    /// Colour of the sheet.
    colour: Colour,
}

#[derive(Debug)]
pub(super) struct Turn;

impl Function for Turn {
    type Parameters = TurnParameters;
    type Output = Sheet;

    const NAME: &'static str = "turn";

    fn call(&self, TurnParameters { sheet, colour }: TurnParameters) -> Result<Sheet> {
        assert_eq!(colour.as_str(), "red");
        Ok(Sheet { width: sheet.height, height: sheet.width })
    }
}
