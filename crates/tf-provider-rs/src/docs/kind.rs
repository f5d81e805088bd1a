//! What a page can be about, and the Registry's names for it.

use std::path::PathBuf;

use crate::schema::{ProviderSchema, Schema};

/// Every object of a provider: its kind, full type name and schema.
pub(super) fn objects(provider: &ProviderSchema) -> impl Iterator<Item = (Kind, &str, &Schema)> {
    Kind::ALL.into_iter().flat_map(move |kind| {
        kind.of(provider).iter().map(move |(type_name, schema)| (kind, type_name.as_str(), schema))
    })
}

/// The kinds of objects that have a page each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Resource,
    DataSource,
    EphemeralResource,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Resource, Self::DataSource, Self::EphemeralResource];

    /// The provider's objects of this kind.
    pub(super) fn of(self, provider: &ProviderSchema) -> &[(String, Schema)] {
        match self {
            Self::Resource => &provider.resources,
            Self::DataSource => &provider.data_sources,
            Self::EphemeralResource => &provider.ephemeral_resources,
        }
    }

    /// The folder below `docs` and `examples`.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::Resource => "resources",
            Self::DataSource => "data-sources",
            Self::EphemeralResource => "ephemeral-resources",
        }
    }

    /// How the names of its example files begin.
    pub(super) const fn example(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::DataSource => "data-source",
            Self::EphemeralResource => "ephemeral-resource",
        }
    }

    /// As in a heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Resource => "Resource",
            Self::DataSource => "Data Source",
            Self::EphemeralResource => "Ephemeral Resource",
        }
    }

    /// As in a sentence.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::DataSource => "data source",
            Self::EphemeralResource => "ephemeral resource",
        }
    }

    /// How Terraform addresses an object of this type, without its name.
    pub(super) fn address(self, type_name: &str) -> String {
        match self {
            Self::Resource => type_name.to_owned(),
            Self::DataSource => format!("data.{type_name}"),
            Self::EphemeralResource => format!("ephemeral.{type_name}"),
        }
    }

    /// The page's path below `docs`: the Registry drops the provider's name.
    pub(super) fn page(self, provider: &str, type_name: &str) -> PathBuf {
        let short = type_name.strip_prefix(provider).and_then(|rest| rest.strip_prefix('_')).unwrap_or(type_name);
        PathBuf::from(self.folder()).join(format!("{short}.md"))
    }
}
