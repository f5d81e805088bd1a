"""Evaluates identity-based policies: Action, Resource, Condition, explicit Deny.

moto's own evaluator takes a condition that is not met for an explicit Deny, and passes `*` for almost every resource.
"""

from __future__ import annotations

import functools
import json
import re
from typing import Any

from moto.iam.models import Policy

Context = dict[str, str]


def document(policy: Any) -> dict[str, Any]:
    """Of whatever moto hands out: attached policy, inline policy, text."""
    if isinstance(policy, Policy):
        text = next(version.document for version in policy.versions if version.is_default)
    else:
        text = policy if isinstance(policy, str) else policy["policy_document"]
    return _parsed(text)


@functools.lru_cache(maxsize=1000)
def _parsed(text: str) -> dict[str, Any]:
    return json.loads(text)


def ruling(documents: list[dict[str, Any]], action: str, resource: str, context: Context) -> str:
    """`allowed`, `denied` by a statement, or `unmentioned`."""
    effects = {
        statement["Effect"]
        for policy in documents
        for statement in _many(policy["Statement"])
        if _concerns(statement, action, resource)
        and all(_holds(operator, keys, context) for operator, keys in statement.get("Condition", {}).items())
    }
    # [doc] an explicit Deny wins over every Allow
    return "denied" if "Deny" in effects else "allowed" if "Allow" in effects else "unmentioned"


def _concerns(statement: dict[str, Any], action: str, resource: str) -> bool:
    return _element(statement, "Action", action, ignore_case=True) and _element(statement, "Resource", resource)


def _element(statement: dict[str, Any], name: str, value: str, ignore_case: bool = False) -> bool:
    if name in statement:
        return any(_like(pattern, value, ignore_case) for pattern in _many(statement[name]))
    return not any(_like(pattern, value, ignore_case) for pattern in _many(statement.get(f"Not{name}", "*")))


def _holds(operator: str, keys: dict[str, Any], context: Context) -> bool:
    plain = operator.rsplit(":", 1)[-1]
    if_exists = plain.endswith("IfExists")
    compare = COMPARISONS.get(plain.removesuffix("IfExists"))
    if compare is None:
        raise ValueError(f"the simulator does not know the condition operator {operator}")
    known = {name.lower(): value for name, value in context.items()}
    for key, wanted in keys.items():
        value = known.get(key.lower())
        if value is None:
            # [doc] a key without a value fails, unless the operator is negated or ends in IfExists
            if if_exists or "Not" in plain:
                continue
            return False
        if not compare(_many(wanted), value):
            return False
    return True


def _like(pattern: str, value: str, ignore_case: bool = False) -> bool:
    return _regex(pattern, ignore_case).fullmatch(value) is not None


@functools.lru_cache(maxsize=10000)
def _regex(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    text = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(text, re.IGNORECASE if ignore_case else 0)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


COMPARISONS = {
    "StringEquals": lambda wanted, value: value in wanted,
    "StringNotEquals": lambda wanted, value: value not in wanted,
    "StringEqualsIgnoreCase": lambda wanted, value: value.lower() in [item.lower() for item in wanted],
    "StringLike": lambda wanted, value: any(_like(item, value) for item in wanted),
    "StringNotLike": lambda wanted, value: not any(_like(item, value) for item in wanted),
    "ArnEquals": lambda wanted, value: any(_like(item, value) for item in wanted),
    "ArnLike": lambda wanted, value: any(_like(item, value) for item in wanted),
    "ArnNotEquals": lambda wanted, value: not any(_like(item, value) for item in wanted),
    "ArnNotLike": lambda wanted, value: not any(_like(item, value) for item in wanted),
    "Bool": lambda wanted, value: value.lower() in [str(item).lower() for item in wanted],
}
