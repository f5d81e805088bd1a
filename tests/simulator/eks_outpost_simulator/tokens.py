"""Tokens that tests show to a cluster."""

from __future__ import annotations

from typing import Any

from moto.iam.access_control import CreateAccessKeyFailure, create_access_key

from . import authenticator
from .permissions import account_of
from .world import World


def judge(world: World, body: dict[str, Any], _query: dict[str, str], name: str) -> dict[str, Any]:
    """Whether the cluster takes the token now, and whom it sees in it."""
    token, cluster = body.get("token"), world.clusters.named(name)
    if not isinstance(token, str) or cluster is None:
        raise ValueError('expected token/NAME of a cluster and {"token": text}')
    # [doc] user guide: clusters with EBS know themselves by their id, those with instance store by their name
    subject = cluster.uuid if cluster.kind == "ebs" else cluster.name
    try:
        return {"accepted": True, "arn": authenticator.verify(token, subject, world.clock.now(), _holder)}
    except authenticator.Refused as refusal:
        return {"accepted": False, "reason": str(refusal)}


def _holder(access_key: str, session_token: str | None) -> tuple[str, str] | None:
    headers = {"X-Amz-Security-Token": session_token} if session_token else {}
    try:
        holder = create_access_key(account_of(access_key), "aws", access_key, headers)
    except CreateAccessKeyFailure:
        return None
    return holder.create_credentials().secret_key, holder.arn
