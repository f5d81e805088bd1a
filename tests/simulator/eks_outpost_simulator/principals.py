"""Principals that tests make: a user, its keys, and the policies that it has from now on."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.models import iam_backends

from .seed import ACCOUNT
from .world import World


def put(world: World, body: dict[str, Any], _query: dict[str, str], name: str) -> dict[str, Any]:
    documents = body.get("policies")
    if not name or not isinstance(documents, list) or not all(isinstance(item, dict) for item in documents):
        raise ValueError('expected principal/NAME and {"policies": [document]}')
    iam = iam_backends[ACCOUNT]["aws"]
    if name not in iam.users:
        iam.create_user("us-east-1", name)
        iam.create_access_key(name)
    user = iam.get_user(name)
    world.seeded_ids.add(user.arn)
    user.policies.clear()
    for number, document in enumerate(documents):
        iam.put_user_policy(name, f"policy-{number}", json.dumps(document))
    key = user.access_keys[0]
    return {"arn": user.arn, "access_key": key.access_key_id, "secret_key": key.secret_access_key}
