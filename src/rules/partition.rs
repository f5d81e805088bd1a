//! The partitions of AWS: the one table of names that differ between them.

/// A partition: a group of Regions with its own accounts, ARNs and domain names.
#[derive(Debug, Eq, PartialEq)]
pub struct Partition {
    /// The second part of every ARN, for example `aws-us-gov`.
    pub name: &'static str,
    /// Domain of its service endpoints, for example `amazonaws.com`.
    pub dns_suffix: &'static str,
    /// Service principal of Amazon EC2 in trust policies.
    pub ec2_principal: &'static str,
    region_prefix: &'static str,
}

/// Most specific prefix first; the commercial partition takes the rest.
///
/// Source: aws-sdk endpoint partitions metadata; `ec2_principal` of the iso partitions and China from eksctl
/// `pkg/apis/eksctl.io/v1alpha5/partitions.go` (v0.229, 2026-07); of the newer ones inferred.
pub const PARTITIONS: &[Partition] = &[
    Partition {
        name: "aws-cn",
        dns_suffix: "amazonaws.com.cn",
        ec2_principal: "ec2.amazonaws.com.cn",
        region_prefix: "cn-",
    },
    Partition {
        name: "aws-us-gov",
        dns_suffix: "amazonaws.com",
        ec2_principal: "ec2.amazonaws.com",
        region_prefix: "us-gov-",
    },
    Partition { name: "aws-iso", dns_suffix: "c2s.ic.gov", ec2_principal: "ec2.c2s.ic.gov", region_prefix: "us-iso-" },
    Partition {
        name: "aws-iso-b",
        dns_suffix: "sc2s.sgov.gov",
        ec2_principal: "ec2.sc2s.sgov.gov",
        region_prefix: "us-isob-",
    },
    Partition {
        name: "aws-iso-e",
        dns_suffix: "cloud.adc-e.uk",
        ec2_principal: "ec2.amazonaws.com",
        region_prefix: "eu-isoe-",
    },
    Partition {
        name: "aws-iso-f",
        dns_suffix: "csp.hci.ic.gov",
        ec2_principal: "ec2.amazonaws.com",
        region_prefix: "us-isof-",
    },
    Partition {
        name: "aws-eusc",
        dns_suffix: "amazonaws.eu",
        ec2_principal: "ec2.amazonaws.com",
        region_prefix: "eusc-",
    },
    COMMERCIAL,
];

const COMMERCIAL: Partition =
    Partition { name: "aws", dns_suffix: "amazonaws.com", ec2_principal: "ec2.amazonaws.com", region_prefix: "" };

impl Partition {
    /// The partition that a Region belongs to. An unknown Region is taken for a commercial one.
    #[must_use]
    pub fn of_region(region: &str) -> &'static Self {
        PARTITIONS.iter().find(|partition| region.starts_with(partition.region_prefix)).unwrap_or(&COMMERCIAL)
    }

    /// The partition with this name, if it is known.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        PARTITIONS.iter().find(|partition| partition.name == name)
    }

    /// The ARN of a policy that AWS manages, for example `AmazonEKSClusterPolicy`.
    #[must_use]
    pub fn managed_policy_arn(&self, policy: &str) -> String {
        format!("arn:{}:iam::aws:policy/{policy}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::Partition;

    #[test]
    fn the_region_tells_the_partition() {
        for (region, partition) in [
            ("us-west-2", "aws"),
            ("me-south-1", "aws"),
            ("mars-north-1", "aws"),
            ("cn-north-1", "aws-cn"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            assert_eq!(Partition::of_region(region).name, partition, "{region}");
            assert_eq!(Partition::named(partition), Some(Partition::of_region(region)));
        }
        assert_eq!(Partition::named("aws-mars"), None);
    }
}
