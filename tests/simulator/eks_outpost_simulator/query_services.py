"""IAM, STS and EC2: moto's own response classes, called without moto's web server."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import parse_qsl

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request as MotoRequest
from moto.core.utils import get_service_model
from moto.sts.responses import TokenResponse
from werkzeug.datastructures import MultiDict

from . import iam_rules, validation
from .ec2 import SimulatedEC2
from .errors import AwsError, not_simulated
from .iam import SimulatedIAM
from .messages import Call, Response
from .models import service_model
from .sts import SimulatedSTS
from .world import World

RESPONSES: dict[str, type] = {"iam": SimulatedIAM, "sts": SimulatedSTS, "ec2": SimulatedEC2}
assert issubclass(SimulatedSTS, TokenResponse)


class QueryService:
    def __init__(self, name: str) -> None:
        self.name = name
        self.protocol = "ec2" if name == "ec2" else "query"

    def understand(self, call: Call) -> None:
        form = dict(parse_qsl(call.request.query, keep_blank_values=True))
        form |= dict(parse_qsl(call.request.body.decode("utf-8", "replace"), keep_blank_values=True))
        call.operation = form.get("Action", "")
        call.parameters = self._typed(call.operation, form)

    def perform(self, world: World, call: Call) -> Response:
        if call.operation not in service_model(self.name).operation_names:
            raise AwsError("InvalidAction", f"The action {call.operation} is not valid for this web service.")
        if self.name != "ec2" and world.settings.strict:
            found = validation.violations(
                service_model(self.name).operation_model(call.operation).input_shape, call.parameters
            )
            if found:
                # [field] IAM and STS answer ValidationError with this wording
                raise AwsError("ValidationError", validation.summary(found))
        if self.name == "iam":
            iam_rules.before(world, call)
        if self.name == "ec2":
            _refuse_unknown_filters(call)
        response = self._ask_moto(world, call)
        if self.name == "iam" and response.status < 300:
            iam_rules.after(world, call)
        return response

    def _ask_moto(self, world: World, call: Call) -> Response:
        handler = RESPONSES[self.name]()
        handler.world = world
        try:
            status, headers, body = handler._dispatch(MotoRequest(_environ(call)))
        except NotImplementedError as missing:
            raise not_simulated(self.name, call.operation, str(missing)) from missing
        raw = body.encode() if isinstance(body, str) else body
        # [model] an answer in XML carries its code in the body
        code = re.search(rb"<Code>([^<]+)</Code>", raw) if int(status) >= 400 else None
        kept = {
            name: str(value)
            for name, value in headers.items()
            if name.lower() not in ("status", "server", "content-length")
        }
        kept.setdefault("content-type", "text/xml")
        return Response(int(status), kept, raw, code[1].decode() if code else None)

    def _typed(self, operation: str, form: dict[str, str]) -> dict[str, Any]:
        if operation not in service_model(self.name).operation_names:
            return dict(form)
        model = get_service_model(self.name).operation_model(operation)
        try:
            parsed = PROTOCOL_PARSERS[self.protocol](model).parse(
                {
                    "values": MultiDict(form),
                    "headers": {},
                    "url_path": "/",
                    "method": "POST",
                    "body": b"",
                    "url_params": {},
                }
            )
        except (ValueError, TypeError):
            return dict(form)
        return dict(parsed) if isinstance(parsed, dict) else {}


def _environ(call: Call) -> dict[str, Any]:
    request = call.request
    environ = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": request.raw_path,
        "RAW_URI": request.raw_path,
        "QUERY_STRING": request.query,
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        if name not in ("content-type", "content-length", "user-agent", "host"):
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    environ["HTTP_HOST"] = "127.0.0.1"
    # moto believes the Region in a user agent more than the signature: it gets none.
    environ["HTTP_USER_AGENT"] = "simulator"
    environ["HTTP_X_MOTO_ACCOUNT_ID"] = call.account
    return environ


def _refuse_unknown_filters(call: Call) -> None:
    for filter_ in call.parameters.get("Filters", []):
        if not filter_.get("Name"):
            raise AwsError("InvalidParameterValue", "The filter 'null' is invalid")
