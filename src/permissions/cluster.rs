//! What clusters need.

use super::permission::{Feature, Permission, call};
use super::scope::Scope::{Clusters, PassedToEc2, PassedToEks, ProfilesOfEks, Region, Roles, ServiceLinkedRole};
use crate::rules::ControlPlaneStorage::{self, Ebs, InstanceStore};

pub(super) const FEATURES: &[Feature] = &[REFRESH, PREFLIGHT, CREATE_EBS, CREATE_STORE, UPDATE, DELETE, LIST];

const REFRESH: Feature = Feature {
    id: "cluster-read",
    title: "Read clusters",
    about: "For every refresh, plan and import, and for the data source `eksoutpost_local_cluster`.",
    is_read_only: true,
    is_extra: false,
    permissions: &[call("eks:DescribeCluster", Clusters, "reads the cluster")],
};

const PREFLIGHT: Feature = Feature {
    id: "cluster-preflight",
    title: "Check new clusters while planning",
    about: "Only for the plan of a new cluster, and not with `preflight = \"off\"`; and for the data source `eksoutpost_preflight`. You can allow as much of \
            it as you like.",
    is_read_only: true,
    is_extra: false,
    permissions: &[
        look(
            "ec2:DescribeInstanceTypeOfferings",
            "finds the instance types of the Outpost if AWS Outposts does not tell them",
        )
        .or_without("the instance types, if AWS Outposts does not tell them"),
        look("ec2:DescribeLocalGatewayRouteTableVpcAssociations", "tells whether the local network is reached")
            .or_without("the way to the local network"),
        look("ec2:DescribePlacementGroups", "reads the placement group of `group_name`")
            .or_without("the placement group"),
        look("ec2:DescribeRouteTables", "reads the routes of the subnets").or_without("the routes"),
        look("ec2:DescribeSecurityGroups", "reads `security_group_ids`").or_without("the security groups"),
        look("ec2:DescribeSubnets", "reads `subnet_ids`").or_without("the subnets, and their VPC"),
        look("ec2:DescribeVpcAttribute", "tells whether the VPC has DNS support and DNS hostnames")
            .or_without("the name resolution of the VPC"),
        look("ec2:DescribeVpcEndpoints", "finds the endpoints of a VPC without a way out, for `ebs` storage")
            .or_without("the endpoints of the VPC"),
        look("ec2:DescribeVpcs", "reads the addresses of the VPC").or_without("the addresses of the VPC"),
        look("ec2:GetEbsDefaultKmsKeyId", "tells the key of volumes that are encrypted by default, for `ebs` storage")
            .or_without("the key of the volumes"),
        look("ec2:GetEbsEncryptionByDefault", "tells whether volumes are encrypted by default, for `ebs` storage")
            .or_without("the key of the volumes"),
        call("eks:DescribeCluster", Clusters, "tells whether the name is free").or_without("the name"),
        look("eks:DescribeClusterVersions", "tells whether EKS offers `version`").or_without("the version"),
        call("iam:GetRole", Roles, "reads the trust policy of the cluster role").or_without("the cluster role"),
        call("iam:ListAttachedRolePolicies", Roles, "finds the policies of the cluster role")
            .or_without("the cluster role"),
        look("outposts:GetOutpost", "reads the Outpost").or_without("the Outpost"),
        look("outposts:GetOutpostInstanceTypes", "finds the instance types of the Outpost")
            .or_without("nothing, while `ec2:DescribeInstanceTypeOfferings` is allowed"),
        look("outposts:ListAssetInstances", "counts what runs on the Outpost").or_without("the room on the Outpost"),
        look("outposts:ListAssets", "counts the hosts of the Outpost")
            .or_without("the room on the Outpost, and the spread"),
    ],
};

const CREATE_EBS: Feature = Feature {
    id: "cluster-create-ebs",
    title: "Create clusters with EBS",
    about: "Most of it is not called by this provider but by EKS in your name: it makes an instance profile for the control plane instances, and with \
            the first cluster of the account its service-linked role.",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        creation("eks:CreateCluster", "creates the cluster"),
        creation("eks:DescribeCluster", "waits until the cluster is active"),
        creation("eks:TagResource", "sets tags, if there are any").by_aws(),
        PASS_ROLE,
        // IAM API Reference, AddRoleToInstanceProfile: whoever adds a role to a profile passes it, to EC2.
        call("iam:PassRole", PassedToEc2, "EKS gives the cluster role to the control plane instances").by_aws(),
        read_role("iam:GetRole"),
        read_role("iam:ListAttachedRolePolicies"),
        read_network("ec2:DescribeSubnets"),
        read_network("ec2:DescribeVpcs"),
        service_linked_role(Ebs),
        profile("iam:AddRoleToInstanceProfile"),
        profile("iam:CreateInstanceProfile"),
        profile("iam:DeleteInstanceProfile"),
        profile("iam:GetInstanceProfile"),
        profile("iam:RemoveRoleFromInstanceProfile"),
        profile("iam:TagInstanceProfile"),
    ],
};

const CREATE_STORE: Feature = Feature {
    id: "cluster-create-store",
    title: "Create clusters with instance store",
    about: "The control plane is in an account of AWS, so no instance profile is made in yours. AWS's CloudFormation resource also lists \
            `eks:CreateAccessEntry`; nothing says that `CreateCluster` needs it.",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        creation("eks:CreateCluster", "creates the cluster"),
        creation("eks:DescribeCluster", "waits until the cluster is active"),
        creation("eks:TagResource", "sets tags, if there are any").by_aws(),
        PASS_ROLE,
        read_role("iam:GetRole"),
        read_role("iam:ListAttachedRolePolicies"),
        read_network("ec2:DescribeSubnets"),
        read_network("ec2:DescribeVpcs"),
        service_linked_role(InstanceStore),
    ],
};

const UPDATE: Feature = Feature {
    id: "cluster-update",
    title: "Update clusters",
    about: "Tags, version, and everything else that changes in place.",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        call("eks:DescribeCluster", Clusters, "waits until the cluster is active"),
        call("eks:DescribeUpdate", Clusters, "waits for the end of an update"),
        call("eks:TagResource", Clusters, "sets tags"),
        call("eks:UntagResource", Clusters, "removes tags"),
        call(
            "eks:UpdateClusterConfig",
            Clusters,
            "changes logs, endpoint, access mode, upgrade policy, deletion protection",
        ),
        call("eks:UpdateClusterVersion", Clusters, "changes the version"),
    ],
};

const DELETE: Feature = Feature {
    id: "cluster-delete",
    title: "Delete clusters",
    about: "EKS takes away what it made by its service-linked role, without permissions of yours.",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        call("eks:DeleteCluster", Clusters, "deletes the cluster"),
        call("eks:DescribeCluster", Clusters, "waits until the cluster is gone"),
        look("ec2:DescribeNetworkInterfaces", "looks for network interfaces that EKS left behind")
            .or_without("the look for network interfaces that EKS left behind"),
        look("ec2:DescribeSecurityGroups", "looks for security groups that EKS left behind")
            .or_without("the look for security groups that EKS left behind"),
        call("iam:ListInstanceProfilesForRole", Roles, "looks for instance profiles that EKS left behind")
            .or_without("the look for instance profiles that EKS left behind"),
    ],
};

const LIST: Feature = Feature {
    id: "list-clusters",
    title: "Query clusters",
    about: "For `terraform query`. It reads every cluster of the Region whose name begins as `name_prefix` says; `CLUSTER` must match those that are wanted.",
    is_read_only: true,
    is_extra: true,
    permissions: &[
        look("eks:ListClusters", "finds the names of the clusters"),
        call("eks:DescribeCluster", Clusters, "tells whether a cluster is a local one")
            .or_without("the cluster, with a warning"),
    ],
};

const fn look(action: &'static str, purpose: &'static str) -> Permission {
    call(action, Region, purpose)
}

const fn creation(action: &'static str, purpose: &'static str) -> Permission {
    call(action, Clusters, purpose)
}

const PASS_ROLE: Permission = call("iam:PassRole", PassedToEks, "gives the cluster role to the cluster").by_aws();

const fn read_role(action: &'static str) -> Permission {
    call(action, Roles, "EKS looks at the cluster role").by_aws()
}

const fn read_network(action: &'static str) -> Permission {
    call(action, Region, "EKS looks at the network").by_aws()
}

const fn service_linked_role(kind: ControlPlaneStorage) -> Permission {
    const PURPOSE: &str = "EKS makes its own role, with the first such cluster of the account";
    call("iam:CreateServiceLinkedRole", ServiceLinkedRole(kind), PURPOSE).by_aws()
}

const fn profile(action: &'static str) -> Permission {
    call(action, ProfilesOfEks, "EKS gives the cluster role to the control plane instances").by_aws()
}
