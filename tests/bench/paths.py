"""Where the programs and files of a measurement are."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SIMULATOR = REPOSITORY / "tests" / "simulator"
README = REPOSITORY / "README.md"
PROVIDER = "terraform-provider-eksoutpost"


class Missing(Exception):
    """Something that a measurement needs is not on this machine; the text says what to do."""


def target() -> Path:
    """Cargo's target directory."""
    return Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target")


def release_binary() -> Path:
    """The provider as `cargo build --release` leaves it."""
    return target() / "release" / PROVIDER


def existing_binary(path: Path) -> Path:
    if not path.is_file():
        raise Missing(f"there is no {path}: run `cargo build --release`, or name another binary with --binary")
    return path.resolve()


def terraform() -> Path:
    found = shutil.which("terraform")
    if found is None:
        raise Missing("there is no `terraform` on PATH: install Terraform 1.8 or newer")
    return Path(found)


def readme() -> Path:
    if not README.is_file():
        raise Missing(f"there is no {README}, into which the table is to go")
    return README


def check_python() -> None:
    if importlib.util.find_spec("moto") is None:
        raise Missing("this Python has not the simulator's requirements: use the one in .venv, which `make test` makes")


def peer_mirror() -> Path | None:
    """A filesystem mirror with hashicorp/aws, if TF_PEER_MIRROR names one."""
    named = os.environ.get("TF_PEER_MIRROR")
    if not named:
        return None
    mirror = Path(named)
    if not (mirror / "registry.terraform.io" / "hashicorp" / "aws").is_dir():
        raise Missing(f"TF_PEER_MIRROR is {mirror}, which has no registry.terraform.io/hashicorp/aws")
    return mirror
