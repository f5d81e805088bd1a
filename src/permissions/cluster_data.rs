//! What data sources need that find clusters, and what belongs to them.

use super::permission::{Feature, call};
use super::scope::Scope::{Clusters, Region};

pub(super) const FEATURES: &[Feature] = &[LIST, INSTANCES];

const LIST: Feature = Feature {
    id: "data-clusters",
    title: "Look up clusters",
    about: "For the data source `eksoutpost_local_clusters`. Clusters that may not be described are left out, with a warning, unless that is all there \
            are: then it is an error.",
    is_read_only: true,
    is_extra: true,
    permissions: &[
        call("eks:DescribeCluster", Clusters, "tells which clusters are local, and where"),
        call("eks:ListClusters", Region, "lists the names of clusters"),
    ],
};

const INSTANCES: Feature = Feature {
    id: "data-instances",
    title: "Find control plane instances",
    about: "For the data source `eksoutpost_control_plane_instances`. What is left out is null, with a warning.",
    is_read_only: true,
    is_extra: true,
    permissions: &[
        call("eks:DescribeCluster", Clusters, "tells kind and VPC of the cluster"),
        call("ec2:DescribeInstances", Region, "finds the instances, for `ebs` storage").or_without(
            "the instances, while `ec2:DescribeNetworkInterfaces` is allowed; their addresses are still found",
        ),
        call(
            "ec2:DescribeNetworkInterfaces",
            Region,
            "finds the addresses for `instance_store` storage, and for `ebs` if instances may not be seen",
        ),
        call("ec2:DescribeSecurityGroups", Region, "finds the internal security group, for `ebs` storage")
            .or_without("the internal security group"),
    ],
};
