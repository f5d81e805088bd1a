"""Instructions from the start of the provider to its handshake line, counted by callgrind. A gate: see budgets.py.

The count hardly depends on machine or load. Run by itself it prints the count and fails above the budget:

    python instructions.py [--binary FILE]
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import budgets
import environment
import paths

NO_VALGRIND = (
    "instructions to the handshake: not counted, because valgrind is not installed (Debian: apt install valgrind)"
)


def available() -> bool:
    return shutil.which("valgrind") is not None


def to_handshake(binary: Path) -> int:
    """Runs the provider with a standard output that is full, so that it ends when it writes the handshake line."""
    with tempfile.TemporaryDirectory(prefix="bench-") as root, open("/dev/full", "wb") as full:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={root}/callgrind.out", str(binary)]
        surroundings = environment.as_started_by_terraform(Path(root))
        process = subprocess.run(
            command, env=surroundings, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=300
        )
    return collected(process.stderr.decode(errors="replace"))


def collected(report: str) -> int:
    """The total in what callgrind and the provider wrote to standard error."""
    total = re.search(r"Collected : (\d+)", report)
    if "No space left on device" not in report or total is None:
        raise RuntimeError(f"the provider did not come to its handshake line under callgrind:\n{report}")
    return int(total[1])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="instructions.py", description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=paths.release_binary(), help="default: the release build")
    options = parser.parse_args(arguments)
    if not available():
        print(NO_VALGRIND)
        return 0
    budget = budgets.INSTRUCTIONS
    count = to_handshake(paths.existing_binary(options.binary))
    verdict = "ok" if budget.holds(count) else "TOO MANY"
    print(f"instructions to the handshake: {count:,} of at most {budget.limit:,}: {verdict}")
    return 0 if budget.holds(count) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except paths.Missing as missing:
        sys.exit(f"instructions to the handshake: {missing}")
