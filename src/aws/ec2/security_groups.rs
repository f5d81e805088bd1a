//! Security groups.

use aws_sdk_ec2::types;

use super::{Ec2, failed, filter, text};
use crate::aws::Page;
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
        let groups = Page::all(|next| {
            let call = self.client.describe_security_groups().filters(wanted.clone()).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.security_groups, page.next_token))
                    .map_err(|error| failed(OPERATION, "", &error))
            }
        })
        .await?;
        let id_and_vpc = |group: types::SecurityGroup| SecurityGroup {
            id: text(group.group_id.as_deref()),
            vpc_id: text(group.vpc_id.as_deref()),
        };
        Ok(groups.into_iter().map(id_and_vpc).collect())
    }

    /// The security groups of a VPC whose names are like these, where `*` stands for any text, that are still there after a few looks: those
    /// that `is_meant` by its name.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_lasting_security_groups(
        &self,
        vpc_id: &str,
        patterns: &[String],
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Vec<NamedGroup>, Error> {
        let is_meant = &is_meant;
        let look = || async move {
            let mut groups = self.find_security_groups_like(vpc_id, patterns).await?;
            groups.retain(|group| is_meant(&group.name));
            Ok(groups)
        };
        self.schedule.find_lasting(look).await
    }

    /// The security groups of a VPC whose names are like these, where `*` stands for any text.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_security_groups_like(&self, vpc_id: &str, patterns: &[String]) -> Result<Vec<NamedGroup>, Error> {
        const OPERATION: &str = "DescribeSecurityGroups";
        let wanted = [filter("vpc-id", [vpc_id]), filter("group-name", patterns.iter().map(String::as_str))];
        let groups = Page::all(|next| {
            let call = self.client.describe_security_groups().set_filters(Some(wanted.to_vec())).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.security_groups, page.next_token))
                    .map_err(|error| failed(OPERATION, vpc_id, &error))
            }
        })
        .await?;
        let id_and_name = |group: types::SecurityGroup| NamedGroup {
            id: text(group.group_id.as_deref()),
            name: text(group.group_name.as_deref()),
        };
        Ok(groups.into_iter().map(id_and_name).collect())
    }
}

/// A security group that was looked for by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedGroup {
    /// ID.
    pub id: String,
    /// Name.
    pub name: String,
}
