//! Route tables.

use aws_sdk_ec2::types;

use super::{Ec2, failed, filter};
use crate::aws::Page;
use crate::aws::error::Error;
use crate::rules::routes::{Route, RouteTable, Target};

impl Ec2 {
    /// The route tables of a VPC.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_route_tables(&self, vpc_id: &str) -> Result<Vec<RouteTable>, Error> {
        const OPERATION: &str = "DescribeRouteTables";
        let request = self.client.describe_route_tables().filters(filter("vpc-id", [vpc_id]));
        let found = Page::all(|next| {
            let call = request.clone().set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.route_tables, page.next_token))
                    .map_err(|error| failed(OPERATION, vpc_id, &error))
            }
        })
        .await?;
        Ok(found.into_iter().map(Into::into).collect())
    }
}

impl From<types::RouteTable> for RouteTable {
    fn from(table: types::RouteTable) -> Self {
        let associations = table.associations.unwrap_or_default();
        Self {
            is_main: associations.iter().any(|association| association.main == Some(true)),
            subnet_ids: associations.into_iter().filter_map(|association| association.subnet_id).collect(),
            routes: table.routes.into_iter().flatten().map(Route::from).collect(),
        }
    }
}

impl From<types::Route> for Route {
    fn from(route: types::Route) -> Self {
        let is_blackhole = route.state.is_some_and(|state| state.as_str() == "blackhole");
        let target = match route.gateway_id.as_deref() {
            _ if is_blackhole => Target::Nowhere,
            Some(gateway) if gateway.starts_with("igw-") => Target::InternetGateway,
            _ if route.local_gateway_id.is_some() => Target::LocalGateway,
            _ => Target::Other,
        };
        Self { destination: route.destination_cidr_block, target }
    }
}
