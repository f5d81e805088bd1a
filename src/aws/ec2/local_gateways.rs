//! Local gateways of Outposts.

use super::{Ec2, failed, filter};
use crate::aws::error::Error;

impl Ec2 {
    /// Whether a VPC is associated with the route table of a local gateway.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn has_local_gateway(&self, vpc_id: &str) -> Result<bool, Error> {
        const OPERATION: &str = "DescribeLocalGatewayRouteTableVpcAssociations";
        let request = self.client.describe_local_gateway_route_table_vpc_associations();
        let answer = request.filters(filter("vpc-id", [vpc_id])).send().await;
        let answer = answer.map_err(|error| failed(OPERATION, vpc_id, &error))?;
        let mut found = answer.local_gateway_route_table_vpc_associations.into_iter().flatten();
        Ok(found.any(|association| association.state.is_none_or(|state| state.starts_with("associat"))))
    }
}
