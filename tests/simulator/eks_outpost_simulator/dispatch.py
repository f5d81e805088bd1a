"""The way of every request: control API, or journal, faults, permissions, service, answer."""

from __future__ import annotations

import logging
import re
import time
from urllib.parse import parse_qs

from . import control, outposts, permissions
from .eks import api as eks
from .errors import AwsError, not_simulated, render
from .faults import Fault
from .messages import Call, Hangup, Request, Response
from .query_services import QueryService
from .rest_json import RestJsonService
from .world import World

log = logging.getLogger(__name__)


class Dispatcher:
    def __init__(self, world: World) -> None:
        self.world = world
        self.services = {
            "eks": RestJsonService("eks", eks.OPERATIONS, "InvalidParameterException"),
            "outposts": RestJsonService("outposts", outposts.OPERATIONS, "ValidationException"),
            "iam": QueryService("iam"),
            "sts": QueryService("sts"),
            "ec2": QueryService("ec2"),
        }

    def handle(self, request: Request) -> Response | Hangup:
        if request.raw_path.startswith("/_sim/"):
            return control.handle(self.world, request)
        call = self._understand(request)
        with self.world.lock:
            fault = self.world.faults.strike(call)
            entry = self.world.journal.begin(call, self.world.clock.now())
        answer = self._answer(call, fault)
        self.world.journal.finish(entry, answer, fault.id if fault else None)
        return answer

    def _answer(self, call: Call, fault: Fault | None) -> Response | Hangup:
        if fault is None:
            return self._play(call)
        if fault.latency_ms:
            time.sleep(fault.latency_ms / 1000)
        honest = self._play(call) if fault.after_effect or not _replaces(fault) else None
        return _spoilt(call, fault) or honest or self._play(call)

    def _play(self, call: Call) -> Response:
        service = self.services.get(call.service)
        try:
            if service is None:
                raise not_simulated(call.service or "?", call.operation)
            with self.world.lock:
                permissions.check(self.world, call)
                if call.operation.startswith("Describe") and call.service == "eks":
                    self.world.clock.advance(self.world.settings.auto_advance)
                self.world.clusters.settle_all(
                    self.world, call.parameters.get("name") if call.service == "eks" else None
                )
                return service.perform(self.world, call)
        except AwsError as error:
            if isinstance(service, RestJsonService):
                error.status = service.status_of(error.code, error.status)
            return render(call.service, error)
        except Exception as problem:
            log.exception("%s:%s failed inside the simulator", call.service, call.operation)
            error = AwsError(
                "SimulatorFailure", f"{call.service}:{call.operation} failed inside the simulator: {problem}", 501
            )
            return render(call.service, error)

    def _understand(self, request: Request) -> Call:
        service, region, access_key = _scope(request)
        account = request.headers.get("x-moto-account-id") or permissions.account_of(access_key)
        call = Call(request, service, region, account, access_key)
        if service in self.services:
            self.services[service].understand(call)
        return call


SCOPE = re.compile(r"Credential=([^/\s,]+)/\d{8}/([^/]+)/([^/]+)/aws4_request")


def _scope(request: Request) -> tuple[str, str, str]:
    """Service, Region and access key, from the signature's credential scope."""
    found = SCOPE.search(request.headers.get("authorization", ""))
    if found is None:
        presigned = parse_qs(request.query).get("X-Amz-Credential", [""])[0]
        found = SCOPE.search(f"Credential={presigned}")
    if found is not None:
        return found[3].lower(), found[2], found[1]
    # [doc] AssumeRoleWithWebIdentity and AssumeRoleWithSAML are not signed
    if b"Action=AssumeRoleWith" in request.body:
        return "sts", "us-east-1", ""
    return "", "us-east-1", ""


def _replaces(fault: Fault) -> bool:
    return bool(fault.reset or fault.silence_seconds is not None or fault.html or fault.error)


def _spoilt(call: Call, fault: Fault) -> Response | Hangup | None:
    if fault.silence_seconds is not None:
        return Hangup(fault.silence_seconds)
    if fault.reset:
        return Hangup()
    error = fault.as_error()
    if fault.html:
        status = error.status if error else 503
        page = f"<html><body><h1>{status} Service Unavailable</h1></body></html>".encode()
        return Response(status, {"content-type": "text/html"}, page, "html")
    return render(call.service, error) if error else None
