//! A model with everything.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::model::{Attr, Json, Timeouts};
use tf_provider_rs::value::Number;
use tf_provider_rs::{Diagnostic, Model, text_attribute};

/// A server.
///
/// It listens on
/// a port:
/// - always
#[derive(Clone, Debug, PartialEq, Model)]
pub(crate) struct Server {
    /// Name of the server.
    /// A change replaces it.
    #[tf(required, requires_replace, validate = no_spaces, validate = not_too_long)]
    pub(crate) name: String,
    /// Colour of its case.
    #[tf(optional)]
    pub(crate) colour: Option<Colour>,
    /// Version of its system.
    #[tf(optional, computed, keep_state)]
    pub(crate) version: String,
    /// Zone where it stands.
    #[tf(optional, computed, requires_replace)]
    pub(crate) zone: Option<String>,
    /// Address.
    #[tf(computed, keep_state)]
    pub(crate) address: Option<String>,
    /// Password.
    #[tf(computed)]
    #[tf(sensitive)]
    pub(crate) password: String,
    /// Port.
    #[tf(default = 8080)]
    pub(crate) port: i64,
    /// Whether it is on.
    #[tf(default = true)]
    pub(crate) enabled: bool,
    /// Weight in kilograms.
    #[tf(default = 12)]
    pub(crate) weight: Number,
    /// Who owns it.
    #[tf(default = "nobody", deprecated = "Use `labels` instead.")]
    pub(crate) owner: String,
    /// Colour of the lamp.
    #[tf(default = "red")]
    pub(crate) lamp: Colour,
    /// Names by which it is known.
    #[tf(default = ["server".to_owned()])]
    pub(crate) aliases: Vec<String>,
    /// Policy.
    #[tf(optional)]
    pub(crate) policy: Option<Json>,
    /// Kind.
    #[tf(required, validate = known_kind)]
    pub(crate) r#type: String,
    /// Subnets.
    #[tf(required)]
    pub(crate) subnets: BTreeSet<String>,
    /// Labels.
    #[tf(optional, validate = few)]
    pub(crate) labels: Option<BTreeMap<String, String>>,
    /// Network.
    #[tf(optional)]
    pub(crate) network: Option<Network>,
    /// Disks in the order of their slots.
    #[tf(required)]
    pub(crate) disks: Vec<Disk>,
    /// Disks kept in stock.
    #[tf(optional)]
    pub(crate) spares: Option<BTreeSet<Disk>>,
    /// Disks by user.
    #[tf(optional, computed)]
    pub(crate) shares: BTreeMap<String, Disk>,
    /// The one who started it.
    #[tf(block)]
    pub(crate) starter: Option<Person>,
    /// Those who look after it.
    #[tf(block)]
    pub(crate) people: Vec<Person>,
    /// Those who may enter.
    #[tf(block(max = 2))]
    pub(crate) guests: Vec<Person>,
    #[tf(timeouts(create = "60m", update = "1h30m", delete = "45m"))]
    pub(crate) timeouts: Timeouts,
}

/// Network of a server.
#[derive(Clone, Debug, PartialEq, Model)]
pub(crate) struct Network {
    /// Address range.
    #[tf(optional, computed)]
    pub(crate) range: String,
    /// Gateway.
    #[tf(required)]
    pub(crate) gateway: Gateway,
    /// Identifier.
    #[tf(computed)]
    pub(crate) id: String,
}

/// Gateway of a network.
#[derive(Clone, Debug, PartialEq, Model)]
pub(crate) struct Gateway {
    /// Address.
    #[tf(required, validate = no_spaces)]
    pub(crate) address: String,
    /// Priority.
    #[tf(default = 1)]
    pub(crate) priority: i64,
    /// State.
    #[tf(computed)]
    pub(crate) state: Option<String>,
}

/// Disk of a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
pub(crate) struct Disk {
    /// Size in GiB.
    #[tf(required)]
    pub(crate) size: i64,
    /// Serial number.
    #[tf(computed)]
    pub(crate) serial: Option<String>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Model)]
pub(crate) struct Person {
    /// Name of the person.
    #[tf(required)]
    pub(crate) name: String,
    /// Badges of the person.
    #[tf(block)]
    pub(crate) badges: Vec<Badge>,
}

/// A badge.
#[derive(Clone, Debug, PartialEq, Model)]
pub(crate) struct Badge {
    /// Number on the badge.
    #[tf(optional)]
    pub(crate) number: Option<i64>,
}

text_attribute! {
    /// A colour.
    Colour, check_colour
}

fn check_colour(text: &str) -> Result<(), Diagnostic> {
    if text == "red" { Ok(()) } else { Err(Diagnostic::error("Unknown colour", "Use `red`.")) }
}

fn no_spaces(text: &str) -> Result<(), Diagnostic> {
    if text.contains(' ') { Err(Diagnostic::error("Space in a name", "Remove the space.")) } else { Ok(()) }
}

fn not_too_long(text: &str) -> Result<(), Diagnostic> {
    if text.len() > 5 { Err(Diagnostic::warning("Long name", "Take a shorter one.")) } else { Ok(()) }
}

fn known_kind(text: &str) -> Result<(), UnknownKind> {
    if text == "big" { Ok(()) } else { Err(UnknownKind) }
}

/// A refusal that knows nothing of Terraform until it becomes a diagnostic.
struct UnknownKind;

impl From<UnknownKind> for Diagnostic {
    fn from(_: UnknownKind) -> Self {
        Self::error("Unknown kind", "Use `big`.")
    }
}

fn few(labels: &BTreeMap<String, Attr<String>>) -> Result<(), Diagnostic> {
    if labels.len() <= 2 { Ok(()) } else { Err(Diagnostic::error("Too many labels", "Use at most two.")) }
}
