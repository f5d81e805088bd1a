"""Services that speak rest-json (EKS, Outposts): request to parameters, result to response, by botocore's model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote

from botocore.model import OperationModel, Shape

from . import hostile, validation
from .errors import AwsError, not_simulated
from .messages import Call, Request, Response
from .models import service_model
from .world import World

Operation = Callable[[World, Call], dict[str, Any]]


class RestJsonService:
    def __init__(self, name: str, operations: dict[str, Operation], validation_code: str) -> None:
        self.name, self.operations, self.validation_code = name, operations, validation_code
        self.model = service_model(name)
        self.routes = [
            (op.http["method"], op.http["requestUri"].split("/"), op)
            for op in map(self.model.operation_model, self.model.operation_names)
        ]

    def understand(self, call: Call) -> None:
        """Fills in operation and parameters."""
        operation, labels = self._route(call.request)
        if operation is None:
            return
        call.operation = operation.name
        call.parameters = labels | _from_query(operation, call.request.query) | self._from_body(operation, call.request)

    def perform(self, world: World, call: Call) -> Response:
        if not call.operation:
            raise not_simulated(self.name, "", f"no operation has {call.request.method} {call.request.raw_path}")
        operation = self.model.operation_model(call.operation)
        if "\0malformed" in call.parameters:
            raise AwsError(self.validation_code, "The request body is not a JSON object.")
        if world.settings.strict:
            found = validation.violations(operation.input_shape, call.parameters)
            if found:
                raise AwsError(self.validation_code, validation.summary(found))
        play = self.operations.get(call.operation)
        if play is None:
            raise not_simulated(self.name, call.operation)
        result = play(world, call)
        self._check_own_answer(operation, result)
        value = _serialise(operation.output_shape, result)
        if world.settings.hostile:
            value = hostile.distort(call.operation, value, world.dice)
        hostile.drop(value, world.settings.drop_members)
        return Response(200, {"content-type": "application/json"}, json.dumps(value).encode())

    def status_of(self, code: str, otherwise: int) -> int:
        """[model] the HTTP status of an error shape"""
        if code in self.model.shape_names:
            return self.model.shape_for(code).metadata.get("error", {}).get("httpStatusCode", otherwise)
        return otherwise

    def _route(self, request: Request) -> tuple[OperationModel | None, dict[str, Any]]:
        segments = request.raw_path.rstrip("/").split("/")
        for method, template, operation in self.routes:
            if method == request.method and (labels := _match(template, segments)) is not None:
                return operation, _rename_labels(operation, labels)
        return None, {}

    def _from_body(self, operation: OperationModel, request: Request) -> dict[str, Any]:
        if not request.body or operation.input_shape is None:
            return {}
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        return body if isinstance(body, dict) else {"\0malformed": True}

    def _check_own_answer(self, operation: OperationModel, result: dict[str, Any]) -> None:
        shape = operation.output_shape
        found = validation.violations(shape, result) if shape is not None else []
        # [field] an empty map is answered although the model's TagMap has a minimum of 1
        found = [text for text in found if "Value '{}'" not in text and not MAY_BE_NEW.search(text)]
        if found:
            raise AssertionError(
                f"the simulator's own {operation.name} answer breaks the model: {validation.summary(found)}"
            )


# A test may show values that the model does not have yet.
MAY_BE_NEW = re.compile(r"'cluster\.(status|health\.issues\.\d+\.member\.code|upgradePolicy\.supportType|accessConfig\.authenticationMode)'")


def _match(template: list[str], segments: list[str]) -> dict[str, str] | None:
    # [field] some clients do not escape the slash of the ARN in /tags/{resourceArn}
    if len(template) == 3 and template[1] == "tags" and len(segments) > 3:
        segments = [*segments[:2], "/".join(segments[2:])]
    if len(template) != len(segments):
        return None
    labels = {}
    for wanted, got in zip(template, segments, strict=True):
        if wanted.startswith("{"):
            if not got:
                return None
            labels[wanted.strip("{}+")] = unquote(got)
        elif wanted != got:
            return None
    return labels


def _rename_labels(operation: OperationModel, labels: dict[str, str]) -> dict[str, Any]:
    return {
        name: labels[member.serialization["name"]]
        for name, member in operation.input_shape.members.items()
        if member.serialization.get("location") == "uri"
    }


def _from_query(operation: OperationModel, query: str) -> dict[str, Any]:
    given = parse_qs(query, keep_blank_values=True)
    if operation.input_shape is None:
        return {}
    found: dict[str, Any] = {}
    known = set()
    for name, member in operation.input_shape.members.items():
        if member.serialization.get("location") != "querystring":
            continue
        wire = member.serialization["name"]
        known.add(wire)
        if wire in given:
            found[name] = _scalar(member, given[wire])
    return found | {name: values for name, values in given.items() if name not in known}


def _scalar(shape: Shape, values: list[str]) -> Any:
    if shape.type_name == "list":
        return values
    text = values[-1]
    if shape.type_name == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if shape.type_name in ("integer", "long"):
        return int(text) if text.lstrip("-").isdigit() else text
    return text


def _serialise(shape: Shape | None, value: Any) -> Any:
    if shape is None:
        return {}
    if shape.type_name == "structure":
        return {
            member.serialization.get("name", name): _serialise(member, value[name])
            for name, member in shape.members.items()
            if value.get(name) is not None
        }
    if shape.type_name == "list":
        return [_serialise(shape.member, item) for item in value]
    if isinstance(value, datetime):
        return value.timestamp()
    return value
