//! Health issues: which of them can heal while we wait, and what to do about each.

use super::{Rule, When};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "B2",
    text: "A local cluster on EBS never becomes FAILED: it stays CREATING or UPDATING, and its health issues tell why.",
    source: "EKS user guide, Troubleshoot local clusters",
    seen: "2026-11",
    when: When::Apply,
}];

/// Who can make a health issue go away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Healing {
    /// Nobody: what is wrong cannot be changed on this cluster. It must be deleted and made anew.
    Never,
    /// The practitioner, outside of this cluster; the cluster then goes on by itself.
    ByUser,
    /// Time, as far as is known.
    ByItself,
}

/// What is known about one sort of health issue.
#[derive(Debug, Eq, PartialEq)]
pub struct Known {
    /// Code of the issue; empty for any code.
    pub code: &'static str,
    /// Part of the message, compared without regard to case; empty for any message.
    pub fragment: &'static str,
    /// Who can make it go away.
    pub healing: Healing,
    /// The next thing to do, as a sentence.
    pub advice: &'static str,
}

/// Most specific first within each code.
///
/// Source: EKS user guide, Troubleshoot local clusters (EBS), read 2026-11; the column `healing` is our conclusion.
const KNOWN: &[Known] = &[
    // Named in the guide as an error of creation, without a code.
    Known {
        code: "",
        fragment: "InvalidPermissions",
        healing: Healing::ByUser,
        advice: "Attach the policies that the kind of cluster needs to the cluster role; the cluster then goes on by itself.",
    },
    Known {
        code: "ResourceNotFound",
        fragment: "subnet ID",
        healing: Healing::Never,
        advice: "Correct vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.",
    },
    // EC2's InvalidGroup.NotFound, InvalidPermission.NotFound and InvalidNetworkInterfaceID.NotFound come under this code too.
    Known {
        code: "ResourceNotFound",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Restore what the message names: EKS needs the security groups, rules and network interfaces that it made.",
    },
    Known {
        code: "ConfigurationConflict",
        fragment: "must belong to the same VPC",
        healing: Healing::Never,
        advice: "Name subnets of one VPC in vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.",
    },
    Known {
        code: "ConfigurationConflict",
        fragment: "is not part of any Outpost",
        healing: Healing::Never,
        advice: "Name subnets on the Outpost in vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.",
    },
    Known {
        code: "ConfigurationConflict",
        fragment: "expected to be in",
        healing: Healing::Never,
        advice: "Name subnets on the cluster's own Outpost and replace the cluster: its subnets cannot be changed.",
    },
    Known {
        code: "ConfigurationConflict",
        fragment: "is not supported in Outpost",
        healing: Healing::Never,
        advice: "Choose an instance type that the Outpost offers (\"aws outposts get-outpost-instance-types\") and replace the \
                 cluster: its instance type cannot be changed.",
    },
    Known {
        code: "Ec2SubnetNotFound",
        fragment: "",
        healing: Healing::Never,
        advice: "A subnet of the cluster is gone. Replace the cluster with subnets that exist.",
    },
    Known {
        code: "VpcNotFound",
        fragment: "",
        healing: Healing::Never,
        advice: "The VPC of the cluster is gone. Replace the cluster with subnets that exist.",
    },
    Known {
        code: "ResourceLimitExceeded",
        fragment: "free addresses",
        healing: Healing::ByUser,
        advice: "Free addresses in the subnet (three are needed in all); the cluster then goes on by itself.",
    },
    Known {
        code: "InsufficientFreeAddresses",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Free addresses in the subnet (three are needed in all); the cluster then goes on by itself.",
    },
    Known {
        code: "ResourceLimitExceeded",
        fragment: "enough capacity",
        healing: Healing::ByUser,
        advice: "Free capacity for the instance type on the Outpost, or check its connection to the Region (CloudWatch metric \
                 ConnectedStatus); the cluster then goes on by itself.",
    },
    Known {
        code: "ResourceLimitExceeded",
        fragment: "security group",
        healing: Healing::ByUser,
        advice: "Raise the quota of security groups per VPC or of rules, or remove some; the cluster then goes on by itself.",
    },
    Known {
        code: "ResourceLimitExceeded",
        fragment: "network interface",
        healing: Healing::ByUser,
        advice: "Raise the quota of network interfaces, or remove some; the cluster then goes on by itself.",
    },
    Known {
        code: "ResourceLimitExceeded",
        fragment: "vCPU",
        healing: Healing::ByUser,
        advice: "Raise the quota of vCPUs of On-Demand instances; the cluster then goes on by itself.",
    },
    Known {
        code: "ResourceLimitExceeded",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Raise the quota or free what it counts; the cluster then goes on by itself.",
    },
    Known {
        code: "InternalFailure",
        fragment: "\"Terminated\"",
        healing: Healing::ByItself,
        advice: "A control plane instance ended. If EBS encryption by default uses a key of yours, let the cluster role use that \
                 key; otherwise ask AWS Support.",
    },
    Known {
        code: "ClusterUnreachable",
        fragment: "",
        healing: Healing::ByUser,
        advice: "The instances do not reach AWS Systems Manager. Check the route to a NAT gateway or the VPC endpoints ssm, \
                 ssmmessages and ec2messages; the cluster then goes on by itself.",
    },
    Known {
        code: "AccessDenied",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Check the policies of the cluster role, and that the tag eks-local:controlplane-name is still on what EKS made; \
                 the cluster then goes on by itself.",
    },
    Known {
        code: "IamRoleNotFound",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Make the cluster role again under the same name, with its policies; the cluster then goes on by itself.",
    },
    Known {
        code: "KmsKeyDisabled",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Enable the KMS key; the cluster then goes on by itself.",
    },
    Known {
        code: "KmsKeyMarkedForDeletion",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Cancel the deletion of the KMS key and enable it; the cluster then goes on by itself.",
    },
    Known {
        code: "KmsGrantRevoked",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Let the cluster role use the KMS key again (key policy or grant); the cluster then goes on by itself.",
    },
    Known {
        code: "KmsKeyNotFound",
        fragment: "",
        healing: Healing::Never,
        advice: "The KMS key of the cluster is gone. Replace the cluster.",
    },
    Known {
        code: "StsRegionalEndpointDisabled",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Activate STS in the Region (IAM console, account settings); the cluster then goes on by itself.",
    },
    Known {
        code: "Ec2ServiceNotSubscribed",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Subscribe the account to Amazon EC2 in the Region; the cluster then goes on by itself.",
    },
    Known {
        code: "UnsupportedVersion",
        fragment: "",
        healing: Healing::ByUser,
        advice: "Upgrade the cluster by setting a version that EKS supports.",
    },
    Known {
        code: "Ec2SecurityGroupNotFound",
        fragment: "",
        healing: Healing::Never,
        advice: "A security group of the cluster is gone. Replace the cluster: its security groups cannot be changed.",
    },
];

/// Every sort of issue that is known.
#[must_use]
pub fn all() -> &'static [Known] {
    KNOWN
}

/// What is known about an issue with this code and message; nothing for issues that we have not met.
#[must_use]
pub fn known(code: &str, message: &str) -> Option<&'static Known> {
    let message = message.to_lowercase();
    KNOWN.iter().find(|known| [code, ""].contains(&known.code) && message.contains(&known.fragment.to_lowercase()))
}

/// Who can make an issue with this code and message go away; an unknown one is given time.
#[must_use]
pub fn healing(code: &str, message: &str) -> Healing {
    known(code, message).map_or(Healing::ByItself, |known| known.healing)
}

#[cfg(test)]
mod tests {
    use super::Healing::{ByItself, ByUser, Never};
    use super::{KNOWN, healing, known};

    #[test]
    fn the_issues_of_the_troubleshooting_page_are_known() {
        for (code, message, expected) in [
            ("ResourceNotFound", "The subnet ID subnet-1 does not exist", Never),
            ("ResourceNotFound", "The security group does not exist", ByUser),
            ("ConfigurationConflict", "Subnets specified must belong to the same VPC", Never),
            ("ConfigurationConflict", "Subnet subnet-1 is not part of any Outpost", Never),
            ("ConfigurationConflict", "Subnet subnet-1 expected to be in arn:a, but is in arn:b", Never),
            ("ConfigurationConflict", "The instance type 'm5.large' is not supported in Outpost 'arn:a'.", Never),
            ("ConfigurationConflict", "something new", ByItself),
            (
                "ResourceLimitExceeded",
                "The specified subnet does not have enough free addresses to satisfy the request.",
                ByUser,
            ),
            (
                "ResourceLimitExceeded",
                "There is not enough capacity on the Outpost to launch or start the instance.",
                ByUser,
            ),
            ("ResourceLimitExceeded", "You have requested more vCPU capacity than your limit", ByUser),
            ("ResourceLimitExceeded", "The maximum number of security groups has been reached", ByUser),
            ("ResourceLimitExceeded", "The maximum number of network interfaces has been reached", ByUser),
            ("ResourceLimitExceeded", "something new", ByUser),
            ("InternalFailure", "EC2 instance state \"Terminated\" is unexpected", ByItself),
            ("InternalFailure", "InvalidPermissions: no", ByUser),
            ("Other", "invalidpermissions", ByUser),
            ("KmsKeyNotFound", "", Never),
            ("KmsKeyDisabled", "", ByUser),
            ("KmsKeyMarkedForDeletion", "", ByUser),
            ("KmsGrantRevoked", "", ByUser),
            ("StsRegionalEndpointDisabled", "", ByUser),
            ("Ec2ServiceNotSubscribed", "", ByUser),
            ("UnsupportedVersion", "", ByUser),
            ("IamRoleNotFound", "", ByUser),
            ("VpcNotFound", "", Never),
            ("Ec2SubnetNotFound", "", Never),
            ("Ec2SecurityGroupNotFound", "", Never),
            ("InsufficientFreeAddresses", "", ByUser),
            ("InternalFailure", "oops", ByItself),
            ("ClusterUnreachable", "", ByUser),
            ("AccessDenied", "", ByUser),
            ("Brand New", "", ByItself),
        ] {
            assert_eq!(healing(code, message), expected, "{code}: {message}");
        }
        let codes = KNOWN.iter().map(|known| known.code);
        let without_advice = ["Other", "InternalFailure"];
        for code in aws_sdk_eks::types::ClusterIssueCode::values() {
            assert!(without_advice.contains(code) || codes.clone().any(|known| known == *code), "{code} has no advice");
        }
        assert!(known("ResourceLimitExceeded", "not enough capacity").unwrap().advice.contains("ConnectedStatus"));
    }

    #[test]
    fn advice_is_a_sentence() {
        for known in KNOWN {
            assert!(known.advice.ends_with('.'), "{}", known.code);
        }
    }
}
