"""All clusters of all accounts and Regions, and the names that are still taken after a deletion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .cluster import Cluster, Plan

if TYPE_CHECKING:
    from ..world import World

Key = tuple[str, str, str]
"""account, Region, name"""


class Registry:
    def __init__(self) -> None:
        self.clusters: dict[Key, Cluster] = {}
        self.plans: dict[str, Plan] = {}
        """By name, for clusters to come."""
        self.released_at: dict[Key, float] = {}
        self.unsettled: dict[Key, Cluster] = {}
        """Clusters whose state may change with time alone."""

    def add(self, cluster: Cluster) -> None:
        key = (cluster.account, cluster.region, cluster.name)
        self.clusters[key] = self.unsettled[key] = cluster

    def touch(self, cluster: Cluster) -> None:
        self.unsettled[(cluster.account, cluster.region, cluster.name)] = cluster

    def remove(self, cluster: Cluster, released_at: float) -> None:
        key = (cluster.account, cluster.region, cluster.name)
        self.clusters.pop(key, None)
        self.unsettled.pop(key, None)
        self.plans.pop(cluster.name, None)
        self.released_at[key] = released_at

    def settle_all(self, world: World, name: str | None = None) -> None:
        """Brings clusters up to date; with a name, that one and those in deletion, which free what it may need."""
        from .lifecycle import settle

        for key, cluster in list(self.unsettled.items()):
            if name is not None and cluster.name != name and cluster.status != "DELETING":
                continue
            settle(world, cluster)
            if cluster.status in ("ACTIVE", "FAILED"):
                self.unsettled.pop(key, None)

    def named(self, name: str) -> Cluster | None:
        """Whatever the account and Region: for the control API."""
        return next((cluster for cluster in self.clusters.values() if cluster.name == name), None)

    def plan_for(self, name: str) -> Plan:
        return self.plans.setdefault(name, Plan())

    def on_outpost(self, arn: str) -> Iterator[Cluster]:
        return (cluster for cluster in self.clusters.values() if cluster.outpost_arn == arn)
