"""Measures the budgets of this provider, beside Terraform alone and, where TF_PEER_MIRROR names a mirror, hashicorp/aws.

Variants take turns in every round, so that a busy moment meets all of them. Exits with 1 if a budget is broken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import budgets
import commands
import configurations
import facts
import paths
import processes
import report
import thousand
from results import Row
from variants import Variants, prepare


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    rounds: int
    """Of single processes, and of commands with one pair."""
    rounds_of_many: int
    peer_rounds: int
    many: int
    """Pairs in the larger measurement of commands."""
    pairs_in_memory: int


FULL = Extent(rounds=9, rounds_of_many=5, peer_rounds=2, many=100, pairs_in_memory=500)
QUICK = Extent(rounds=1, rounds_of_many=1, peer_rounds=1, many=2, pairs_in_memory=3)


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    binary = paths.existing_binary(options.binary)
    paths.check_python()
    readme = paths.readme() if options.readme else None
    machine = report.machine() | {"terraform": _terraform_version()}
    if machine["load"] > 0.5 and not options.quick:
        _say(f"the machine is busy (load {machine['load']:.1f}): take the times with a grain of salt")
    with tempfile.TemporaryDirectory(prefix="bench-") as root, ExitStack() as stack:
        variants = prepare(binary, Path(root), stack)
        rows = measure(variants, QUICK if options.quick else FULL)
    print(report.table(rows))
    broken = budgets.broken(rows, options.quick)
    results = {"machine": machine, "quick": options.quick, "rows": [row.as_json() for row in rows], "broken": broken}
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(results, indent=2) + "\n")
    if readme:
        report.rewrite(readme, report.markdown(rows, machine))
    for sentence in broken:
        print(f"BROKEN BUDGET: {sentence}")
    return 1 if broken else 0


def measure(variants: Variants, extent: Extent) -> list[Row]:
    _say("processes")
    rows = processes.measure(variants, extent.rounds, extent.peer_rounds)
    _say("calls and state")
    learned = facts.Facts()
    size = learned.learn(variants.ours, configurations.ours(extent.many), extent.many)
    if variants.peer:
        learned.learn(variants.peer, configurations.peer(1), 1)
    for key, count, rounds in (("one", 1, extent.rounds), ("many", extent.many, extent.rounds_of_many)):
        _say(f"commands with {count} x (role + cluster)")
        measured = commands.Commands(key, count, variants, size)
        measured.measure(rounds, extent.peer_rounds)
        rows += measured.rows
    _say("memory with many objects")
    return [*rows, thousand.measure(variants.ours, extent.pairs_in_memory), *learned.rows]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.py", description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=paths.release_binary(), help="default: the release build")
    parser.add_argument("--quick", action="store_true", help="one round of little; judges only what no load can change")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--json", type=Path, default=paths.target() / "bench.json", help="where results go")
    return parser


def _terraform_version() -> str:
    answer = subprocess.run(
        [paths.terraform(), "version", "-json"], env={"CHECKPOINT_DISABLE": "1"}, capture_output=True, check=True
    )
    return json.loads(answer.stdout)["terraform_version"]


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except paths.Missing as missing:
        sys.exit(f"bench: {missing}")
