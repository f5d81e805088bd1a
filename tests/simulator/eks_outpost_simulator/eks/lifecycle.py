"""How a cluster's state follows from the clock. Everything is settled when somebody looks.

PENDING -> CREATING -> ACTIVE <-> UPDATING        an EBS cluster with health issues stays CREATING for ever
              |          |           |
              +- FAILED  +-----------+-> DELETING -> gone      FAILED is for the instance store kind only
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import infrastructure
from .cluster import Cluster, Update
from .health import obstacles

if TYPE_CHECKING:
    from ..world import World


def settle(world: World, cluster: Cluster) -> None:
    now = world.clock.now()
    if cluster.status == "PENDING" and now >= cluster.created_at + world.settings.pending_seconds:
        cluster.status, cluster.creating_since = "CREATING", cluster.created_at + world.settings.pending_seconds
    if cluster.status == "CREATING":
        _settle_creation(world, cluster, now)
    if cluster.status == "UPDATING":
        _settle_update(cluster, now)
    if cluster.status == "DELETING":
        _settle_deletion(world, cluster, now)


def _settle_creation(world: World, cluster: Cluster, now: float) -> None:
    elapsed = now - (cluster.creating_since or now)
    issues = obstacles(world, cluster, now)
    # [doc] health issues, not the status, tell why a cluster is not ready
    cluster.issues = issues if elapsed >= world.settings.health_issue_seconds else []
    if not issues and elapsed >= world.settings.create_seconds / 2:
        infrastructure.build(world, cluster)
    if elapsed < world.settings.create_seconds or cluster.plan.stuck_create:
        return
    if cluster.plan.fail_create is not None and cluster.kind == "instance_store":
        _fail(world, cluster, cluster.plan.fail_create)
    elif issues and cluster.kind == "instance_store":
        # [guess] the guide's heading says "stuck in CREATING", its text FAILED
        _fail(world, cluster, issues)
    elif not issues:
        cluster.status, cluster.issues, cluster.was_active = "ACTIVE", [], True


def _fail(world: World, cluster: Cluster, issues: list[dict]) -> None:
    cluster.status, cluster.issues = "FAILED", issues
    infrastructure.tear_down(world, cluster)


def _settle_update(cluster: Cluster, now: float) -> None:
    if cluster.platform_update_ends_at is not None:
        if now < cluster.platform_update_ends_at:
            return
        cluster.platform_update_ends_at = None
        cluster.platform_version = _next_platform_version(cluster.platform_version)
    update = cluster.running_update
    if update is not None:
        if now < update.ends_at:
            return
        _finish(cluster, update)
    cluster.status = "ACTIVE"


def _finish(cluster: Cluster, update: Update) -> None:
    if update.errors or update.is_cancelled:
        update.status = "Failed" if update.errors else "Cancelled"
        return
    update.status = "Successful"
    for name, value in update.changes.items():
        setattr(cluster, name, value)


def _settle_deletion(world: World, cluster: Cluster, now: float) -> None:
    gone_at = (cluster.deleting_since or now) + world.settings.delete_seconds
    if now < gone_at or cluster.plan.stuck_delete:
        return
    infrastructure.tear_down(world, cluster, leave_behind=cluster.plan.leave_behind)
    world.clusters.remove(cluster, released_at=gone_at + world.settings.name_release_seconds)


def _next_platform_version(platform_version: str) -> str:
    family, _, number = platform_version.rpartition(".")
    return f"{family}.{int(number) + 1}"
