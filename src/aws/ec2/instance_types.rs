//! Instance types.

use aws_sdk_ec2::types::LocationType;

use super::{Ec2, failed, filter};
use crate::aws::error::Error;

impl Ec2 {
    /// Instance types that EC2 offers on an Outpost, for callers whom AWS Outposts does not answer.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_instance_types(&self, outpost_arn: &str) -> Result<Vec<String>, Error> {
        const OPERATION: &str = "DescribeInstanceTypeOfferings";
        let request = self.client.describe_instance_type_offerings().location_type(LocationType::Outpost);
        let mut pages = request.filters(filter("location", [outpost_arn])).into_paginator().items().send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            let offering = item.map_err(|error| failed(OPERATION, outpost_arn, &error))?;
            found.extend(offering.instance_type.map(|instance_type| instance_type.as_str().to_owned()));
        }
        Ok(found)
    }
}
