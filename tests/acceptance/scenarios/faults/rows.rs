//! The rows: each call of a clean run, with each way to go wrong.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::acceptance::harness::Journal;
use crate::acceptance::scenarios::fleet::{Fleet, Kind};

/// Name of the cluster of the clean run.
const PROBE: &str = "probe";

/// A part of a cluster's life.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::acceptance::scenarios) enum Phase {
    Create,
    Read,
    Update,
    Delete,
}

impl Phase {
    /// Arguments of every cluster in this phase. An update changes whatever can be changed.
    pub(in crate::acceptance::scenarios) fn arguments(self, kind: Kind) -> Value {
        let is_new = matches!(self, Self::Create | Self::Read);
        let mut arguments = json!({
            "version": if is_new { "1.30" } else { "1.31" },
            "tags": if is_new { json!({ "owner": "edge", "stage": "test" }) } else { json!({ "owner": "core" }) },
            "enabled_cluster_log_types": if is_new { json!(["api"]) } else { json!(["audit"]) },
            // Not from the start: a creation that fails is tainted, and EKS would refuse its replacement.
            "deletion_protection": self == Self::Read,
            "upgrade_policy": { "support_type": if is_new { "EXTENDED" } else { "STANDARD" } },
        });
        if kind == Kind::Store {
            arguments["access_config"] =
                json!({ "authentication_mode": if is_new { "API_AND_CONFIG_MAP" } else { "API" } });
            arguments["vpc_config"] = json!({ "endpoint_public_access": !is_new });
        }
        arguments
    }
}

/// A way to go wrong.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) name: &'static str,
    /// Code in EKS and in IAM or STS, and status; else the connection breaks.
    error: Option<(&'static str, &'static str, u16)>,
    is_silent: bool,
    /// AWS does the work, and its answer gets lost.
    pub(super) after_effect: bool,
    /// It strikes until it is taken away, not once.
    pub(super) lasts: bool,
}

const FAULTS: &[Fault] = &[
    once("status 429", Some(("TooManyRequestsException", "Throttling", 429))),
    once("ThrottlingException", Some(("ThrottlingException", "ThrottlingException", 400))),
    once("status 500", Some(("ServerException", "ServiceFailure", 500))),
    once("status 503", Some(("ServiceUnavailableException", "ServiceUnavailable", 503))),
    once("reset", None),
    Fault { is_silent: true, ..once("silence", None) },
    Fault { after_effect: true, ..once("reset after effect", None) },
    Fault { after_effect: true, ..once("status 500 after effect", Some(("ServerException", "ServiceFailure", 500))) },
    Fault { is_silent: true, after_effect: true, ..once("silence after effect", None) },
    Fault { lasts: true, ..once("status 500 for good", Some(("ServerException", "ServiceFailure", 500))) },
    Fault { lasts: true, ..once("denied for good", Some(("AccessDeniedException", "AccessDenied", 403))) },
    Fault {
        after_effect: true,
        lasts: true,
        ..once("status 500 after effect for good", Some(("ServerException", "ServiceFailure", 500)))
    },
];

const fn once(name: &'static str, error: Option<(&'static str, &'static str, u16)>) -> Fault {
    Fault { name, error, is_silent: false, after_effect: false, lasts: false }
}

/// The faults that strike once, before AWS does anything.
pub(super) fn passing() -> impl Iterator<Item = &'static Fault> {
    FAULTS.iter().filter(|fault| !fault.lasts && !fault.after_effect)
}

impl Fault {
    fn is_reset(&self) -> bool {
        self.error.is_none() && !self.is_silent
    }

    /// Rule of the simulator for a service, without the call.
    pub(super) fn rule(&self, service: &str) -> Value {
        let mut rule = json!({ "service": service });
        if let Some((eks, others, status)) = self.error {
            let code = if service == "eks" { eks } else { others };
            rule["error"] = json!({ "code": code, "status": status, "message": format!("Injected: {}", self.name) });
        } else if self.is_silent {
            rule["silence_seconds"] = json!(8);
        } else {
            rule["reset"] = json!(true);
        }
        if self.after_effect {
            rule["after_effect"] = json!(true);
        }
        if !self.lasts {
            rule["times"] = json!(1);
        }
        rule
    }
}

/// A call of a clean run.
#[derive(Clone, Debug)]
pub(in crate::acceptance::scenarios) struct Call {
    pub(in crate::acceptance::scenarios) service: String,
    pub(in crate::acceptance::scenarios) operation: String,
    /// How many calls of the same go before it.
    pub(in crate::acceptance::scenarios) skip: usize,
    /// The parameter that tells whose call it is, and its value in the clean run.
    parameter: (String, String),
}

/// A scenario: a call, and how it goes wrong.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// Key of the cluster that it is about.
    pub(super) key: String,
    pub(super) fault: &'static Fault,
    call: Call,
}

impl Call {
    /// Whether it leaves AWS as it is.
    pub(in crate::acceptance::scenarios) fn reads(&self) -> bool {
        ["Describe", "Get", "List"].iter().any(|verb| self.operation.starts_with(verb))
    }

    /// Lets a rule of the simulator strike this call about the cluster of this key, or about its role.
    pub(in crate::acceptance::scenarios) fn aim(&self, rule: &mut Value, key: &str) {
        let (parameter, value) = &self.parameter;
        rule["service"] = json!(self.service);
        rule["operation"] = json!(self.operation);
        rule["skip"] = json!(self.skip);
        rule["where"] = json!({ parameter: value.replace(PROBE, key) });
    }
}

impl Row {
    /// Rule of the simulator.
    pub(super) fn rule(&self) -> Value {
        let mut rule = self.fault.rule(&self.call.service);
        self.call.aim(&mut rule, &self.key);
        rule
    }

    /// Whether the practitioner hears of it.
    pub(super) fn is_told(&self) -> bool {
        let operation = self.call.operation.as_str();
        match (self.fault.lasts, self.fault.after_effect) {
            // What is there counts, not the answer.
            (true, true) => !FOUND_AGAIN.contains(&operation),
            (lasts, _) => lasts,
        }
    }
}

/// Calls after whose lost answer AWS shows what became of them.
const FOUND_AGAIN: &[&str] =
    &["CreateCluster", "CreateRole", "DeleteCluster", "UpdateClusterConfig", "UpdateClusterVersion"];

/// All rows of a kind, phase by phase.
pub(super) fn rows(kind: Kind) -> Vec<(Phase, Vec<Row>)> {
    let phases = clean_run(kind).into_iter();
    phases.map(|(phase, calls)| (phase, calls.into_iter().flat_map(|call| rows_of(kind, &call)).collect())).collect()
}

fn rows_of(kind: Kind, call: &Call) -> Vec<Row> {
    // When a call is made again, or for the other kind, most of what goes by is nothing new.
    let is_new = |fault: &&Fault| fault.lasts || call.skip == 0 && (kind == Kind::Ebs || fault.is_reset());
    let faults = FAULTS.iter().filter(|fault| !(call.reads() && fault.after_effect)).filter(is_new);
    let number = if call.skip > 0 { format!(" {}", call.skip + 1) } else { String::new() };
    let row = |fault: &'static Fault| Row {
        name: format!("{}:{}{number}, {}", call.service, call.operation, fault.name),
        key: String::new(),
        fault,
        call: call.clone(),
    };
    faults.map(row).collect()
}

/// The calls of each phase.
type Calls = Vec<(Phase, Vec<Call>)>;

/// The calls of each phase when nothing goes wrong. Every table begins with them, so they are looked at once.
pub(in crate::acceptance::scenarios) fn clean_run(kind: Kind) -> Calls {
    static EBS: OnceLock<Calls> = OnceLock::new();
    static STORE: OnceLock<Calls> = OnceLock::new();
    let seen = match kind {
        Kind::Ebs => &EBS,
        Kind::Store => &STORE,
    };
    seen.get_or_init(|| journal_of_clean_run(kind)).clone()
}

fn journal_of_clean_run(kind: Kind) -> Calls {
    let mut fleet = Fleet::new(kind);
    let mut seen = Vec::new();
    let mut note = |fleet: &Fleet, phase: Phase| {
        let mut calls = calls(&fleet.simulator.journal());
        // An update refreshes first; that is a phase of its own.
        calls.retain(|call| phase != Phase::Update || call.service == "eks");
        seen.push((phase, calls));
        fleet.simulator.forget_requests();
    };
    fleet.put(PROBE, &Phase::Create.arguments(kind));
    fleet.write();
    fleet.apply().succeeded();
    note(&fleet, Phase::Create);
    fleet.put(PROBE, &Phase::Read.arguments(kind));
    fleet.write();
    fleet.apply().succeeded();
    fleet.simulator.forget_requests();
    fleet.plan().succeeded();
    note(&fleet, Phase::Read);
    fleet.put(PROBE, &Phase::Update.arguments(kind));
    fleet.write();
    fleet.apply_unseen().succeeded();
    note(&fleet, Phase::Update);
    fleet.destroy_unseen().succeeded();
    note(&fleet, Phase::Delete);
    fleet.simulator.assert_nothing_left();
    seen
}

/// Each call that is about the cluster or its role. How often a wait looks is chance: of those, the first two count.
fn calls(journal: &Journal) -> Vec<Call> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for call in journal.all() {
        let text = |name: &str| call[name].as_str().unwrap().to_owned();
        let operation = text("operation");
        let parameters = call["parameters"].as_object().unwrap();
        let whose = parameters.iter().find_map(|(name, value)| {
            let value = value.as_str().filter(|value| value.contains(PROBE) && !value.contains("eksoutpost-"))?;
            (name != "roleArn").then(|| (name.clone(), value.to_owned()))
        });
        let skip = times.entry(operation.clone()).or_default();
        let waits = operation.starts_with("Describe") && *skip > 1;
        if let (Some(parameter), false) = (whose, waits) {
            found.push(Call { service: text("service"), operation, skip: *skip, parameter });
        }
        *skip += 1;
    }
    found
}
