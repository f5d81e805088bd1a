//! Security groups.

use super::{Ec2, failed, filter, text};
use crate::aws::error::Error;
use crate::rules::security_groups::SecurityGroup;

impl Ec2 {
    /// Those of the security groups that exist.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_security_groups(&self, ids: &[String]) -> Result<Vec<SecurityGroup>, Error> {
        const OPERATION: &str = "DescribeSecurityGroups";
        let wanted = filter("group-id", ids.iter().map(String::as_str));
        let mut pages = self.client.describe_security_groups().filters(wanted).into_paginator().items().send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            let group = item.map_err(|error| failed(OPERATION, "", &error))?;
            found.push(SecurityGroup { id: text(group.group_id.as_deref()), vpc_id: text(group.vpc_id.as_deref()) });
        }
        Ok(found)
    }
}
