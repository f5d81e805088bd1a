//! VPCs.

use aws_sdk_ec2::types::{self, VpcAttributeName};

use super::{Ec2, failed, filter};
use crate::aws::error::Error;
use crate::rules::vpc_addresses::Vpc;

/// One of the two switches of a VPC's name resolution.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum VpcDns {
    /// `enableDnsSupport`.
    Support,
    /// `enableDnsHostnames`.
    Hostnames,
}

impl Ec2 {
    /// The VPC, if it is shown to us.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_vpc(&self, id: &str) -> Result<Option<Vpc>, Error> {
        const OPERATION: &str = "DescribeVpcs";
        let answer = self.client.describe_vpcs().filters(filter("vpc-id", [id])).send().await;
        let answer = answer.map_err(|error| failed(OPERATION, id, &error))?;
        Ok(answer.vpcs.unwrap_or_default().into_iter().next().map(Vpc::from))
    }

    /// Whether the switch is on; nothing if EC2 does not say. EC2 takes one switch for each call.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_vpc_dns(&self, id: &str, switch: VpcDns) -> Result<Option<bool>, Error> {
        const OPERATION: &str = "DescribeVpcAttribute";
        let name = match switch {
            VpcDns::Support => VpcAttributeName::EnableDnsSupport,
            VpcDns::Hostnames => VpcAttributeName::EnableDnsHostnames,
        };
        let answer = self.client.describe_vpc_attribute().vpc_id(id).attribute(name).send().await;
        let answer = answer.map_err(|error| failed(OPERATION, id, &error))?;
        let value = match switch {
            VpcDns::Support => answer.enable_dns_support,
            VpcDns::Hostnames => answer.enable_dns_hostnames,
        };
        Ok(value.and_then(|value| value.value))
    }
}

impl From<types::Vpc> for Vpc {
    fn from(vpc: types::Vpc) -> Self {
        let is_there = |state: Option<&types::VpcCidrBlockState>| {
            let state = state.and_then(|state| state.state.as_ref());
            state.is_none_or(|state| ["associated", "associating"].contains(&state.as_str()))
        };
        let blocks = vpc.cidr_block_association_set.into_iter().flatten();
        let blocks =
            blocks.filter(|block| is_there(block.cidr_block_state.as_ref())).filter_map(|block| block.cidr_block);
        let mut cidr_blocks: Vec<String> = blocks.chain(vpc.cidr_block).collect();
        cidr_blocks.sort();
        cidr_blocks.dedup();
        let mut ipv6 = vpc.ipv6_cidr_block_association_set.into_iter().flatten();
        Self { cidr_blocks, has_ipv6: ipv6.any(|block| is_there(block.ipv6_cidr_block_state.as_ref())) }
    }
}
