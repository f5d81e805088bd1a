"""Table for people, JSON for machines, and the block in the README."""

from __future__ import annotations

import os
import platform
import re
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from budgets import BUDGETS
from results import Row, Sample

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def machine() -> dict[str, Any]:
    """What the times depend on."""
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text())[1])
    return {
        "processor": processor[1].strip() if processor else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**20),
        "system": f"{platform.system()} {platform.release()}",
        "load": os.getloadavg()[0],
        "date": datetime.now(timezone.utc).date().isoformat(),
    }


def headings(rows: list[Row]) -> list[str]:
    compared = ["this provider", "`terraform_data`"] + (["hashicorp/aws"] if any(row.peer for row in rows) else [])
    return ["", *compared, "budget"]


def cells(row: Row, peer: bool) -> list[str]:
    budget = next((budget for budget in BUDGETS if budget.row == row.key), None)
    values = [_shown(row, sample) for sample in (row.ours, row.floor, *((row.peer,) if peer else ()))]
    if budget and budget.of != "ours" and (value := budget.measured(row)) is not None:
        values[0] += f" = {row.shown(value, budget.of)}"
    return [row.label, *values, budget.text(row.unit) if budget else ""]


def table(rows: list[Row]) -> str:
    """Columns of one width."""
    head = headings(rows)
    lines = [head] + [cells(row, "hashicorp/aws" in head) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    notes = [f"{row.label}: {note}" for row in rows for note in (row.note, _cpu(row)) if note]
    return "\n".join([*text, "", *notes])


def markdown(rows: list[Row], facts: dict[str, Any]) -> str:
    head = headings(rows)
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)] + [cells(row, "hashicorp/aws" in head) for row in rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    where = (
        f"Measured by `make bench` on {facts['date']}: {facts['processor']}, {facts['cores']} cores, "
        f"{facts['memory_gib']} GiB, {facts['system']}, Terraform {facts['terraform']}. AWS is the simulator. "
        "Median / minimum; variants take turns in every round."
    )
    return f"{where}\n\n{text}"


def rewrite(readme: Path, block: str) -> None:
    """Replaces what is between the markers; without markers they come at the end."""
    text = readme.read_text()
    if BEGIN not in text:
        text = f"{text.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{readme} has {BEGIN} without {END}")
    readme.write_text(f"{before}{BEGIN}\n{block}\n{END}{after}")


def _cpu(row: Row) -> str:
    used = [f"{variant} {sample.median:,.0f}/{sample.minimum:,.0f}" for variant, sample in row.cpu.items()]
    return f"CPU ms {', '.join(used)}" if used else ""


def _shown(row: Row, sample: Sample | None) -> str:
    if sample is None:
        return ""
    median, minimum = row.shown(sample.median), row.shown(sample.minimum)
    if median == minimum:
        return median
    return f"{median.removesuffix(row.unit).rstrip()} / {minimum}"
