//! VPC endpoints.

use aws_sdk_ec2::types;

use super::{Ec2, failed, filter, text};
use crate::aws::Page;
use crate::aws::error::Error;
use crate::rules::vpc_endpoints::VpcEndpoint;

impl Ec2 {
    /// The endpoints of a VPC that are shown to us; those of another account's in a shared VPC are not.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_vpc_endpoints(&self, vpc_id: &str) -> Result<Vec<VpcEndpoint>, Error> {
        const OPERATION: &str = "DescribeVpcEndpoints";
        let request = self.client.describe_vpc_endpoints().filters(filter("vpc-id", [vpc_id]));
        let found = Page::all(|next| {
            let call = request.clone().set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.vpc_endpoints, page.next_token))
                    .map_err(|error| failed(OPERATION, vpc_id, &error))
            }
        })
        .await?;
        Ok(found.into_iter().map(Into::into).collect())
    }
}

impl From<types::VpcEndpoint> for VpcEndpoint {
    fn from(endpoint: types::VpcEndpoint) -> Self {
        let is = |value: Option<&str>, wanted: &str| value.is_some_and(|value| value.eq_ignore_ascii_case(wanted));
        Self {
            service_name: text(endpoint.service_name.as_deref()),
            is_interface: is(endpoint.vpc_endpoint_type.as_ref().map(types::VpcEndpointType::as_str), "Interface"),
            is_available: is(endpoint.state.as_ref().map(types::State::as_str), "available"),
            has_private_names: endpoint.private_dns_enabled == Some(true),
        }
    }
}
