"""The control API under /_sim/: what tests set, and what they look at. See README.md."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote

from . import principals, seed, tampering, tokens
from .leftovers import leftovers
from .messages import Request, Response, json_response
from .world import World


def handle(world: World, request: Request) -> Response:
    name, _, rest = request.raw_path.removeprefix("/_sim/").partition("/")
    action = ROUTES.get((request.method, name))
    if action is None:
        known = sorted(f"{method} /_sim/{route}" for method, route in ROUTES)
        return json_response({"error": f"there is no {request.method} /_sim/{name}", "known": known}, 404)
    try:
        body = json.loads(request.body) if request.body.strip() else {}
        query = {key: values[-1] for key, values in parse_qs(request.query).items()}
        with world.lock:
            return json_response(action(world, body, query, unquote(rest)))
    except (ValueError, TypeError, KeyError) as problem:
        return json_response({"error": str(problem)}, 400)


def _health(world: World, *_: Any) -> dict[str, Any]:
    return {
        "ok": True,
        "time": world.clock.now(),
        "clusters": len(world.clusters.clusters),
        "requests": len(world.journal.entries),
        **world.seed_facts,
    }


def _reset(world: World, *_: Any) -> dict[str, Any]:
    world.reset()
    return {"ok": True, **world.seed_facts}


def _seed(world: World, body: dict[str, Any], *_: Any) -> dict[str, Any]:
    if "region" in body:
        return seed.plant(world, body["region"])
    world.seed()
    return world.seed_facts


def _clock(world: World, body: dict[str, Any], *_: Any) -> dict[str, Any]:
    world.clock.advance(float(body.get("advance", 0)))
    world.clusters.settle_all(world)
    return {"time": world.clock.now(), "offset": world.clock.offset}


def _settings(world: World, body: dict[str, Any], *_: Any) -> dict[str, Any]:
    world.settings = world.settings.changed(body)
    return world.settings.as_dict()


def _add_faults(world: World, body: Any, *_: Any) -> dict[str, Any]:
    rules = body if isinstance(body, list) else [body]
    return {"faults": [world.faults.add(rule).as_dict() for rule in rules]}


def _list_faults(world: World, *_: Any) -> dict[str, Any]:
    return {"faults": [rule.as_dict() for rule in world.faults.rules]}


def _clear_faults(world: World, *_: Any) -> dict[str, Any]:
    fired = _list_faults(world)
    world.faults.clear()
    return fired


def _requests(world: World, _body: Any, query: dict[str, str], _rest: str) -> dict[str, Any]:
    return {"requests": world.journal.select(query.get("service"), query.get("operation"))}


def _forget_requests(world: World, *_: Any) -> dict[str, Any]:
    world.journal.clear()
    return {"ok": True}


def _auth(world: World, body: dict[str, Any], *_: Any) -> dict[str, Any]:
    if not isinstance(body.get("enforce"), bool):
        raise ValueError('expected {"enforce": true} or {"enforce": false}')
    world.enforce_permissions = body["enforce"]
    return {"enforce": world.enforce_permissions}


ROUTES = {
    ("GET", "health"): _health,
    ("POST", "reset"): _reset,
    ("POST", "seed"): _seed,
    ("POST", "clock"): _clock,
    ("GET", "settings"): _settings,
    ("POST", "settings"): _settings,
    ("POST", "faults"): _add_faults,
    ("GET", "faults"): _list_faults,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "requests"): _requests,
    ("DELETE", "requests"): _forget_requests,
    ("POST", "auth"): _auth,
    ("POST", "principal"): principals.put,
    ("POST", "token"): tokens.judge,
    ("GET", "cluster"): tampering.show_cluster,
    ("POST", "cluster"): tampering.change_cluster,
    ("POST", "outpost"): tampering.change_outpost,
    ("POST", "subnet"): tampering.change_subnet,
    ("POST", "vpc"): tampering.change_vpc,
    ("GET", "leftovers"): leftovers,
}
