"""One HTTP request, one HTTP response, and the AWS call that a request means."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Request:
    method: str
    raw_path: str
    query: str
    headers: dict[str, str]
    """Header names in lower case."""
    body: bytes


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes
    error_code: str | None = None


@dataclass
class Hangup:
    """Instead of a response: close the connection with a TCP reset, after a silence of so many seconds."""

    silence_seconds: float = 0.0


@dataclass
class Call:
    """An AWS API call, as far as it could be understood."""

    request: Request
    service: str
    region: str
    account: str
    access_key: str
    operation: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    principal_arn: str = ""


def json_response(value: Any, status: int = 200) -> Response:
    return Response(status, {"content-type": "application/json"}, json.dumps(value, default=str).encode())
