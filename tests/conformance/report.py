"""Prints the conformance cases and how their tests ended, from the output of `cargo test --workspace` on standard input.

A case passes when every one of its tests ran and passed. One whose test failed, or is not in the output, has failed.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).with_name("cases.txt")
BINARY = re.compile(r"^\s+Running .*\((?:.*/)?([a-z0-9_]+)-[0-9a-f]{16}(?:\.exe)?\)")
RESULT = re.compile(r"^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)")
OTHER = re.compile(r"^conformance: (\S+ \d+\.\d+\S*): passed$")


@dataclass
class Case:
    number: int
    name: str
    tests: list[str] = field(default_factory=list)
    needs: str | None = None
    pending: str | None = None


def cases(text: str) -> list[Case]:
    found: list[Case] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            number, _, name = line.partition(" ")
            found.append(Case(int(number), name))
        elif line.strip().startswith("pending: "):
            found[-1].pending = line.strip().removeprefix("pending: ")
        elif line.strip().startswith("needs "):
            found[-1].needs = line.strip().removeprefix("needs ").rstrip(":")
        else:
            found[-1].tests.append(line.strip())
    return found


def outcomes(output: list[str]) -> tuple[dict[str, str], list[str]]:
    """How each test ended, by `binary test`, and which other Terraforms the suite ran with."""
    ended: dict[str, str] = {}
    others: list[str] = []
    binary = "?"
    for line in output:
        if match := BINARY.match(line):
            binary = match[1]
        elif match := RESULT.match(line):
            ended[f"{binary} {match[1]}"] = match[2]
        elif match := OTHER.match(line):
            others.append(match[1])
    return ended, others


def judge(case: Case, ended: dict[str, str], others: list[str]) -> tuple[str, str]:
    """passed, failed or not run; and why."""
    wrong = [f"{test}: {ended.get(test, 'did not run')}" for test in case.tests if ended.get(test) != "ok"]
    if wrong:
        return "failed", "; ".join(wrong)
    if case.pending or not case.tests:
        return "not run", case.pending or "no test"
    if case.needs is None:
        return "passed", f"{len(case.tests)} tests"
    able = [other for other in others if _version(other.split()[1]) >= _version(case.needs)]
    if able:
        return "passed", f"{len(case.tests)} tests, with {', '.join(able)}"
    return "not run", f"no Terraform {case.needs} in TF_ACC_TERRAFORM_PATHS; in process: {len(case.tests)} tests passed"


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def main() -> int:
    all_cases = cases(CASES.read_text(encoding="utf-8"))
    ended, others = outcomes(sys.stdin.read().splitlines())
    counts = {"passed": 0, "not run": 0, "failed": 0}
    for case in all_cases:
        outcome, why = judge(case, ended, others)
        counts[outcome] += 1
        print(f"conformance {case.number:2} {outcome:8} {case.name}: {why}")
    print(f"conformance: {len(all_cases)} cases: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 1 if counts["failed"] or [case.number for case in all_cases] != list(range(1, 52)) else 0


if __name__ == "__main__":
    sys.exit(main())
