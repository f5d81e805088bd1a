"""From the start of a provider process to its handshake line, as Terraform waits for it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import environment
import memory


def start(binary: Path, root: Path) -> tuple[float, float]:
    """Milliseconds to the line, and MiB of peak memory then."""
    surroundings = environment.as_started_by_terraform(root)
    begin = time.perf_counter()
    process = subprocess.Popen(
        [str(binary)], env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    line = process.stdout.readline()
    took = (time.perf_counter() - begin) * 1000
    peak = memory.of_process(process.pid)
    process.kill()
    _, error = process.communicate()
    if line.count(b"|") < 5:
        raise RuntimeError(f"{binary} did not shake hands: {line!r} {error.decode(errors='replace')}")
    return took, peak


def floor() -> float:
    """Milliseconds until a program that does nothing but write a line has written it."""
    begin = time.perf_counter()
    process = subprocess.Popen(["/bin/echo", "line"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    process.stdout.readline()
    took = (time.perf_counter() - begin) * 1000
    process.communicate()
    return took
