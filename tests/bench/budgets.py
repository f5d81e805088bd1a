"""The budgets as data. A measurement that breaks one fails the benchmark."""

from __future__ import annotations

from dataclasses import dataclass

from results import Row

SPIKE = "measured on the spike before this provider existed"


@dataclass(frozen=True)
class Budget:
    """A limit for one row of the results."""

    row: str
    """Key of the row."""
    limit: float
    source: str
    """Why this number."""
    of: str = "ours"
    """What is limited: `ours`, or `ratio` (ours by the floor)."""
    exactly: bool = False
    stable: bool = False
    """Whether the value depends on neither the machine's load nor the build profile: it counts in a quick run too."""

    def holds(self, value: float) -> bool:
        return value == self.limit if self.exactly else value <= self.limit

    def measured(self, row: Row) -> float | None:
        """The limited value, or `None` if it was not measured."""
        if row.ours is None or (self.of != "ours" and row.floor is None):
            return None
        if self.of == "ratio":
            return row.ours.median / row.floor.median
        return row.ours.median

    def text(self, unit: str) -> str:
        sign = "=" if self.exactly else "≤"
        amount = f"{self.limit:,g}" if self.limit < 1e6 else f"{self.limit:,.0f}"
        if self.of == "ratio":
            return f"{sign} {amount} x floor"
        return f"{sign} {amount} {unit}".rstrip()


# Starting processes and connections is Terraform's and the kernel's work, and takes as much longer as the floor does.
ONE = 2.56
ONE_SOURCE = "75 ms over a floor of 48 ms, where 71 were measured before this provider existed: 3 processes"

INSTRUCTIONS = Budget("handshake_instructions", 3_000_000, f"1.35 M {SPIKE}; it has twice the code")

BUDGETS = [
    Budget("handshake_time", 5, f"1.9 ms {SPIKE}; paid in each of 2 to 5 processes of a command"),
    INSTRUCTIONS,
    Budget("schema_process", 25, f"15 ms {SPIKE}"),
    Budget("schema_process_exit", 10, "go-plugin kills after 2 s; 1 to 2 ms is what a clean end needs"),
    Budget("memory_unconfigured", 12, f"6.6 MiB {SPIKE}, without AWS clients"),
    Budget("memory_many", 20, f"10.9 MiB {SPIKE}, 19.5 with 200 calls at once"),
    Budget("binary", 12, f"8.0 MB {SPIKE}"),
    Budget("plan_create_one_overridden", ONE, ONE_SOURCE, of="ratio"),
    Budget("plan_no_change_one_replayed", ONE, ONE_SOURCE, of="ratio"),
    Budget("plan_create_many", 2.2, f"1.5 {SPIKE}", of="ratio"),
    Budget("plan_no_change_many_replayed", 2.2, f"2.2 {SPIKE}", of="ratio"),
    Budget("calls_per_cluster", 1, "DescribeCluster holds everything", exactly=True, stable=True),
    Budget("calls_per_role", 2, "GetRole and ListAttachedRolePolicies", exactly=True, stable=True),
    Budget("calls_beside", 1, "at most one GetCallerIdentity per process", stable=True),
    Budget("delete_sent", 100, "no artificial delay: hashicorp/aws sleeps up to a minute"),
    Budget("state_per_cluster", 2500, "local state is written anew for every change of every object", stable=True),
]


def broken(rows: list[Row], quick: bool) -> list[str]:
    """One sentence for each budget that is broken. A quick run is judged by its stable values only. Each budget has its row."""
    by_key = {row.key: row for row in rows}
    sentences = []
    for budget in BUDGETS:
        row = by_key[budget.row]
        value = budget.measured(row)
        if value is None or (quick and not budget.stable) or budget.holds(value):
            continue
        sentences.append(f"{row.label}: {row.shown(value, budget.of)}, budget {budget.text(row.unit)}; {budget.source}")
    return sentences
