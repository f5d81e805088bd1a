"""IAM enforcement: who signs, whether the signature is right, and whether the policies allow the call."""

from __future__ import annotations

from .messages import Call
from .world import World


def check(world: World, call: Call) -> None:
    return


def check_create_cluster(world: World, call: Call, kind: str) -> None:
    return
