"""A server in a process of its own, which tells its endpoint in its first line and ends when we do."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Server:
    """Runs until the `with` block ends."""

    def __init__(self, command: list[str], directory: Path) -> None:
        surroundings = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            command, cwd=directory, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(command)} did not start; its reason is above")
        self.facts: dict[str, Any] = json.loads(line)
        self.endpoint: str = self.facts["endpoint"]
        if urlsplit(self.endpoint).hostname != "127.0.0.1":
            raise ValueError(f"{self.endpoint} is not on this machine")

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()
