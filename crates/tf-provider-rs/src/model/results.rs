//! What is nested in a computed attribute: nobody but the provider sets it.
//!
//! A model that a resource has as an argument therefore serves a data source as a result.

use crate::schema::{Attribute, Mode, Shape};

/// The first words of the sentence about a change that replaces the object.
pub(crate) const REPLACES: &str = "A change replaces";
/// The first words of the sentence about the default.
pub(crate) const DEFAULT: &str = "Default value:";

/// The shape of a computed attribute: all that is nested in it is computed too.
pub(super) fn computed(shape: Shape) -> Shape {
    match shape {
        Shape::Nested(nesting, attributes) => Shape::Nested(nesting, attributes.into_iter().map(result).collect()),
        plain @ Shape::Type(_) => plain,
    }
}

/// The attribute without what only matters to those who set it.
fn result(attribute: Attribute) -> Attribute {
    if attribute.mode == Mode::Computed {
        return Attribute { shape: computed(attribute.shape), ..attribute };
    }
    let description = [REPLACES, DEFAULT].iter().fold(attribute.description, |text, opening| without(text, opening));
    Attribute {
        description,
        shape: computed(attribute.shape),
        mode: Mode::Computed,
        default: None,
        keep_state: false,
        requires_replace: false,
        validate: Vec::new(),
        ..attribute
    }
}

/// The text without the sentence that begins so.
fn without(text: String, opening: &str) -> String {
    let Some(start) = text.find(opening) else { return text };
    let (before, sentence) = text.split_at(start);
    let after = sentence.find(". ").and_then(|end| sentence.get(end + 2..)).unwrap_or_default();
    format!("{}{after}", if after.is_empty() { before.trim_end() } else { before })
}

#[cfg(test)]
mod tests {
    use crate::model::Model as _;
    use crate::schema::{Attribute, Block, Mode, Schema, Shape};

    /// Disk.
    #[derive(Clone, Debug, crate::Model)]
    struct Disk {
        /// Size in GiB. A change replaces the disk. Default value: `8`. At most `16`.
        #[tf(default = 8, requires_replace)]
        size: i64,
        /// Kind of the disk. Default value: what suits.
        #[tf(optional, computed, keep_state, validate = check)]
        kind: Option<String>,
        /// Place of the disk.
        #[tf(required)]
        place: Place,
        /// Serial number.
        #[tf(computed, keep_state)]
        serial: String,
    }

    /// Place.
    #[derive(Clone, Debug, crate::Model)]
    struct Place {
        /// Slot of the disk. A change replaces the disk.
        #[tf(required, requires_replace)]
        slot: i64,
    }

    /// Server as data.
    #[derive(Clone, Debug, crate::Model)]
    struct Server {
        /// Disks of the server.
        #[tf(computed)]
        disks: Vec<Disk>,
    }

    fn check(_: &str) -> Result<(), crate::Diagnostic> {
        Ok(())
    }

    fn nested(attribute: &Attribute) -> &[Attribute] {
        match &attribute.shape {
            Shape::Nested(_, attributes) => attributes,
            Shape::Type(_) => &[],
        }
    }

    #[test]
    fn a_model_serves_as_argument_and_as_result() {
        let attributes = Server::attributes();
        let disk = nested(&attributes[0]);
        let place = nested(&disk[2]);
        let texts: Vec<&str> = disk.iter().chain(place).map(|attribute| attribute.description.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Size in GiB. At most `16`.",
                "Kind of the disk.",
                "Place of the disk.",
                "Serial number.",
                "Slot of the disk."
            ]
        );
        for attribute in disk.iter().chain(place) {
            assert_eq!(attribute.mode, Mode::Computed, "{attribute:?}");
            assert!(attribute.default.is_none() && !attribute.requires_replace && attribute.validate.is_empty());
        }
        assert!(disk[3].keep_state && !disk[1].keep_state);
        let block = Block { description: "Server.".to_owned(), attributes, blocks: Vec::new() };
        let schema = crate::schema::ProviderSchema {
            address: "registry.terraform.io/example/rack".to_owned(),
            name: "rack",
            provider: Schema::new(0, Block { description: "Provider of racks.".to_owned(), ..Block::default() }),
            resources: Vec::new(),
            identities: Vec::new(),
            data_sources: vec![("rack_server".to_owned(), Schema::new(0, block))],
            list_resources: Vec::new(),
            actions: Vec::new(),
            ephemeral_resources: Vec::new(),
            functions: Vec::new(),
        };
        assert_eq!(crate::docs::lint(&schema), [""; 0]);
    }
}
