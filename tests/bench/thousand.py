"""Memory with a thousand objects and a parallelism of 50."""

from __future__ import annotations

import configurations
from memory import Peak
from results import Row
from variants import Variant

PARALLELISM = "-parallelism=50"


def measure(variant: Variant, pairs: int) -> Row:
    """Creates the pairs and plans them once more; nobody destroys them."""
    row = Row(
        "memory_many", f"peak memory, {2 * pairs} objects, parallelism 50", "MiB", note="apply and plan without changes"
    )
    workspace = variant.workspace("thousand", configurations.ours(pairs))
    peak = Peak()
    workspace.run("apply", "-auto-approve", PARALLELISM, watch=peak.watch)
    workspace.run("plan", "-detailed-exitcode", PARALLELISM, watch=peak.watch)
    row.add(variant.name, peak.mib)
    variant.simulator.reset()
    return row
