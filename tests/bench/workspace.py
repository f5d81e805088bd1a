"""Directories in which Terraform runs, installed and initialized as a practitioner has them."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import environment
import paths
from state import State

SOURCE = "eksoutpost/eksoutpost"
MIRROR = f"registry.terraform.io/{SOURCE}/0.1.0"


@dataclass
class Run:
    milliseconds: float
    cpu_milliseconds: float
    """Of Terraform and the providers that it started."""
    output: str


class Workspace:
    """A root module. Terraform verifies the checksum of the provider at each command, as it does for everybody, unless the provider
    comes from an override."""

    def __init__(
        self, root: Path, mirror: Path | None, endpoint: str | None, configuration: str, binary: Path | None = None
    ) -> None:
        self.module = root / "module"
        self.module.mkdir(parents=True)
        installation = f'filesystem_mirror {{ path = "{mirror}" }}' if mirror else ""
        (root / "terraformrc").write_text(f"provider_installation {{\n  {installation}\n}}\n")
        if binary:
            overrides = f'dev_overrides {{ "{SOURCE}" = "{binary.parent}" }}'
            (root / "overrides").write_text(f"provider_installation {{\n  {overrides}\n}}\n")
        (self.module / "main.tf").write_text(configuration)
        self.environment = environment.bare(root) | {"TF_CLI_CONFIG_FILE": str(root / "terraformrc")}
        if endpoint:
            self.environment = environment.with_aws(self.environment, endpoint)
        self.run("init")

    def run(
        self,
        *arguments: str,
        endpoint: str | None = None,
        log: Path | None = None,
        watch: Callable[[int], None] | None = None,
        overridden: bool = False,
    ) -> Run:
        """Runs Terraform, which must succeed. `endpoint` replaces that of AWS, `log` gets the trace, `watch` the process id.
        With `overridden` the provider comes from its own directory, by `dev_overrides`."""
        surroundings = dict(self.environment)
        if overridden:
            surroundings["TF_CLI_CONFIG_FILE"] = str(self.module.parent / "overrides")
        if endpoint:
            surroundings["AWS_ENDPOINT_URL"] = endpoint
        if log:
            surroundings |= {"TF_LOG": "trace", "TF_LOG_PATH": str(log)}
        environment.guard(surroundings)
        command = [str(paths.terraform()), *arguments, "-no-color"]
        with open(self.module.parent / "output", "w+b") as output:
            begin = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=self.module, env=surroundings, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
            if watch:
                watch(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            took = (time.perf_counter() - begin) * 1000
            output.seek(0)
            text = output.read().decode(errors="replace")
        if process.returncode != 0:
            raise RuntimeError(f"terraform {' '.join(arguments)} ended with {process.returncode}:\n{text[-4000:]}")
        return Run(took, (usage.ru_utime + usage.ru_stime) * 1000, text)

    def state(self) -> State:
        return State(self.module / "terraform.tfstate")


def mirror_of(binary: Path, root: Path) -> Path:
    """A filesystem mirror with nothing but this binary."""
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    folder = root / MIRROR / f"{platform.system().lower()}_{machine}"
    folder.mkdir(parents=True)
    shutil.copy2(binary, folder / f"{paths.PROVIDER}_v0.1.0")
    return root
