"""When things happened, from Terraform's trace log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LINE = re.compile(
    r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:?\d\d)) \[(?:TRACE|DEBUG|INFO|WARN|ERROR)\] +(.*)$"
)


@dataclass
class Life:
    """One provider process; milliseconds."""

    total: float
    """From before its start to its end."""
    exit: float
    """From Terraform's closing of the connection, which begins with GRPCController.Shutdown, to its end."""


def events(log: Path) -> list[tuple[float, str]]:
    """Seconds since the epoch, and text, of each line that has a time."""
    found = (LINE.match(line) for line in log.read_text(errors="replace").splitlines())
    return [(_seconds(match[1]), match[2]) for match in found if match]


def lives(log: Path) -> list[Life]:
    """Of provider processes that ran one after the other."""
    done, start, close = [], None, None
    for time, text in events(log):
        if text.startswith("provider: starting plugin:"):
            start = time
        elif re.match(r"GRPCProvider(\.v6)?: Close", text):
            close = time
        elif text.startswith("provider: plugin process exited:") and start is not None and close is not None:
            done.append(Life((time - start) * 1000, (time - close) * 1000))
            start = close = None
    if not done:
        raise RuntimeError(f"{log} shows no provider process from start to end")
    return done


def first_call(log: Path, rpc: str) -> float:
    """Seconds since the epoch when Terraform first called an RPC."""
    for time, text in events(log):
        if re.match(rf"GRPCProvider(\.v6)?: {rpc}$", text):
            return time
    raise RuntimeError(f"{log} shows no call of {rpc}")


def _seconds(stamp: str) -> float:
    return datetime.strptime(stamp.replace("Z", "+0000"), "%Y-%m-%dT%H:%M:%S.%f%z").timestamp()
