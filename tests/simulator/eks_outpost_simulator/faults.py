"""Fault rules: which calls go wrong, how often, and how."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from .errors import AwsError
from .messages import Call


@dataclass
class Fault:
    service: str | None = None
    operation: str | None = None
    path: str | None = None
    """A regular expression that is searched in the raw path."""
    where: dict[str, Any] | None = None
    """Parameters that the call must have, with exactly these values: `{"name": "edge"}`."""
    skip: int = 0
    """So many matching calls pass before the rule begins."""
    times: int | None = None
    """So many calls are hit; null means all from then on."""
    probability: float = 1.0
    error: dict[str, Any] | None = None
    """code, status, message, headers, fields"""
    reset: bool = False
    """Close the connection with a TCP reset."""
    silence_seconds: float | None = None
    """Accept the request and say nothing for so long, then reset the connection."""
    latency_ms: float = 0.0
    html: bool = False
    """Answer a load balancer's HTML page (status from error.status, default 503)."""
    after_effect: bool = False
    """Let AWS do the work first, then lose the answer."""
    id: int = 0
    seen: int = 0
    fired: int = 0

    def hits(self, call: Call, dice: random.Random) -> bool:
        if self.service not in (None, call.service) or self.operation not in (None, call.operation):
            return False
        if self.path is not None and not re.search(self.path, call.request.raw_path):
            return False
        if any(call.parameters.get(name) != value for name, value in (self.where or {}).items()):
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.times is not None and self.fired >= self.times):
            return False
        if dice.random() >= self.probability:
            return False
        self.fired += 1
        return True

    def as_error(self) -> AwsError | None:
        if self.error is None:
            return None
        return AwsError(
            self.error.get("code", "InternalFailure"),
            self.error.get("message", "Injected by a fault rule."),
            int(self.error.get("status", 400)),
            self.error.get("headers"),
            **self.error.get("fields", {}),
        )

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


SETTABLE = {f.name for f in fields(Fault)} - {"id", "seen", "fired"}


@dataclass
class Faults:
    rules: list[Fault] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def add(self, values: dict[str, Any]) -> Fault:
        unknown = set(values) - SETTABLE
        if unknown:
            raise ValueError(f"a fault rule has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(SETTABLE))}")
        if not {"error", "reset", "silence_seconds", "latency_ms", "html"} & set(values):
            raise ValueError("a fault rule needs one of error, reset, silence_seconds, latency_ms, html")
        rule = Fault(**values, id=next(self.numbers))
        self.rules.append(rule)
        return rule

    def strike(self, call: Call) -> Fault | None:
        """The first rule that hits this call; later rules then do not count it."""
        return next((rule for rule in self.rules if rule.hits(call, self.dice)), None)

    def clear(self) -> None:
        self.rules.clear()
