"""Peak memory of provider processes while Terraform runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

INTERVAL_SECONDS = 0.001


class Peak:
    """Largest VmHWM of the children of a process. The kernel keeps the peak, so that the last look at each sees it."""

    def __init__(self) -> None:
        self.kib = 0

    @property
    def mib(self) -> float:
        if self.kib == 0:
            raise RuntimeError("no provider process was seen")
        return self.kib / 1024

    def watch(self, pid: int) -> None:
        """Returns when the process has ended. For `Workspace.run`."""
        while (children := _children(pid)) is not None:
            for child in children:
                self.kib = max(self.kib, _peak_kib(child))
            time.sleep(INTERVAL_SECONDS)


def of_process(pid: int) -> float:
    """MiB."""
    return _peak_kib(pid) / 1024


def _children(pid: int) -> list[int] | None:
    """Providers that Terraform's threads started; `None` when it has ended."""
    if _field(Path(f"/proc/{pid}/status"), "State:", str) in (None, "Z"):
        return None
    found = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in _read(listing).split()]
    return [child for child in found if _read(Path(f"/proc/{child}/comm")).startswith("terraform-provi")]


def _peak_kib(pid: int) -> int:
    return _field(Path(f"/proc/{pid}/status"), "VmHWM:", int) or 0


def _field(path: Path, name: str, convert: Callable):
    for line in _read(path).splitlines():
        if line.startswith(name):
            return convert(line.split()[1])
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
