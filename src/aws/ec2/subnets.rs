//! Subnets.

use aws_sdk_ec2::types;

use super::{Ec2, failed, filter, text};
use crate::aws::Page;
use crate::aws::error::Error;
use crate::rules::subnets::Subnet;

impl Ec2 {
    /// Those of the subnets that exist.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_subnets(&self, ids: &[String]) -> Result<Vec<Subnet>, Error> {
        const OPERATION: &str = "DescribeSubnets";
        let wanted = filter("subnet-id", ids.iter().map(String::as_str));
        let found = Page::all(|next| {
            let call = self.client.describe_subnets().filters(wanted.clone()).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.subnets, page.next_token))
                    .map_err(|error| failed(OPERATION, "", &error))
            }
        })
        .await?;
        Ok(found.into_iter().map(Into::into).collect())
    }
}

impl From<types::Subnet> for Subnet {
    fn from(subnet: types::Subnet) -> Self {
        let options = subnet.private_dns_name_options_on_launch;
        Self {
            id: text(subnet.subnet_id.as_deref()),
            vpc_id: text(subnet.vpc_id.as_deref()),
            outpost_arn: subnet.outpost_arn.filter(|arn| !arn.is_empty()),
            zone_id: subnet.availability_zone_id,
            free_addresses: subnet.available_ip_address_count,
            hostname_type: options.and_then(|options| Some(options.hostname_type?.as_str().to_owned())),
            maps_public_addresses: subnet.map_public_ip_on_launch == Some(true),
        }
    }
}
