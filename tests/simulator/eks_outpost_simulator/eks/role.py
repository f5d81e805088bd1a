"""What EKS wants of the cluster role, and when it sees changes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto.iam.models import iam_backends

if TYPE_CHECKING:
    from ..world import World

# [doc] trust principal and AWS managed policies, by kind
PRINCIPAL = {"ebs": "ec2.amazonaws.com", "instance_store": "eks.amazonaws.com", "cloud": "eks.amazonaws.com"}
POLICIES = {
    "ebs": ("AmazonEKSLocalOutpostClusterPolicy",),
    "instance_store": ("AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"),
    "cloud": ("AmazonEKSClusterPolicy",),
}


def refusal(world: World, account: str, role_arn: str, kind: str) -> str | None:
    """CreateCluster's answer to a role that EKS cannot use, or cannot use yet."""
    return complaint(world, account, role_arn, kind) or _not_seen_yet(world, account, role_arn, kind)


def complaint(world: World, account: str, role_arn: str, kind: str) -> str | None:
    found = next((role for role in iam_backends[account]["aws"].get_roles() if role.arn == role_arn), None)
    if found is None:
        return _unknown(role_arn)
    if not _trusts(found.assume_role_policy_document, PRINCIPAL[kind]):
        return _untrusted()
    attached = {arn.rsplit("/", 1)[-1] for arn in found.managed_policies}
    missing = [name for name in POLICIES[kind] if name not in attached]
    return _lacks(missing) if missing else None


def _not_seen_yet(world: World, account: str, role_arn: str, kind: str) -> str | None:
    changed = world.role_changes.get((account, role_arn.rsplit("/", 1)[-1]))
    wait = world.settings.role_propagation_seconds
    if changed is None or wait <= 0:
        return None
    # [field] the answers follow each other while a new role spreads: unknown, not assumable, without policies
    share = (world.clock.now() - changed) / wait
    if share >= 1:
        return None
    return _unknown(role_arn) if share < 1 / 3 else _untrusted() if share < 2 / 3 else _lacks(list(POLICIES[kind]))


def _unknown(role_arn: str) -> str:
    # [field]
    return f"roleArn, {role_arn}, does not exist"


def _untrusted() -> str:
    # [field]
    return "Role could not be assumed because the trusted entity is not correct"


def _lacks(names: list[str]) -> str:
    # [field] the sentence; [guess] that local clusters get it with their own policy's name
    policies = ", ".join(f"arn:aws:iam::aws:policy/{name}" for name in names)
    return (
        "The provided role doesn't have the Amazon EKS Managed Policies associated with it. "
        f"Please ensure the following policies [{policies}] are attached"
    )


def _trusts(document: Any, principal: str) -> bool:
    trust = json.loads(document) if isinstance(document, str) else document
    statements = trust.get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        services = (
            statement.get("Principal", {}).get("Service", []) if isinstance(statement.get("Principal"), dict) else []
        )
        actions = statement.get("Action", [])
        services = [services] if isinstance(services, str) else services
        actions = [actions] if isinstance(actions, str) else actions
        if (
            statement.get("Effect") == "Allow"
            and principal in services
            and {"sts:AssumeRole", "sts:*", "*"} & set(actions)
        ):
            return True
    return False
