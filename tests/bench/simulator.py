"""A simulated AWS for one variant of a measurement."""

from __future__ import annotations

import json
import sys
import urllib.request
from collections import Counter
from typing import Any

import paths
from child import Server

# Nothing takes time in this AWS, and nobody looks at the instances.
SETTINGS = {"create_seconds": 0, "delete_seconds": 0, "update_seconds": 0, "control_plane_instances": "false"}


class Simulator(Server):
    def __init__(self) -> None:
        settings = [part for name, value in SETTINGS.items() for part in ("--set", f"{name}={value}")]
        command = [sys.executable, "-m", "eks_outpost_simulator", "--seed", "--exit-with-parent", *settings]
        super().__init__(command, paths.SIMULATOR)

    def reset(self) -> None:
        self._control("POST", "reset")

    def forget_requests(self) -> None:
        self._control("DELETE", "requests")

    def requests(self) -> list[dict[str, Any]]:
        """Calls in order; `time` is when one came in, `milliseconds` how long the simulator took."""
        return self._control("GET", "requests")["requests"]

    def calls(self) -> Counter[str]:
        return Counter(request["operation"] for request in self.requests())

    def _control(self, method: str, path: str) -> dict[str, Any]:
        request = urllib.request.Request(f"{self.endpoint}/_sim/{path}", method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
