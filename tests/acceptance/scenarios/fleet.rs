//! Many clusters in one configuration, each with a role of its own: one run of Terraform plays as many scenarios.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::acceptance::harness::{Run, Simulator, Workspace};

/// Both kinds of local cluster.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    Ebs,
    Store,
}

impl Kind {
    pub(crate) const BOTH: [Self; 2] = [Self::Ebs, Self::Store];

    /// As Terraform spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Ebs => "ebs",
            Self::Store => "instance_store",
        }
    }

    /// The arguments that a cluster of this kind needs, beside its name and role.
    pub(crate) fn arguments(self) -> Value {
        let mut arguments = json!({
            "outpost_config": { "outpost_arn": OUTPOST, "control_plane_instance_type": "m5.large" },
            "vpc_config": { "subnet_ids": ["subnet-0a1b2c3d4e5f67891"] },
            // Look-ups while planning are other tests' business.
            "preflight": "off",
        });
        if self == Self::Store {
            arguments["outpost_config"]["etcd_instance_type"] = json!("c5.large");
        }
        arguments
    }
}

/// ARN of the simulator's Outpost.
pub(crate) const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";

/// Clusters by key. The key is the name of the cluster, and `KEY-role` that of its role.
pub(crate) struct Fleet {
    pub(crate) simulator: Simulator,
    pub(crate) workspace: Workspace,
    kind: Kind,
    clusters: BTreeMap<String, (Kind, Value)>,
}

impl Fleet {
    /// No clusters yet.
    pub(crate) fn new(kind: Kind) -> Self {
        let simulator = Simulator::borrow();
        // Nothing here looks at EC2.
        simulator.set(json!({ "control_plane_instances": false }));
        let workspace = Workspace::of(&simulator, &json!({}));
        Self { simulator, workspace, kind, clusters: BTreeMap::new() }
    }

    /// Adds a cluster, or replaces its arguments. `arguments` go over those that its kind needs.
    pub(crate) fn put(&mut self, key: &str, arguments: &Value) {
        self.put_as(self.kind, key, arguments);
    }

    /// The same, of another kind than the fleet.
    pub(crate) fn put_as(&mut self, kind: Kind, key: &str, arguments: &Value) {
        let mut all = kind.arguments();
        merge(&mut all, arguments);
        self.clusters.insert(key.to_owned(), (kind, all));
    }

    /// Keys of all clusters.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.clusters.keys().cloned().collect()
    }

    /// Writes the configuration.
    pub(crate) fn write(&self) {
        let mut roles = Map::new();
        let mut clusters = Map::new();
        for (key, (kind, arguments)) in &self.clusters {
            roles.insert(key.clone(), json!({ "name": format!("{key}-role"), "control_plane_storage": kind.as_str() }));
            let mut cluster = json!({ "name": key, "role_arn": format!("${{{}.arn}}", role(key)) });
            merge(&mut cluster, arguments);
            clusters.insert(key.clone(), cluster);
        }
        let configuration =
            json!({ "resource": { "eksoutpost_cluster_role": roles, "eksoutpost_local_cluster": clusters } });
        self.workspace.write_json("main.tf.json", &configuration);
    }

    /// Applies with every object at once.
    pub(crate) fn apply(&mut self) -> Run {
        self.workspace.run(&["apply", "-json", "-auto-approve", "-parallelism=80"])
    }

    /// Plans with every object at once.
    pub(crate) fn plan(&mut self) -> Run {
        self.workspace.run(&["plan", "-json", "-detailed-exitcode", "-parallelism=80"])
    }

    /// The changes of a plan by address, as `terraform show -json` has them.
    pub(crate) fn changes(&mut self) -> BTreeMap<String, Value> {
        let plan = self.workspace.plan_json();
        let changes = plan["resource_changes"].as_array().unwrap().iter();
        changes.map(|change| (change["address"].as_str().unwrap().to_owned(), change["change"].clone())).collect()
    }

    /// Applies without a look at what is there, which is another subject.
    pub(crate) fn apply_unseen(&mut self) -> Run {
        self.workspace.run(&["apply", "-json", "-auto-approve", "-parallelism=80", "-refresh=false"])
    }

    /// Destroys without a look at what is there.
    pub(crate) fn destroy_unseen(&mut self) -> Run {
        self.workspace.run(&["destroy", "-json", "-auto-approve", "-parallelism=80", "-refresh=false"])
    }

    /// Destroys with every object at once.
    pub(crate) fn destroy(&mut self) -> Run {
        self.workspace.run(&["destroy", "-json", "-auto-approve", "-parallelism=80"])
    }

    /// The state as text, to see whether it changed.
    pub(crate) fn in_state(&self) -> String {
        self.workspace.state().to_string()
    }

    /// Names of the clusters and roles that there are in AWS.
    pub(crate) fn in_aws(&self) -> (Vec<String>, Vec<String>) {
        let leftovers = self.simulator.get("leftovers");
        let names = |what: &str, end: char| {
            let all = leftovers[what].as_array().unwrap().iter().map(|text| text.as_str().unwrap());
            let first = all.map(|text| text.split(end).next().unwrap());
            first.map(|arn| arn.rsplit('/').next().unwrap().to_owned()).collect::<Vec<String>>()
        };
        (names("clusters", ' '), names("roles", '\n'))
    }
}

/// Address of a cluster.
pub(crate) fn cluster(key: &str) -> String {
    format!("eksoutpost_local_cluster.{key}")
}

/// Address of a cluster's role.
pub(crate) fn role(key: &str) -> String {
    format!("eksoutpost_cluster_role.{key}")
}

/// Puts `over` over `base`, object by object.
pub(crate) fn merge(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (name, value) in over {
                merge(base.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over.clone(),
    }
}

/// `value` at a dotted path, in objects of its own.
pub(crate) fn at(path: &str, value: &Value) -> Value {
    path.rsplit('.').fold(value.clone(), |inner, name| json!({ name: inner }))
}

/// What is at a dotted path; numbers count the elements of lists.
pub(crate) fn get<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(value, |value, name| match name.parse::<usize>() {
        Ok(number) => &value[number],
        Err(_) => &value[name],
    })
}
