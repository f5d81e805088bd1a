//! Many rows in one configuration, and who may do what.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use terraform_provider_eksoutpost::permissions::GUIDE;

use super::row::Row;
use crate::acceptance::harness::{Diagnostic, Run, Simulator, Workspace};
use crate::acceptance::scenarios::ledger::{Table, judge, say};

/// Rows that are tried together.
pub(super) struct Matrix {
    pub(super) simulator: Simulator,
    pub(super) workspace: Workspace,
    pub(super) rows: Vec<Row>,
    resource: &'static str,
    group: &'static str,
    table: Table,
    /// Keys by principal.
    keys: BTreeMap<String, (String, String)>,
}

impl Matrix {
    /// With AWS enforcing from now on. `resource` is the type that each row has one of.
    pub(super) fn new(group: &'static str, resource: &'static str, rows: Vec<Row>) -> Self {
        let simulator = Simulator::borrow();
        simulator.set(json!({ "control_plane_instances": false }));
        let workspace = Workspace::of(&simulator, &json!({}));
        let mut table = Table::new(group);
        let mut names = BTreeSet::new();
        for row in &rows {
            table.register(row.name());
            assert!(names.insert(row.key.clone()), "{} is there twice", row.key);
        }
        let mut matrix = Self { simulator, workspace, rows, resource, group, table, keys: BTreeMap::new() };
        matrix.allow(|_| false);
        matrix.enforce(true);
        let (access_key, secret_key) = matrix.keys["many"].clone();
        matrix.workspace.set_env("AWS_ACCESS_KEY_ID", access_key);
        matrix.workspace.set_env("AWS_SECRET_ACCESS_KEY", secret_key);
        matrix
    }

    /// Gives every principal the policies of its rows: those for which `is_tried` lack their action, all others lack nothing.
    pub(super) fn allow(&mut self, is_tried: impl Fn(&Row) -> bool) {
        let mut policies: BTreeMap<String, Vec<Value>> = BTreeMap::from([("many".to_owned(), Vec::new())]);
        for row in &self.rows {
            let of_row = if is_tried(row) { row.without() } else { row.everything() };
            policies.entry(principal(row)).or_default().extend(of_row);
        }
        for (name, policies) in policies {
            let made = self.simulator.post(&format!("principal/{name}"), &json!({ "policies": policies }));
            let text = |member: &str| made[member].as_str().unwrap().to_owned();
            self.keys.insert(name, (text("access_key"), text("secret_key")));
        }
    }

    /// Whether AWS asks who calls.
    pub(super) fn enforce(&self, enforce: bool) {
        self.simulator.post("auth", &json!({ "enforce": enforce }));
    }

    /// Does something that no row may do.
    pub(super) fn as_administrator(&self, act: impl Fn(&Row)) {
        self.enforce(false);
        self.rows.iter().for_each(act);
        self.enforce(true);
    }

    /// Writes the configuration: the arguments of each row that is wanted.
    pub(super) fn write(&self, arguments: impl Fn(&Row) -> Option<Value>) {
        let mut resources = Map::new();
        let mut providers = Vec::new();
        for row in &self.rows {
            let Some(mut arguments) = arguments(row) else { continue };
            if row.is_of_all_names() {
                let (access_key, secret_key) = &self.keys[&principal(row)];
                let alias = json!({ "alias": row.key, "access_key": access_key, "secret_key": secret_key });
                providers.push(alias);
                arguments["provider"] = json!(format!("eksoutpost.{}", row.key));
            }
            resources.insert(row.key.clone(), arguments);
        }
        let mut configuration = json!({ "resource": { self.resource: resources } });
        if !providers.is_empty() {
            configuration["provider"] = json!({ "eksoutpost": providers });
        }
        self.workspace.write_json("main.tf.json", &configuration);
    }

    /// Runs Terraform with every row at once.
    pub(super) fn run(&mut self, arguments: &[&str]) -> Run {
        self.workspace.run(&[arguments, &["-json", "-parallelism=80"]].concat())
    }

    /// Each row that is tried has failed for the missing action, with advice, and no other row has failed.
    pub(super) fn check_refused(&mut self, run: &Run, is_tried: impl Fn(&Row) -> bool) {
        let errors = run.errors();
        for row in self.rows.clone() {
            let of_row: Vec<&Diagnostic> = errors.iter().filter(|error| self.is_about(error, &row)).collect();
            let (name, action) = (row.name(), row.permission.action);
            if !is_tried(&row) {
                self.table
                    .check(&name, of_row.is_empty(), || format!("failed although nothing is missing: {of_row:?}"));
                continue;
            }
            let [error] = of_row.as_slice() else {
                self.table.check(&name, false, || format!("{} errors without {action}: {of_row:?}", of_row.len()));
                continue;
            };
            for part in [
                &format!("is not authorized to perform: {action} "),
                "(request ID ",
                &format!("Allow {action} on "),
                &format!("of the guide \"{GUIDE}\" ha"),
            ] {
                // EC2 does not say on what.
                let is_there = error.detail.contains(part) || error.detail.contains(&part.replace(" on ", " to "));
                self.table.check(&name, is_there, || format!("the error does not say {part:?}: {}", error.detail));
            }
        }
        let foreign: Vec<&Diagnostic> =
            errors.iter().filter(|error| !self.rows.iter().any(|row| self.is_about(error, row))).collect();
        assert!(foreign.is_empty(), "errors of no row: {foreign:#?}");
    }

    /// What is in AWS is in the state, and the other way round.
    pub(super) fn check_nothing_lost(&mut self, kind: &str) {
        let leftovers = self.simulator.get("leftovers");
        let in_aws: Vec<&str> = leftovers[kind].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let state = self.workspace.state();
        for row in self.rows.clone() {
            let is_in_aws = in_aws.iter().any(|arn| arn.split(' ').next().unwrap().ends_with(&format!("/{}", row.key)));
            let is_in_state = state.has(&format!("{}.{}", self.resource, row.key));
            self.table.check(&row.name(), is_in_aws == is_in_state, || {
                format!("in AWS: {is_in_aws}, in the state: {is_in_state}")
            });
        }
    }

    /// The state has what AWS has, to the last attribute, for the rows that are meant.
    pub(super) fn check_state_is_true(&mut self, is_meant: impl Fn(&Row) -> bool) {
        let run = self.run(&["plan", "-refresh-only", "-detailed-exitcode"]);
        let lines = run.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let drift: Vec<String> = lines
            .filter(|line| line["type"] == "resource_drift")
            .map(|line| line["change"]["resource"]["addr"].as_str().unwrap().to_owned())
            .collect();
        for row in self.rows.clone() {
            let is_true = !drift.contains(&format!("{}.{}", self.resource, row.key));
            self.table.check(&row.name(), is_true || !is_meant(&row), || "the state is not what AWS has".to_owned());
        }
        assert!(run.errors().is_empty(), "{:#?}", run.errors());
    }

    /// With everything allowed again the next apply finishes, and the plan after it is empty.
    pub(super) fn check_granted(&mut self) {
        self.allow(|_| false);
        let run = self.run(&["apply", "-auto-approve"]);
        self.check_refused(&run, |_| false);
        let planned = self.run(&["plan", "-detailed-exitcode"]).planned();
        for row in self.rows.clone() {
            let address = format!("{}.{} ", self.resource, row.key);
            let left: Vec<&String> = planned.iter().filter(|change| change.starts_with(&address)).collect();
            self.table.check(&row.name(), left.is_empty(), || format!("the plan is not empty: {left:?}"));
        }
    }

    /// Notes what a test saw by itself.
    pub(super) fn check(&mut self, row: &Row, is_right: bool, wrong: impl FnOnce() -> String) {
        self.table.check(&row.name(), is_right, wrong);
    }

    /// How often a row's action was called and refused.
    pub(super) fn refusals(&self, row: &Row) -> usize {
        let (_, operation) = row.permission.action.split_once(':').unwrap();
        let is_of_row = |call: &Value| {
            if row.is_of_all_names() {
                call["access_key"] == self.keys[&principal(row)].0.as_str()
            } else {
                call["parameters"].to_string().contains(&format!("\"{}\"", row.key))
            }
        };
        let journal = self.simulator.journal();
        journal.calls(operation).iter().filter(|call| is_of_row(call) && call["status"] == 403).count()
    }

    /// Counts the rows and fails if one is wrong.
    pub(super) fn judge(self) {
        say(&format!("permissions: {:3} taken away one at a time: {}\n", self.rows.len(), self.group));
        judge(vec![self.table]);
    }

    fn is_about(&self, diagnostic: &Diagnostic, row: &Row) -> bool {
        match &diagnostic.address {
            Some(address) => *address == format!("{}.{}", self.resource, row.key),
            // Terraform names no address when it destroys.
            None => diagnostic.detail.contains(&format!("\"{}\"", row.key)),
        }
    }
}

fn principal(row: &Row) -> String {
    if row.is_of_all_names() { row.key.clone() } else { "many".to_owned() }
}
