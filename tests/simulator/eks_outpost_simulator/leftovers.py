"""What exists and was not there at the start: must be empty after a destroy."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends

from .world import World


def leftovers(world: World, *_: Any) -> dict[str, Any]:
    world.clusters.settle_all(world)
    found: dict[str, list[str]] = {
        "clusters": sorted(f"{cluster.arn} {cluster.status}" for cluster in world.clusters.clusters.values()),
        "placement_groups": sorted(
            name for _, _, name in world.placement_groups if name not in world.seeded_ids
        ),
        **_of_iam(world),
        **_of_ec2(world),
    }
    return {"empty": not any(found.values()), **found}


def _of_iam(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"roles": [], "instance_profiles": [], "users": [], "policies": []}
    for account in list(iam_backends.values()):
        for iam in list(account.values()):
            found["roles"] += [
                role.arn
                for role in iam.get_roles()
                if role.arn not in world.seeded_ids and "/aws-service-role/" not in role.arn
            ]
            found["instance_profiles"] += [profile.arn for profile in iam.get_instance_profiles()]
            found["users"] += [user.arn for user in iam.users.values() if user.arn not in world.seeded_ids]
            found["policies"] += [
                policy.arn for policy in iam.managed_policies.values() if ":aws:policy/" not in policy.arn
            ]
    return found


def _of_ec2(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {
        "instances": [],
        "network_interfaces": [],
        "security_groups": [],
        "subnets": [],
        "vpcs": [],
    }
    seeded = world.seeded_ids
    for account in list(ec2_backends.values()):
        for ec2 in list(account.values()):
            default_vpcs = {vpc.id for vpc in ec2.vpcs.values() if vpc.is_default}
            instances = [instance for reservation in ec2.reservations.values() for instance in reservation.instances]
            found["instances"] += [instance.id for instance in instances if instance.state != "terminated"]
            found["network_interfaces"] += [eni.id for eni in ec2.enis.values() if eni.id not in seeded]
            groups = [group for groups in ec2.groups.values() for group in groups.values()]
            found["security_groups"] += [
                f"{group.id} {group.name}"
                for group in groups
                if group.id not in seeded and group.vpc_id not in default_vpcs
            ]
            found["subnets"] += [
                subnet.id
                for subnet in ec2.describe_subnets()
                if subnet.id not in seeded and subnet.vpc_id not in default_vpcs
            ]
            found["vpcs"] += [id_ for id_ in ec2.vpcs if id_ not in seeded and id_ not in default_vpcs]
    return found
