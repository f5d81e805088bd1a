"""TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from typing import Any

from ..errors import AwsError
from ..messages import Call
from ..world import World
from .cluster import Cluster


def tag_resource(world: World, call: Call) -> dict[str, Any]:
    cluster = _tagged(world, call)
    tags = {**cluster.tags, **call.parameters["tags"]}
    check_tags(tags, "BadRequestException")
    cluster.tags = tags
    return {}


def untag_resource(world: World, call: Call) -> dict[str, Any]:
    cluster = _tagged(world, call)
    cluster.tags = {key: value for key, value in cluster.tags.items() if key not in call.parameters["tagKeys"]}
    return {}


def list_tags_for_resource(world: World, call: Call) -> dict[str, Any]:
    return {"tags": dict(_tagged(world, call).tags)}


def check_tags(tags: dict[str, str], code: str) -> None:
    if any(key.lower().startswith("aws:") for key in tags):
        # [doc] the prefix is reserved
        raise AwsError(code, "aws: prefixed tag key names are not allowed for external use.")
    if len(tags) > 50:
        # [doc] at most 50
        raise AwsError(code, "Tag limit exceeded: a resource can have at most 50 tags.")


def _tagged(world: World, call: Call) -> Cluster:
    arn = call.parameters["resourceArn"]
    for cluster in world.clusters.clusters.values():
        if cluster.arn == arn and (cluster.account, cluster.region) == (call.account, call.region):
            return cluster
    # [model] NotFoundException, not ResourceNotFoundException
    raise AwsError("NotFoundException", f"The specified resource could not be found: {arn}", 404)
