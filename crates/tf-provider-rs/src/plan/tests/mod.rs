//! Plans of one model, as Terraform asks for them.

mod blocks;
mod collections;
mod creation;
mod replacement;
mod spelling;
mod update;

use std::collections::{BTreeMap, BTreeSet};

use super::terraform::proposed_new_state;
use super::{PlannedChange, complete_stored, plan_change};
use crate::Model;
use crate::model::{Json, Model as _, Timeouts};
use crate::value::{Undefined, Value, decode_json};

/// A server.
#[derive(Clone, Debug, Model)]
struct Server {
    /// Name.
    #[tf(required, requires_replace)]
    name: String,
    /// Number of processors.
    #[tf(default = 1)]
    size: i64,
    /// Version of its system.
    #[tf(optional, computed, keep_state)]
    version: Option<String>,
    /// Zone.
    #[tf(optional, computed, requires_replace)]
    zone: Option<String>,
    /// Address.
    #[tf(computed)]
    address: Option<String>,
    /// Number in the inventory.
    #[tf(computed, keep_state)]
    serial: Option<String>,
    /// Policy.
    #[tf(optional, requires_replace)]
    policy: Option<Json>,
    /// Labels.
    #[tf(optional)]
    labels: Option<BTreeSet<String>>,
    /// Network.
    #[tf(optional)]
    network: Option<Network>,
    /// Disks by slot.
    #[tf(optional)]
    disks: Option<Vec<Disk>>,
    /// Disks by user.
    #[tf(optional)]
    shares: Option<BTreeMap<String, Disk>>,
    /// Who may connect.
    #[tf(optional)]
    rules: Option<BTreeSet<Rule>>,
    /// Who may log in.
    #[tf(optional, computed)]
    access: Option<Access>,
    /// Who started it.
    #[tf(block)]
    starter: Option<Person>,
    /// Who looks after it.
    #[tf(block)]
    people: Vec<Person>,
    #[tf(timeouts(create = "5m"))]
    timeouts: Timeouts,
}

/// A network.
#[derive(Clone, Debug, Model)]
struct Network {
    /// Address range.
    #[tf(optional, requires_replace)]
    range: Option<String>,
    /// Speed.
    #[tf(default = "fast")]
    speed: String,
    /// Gateway.
    #[tf(computed, keep_state)]
    gateway: Option<String>,
}

/// A disk.
#[derive(Clone, Debug, Model)]
struct Disk {
    /// Size.
    #[tf(required, requires_replace)]
    size: i64,
    /// Kind.
    #[tf(default = "ssd")]
    kind: String,
    /// Serial number.
    #[tf(computed)]
    serial: Option<String>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
struct Rule {
    /// Port.
    #[tf(required, requires_replace)]
    port: i64,
    /// Protocol.
    #[tf(default = "tcp")]
    protocol: String,
    /// Condition.
    #[tf(optional)]
    condition: Option<Json>,
    /// Limits.
    #[tf(optional)]
    limits: Option<Limits>,
    /// Identifier.
    #[tf(computed, keep_state)]
    id: Option<String>,
}

/// Limits of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
struct Limits {
    /// Highest rate.
    #[tf(default = "high")]
    rate: String,
}

/// Access.
#[derive(Clone, Debug, Model)]
struct Access {
    /// Mode.
    #[tf(optional, computed)]
    mode: Option<String>,
    /// Level.
    #[tf(computed)]
    level: Option<String>,
}

/// A person.
#[derive(Clone, Debug, Model)]
struct Person {
    /// Name.
    #[tf(required)]
    name: String,
    /// Desk.
    #[tf(default = "any")]
    desk: String,
    /// Badge.
    #[tf(computed, keep_state)]
    badge: Option<String>,
}

/// A server from JSON: what is not said is null, or no blocks. The text `?` is not known yet.
fn server(json: &str) -> Value {
    let block = Server::block();
    let mut value = decode_json(json.as_bytes(), &block.object_type(), Undefined::Ignore).unwrap();
    super::passes::add_empty_blocks(&block, &mut value);
    with_unknowns(value)
}

fn with_unknowns(value: Value) -> Value {
    match value {
        Value::String(text) if text == "?" => Value::unknown(),
        Value::List(elements) => Value::List(elements.into_iter().map(with_unknowns).collect()),
        Value::Map(members) => {
            Value::Map(members.into_iter().map(|(name, value)| (name, with_unknowns(value))).collect())
        }
        other => other,
    }
}

/// `{a: 1, b: ?}`, without what is null and without empty lists.
fn show(value: &Value) -> String {
    match value {
        Value::Unknown(_) => "?".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::List(elements) => format!("[{}]", elements.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Map(members) => {
            let is_there = |value: &Value| !value.is_null() && value.as_list().is_none_or(|list| !list.is_empty());
            let members = members.iter().filter(|(_, value)| is_there(value));
            format!(
                "{{{}}}",
                members.map(|(name, value)| format!("{name}: {}", show(value))).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Null | Value::Dynamic(_) => format!("{value:?}"),
    }
}

fn plan(config: &Value, prior: &Value) -> PlannedChange {
    let block = Server::block();
    plan_change(&block, config, prior, proposed_new_state(&block, prior, config))
}

/// The plan of an update: the planned state, and why it replaces the server.
fn updated(prior: &str, config: &str) -> (String, Vec<String>) {
    let planned = plan(&server(config), &server(prior));
    (show(&planned.state), planned.requires_replace.iter().map(ToString::to_string).collect())
}
