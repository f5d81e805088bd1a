"""What is measured against what: this provider, Terraform's own `terraform_data`, and hashicorp/aws."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import paths
import workspace
from simulator import Simulator


@dataclass
class Variant:
    """A provider with an AWS of its own, so that names and journals do not mix."""

    name: str
    """`ours`, `floor` or `peer`: where its values go in a row."""
    root: Path
    binary: Path | None = None
    mirror: Path | None = None
    simulator: Simulator | None = None

    def workspace(self, name: str, configuration: str) -> workspace.Workspace:
        endpoint = self.simulator.endpoint if self.simulator else None
        return workspace.Workspace(self.root / name, self.mirror, endpoint, configuration, self.binary)


@dataclass
class Variants:
    ours: Variant
    floor: Variant
    peer: Variant | None


def prepare(binary: Path, root: Path, stack: ExitStack) -> Variants:
    """Starts one simulator for each; `stack` ends them."""
    ours = Variant("ours", root / "ours", binary, workspace.mirror_of(binary, root / "mirror"))
    ours.simulator = stack.enter_context(Simulator())
    peer_mirror = paths.peer_mirror()
    peer = None
    if peer_mirror:
        found = sorted(
            (peer_mirror / "registry.terraform.io" / "hashicorp" / "aws").glob("*/*/terraform-provider-aws*")
        )
        peer = Variant("peer", root / "peer", found[-1], peer_mirror, stack.enter_context(Simulator()))
    return Variants(ours, Variant("floor", root / "floor"), peer)
