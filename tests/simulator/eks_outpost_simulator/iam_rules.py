"""What IAM refuses and moto accepts, and what EKS must be told about changed roles."""

from __future__ import annotations

import json

from .errors import AwsError
from .messages import Call
from .world import World

TRUST_OPERATIONS = {"CreateRole": "AssumeRolePolicyDocument", "UpdateAssumeRolePolicy": "PolicyDocument"}
ROLE_CHANGES = {"CreateRole", "UpdateAssumeRolePolicy", "AttachRolePolicy"}


def before(world: World, call: Call) -> None:
    if not world.settings.strict:
        return
    if call.operation in TRUST_OPERATIONS:
        _check_trust(call.parameters.get(TRUST_OPERATIONS[call.operation], ""))
    if call.operation == "CreateRole":
        _check_name_is_free(call)


def after(world: World, call: Call) -> None:
    if call.operation in ROLE_CHANGES:
        world.role_changes[(call.account, call.parameters["RoleName"])] = world.clock.now()


def _check_trust(document: str) -> None:
    # [doc] the trust document must be JSON with an effect, a principal and an action in every statement
    try:
        trust = json.loads(document)
        statements = trust["Statement"]
        statements = statements if isinstance(statements, list) else [statements]
        complete = all({"Effect", "Principal", "Action"} <= set(statement) for statement in statements)
    except (ValueError, TypeError, KeyError):
        raise AwsError("MalformedPolicyDocument", "This policy contains invalid Json") from None
    if not complete or not statements:
        raise AwsError("MalformedPolicyDocument", "Missing required field Principal, Effect or Action")


def _check_name_is_free(call: Call) -> None:
    from moto.iam.models import iam_backends

    # [doc] role names are unique without regard to case
    wanted = call.parameters["RoleName"].lower()
    if any(role.name.lower() == wanted for role in iam_backends[call.account]["aws"].get_roles()):
        raise AwsError("EntityAlreadyExists", f"Role with name {call.parameters['RoleName']} already exists.", 409)
