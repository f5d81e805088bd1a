//! What data sources need that tell what there is before a cluster is made: Outposts, instance types, versions.

use super::permission::{Feature, call};
use super::scope::Scope::Region;

pub(super) const FEATURES: &[Feature] = &[OUTPOST, OUTPOSTS, INSTANCE_TYPES, VERSIONS];

const OUTPOST: Feature = Feature {
    id: "data-outpost",
    title: "Read an Outpost",
    about: "For the data source `eksoutpost_outpost`. What is left out is null, with a warning; with `include_hosts = false` only the first action is \
            needed. AWS shows racks, hosts and instances to the owner of the Outpost only, whatever your policies allow.",
    is_read_only: true,
    is_extra: true,
    permissions: &[
        call("outposts:GetOutpost", Region, "reads the Outpost"),
        call("outposts:ListAssetInstances", Region, "counts what runs on each host")
            .or_without("how many instances run"),
        call("outposts:ListAssets", Region, "finds racks and hosts").or_without("racks and hosts"),
    ],
};

const OUTPOSTS: Feature = Feature {
    id: "data-outposts",
    title: "List Outposts",
    about: "For the data source `eksoutpost_outposts`.",
    is_read_only: true,
    is_extra: true,
    permissions: &[call("outposts:ListOutposts", Region, "lists the Outposts that the account can see")],
};

const INSTANCE_TYPES: Feature = Feature {
    id: "data-instance-types",
    title: "Find instance types",
    about: "For the data source `eksoutpost_instance_types`. One of the two is enough; without the first, what it alone tells is null, with a warning.",
    is_read_only: true,
    is_extra: true,
    permissions: &[
        call("outposts:GetOutpostInstanceTypes", Region, "finds the instance types of the Outpost, with their vCPUs")
            .or_without("all but the names, while `ec2:DescribeInstanceTypeOfferings` is allowed"),
        call(
            "ec2:DescribeInstanceTypeOfferings",
            Region,
            "finds the instance types of the Outpost if AWS Outposts may not be asked",
        )
        .or_without("nothing, while `outposts:GetOutpostInstanceTypes` is allowed"),
    ],
};

const VERSIONS: Feature = Feature {
    id: "data-versions",
    title: "Find Kubernetes versions",
    about: "For the data source `eksoutpost_kubernetes_versions`.",
    is_read_only: true,
    is_extra: true,
    permissions: &[call("eks:DescribeClusterVersions", Region, "lists the versions that EKS offers")],
};
