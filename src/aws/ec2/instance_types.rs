//! Instance types.

use aws_sdk_ec2::types::LocationType;

use super::{Ec2, failed, filter};
use crate::aws::Page;
use crate::aws::error::Error;

impl Ec2 {
    /// Instance types that EC2 offers on an Outpost, for callers whom AWS Outposts does not answer.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_instance_types(&self, outpost_arn: &str) -> Result<Vec<String>, Error> {
        const OPERATION: &str = "DescribeInstanceTypeOfferings";
        let request = self.client.describe_instance_type_offerings().location_type(LocationType::Outpost);
        let request = request.filters(filter("location", [outpost_arn]));
        let offerings = Page::all(|next| {
            let call = request.clone().set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.instance_type_offerings, page.next_token))
                    .map_err(|error| failed(OPERATION, outpost_arn, &error))
            }
        })
        .await?;
        let types = offerings.into_iter().filter_map(|offering| offering.instance_type);
        Ok(types.map(|instance_type| instance_type.as_str().to_owned()).collect())
    }
}
