"""Hostile answers: what a service may do without notice, and a client must bear without planning a change.

[guess] all of it; AWS promises neither order, nor the presence of optional members, nor that enums are closed.
"""

from __future__ import annotations

import random
from typing import Any

DROPPED = (
    "clientRequestToken",
    "controlPlaneScalingConfig",
    "deletionProtection",
    "storageConfig",
    "upgradePolicy",
    "zonalShiftConfig",
)


def distort(operation: str, value: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    if isinstance(value.get("cluster"), dict):
        _distort_cluster(value["cluster"])
    if isinstance(value.get("update"), dict):
        value["update"].get("params", []).append({"type": "SimulatedFutureParam", "value": "1"})
    value["simulatedFutureMember"] = {"nested": [1, 2, 3]}
    return _shuffle(value, dice, paged=operation.startswith("List"))


def drop(value: dict[str, Any], paths: list[str]) -> None:
    """Takes members out of the cluster in an answer, by dotted path."""
    for path in paths:
        *parents, last = path.split(".")
        place = value.get("cluster", {})
        for name in parents:
            place = place.get(name, {})
        place.pop(last, None)


def _distort_cluster(cluster: dict[str, Any]) -> None:
    for name in DROPPED:
        cluster.pop(name, None)
    if not cluster.get("health", {}).get("issues"):
        cluster.pop("health", None)
    if not cluster.get("tags"):
        cluster.pop("tags", None)
    cluster["simulatedFutureMember"] = "future"
    cluster["resourcesVpcConfig"]["controlPlaneEgressMode"] = "SIMULATED_FUTURE_MODE"
    cluster["resourcesVpcConfig"]["simulatedFutureMember"] = True
    if "endpoint" in cluster and not cluster["endpoint"].endswith(":443"):
        cluster["endpoint"] += ":443"
    cluster.get("logging", {}).get("clusterLogging", []).append({"types": ["simulatedFutureLog"], "enabled": False})
    if cluster["status"] == "ACTIVE":
        issues = cluster.setdefault("health", {}).setdefault("issues", [])
        issues.append(
            {"code": "SimulatedFutureCode", "message": "An issue of a kind that did not exist yet.", "resourceIds": []}
        )


def _shuffle(value: Any, dice: random.Random, paged: bool) -> Any:
    if isinstance(value, dict):
        items = [(name, _shuffle(member, dice, paged)) for name, member in value.items()]
        dice.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        items = [_shuffle(item, dice, paged) for item in value]
        dice.shuffle(items)
        return items
    return value
