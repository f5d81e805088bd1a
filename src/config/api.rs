//! What the provider block becomes: clients of AWS, and the settings that resources share.

use std::collections::BTreeMap;

use tf_provider_rs::model::{Attr, ToValue};
use tf_provider_rs::{ConfigureContext, Diagnostic, Result};

use super::block::{DefaultTagsView, EndpointsView, ProviderBlockView};
use crate::aws::{Clients, Endpoints, Secret, Settings};
use crate::preflight::InState;
use crate::tags::{self, Tags};

/// What resources work with.
#[derive(Debug)]
pub struct Api {
    /// `None` while the provider block has values that are not known yet.
    clients: Option<Clients>,
    /// Tags for every resource, as far as they are known.
    pub default_tags: Tags,
    knows_default_tags: bool,
    /// What to do with mistakes found while planning.
    pub preflight: Preflight,
    /// Clusters that this process has seen in Terraform's state.
    pub(crate) in_state: InState,
}

/// What to do with mistakes found while planning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preflight {
    /// Fail the plan.
    #[default]
    Error,
    /// Show a warning.
    Warn,
    /// Look for none.
    Off,
}

impl From<&str> for Preflight {
    fn from(text: &str) -> Self {
        match text {
            "warn" => Self::Warn,
            "off" => Self::Off,
            _ => Self::Error,
        }
    }
}

impl Api {
    /// The clients of AWS.
    ///
    /// # Errors
    /// While the provider block has values that are not known yet.
    pub fn clients(&self) -> Result<&Clients, Diagnostic> {
        self.clients.as_ref().ok_or_else(|| {
            Diagnostic::error(
                "Provider configuration not known yet",
                "A value in the provider block depends on a resource that does not exist yet, so AWS cannot be asked. Create that resource first, \
                 with `terraform apply -target=ADDRESS`, or use a value that is known.",
            )
        })
    }

    /// `tags_all` in a plan: unknown while any of the resource's own tags or of the default tags is.
    pub fn planned_tags_all(&self, own: &Attr<BTreeMap<String, Attr<String>>>) -> Attr<BTreeMap<String, Attr<String>>> {
        if self.knows_default_tags { tags::planned_all(&self.default_tags, own) } else { Attr::Unknown }
    }

    /// The clients of AWS, if the provider block is known.
    pub fn known_clients(&self) -> Option<&Clients> {
        self.clients.as_ref()
    }
}

#[cfg(test)]
impl Api {
    /// What a known provider block becomes, with these clients, and `preflight = "off"`.
    pub(crate) fn of(clients: Clients, default_tags: Tags) -> Self {
        Self { clients: Some(clients), default_tags, ..Self::unknown() }
    }

    /// The same with another level of checks.
    pub(crate) fn with_preflight(self, preflight: Preflight) -> Self {
        Self { preflight, ..self }
    }

    /// What a provider block becomes whose values are not known yet, except for its tags.
    pub(crate) fn unknown() -> Self {
        Self {
            clients: None,
            default_tags: Tags::new(),
            knows_default_tags: true,
            preflight: Preflight::Off,
            in_state: InState::default(),
        }
    }
}

/// Makes the clients. Calls no AWS service.
pub(crate) async fn configure(cx: &ConfigureContext, block: &ProviderBlockView) -> Result<Api> {
    let clients = if block.to_value().is_wholly_known() {
        let settings = settings(cx, block).with_environment(|name| std::env::var(name).ok())?;
        Some(Clients::load(settings).await?)
    } else {
        None
    };
    Ok(Api {
        clients,
        default_tags: block.default_tags.as_ref().map(default_tags).unwrap_or_default(),
        knows_default_tags: block.default_tags.as_ref().is_none_or(|tags| tags.to_value().is_wholly_known()),
        preflight: block.preflight.known().map(|text| Preflight::from(text.as_str())).unwrap_or_default(),
        in_state: InState::default(),
    })
}

fn settings(cx: &ConfigureContext, block: &ProviderBlockView) -> Settings {
    Settings {
        region: text(&block.region),
        profile: text(&block.profile),
        access_key: text(&block.access_key),
        secret_key: text(&block.secret_key).map(Secret::new),
        token: text(&block.token).map(Secret::new),
        endpoints: block.endpoints.as_ref().map(endpoints).unwrap_or_default(),
        max_retries: block.max_retries.known().and_then(|attempts| u32::try_from(*attempts).ok()),
        terraform_version: Some(cx.terraform_version().to_owned()),
        provider_version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        ..Settings::default()
    }
}

fn text(attribute: &Attr<String>) -> Option<String> {
    attribute.known().filter(|text| !text.is_empty()).cloned()
}

fn endpoints(block: &EndpointsView) -> Endpoints {
    Endpoints {
        ec2: text(&block.ec2),
        eks: text(&block.eks),
        iam: text(&block.iam),
        outposts: text(&block.outposts),
        sts: text(&block.sts),
    }
}

fn default_tags(block: &DefaultTagsView) -> Tags {
    let tags = block.tags.known().into_iter().flatten();
    tags.filter_map(|(key, value)| Some((key.clone(), value.known()?.clone()))).collect()
}
