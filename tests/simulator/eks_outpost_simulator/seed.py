"""The world at the start: an Outpost, a VPC, two subnets on the Outpost and one in the Region, with fixed ids."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .outposts import Outpost
from .world import World

ACCOUNT, REGION = "123456789012", "us-west-2"
OUTPOST_ID = "op-0a1b2c3d4e5f67890"
VPC_ID = "vpc-0a1b2c3d4e5f67890"
OUTPOST_SUBNETS = {"subnet-0a1b2c3d4e5f67891": "10.0.0.0/20", "subnet-0a1b2c3d4e5f67892": "10.0.16.0/20"}
REGIONAL_SUBNET_ID = "subnet-0a1b2c3d4e5f67893"
SECURITY_GROUP_ID = "sg-0a1b2c3d4e5f67890"
INSTANCE_TYPES = {
    "m5.large": 2,
    "m5.xlarge": 4,
    "m5.2xlarge": 8,
    "m5.4xlarge": 16,
    "c5.large": 2,
    "c5.xlarge": 4,
    "r5.large": 2,
}


def warm_up() -> None:
    """The first touch of a service loads its data, which takes up to two seconds."""
    iam_backends[ACCOUNT]["aws"].get_roles()
    ec2_backends[ACCOUNT][REGION].get_all_network_interfaces()
    sts_backends[ACCOUNT]["aws"]


def plant(world: World, region: str = REGION) -> dict[str, Any]:
    """The ids are the same in every Region; only ARNs differ."""
    area, place, number = region.split("-")
    zone_id = f"{area}{place[0]}{number}-az2"
    outpost = Outpost(OUTPOST_ID, region, ACCOUNT, "simulated-outpost", f"{region}a", zone_id, dict(INSTANCE_TYPES))
    world.outposts[outpost.arn] = outpost
    ec2 = ec2_backends[ACCOUNT][region]
    if VPC_ID not in ec2.vpcs:
        _plant_network(world, outpost)
    outpost.associated_vpc_ids.append(VPC_ID)
    world.seeded_ids |= _existing_ids(region)
    return {
        "region": region,
        "account_id": ACCOUNT,
        "outpost_id": OUTPOST_ID,
        "outpost_arn": outpost.arn,
        "vpc_id": VPC_ID,
        "outpost_subnet_ids": list(OUTPOST_SUBNETS),
        "regional_subnet_id": REGIONAL_SUBNET_ID,
        "security_group_id": SECURITY_GROUP_ID,
        "instance_types": list(INSTANCE_TYPES),
    }


def _plant_network(world: World, outpost: Outpost) -> None:
    ec2 = ec2_backends[ACCOUNT][outpost.region]
    with patch("moto.ec2.models.vpcs.random_vpc_id", return_value=VPC_ID):
        vpc = ec2.create_vpc("10.0.0.0/16", tags=[{"Key": "Name", "Value": "simulated"}])
    vpc.enable_dns_support = vpc.enable_dns_hostnames = True
    zone = outpost.availability_zone
    for subnet_id, cidr in {**OUTPOST_SUBNETS, REGIONAL_SUBNET_ID: "10.0.32.0/24"}.items():
        with patch("moto.ec2.models.subnets.random_subnet_id", return_value=subnet_id):
            subnet = ec2.create_subnet(VPC_ID, cidr, availability_zone=zone)
        subnet.map_public_ip_on_launch = subnet.default_for_az = False
        subnet.outpost_arn = outpost.arn if subnet_id in OUTPOST_SUBNETS else None
    with patch("moto.ec2.models.security_groups.random_security_group_id", return_value=SECURITY_GROUP_ID):
        ec2.create_security_group("simulated", "For tests", vpc_id=VPC_ID)


def _existing_ids(region: str) -> set[str]:
    ec2 = ec2_backends[ACCOUNT][region]
    groups = {group_id for groups in ec2.groups.values() for group_id in groups}
    subnets = {subnet.id for subnet in ec2.describe_subnets()}
    roles = {role.arn for role in iam_backends[ACCOUNT]["aws"].get_roles()}
    return groups | subnets | roles | set(ec2.vpcs) | set(ec2.enis)
