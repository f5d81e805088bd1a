//! Network interfaces.

use super::{Ec2, failed, filter, text};
use crate::aws::Page;
use crate::aws::error::Error;

impl Ec2 {
    /// IDs of the network interfaces of [`Ec2::find_network_interfaces`] that are still there after a few looks.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_lasting_network_interfaces(
        &self,
        vpc_id: &str,
        name: &str,
        value: &str,
    ) -> Result<Vec<String>, Error> {
        let lasting = self.schedule.find_lasting(|| self.find_network_interfaces(vpc_id, name, value)).await?;
        Ok(lasting.into_iter().map(|interface| interface.id).collect())
    }

    /// The network interfaces of a VPC for which EC2's filter `name`, for example `description`, has this value, in the order of their ids.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_network_interfaces(
        &self,
        vpc_id: &str,
        name: &str,
        value: &str,
    ) -> Result<Vec<NetworkInterface>, Error> {
        const OPERATION: &str = "DescribeNetworkInterfaces";
        let wanted = [filter("vpc-id", [vpc_id]), filter(name, [value])];
        let interfaces = Page::all(|next| {
            let call =
                self.client.describe_network_interfaces().set_filters(Some(wanted.to_vec())).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.network_interfaces, page.next_token))
                    .map_err(|error| failed(OPERATION, vpc_id, &error))
            }
        })
        .await?;
        let mut found: Vec<_> = interfaces
            .into_iter()
            .map(|interface| NetworkInterface {
                id: text(interface.network_interface_id.as_deref()),
                subnet_id: interface.subnet_id,
                private_ip: interface.private_ip_address,
            })
            .collect();
        found.sort();
        Ok(found)
    }
}

/// A network interface.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct NetworkInterface {
    /// ID.
    pub id: String,
    /// ID of its subnet.
    pub subnet_id: Option<String>,
    /// Its primary private IPv4 address.
    pub private_ip: Option<String>,
}
