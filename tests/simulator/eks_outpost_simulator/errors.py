"""Errors as AWS services answer them, in the three dialects the provider meets."""

from __future__ import annotations

import json
import uuid
from typing import Any
from xml.sax.saxutils import escape

from .messages import Response


class AwsError(Exception):
    """A refusal by a service: code, text, HTTP status and further members of the error shape."""

    def __init__(
        self, code: str, message: str, status: int = 400, headers: dict[str, str] | None = None, **fields: Any
    ):
        super().__init__(message)
        self.code, self.message, self.status, self.fields = code, message, status, fields
        self.headers = headers or {}


def render(service: str, error: AwsError) -> Response:
    request_id = str(uuid.uuid4())
    headers = {"x-amzn-requestid": request_id, **error.headers}
    if service in ("eks", "outposts"):
        # [model] rest-json: the code travels in a header; Outposts writes the text with a capital M
        headers |= {"content-type": "application/json", "x-amzn-errortype": error.code}
        text = "Message" if service == "outposts" else "message"
        body = json.dumps({text: error.message, **error.fields})
    elif service == "ec2":
        headers |= {"content-type": "text/xml;charset=UTF-8"}
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>'
            f"<Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
            f"</Error></Errors><RequestID>{request_id}</RequestID></Response>"
        )
    else:
        headers |= {"content-type": "text/xml"}
        fault = "Sender" if error.status < 500 else "Receiver"
        body = (
            f"<ErrorResponse><Error><Type>{fault}</Type><Code>{escape(error.code)}</Code>"
            f"<Message>{escape(error.message)}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>"
        )
    return Response(error.status, headers, body.encode(), error.code)


def not_simulated(service: str, operation: str, why: str = "") -> AwsError:
    """What the simulator does not do is 501: the AWS SDKs do not retry it, so it shows at once."""
    reason = f": {why}" if why else ""
    return AwsError("NotSimulated", f"The simulator does not play {service}:{operation or '?'}{reason}", 501)
