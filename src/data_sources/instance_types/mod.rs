//! `eksoutpost_instance_types`: what the Outpost offers, and for how many nodes each is advised.
//!
//! AWS Outposts tells types and vCPUs; memory and advice are rules. Who may not ask AWS Outposts asks EC2, which tells the types alone.

pub mod model;

use tf_provider_rs::{Context, DataSource, Diagnostic, Diagnostics, Result};

use self::model::{
    Ebs, InstanceStore, InstanceType, InstanceTypes, InstanceTypesArguments, InstanceTypesView, RecommendedNodes,
};
use super::looking::{attribute, until_stopped};
use super::outpost_region;
use crate::aws::outposts::Machine;
use crate::aws::{Clients, Error, Kind};
use crate::config::Api;
use crate::rules::node_advice::{self, Nodes};
use crate::rules::size::Duty;
use crate::rules::{self, ControlPlaneStorage, instance_memory};

/// The data source `eksoutpost_instance_types`.
#[derive(Clone, Copy, Debug, Default)]
pub struct InstanceTypesDataSource;

type Cx = Context<Api, InstanceTypes>;

impl DataSource for InstanceTypesDataSource {
    type Api = Api;
    type Model = InstanceTypes;

    const NAME: &'static str = "instance_types";

    fn validate(&self, config: &InstanceTypesView) -> Diagnostics {
        outpost_region::mismatch(&config.outpost_arn, &config.region).into_iter().collect()
    }

    async fn read(&self, cx: &Cx, arguments: InstanceTypesArguments) -> Result<InstanceTypes> {
        let clients = cx.api()?.clients()?;
        let place = ("outpost_arn", Some(arguments.outpost_arn.as_str()));
        let region = outpost_region::region(clients, arguments.region.as_deref(), place)?;
        let machines = machines(cx, clients, region, &arguments.outpost_arn).await?;
        let mut instance_types: Vec<InstanceType> = machines.into_iter().map(InstanceType::from).collect();
        instance_types.sort_by(|one, other| order(one).cmp(&order(other)));
        Ok(InstanceTypes { region: region.to_owned(), outpost_arn: arguments.outpost_arn, instance_types })
    }
}

/// The types of the Outpost, from AWS Outposts or else from EC2.
async fn machines(cx: &Cx, clients: &Clients, region: &str, arn: &str) -> Result<Vec<Machine>> {
    let refused = match until_stopped(cx, clients.patient_outposts(region).find_machines(arn)).await? {
        Ok(machines) => return Ok(machines),
        Err(error) if error.is_not_found() => {
            return Err(Diagnostic::from(rules::outpost::not_found(arn, region)).at(attribute("outpost_arn")).into());
        }
        Err(error) if matches!(error.kind(), Kind::Denied { .. }) => error,
        Err(error) => return Err(error.into()),
    };
    match until_stopped(cx, clients.ec2(region).find_instance_types(arn)).await? {
        Ok(names) => {
            cx.warn(told_by_ec2(&refused));
            Ok(names.into_iter().map(|instance_type| Machine { instance_type, vcpus: None }).collect())
        }
        // The first refusal is the one to do something about.
        Err(error) => {
            tracing::debug!("EC2 does not tell the instance types either: {error}");
            Err(refused.into())
        }
    }
}

fn told_by_ec2(refused: &Error) -> Diagnostic {
    Diagnostic::warning(
        "Instance types told by EC2",
        format!(
            "vcpus, memory_mib and what is recommended for instance_store are null: AWS Outposts refused to tell the instance types, and EC2 \
             tells their names alone.\n\n{refused}\n\n{}",
            refused.advice()
        ),
    )
}

/// By family, then from small to large.
fn order(instance_type: &InstanceType) -> (&str, Option<i64>, &str) {
    let name = instance_type.instance_type.as_str();
    (name.split('.').next().unwrap_or_default(), instance_type.vcpus, name)
}

impl From<Machine> for InstanceType {
    fn from(Machine { instance_type, vcpus }: Machine) -> Self {
        let memory_mib = vcpus.and_then(|vcpus| instance_memory::memory_mib(&instance_type, vcpus));
        let machine = node_advice::Machine { instance_type: &instance_type, vcpus, memory_mib };
        let nodes = |kind, duty| RecommendedNodes::from(node_advice::nodes(kind, duty, machine));
        let ebs = Ebs { control_plane: nodes(ControlPlaneStorage::Ebs, Duty::ControlPlane) };
        let store = ControlPlaneStorage::InstanceStore;
        let instance_store =
            InstanceStore { control_plane: nodes(store, Duty::ControlPlane), etcd: nodes(store, Duty::Etcd) };
        Self { instance_type, vcpus, memory_mib, ebs, instance_store }
    }
}

impl From<Option<Nodes>> for RecommendedNodes {
    fn from(nodes: Option<Nodes>) -> Self {
        Self { min_nodes: nodes.map(|nodes| nodes.min), max_nodes: nodes.map(|nodes| nodes.max) }
    }
}

#[cfg(test)]
mod tests;
