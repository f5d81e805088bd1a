//! Instances, as little of them as is asked for.

use aws_sdk_ec2::types;

use super::{Ec2, failed, filter, text};
use crate::aws::Page;
use crate::aws::error::Error;

/// States of instances that exist. EC2 goes on showing terminated ones for an hour.
const EXISTING: [&str; 5] = ["pending", "running", "shutting-down", "stopping", "stopped"];

impl Ec2 {
    /// The instances of a VPC for which EC2's filter `name`, for example `tag:Name`, has this value, in the order of their ids.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_instances(&self, vpc_id: &str, name: &str, value: &str) -> Result<Vec<Instance>, Error> {
        const OPERATION: &str = "DescribeInstances";
        let wanted = [filter("vpc-id", [vpc_id]), filter(name, [value]), filter("instance-state-name", EXISTING)];
        let reservations = Page::all(|next| {
            let call = self.client.describe_instances().set_filters(Some(wanted.to_vec())).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.reservations, page.next_token))
                    .map_err(|error| failed(OPERATION, vpc_id, &error))
            }
        })
        .await?;
        let instances = reservations.into_iter().flat_map(|reservation| reservation.instances.unwrap_or_default());
        let mut found: Vec<_> = instances.map(Instance::from).collect();
        found.sort();
        Ok(found)
    }
}

/// An EC2 instance.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Instance {
    /// ID.
    pub id: String,
    /// State, for example `running`.
    pub state: Option<String>,
    /// Instance type, for example `m5.large`.
    pub instance_type: Option<String>,
    /// ID of its host, if EC2 shows it.
    pub host_id: Option<String>,
    /// ID of its subnet.
    pub subnet_id: Option<String>,
    /// Its primary private IPv4 address.
    pub private_ip: Option<String>,
}

impl From<types::Instance> for Instance {
    fn from(instance: types::Instance) -> Self {
        let state = instance.state.and_then(|state| state.name);
        Self {
            id: text(instance.instance_id.as_deref()),
            state: state.map(|state| state.as_str().to_owned()),
            instance_type: instance.instance_type.map(|instance_type| instance_type.as_str().to_owned()),
            host_id: instance.placement.and_then(|placement| placement.host_id),
            subnet_id: instance.subnet_id,
            private_ip: instance.private_ip_address,
        }
    }
}
