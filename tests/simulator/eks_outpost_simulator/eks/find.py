"""Finding a cluster, and the two ways of saying that there is none."""

from __future__ import annotations

from ..errors import AwsError
from ..messages import Call
from ..world import World
from .cluster import Cluster


def existing_cluster(world: World, call: Call, member: str = "name") -> Cluster:
    name = call.parameters[member]
    cluster = world.clusters.clusters.get((call.account, call.region, name))
    if cluster is not None and world.clock.now() >= cluster.visible_at:
        return cluster
    if world.settings.notfound_as_client_exception:
        # [field] hashicorp/aws treats this form as gone too
        raise AwsError("ClientException", f"No cluster found for name: {name}.", clusterName=name)
    # [field] the text; [model] the code
    raise AwsError("ResourceNotFoundException", f"No cluster found for name: {name}.", 404, clusterName=name)
