//! Network interfaces.

use super::{Ec2, failed, filter, text};
use crate::aws::error::Error;

impl Ec2 {
    /// IDs of the network interfaces of a VPC that are still there after a few looks: those for which EC2's filter `name`, for example
    /// `description`, has this value.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_lasting_network_interfaces(
        &self,
        vpc_id: &str,
        name: &str,
        value: &str,
    ) -> Result<Vec<String>, Error> {
        self.schedule.find_lasting(|| self.find_network_interfaces(vpc_id, name, value)).await
    }

    async fn find_network_interfaces(&self, vpc_id: &str, name: &str, value: &str) -> Result<Vec<String>, Error> {
        const OPERATION: &str = "DescribeNetworkInterfaces";
        let wanted = [filter("vpc-id", [vpc_id]), filter(name, [value])];
        let call = self.client.describe_network_interfaces().set_filters(Some(wanted.into()));
        let mut pages = call.into_paginator().items().send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            let interface = item.map_err(|error| failed(OPERATION, vpc_id, &error))?;
            found.push(text(interface.network_interface_id.as_deref()));
        }
        Ok(found)
    }
}
