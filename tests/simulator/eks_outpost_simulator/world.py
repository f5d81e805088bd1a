"""Everything the simulator knows that moto does not."""

from __future__ import annotations

import random
import threading
from typing import Any

from . import moto_state
from .clock import Clock
from .faults import Faults
from .journal import Journal
from .settings import Settings


class World:
    def __init__(self, seeded: bool, settings: dict[str, Any] | None = None) -> None:
        self.lock = threading.RLock()
        """Held while a call is played: moto is not thread-safe."""
        self.seeded = seeded
        self.first_settings = Settings().changed(settings or {})
        self.clock = Clock()
        self.faults = Faults()
        self.journal = Journal()
        self.seed_facts: dict[str, Any] = {}
        self._clear()

    def start(self) -> None:
        """Loads what would make the first calls slow, then seeds."""
        from . import seed

        seed.warm_up()
        self.reset()

    def reset(self) -> None:
        with self.lock:
            moto_state.reset()
            self.clock.reset()
            self.faults.clear()
            self.journal.clear()
            self._clear()
            if self.seeded:
                self.seed()

    def seed(self) -> None:
        from . import seed

        with self.lock:
            self.seed_facts = seed.plant(self)

    def _clear(self) -> None:
        from .eks.registry import Registry

        self.settings = self.first_settings
        self.enforce_permissions = False
        self.clusters = Registry()
        self.outposts: dict[str, Any] = {}
        """Outpost ARN to outposts.Outpost."""
        self.placement_groups: dict[tuple[str, str, str], dict[str, Any]] = {}
        """(account, region, name) to EC2's PlacementGroup."""
        self.vpc_routes: dict[str, dict[str, str]] = {}
        """VPC id to what the main route table has beside moto's routes: IPv4 block to target."""
        self.vpc_endpoints: dict[str, list[str]] = {}
        """VPC id to services that have an endpoint there, beside moto's."""
        self.role_changes: dict[tuple[str, str], float] = {}
        """(account, role name) to the time of the last change that EKS must wait to see."""
        self.seeded_ids: set[str] = set()
        self.dice = random.Random(1)
