"""The operations of EKS that the simulator plays."""

from __future__ import annotations

from typing import Any

from ..errors import AwsError
from ..messages import Call
from ..models import service_model
from ..pages import page
from ..world import World
from . import infrastructure
from .cluster import Cluster
from .create import create_cluster
from .find import existing_cluster
from .lifecycle import settle
from .tags import list_tags_for_resource, tag_resource, untag_resource
from .update import describe_update, list_updates, update_cluster_config, update_cluster_version
from .versions import describe_cluster_versions


def describe_cluster(world: World, call: Call) -> dict[str, Any]:
    return {"cluster": _shown(world, existing_cluster(world, call))}


def list_clusters(world: World, call: Call) -> dict[str, Any]:
    here = [
        name for (account, region, name) in world.clusters.clusters if (account, region) == (call.account, call.region)
    ]
    return page(world, call, "clusters", sorted(here))


def delete_cluster(world: World, call: Call) -> dict[str, Any]:
    cluster = existing_cluster(world, call)
    if cluster.deletion_protection and cluster.status in ("ACTIVE", "UPDATING"):
        # [doc] protects ACTIVE clusters only; the text is a [guess]
        raise AwsError(
            "InvalidRequestException",
            f"Cluster {cluster.name} cannot be deleted while deletion protection is enabled.",
            clusterName=cluster.name,
        )
    if cluster.status == "UPDATING":
        # [field] the words "in progress"
        raise AwsError(
            "ResourceInUseException",
            f"Cannot delete cluster {cluster.name}: an update is in progress.",
            409,
            clusterName=cluster.name,
        )
    # [doc] a cluster that is stuck in CREATING can be deleted; [guess] so can one that is being deleted
    if cluster.status != "DELETING":
        cluster.status, cluster.deleting_since = "DELETING", world.clock.now()
        world.clusters.touch(cluster)
    answer = {"cluster": _shown(world, cluster)}
    settle(world, cluster)
    return answer


def disappear(world: World, cluster: Cluster) -> None:
    """Gone at once, as if somebody had deleted it some time ago: for the control API."""
    infrastructure.tear_down(world, cluster)
    world.clusters.remove(cluster, released_at=0.0)


def _not_for_ebs(world: World, call: Call) -> dict[str, Any]:
    member = "clusterName" if "clusterName" in call.parameters else "name"
    cluster = existing_cluster(world, call, member)
    if cluster.kind == "ebs":
        # [field] steampipe-plugin-aws #2771: code and text
        raise AwsError(
            "ClientException", "This operation is not supported for local EKS clusters", clusterName=cluster.name
        )
    lists = service_model("eks").operation_model(call.operation).output_shape.members
    empty = [name for name, shape in lists.items() if shape.type_name == "list"]
    if call.operation.startswith("List"):
        return {name: [] for name in empty}
    raise AwsError("NotSimulated", f"The simulator does not play eks:{call.operation}", 501)


def _shown(world: World, cluster: Cluster) -> dict[str, Any]:
    return cluster.described(world.clock.now(), world.settings.instance_store_id, world.settings.endpoint_port)


OPERATIONS = {
    "CreateCluster": create_cluster,
    "DescribeCluster": describe_cluster,
    "ListClusters": list_clusters,
    "DeleteCluster": delete_cluster,
    "UpdateClusterConfig": update_cluster_config,
    "UpdateClusterVersion": update_cluster_version,
    "DescribeUpdate": describe_update,
    "ListUpdates": list_updates,
    "TagResource": tag_resource,
    "UntagResource": untag_resource,
    "ListTagsForResource": list_tags_for_resource,
    "DescribeClusterVersions": describe_cluster_versions,
    **{
        name: _not_for_ebs
        for name in service_model("eks").operation_names
        if any(
            word in name
            for word in (
                "Nodegroup",
                "FargateProfile",
                "Addon",
                "IdentityProviderConfig",
                "PodIdentityAssociation",
                "AccessEntr",
            )
        )
        and name not in ("DescribeAddonConfiguration", "DescribeAddonVersions")
    },
}
