"""What tests do behind the services' backs: health issues, drift, full Outposts, crowded subnets."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from moto.ec2.models import ec2_backends

from .eks.api import disappear
from .eks.cluster import LOG_TYPES, Cluster, Issue, Plan
from .eks.lifecycle import settle
from .world import World

PLANNED = {
    "stuck_create": bool,
    "stuck_delete": bool,
    "fail_create": list,
    "fail_next_update": list,
    "cancel_next_update": bool,
    "leave_behind": list,
    "status": str,
}


def show_cluster(world: World, _body: Any, _query: dict[str, str], name: str) -> dict[str, Any]:
    world.clusters.settle_all(world)
    cluster = world.clusters.named(name)
    if cluster is None:
        return {"exists": False, "plan": asdict(world.clusters.plans.get(name, Plan()))}
    shown = cluster.described(world.clock.now(), True, world.settings.endpoint_port)
    return {
        "exists": True,
        "kind": cluster.kind,
        "real_status": cluster.status,
        "cluster": shown,
        "infrastructure": asdict(cluster.infrastructure),
        "plan": asdict(cluster.plan),
        "updates": [update.described() for update in cluster.updates],
    }


def change_cluster(world: World, body: dict[str, Any], query: dict[str, str], name: str) -> dict[str, Any]:
    """Plans work before the cluster exists; drift needs it."""
    plan = world.clusters.plan_for(name)
    cluster = world.clusters.named(name)
    for key, value in body.items():
        if key in PLANNED:
            if value is not None and not isinstance(value, PLANNED[key]):
                raise ValueError(f"{key} takes a {PLANNED[key].__name__}, not {value!r}")
            setattr(plan, key, _issues(value) if key == "fail_create" and value is not None else value)
        elif key == "issues":
            plan.issues += [_issue(world, item) for item in value]
        elif key == "clear_issues":
            plan.issues = []
        elif key in DRIFT:
            if cluster is None:
                raise ValueError(f"there is no cluster {name!r} to change {key} of")
            DRIFT[key](world, cluster, value)
        else:
            raise ValueError(
                f"unknown key {key!r}; there are {', '.join(sorted([*PLANNED, *DRIFT, 'issues', 'clear_issues']))}"
            )
    if cluster is not None and world.clusters.named(name) is not None:
        world.clusters.touch(cluster)
        settle(world, cluster)
    return show_cluster(world, None, query, name)


def _issue(world: World, item: dict[str, Any]) -> Issue:
    now = world.clock.now()
    clear = item.get("clear_after")
    return Issue(
        item["code"],
        item.get("message", "Set by a test."),
        item.get("resource_ids", []),
        now + float(item.get("appear_after", 0)),
        None if clear is None else now + float(clear),
    )


def _issues(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "code": item["code"],
            "message": item.get("message", "Set by a test."),
            "resourceIds": item.get("resource_ids", []),
        }
        for item in items
    ]


def _tag(_world: World, cluster: Cluster, tags: dict[str, str]) -> None:
    cluster.tags = {**cluster.tags, **tags}


def _untag(_world: World, cluster: Cluster, keys: list[str]) -> None:
    cluster.tags = {key: value for key, value in cluster.tags.items() if key not in keys}


def _logging(_world: World, cluster: Cluster, types: list[str]) -> None:
    cluster.enabled_log_types = [type_ for type_ in LOG_TYPES if type_ in types]


def _platform_update(world: World, cluster: Cluster, seconds: float) -> None:
    cluster.status, cluster.platform_update_ends_at = "UPDATING", world.clock.now() + float(seconds)


def _set(_world: World, cluster: Cluster, values: dict[str, Any]) -> None:
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise ValueError(f"set takes {', '.join(sorted(CHANGEABLE))}, not {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(cluster, name, value)


def _disappear(world: World, cluster: Cluster, really: bool) -> None:
    if really:
        disappear(world, cluster)


CHANGEABLE = {
    "role_arn",
    "outpost_config",
    "subnet_ids",
    "security_group_ids",
    "endpoint_private_access",
    "endpoint_public_access",
    "public_access_cidrs",
    "network_config",
    "authentication_mode",
    "support_type",
    "created_at",
    "uuid",
}
"""What `set` changes although EKS would not: as if somebody had made another cluster of the name."""

DRIFT = {
    "tags": _tag,
    "untag": _untag,
    "logging": _logging,
    "version": lambda _world, cluster, value: setattr(cluster, "version", value),
    "platform_version": lambda _world, cluster, value: setattr(cluster, "platform_version", value),
    "deletion_protection": lambda _world, cluster, value: setattr(cluster, "deletion_protection", value),
    "platform_update_seconds": _platform_update,
    "set": _set,
    "disappear": _disappear,
}

OUTPOST_KEYS = (
    "availability_zone",
    "availability_zone_id",
    "capacity",
    "connected",
    "hosts",
    "instance_types",
    "life_cycle_status",
    "name",
    "owner_id",
    "supported_hardware_type",
    "tags",
)


def change_outpost(world: World, body: dict[str, Any], _query: dict[str, str], name: str) -> dict[str, Any]:
    named = {outpost.outpost_id: outpost for outpost in reversed(world.outposts.values())}
    like = named.get(body.pop("like", None))
    outpost = replace(like, outpost_id=name, associated_vpc_ids=[]) if like else named.get(name)
    if outpost is None:
        raise ValueError(f"there is no Outpost {name!r}")
    before = outpost.arn
    for key, value in body.items():
        if key not in OUTPOST_KEYS:
            raise ValueError(f"unknown key {key!r}; there are {', '.join(OUTPOST_KEYS)}")
        setattr(outpost, key, value)
    # The owner is part of the ARN.
    world.outposts.pop(before, None)
    world.outposts[outpost.arn] = outpost
    return asdict(outpost)


def change_subnet(world: World, body: dict[str, Any], _query: dict[str, str], name: str) -> dict[str, Any]:
    subnet = ec2_backends[world.seed_facts["account_id"]][world.seed_facts["region"]].get_subnet(name)
    for key, value in body.items():
        if key == "available_ip_address_count":
            taken = subnet._available_ip_addresses - subnet.available_ip_address_count
            subnet._available_ip_addresses = value + taken
        elif key == "hostname_type":
            subnet.private_dns_name_options_on_launch["HostnameType"] = value
        elif key in ("map_public_ip_on_launch", "outpost_arn"):
            setattr(subnet, key, value)
        else:
            raise ValueError(
                f"unknown key {key!r}; there are available_ip_address_count, hostname_type, map_public_ip_on_launch, outpost_arn"
            )
    return {"id": subnet.id, "available_ip_address_count": subnet.available_ip_address_count}


VPC_KEYS = ("dns_support", "dns_hostnames", "ipv6_cidr_block", "routes", "endpoints", "local_gateway")


def change_vpc(world: World, body: dict[str, Any], _query: dict[str, str], name: str) -> dict[str, Any]:
    ec2 = ec2_backends[world.seed_facts["account_id"]][world.seed_facts["region"]]
    vpc = ec2.get_vpc(name)
    if vpc is None:
        raise ValueError(f"there is no VPC {name!r}")
    for key, value in body.items():
        if key in ("dns_support", "dns_hostnames"):
            setattr(vpc, f"enable_{key}", value)
        elif key == "ipv6_cidr_block":
            vpc.associate_vpc_cidr_block(value, True)
        elif key == "routes":
            world.vpc_routes[name] = value
        elif key == "endpoints":
            world.vpc_endpoints[name] = value
        elif key == "local_gateway":
            for outpost in world.outposts.values():
                outpost.associated_vpc_ids = [name] if value else []
        else:
            raise ValueError(f"unknown key {key!r}; there are {', '.join(VPC_KEYS)}")
    return {"id": name}
