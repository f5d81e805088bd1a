"""What was measured: rows of samples."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass, field
from typing import Any

from workspace import Run


@dataclass
class Sample:
    """Values of one thing over the rounds."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def minimum(self) -> float:
        return min(self.values)

    def as_json(self) -> dict[str, Any]:
        return {"median": self.median, "minimum": self.minimum, "rounds": len(self.values), "values": self.values}


@dataclass
class Row:
    """One thing, for this provider and what it is compared with."""

    key: str
    label: str
    unit: str = "ms"
    ours: Sample | None = None
    floor: Sample | None = None
    """Terraform's own `terraform_data`, which needs no provider process."""
    peer: Sample | None = None
    """hashicorp/aws."""
    note: str = ""
    cpu: dict[str, Sample] = field(default_factory=dict)
    """CPU time by variant in milliseconds, where a whole command was measured. A busy machine changes it less than it does times."""

    def add(self, variant: str, *values: float) -> None:
        """Adds values of `ours`, `floor` or `peer`."""
        sample = getattr(self, variant) or Sample()
        sample.values.extend(values)
        setattr(self, variant, sample)

    def add_run(self, variant: str, run: Run) -> None:
        """Adds the time of a command, and its CPU time."""
        self.add(variant, run.milliseconds)
        self.cpu.setdefault(variant, Sample()).values.append(run.cpu_milliseconds)

    def shown(self, value: float, of: str = "ours") -> str:
        """A value of this row as a person reads it."""
        if of == "ratio":
            return f"{value:.2f} x floor"
        amount = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.1f}"
        return f"{amount} {self.unit}".rstrip()

    def as_json(self) -> dict[str, Any]:
        samples = {name: getattr(self, name) for name in ("ours", "floor", "peer")}
        cpu = {name: sample.as_json() for name, sample in self.cpu.items()}
        return asdict(self) | {name: sample and sample.as_json() for name, sample in samples.items()} | {"cpu": cpu}
