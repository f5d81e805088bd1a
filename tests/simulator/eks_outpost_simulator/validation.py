"""Checks parameters against botocore's model, more strictly than botocore's own client does.

The client checks required members, types and minimum lengths only. [model] Here also maximum lengths, ranges, enums,
patterns (matched in full, although some lack the final `$`) and unknown members count.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

from botocore.model import Shape


def violations(shape: Shape | None, value: Any, path: str = "") -> list[str]:
    """What is wrong with the value, in the wording of AWS's own validation errors."""
    if shape is None:
        return [f"{name} is not a parameter of this operation" for name in (value or {})]
    return CHECKS.get(shape.type_name, _anything)(shape, value, path)


def _structure(shape: Any, value: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [_wrong_type(path, value, "a structure")]
    found = []
    for name in shape.required_members:
        if value.get(name) is None:
            found.append(f"Value null at '{_join(path, name)}' failed to satisfy constraint: Member must not be null")
    for name, member in value.items():
        if name not in shape.members:
            found.append(f"Unknown member '{_join(path, name)}' of {shape.name}")
        elif member is None:
            found.append(f"Value null at '{_join(path, name)}' is not allowed in a request")
        else:
            found += violations(shape.members[name], member, _join(path, name))
    return found


def _list(shape: Any, value: Any, path: str) -> list[str]:
    if not isinstance(value, list):
        return [_wrong_type(path, value, "a list")]
    found = _size(shape, len(value), value, path, "length")
    for number, item in enumerate(value, 1):
        found += violations(shape.member, item, f"{path}.{number}.member")
    return found


def _map(shape: Any, value: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [_wrong_type(path, value, "a map")]
    found = _size(shape, len(value), value, path, "length")
    for key, item in value.items():
        found += violations(shape.key, key, f"{path}.key")
        found += violations(shape.value, item, f"{path}.{key}.value")
    return found


def _string(shape: Any, value: Any, path: str) -> list[str]:
    if not isinstance(value, str):
        return [_wrong_type(path, value, "a string")]
    found = _size(shape, len(value), value, path, "length")
    if shape.enum and value not in shape.enum:
        found.append(_constraint(path, value, f"Member must satisfy enum value set: [{', '.join(shape.enum)}]"))
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        found.append(_constraint(path, value, f"Member must satisfy regular expression pattern: {pattern}"))
    return found


def _integer(shape: Any, value: Any, path: str) -> list[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        return [_wrong_type(path, value, "an integer")]
    return _size(shape, value, value, path, "value")


def _boolean(_shape: Any, value: Any, path: str) -> list[str]:
    return [] if isinstance(value, bool) else [_wrong_type(path, value, "a boolean")]


def _timestamp(_shape: Any, value: Any, path: str) -> list[str]:
    return [] if isinstance(value, (int, float, str, datetime)) else [_wrong_type(path, value, "a timestamp")]


def _anything(_shape: Any, _value: Any, _path: str) -> list[str]:
    return []


CHECKS = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "integer": _integer,
    "long": _integer,
    "boolean": _boolean,
    "timestamp": _timestamp,
}


def _size(shape: Any, size: int, value: Any, path: str, what: str) -> list[str]:
    found = []
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        found.append(_constraint(path, value, f"Member must have {what} greater than or equal to {low}"))
    if high is not None and size > high:
        found.append(_constraint(path, value, f"Member must have {what} less than or equal to {high}"))
    return found


def _constraint(path: str, value: Any, text: str) -> str:
    return f"Value '{value}' at '{path}' failed to satisfy constraint: {text}"


def _wrong_type(path: str, value: Any, wanted: str) -> str:
    return f"Value '{value}' at '{path or 'request'}' is not {wanted}"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Python knows no Unicode classes; \w, \s and \d are the nearest.
    for java, python in (
        (r"\p{L}", r"\w"),
        (r"\p{Z}", r"\s"),
        (r"\p{N}", r"\d"),
        (r"\p{M}", r"\w"),
        (r"\p{S}", r"\$+<=>^`|~"),
    ):
        pattern = pattern.replace(java, python)
    return re.compile(pattern)


def summary(found: list[str]) -> str:
    noun = "error" if len(found) == 1 else "errors"
    return f"{len(found)} validation {noun} detected: " + "; ".join(found)
