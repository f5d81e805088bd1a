"""Paging, the same for EKS and Outposts except for the spelling."""

from __future__ import annotations

from typing import Any

from .errors import AwsError
from .messages import Call
from .world import World


def page(world: World, call: Call, member: str, items: list[Any]) -> dict[str, Any]:
    """One page of items under the member's name, with a token when there is more."""
    outposts = call.service == "outposts"
    size_name, token_name = ("MaxResults", "NextToken") if outposts else ("maxResults", "nextToken")
    size = call.parameters.get(size_name, 1000 if outposts else 100)
    size = min(size, world.settings.page_size or size)
    start = _start(call, token_name)
    answer: dict[str, Any] = {member: items[start : start + size]}
    if start + size < len(items):
        # [model] the form of a token of Outposts is a pattern in the model
        answer[token_name] = f"{start + size}##{call.operation}"
    return answer


def _start(call: Call, token_name: str) -> int:
    token = call.parameters.get(token_name)
    if token is None:
        return 0
    position, _, operation = token.partition("##")
    if not position.isdigit() or operation != call.operation:
        code = "ValidationException" if call.service == "outposts" else "InvalidParameterException"
        raise AwsError(code, f"{token_name} is not valid for this request.")
    return int(position)
