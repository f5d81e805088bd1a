//! What the provider block becomes: clients of AWS, and the settings that resources share.

use tf_provider_rs::model::ToValue;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{ConfigureContext, Diagnostic, Result};

use super::block::ProviderBlockView;
use super::{Environment, guard, settings, tags as block_tags};
use crate::aws::Clients;
use crate::preflight::InState;
use crate::tags::{self, ProviderTags, TagsView};

/// What resources work with.
#[derive(Debug)]
pub struct Api {
    /// `None` while the provider block has values that are not known yet.
    clients: Option<Clients>,
    /// What the provider block says about tags, as far as it is known.
    pub default_tags: ProviderTags,
    knows_tags: bool,
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

    /// `tags_all` in a plan: unknown while any of the resource's own tags or of the provider's is.
    pub fn planned_tags_all(&self, own: &TagsView) -> TagsView {
        if self.knows_tags { tags::planned_all(&self.default_tags, own) } else { TagsView::Unknown }
    }

    /// Checks `tags_all` of a plan against what AWS takes.
    ///
    /// # Errors
    /// At `tags`, if there are too many together with the provider's.
    pub fn check_tags_all(&self, tags_all: &TagsView) -> Result<(), Diagnostic> {
        let refuse = |violation| Diagnostic::from(violation).at(AttributePath::root().attribute("tags"));
        block_tags::check_all(tags_all).map_err(refuse)
    }

    /// The clients of AWS, if the provider block is known.
    pub fn known_clients(&self) -> Option<&Clients> {
        self.clients.as_ref()
    }
}

#[cfg(test)]
impl Api {
    /// What a known provider block becomes, with these clients.
    pub(crate) fn of(clients: Clients, default_tags: impl Into<ProviderTags>) -> Self {
        Self { clients: Some(clients), default_tags: default_tags.into(), ..Self::unknown() }
    }

    /// The same with another level of checks.
    pub(crate) fn with_preflight(self, preflight: Preflight) -> Self {
        Self { preflight, ..self }
    }

    /// What a provider block becomes whose values are not known yet, except for its tags.
    pub(crate) fn unknown() -> Self {
        Self {
            clients: None,
            default_tags: ProviderTags::default(),
            knows_tags: true,
            preflight: Preflight::Off,
            in_state: InState::default(),
        }
    }
}

/// Makes the clients and looks up the credentials. Calls AWS only for a role to assume or a guard to check.
///
/// Beside `environment`, the AWS SDK reads the variables of the process and the shared configuration files.
///
/// # Errors
/// If a setting cannot be read, there is no Region, no source has credentials, or the account is the wrong one.
pub async fn configure(cx: &ConfigureContext, block: &ProviderBlockView, environment: &Environment) -> Result<Api> {
    let variable = |name: &str| environment.get(name);
    for warning in guard::warnings(block, variable) {
        cx.warn(warning);
    }
    let clients = if block.to_value().is_wholly_known() {
        let clients = Clients::load(settings::settings(cx, block).with_environment(variable)?).await?;
        if block.skip_credentials_validation.known() != Some(&true) {
            clients.check_credentials().await?;
        }
        guard::check_account(block, &clients).await?;
        Some(clients)
    } else {
        None
    };
    Ok(Api {
        clients,
        default_tags: block_tags::provider_tags(block.default_tags.known(), block.ignore_tags.known(), environment),
        knows_tags: block_tags::are_known(block),
        preflight: block.preflight.known().map(|text| Preflight::from(text.as_str())).unwrap_or_default(),
        in_state: InState::default(),
    })
}
