"""What was asked and what was answered, in order of arrival."""

from __future__ import annotations

import itertools
import time
from typing import Any

from .messages import Call, Hangup, Response


class Journal:
    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.numbers = itertools.count(1)

    def begin(self, call: Call, simulated_time: float) -> dict[str, Any]:
        headers = call.request.headers
        entry: dict[str, Any] = {
            "number": next(self.numbers),
            "time": time.time(),
            "simulated_time": simulated_time,
            "service": call.service,
            "operation": call.operation,
            "method": call.request.method,
            "path": call.request.raw_path,
            "parameters": call.parameters,
            "region": call.region,
            "account": call.account,
            "access_key": call.access_key,
            "user_agent": headers.get("user-agent", ""),
            "invocation_id": headers.get("amz-sdk-invocation-id"),
            "sdk_request": headers.get("amz-sdk-request"),
            "status": None,
            "error_code": None,
            "fault": None,
            "milliseconds": None,
        }
        self.entries.append(entry)
        return entry

    def finish(self, entry: dict[str, Any], answer: Response | Hangup, fault: int | None) -> None:
        entry["fault"] = fault
        entry["milliseconds"] = round((time.time() - entry["time"]) * 1000, 3)
        if isinstance(answer, Response):
            entry["status"], entry["error_code"] = answer.status, answer.error_code

    def select(self, service: str | None, operation: str | None) -> list[dict[str, Any]]:
        return [
            entry
            for entry in list(self.entries)
            if service in (None, entry["service"]) and operation in (None, entry["operation"])
        ]

    def clear(self) -> None:
        self.entries.clear()
