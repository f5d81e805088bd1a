"""Why a cluster cannot become ACTIVE, worked out from the world as it is now; so an issue clears when its cause does.

Codes, texts and resources: user guide, "Troubleshoot local Amazon EKS clusters on AWS Outposts".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from moto.ec2.models import ec2_backends

from . import role
from .cluster import Cluster

if TYPE_CHECKING:
    from ..world import World


def obstacles(world: World, cluster: Cluster, now: float) -> list[dict[str, Any]]:
    planned = [issue.described() for issue in cluster.plan.issues if issue.stands(now)]
    if not cluster.is_local:
        return planned
    found = _of_subnets(cluster)
    if not found:
        found = _of_outpost(world, cluster) + _of_addresses(cluster) + _of_placement(world, cluster) + _of_vpc(cluster)
    return found + _of_security_groups(cluster) + _of_role(world, cluster) + planned


def _of_subnets(cluster: Cluster) -> list[dict[str, Any]]:
    known = {subnet.id: subnet for subnet in _ec2(cluster).describe_subnets()}
    missing = [subnet_id for subnet_id in cluster.subnet_ids if subnet_id not in known]
    if missing:
        # [doc] ResourceNotFound, with all subnets
        return [_issue("ResourceNotFound", f"The subnet ID {missing[0]} does not exist", cluster.subnet_ids)]
    subnets = [known[subnet_id] for subnet_id in cluster.subnet_ids]
    if len({subnet.vpc_id for subnet in subnets}) > 1:
        # [doc] ConfigurationConflict, with all subnets
        return [_issue("ConfigurationConflict", "Subnets specified must belong to the same VPC", cluster.subnet_ids)]
    cluster.vpc_id = subnets[0].vpc_id
    found = []
    for subnet in subnets:
        there = getattr(subnet, "outpost_arn", None)
        if not there:
            # [doc]
            found.append(_issue("ConfigurationConflict", f"Subnet {subnet.id} is not part of any Outpost", [subnet.id]))
        elif there != cluster.outpost_arn:
            # [doc]
            text = f"Subnet {subnet.id} expected to be in {cluster.outpost_arn}, but is in {there}"
            found.append(_issue("ConfigurationConflict", text, [subnet.id]))
    return found


def _of_outpost(world: World, cluster: Cluster) -> list[dict[str, Any]]:
    outpost = world.outposts.get(cluster.outpost_arn or "")
    wanted = instance_counts(cluster)
    for instance_type in wanted:
        if outpost is None or instance_type not in outpost.instance_types:
            # [doc] the resource is the cluster
            text = f"The instance type '{instance_type}' is not supported in Outpost '{cluster.outpost_arn}'."
            return [_issue("ConfigurationConflict", text, [cluster.arn])]
    assert outpost is not None
    if cluster.infrastructure.placed:
        return []
    if not outpost.connected or _is_full(world, cluster, outpost.capacity):
        # [doc] the same text for a full and for a disconnected Outpost
        text = "There is not enough capacity on the Outpost to launch or start the instance."
        return [_issue("ResourceLimitExceeded", text, [cluster.arn])]
    return []


def _is_full(world: World, cluster: Cluster, capacity: dict[str, int] | None) -> bool:
    if capacity is None:
        return False
    used = Counter(
        instance_type
        for other in world.clusters.on_outpost(cluster.outpost_arn or "")
        for _, instance_type in other.infrastructure.placed
    )
    return any(capacity.get(name, 0) - used[name] < count for name, count in instance_counts(cluster).items())


def instance_counts(cluster: Cluster) -> dict[str, int]:
    """[doc] three instances; the instance store kind has three for the API and three for etcd"""
    assert cluster.outpost_config is not None
    counts = {cluster.outpost_config["controlPlaneInstanceType"]: 3}
    if etcd := cluster.outpost_config.get("etcdInstanceType"):
        counts[etcd] = counts.get(etcd, 0) + 3
    return counts


def _of_addresses(cluster: Cluster) -> list[dict[str, Any]]:
    if cluster.infrastructure.placed:
        return []
    # [doc] EBS: three in one subnet, two each in two, one each in three; instance store: three in each
    each = 3 if cluster.kind == "instance_store" else {1: 3, 2: 2}.get(len(cluster.subnet_ids), 1)
    for subnet_id in cluster.subnet_ids:
        if _ec2(cluster).get_subnet(subnet_id).available_ip_address_count < each:
            text = "The specified subnet does not have enough free addresses to satisfy the request."
            return [_issue("ResourceLimitExceeded", text, [subnet_id])]
    return []


def _of_placement(world: World, cluster: Cluster) -> list[dict[str, Any]]:
    assert cluster.outpost_config is not None
    name = cluster.outpost_config.get("controlPlanePlacement", {}).get("groupName")
    if name is None or (cluster.account, cluster.region, name) in world.placement_groups:
        return []
    # [guess] EC2 codes that the guide does not list become InternalFailure [doc]
    return [_issue("InternalFailure", f"The placement group '{name}' is unknown.", [cluster.arn])]


def _of_vpc(cluster: Cluster) -> list[dict[str, Any]]:
    vpc = _ec2(cluster).get_vpc(cluster.vpc_id)
    # [doc] without DNS support or host names an EBS cluster never becomes ready; the code is a [guess]
    if cluster.kind == "ebs" and not (_on(vpc.enable_dns_support) and _on(vpc.enable_dns_hostnames)):
        text = "The control plane instances are not reachable through SSM. Please verify your SSM and network configuration."
        return [_issue("ClusterUnreachable", text, cluster.infrastructure.instance_ids)]
    return []


def _of_security_groups(cluster: Cluster) -> list[dict[str, Any]]:
    missing = [id_ for id_ in cluster.security_group_ids if _ec2(cluster).get_security_group_from_id(id_) is None]
    # [doc] InvalidGroup.NotFound becomes ResourceNotFound
    return [_issue("ResourceNotFound", f"The security group '{id_}' does not exist", [id_]) for id_ in missing]


def _of_role(world: World, cluster: Cluster) -> list[dict[str, Any]]:
    if role.complaint(world, cluster.account, cluster.role_arn, cluster.kind) is None:
        return []
    # [doc] a role that lost its policy leaves the cluster in CREATING; code and text are a [guess]
    return [
        _issue(
            "AccessDenied",
            f"InvalidPermissions: the role {cluster.role_arn} lacks permissions that EKS needs.",
            [cluster.role_arn],
        )
    ]


def _issue(code: str, message: str, resource_ids: list[str]) -> dict[str, Any]:
    return {"code": code, "message": message, "resourceIds": list(resource_ids)}


def _on(value: Any) -> bool:
    return str(value).lower() == "true"


def _ec2(cluster: Cluster) -> Any:
    return ec2_backends[cluster.account][cluster.region]
