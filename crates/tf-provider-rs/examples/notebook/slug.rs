//! `provider::notebook::slug`: a function.

use tf_provider_rs::{Diagnostic, Function, Parameters, Result, value::AttributePath};

/// Makes a name for a note.
///
/// Letters become lower-case, and whatever a name cannot have becomes the separator.
#[derive(Clone, Debug, Parameters)]
pub(crate) struct SlugParameters {
    /// What stands between words; null for `-`.
    pub(crate) separator: Option<String>,
    /// Texts that the name is made of.
    #[tf(variadic)]
    pub(crate) texts: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Slug;

impl Function for Slug {
    type Parameters = SlugParameters;
    type Output = String;

    const NAME: &'static str = "slug";

    fn call(&self, SlugParameters { separator, texts }: SlugParameters) -> Result<String> {
        let mut words = Vec::new();
        for (index, text) in (0..).zip(&texts) {
            let lower = text.to_lowercase();
            let before = words.len();
            words.extend(
                lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned),
            );
            if words.len() == before {
                let place = AttributePath::root().attribute("texts").index(index);
                return Err(Diagnostic::error("Nothing left", "Use a text with a letter or digit.").at(place).into());
            }
        }
        Ok(words.join(separator.as_deref().unwrap_or("-")))
    }
}
