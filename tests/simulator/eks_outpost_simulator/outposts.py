"""AWS Outposts: racks, what is slotted on them, what runs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .errors import AwsError
from .messages import Call
from .pages import page
from .world import World


@dataclass
class Outpost:
    outpost_id: str
    region: str
    owner_id: str
    name: str
    availability_zone: str
    availability_zone_id: str
    instance_types: dict[str, int]
    """Instance type to vCPUs."""
    life_cycle_status: str = "ACTIVE"
    supported_hardware_type: str = "RACK"
    connected: bool = True
    """Whether the service link is up; without it nothing can be launched."""
    capacity: dict[str, int] | None = None
    """Free slots by instance type; null is plenty."""
    hosts: int = 6
    local_gateway_id: str = "lgw-0a1b2c3d4e5f67890"
    local_gateway_route_table_id: str = "lgw-rtb-0a1b2c3d4e5f67890"
    associated_vpc_ids: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        return f"arn:aws:outposts:{self.region}:{self.owner_id}:outpost/{self.outpost_id}"

    def described(self) -> dict[str, Any]:
        site = f"os-{self.outpost_id.removeprefix('op-')}"
        return {
            "OutpostId": self.outpost_id,
            "OwnerId": self.owner_id,
            "OutpostArn": self.arn,
            "SiteId": site,
            "SiteArn": f"arn:aws:outposts:{self.region}:{self.owner_id}:site/{site}",
            "Name": self.name,
            "Description": "A simulated Outpost",
            "LifeCycleStatus": self.life_cycle_status,
            "AvailabilityZone": self.availability_zone,
            "AvailabilityZoneId": self.availability_zone_id,
            "Tags": self.tags,
            "SupportedHardwareType": self.supported_hardware_type,
            "Generation": "GENERATION_2",
            "RackScalingType": "MULTI_RACK",
        }


def list_outposts(world: World, call: Call) -> dict[str, Any]:
    wanted = call.parameters
    found = [
        outpost.described()
        for outpost in world.outposts.values()
        if outpost.region == call.region
        and outpost.life_cycle_status in wanted.get("LifeCycleStatusFilter", [outpost.life_cycle_status])
        and outpost.availability_zone in wanted.get("AvailabilityZoneFilter", [outpost.availability_zone])
        and outpost.availability_zone_id in wanted.get("AvailabilityZoneIdFilter", [outpost.availability_zone_id])
    ]
    return page(world, call, "Outposts", found)


def get_outpost(world: World, call: Call) -> dict[str, Any]:
    return {"Outpost": _find(world, call, "OutpostId").described()}


def get_outpost_instance_types(world: World, call: Call) -> dict[str, Any]:
    outpost = _find(world, call, "OutpostId")
    types = [{"InstanceType": name, "VCPUs": vcpus} for name, vcpus in outpost.instance_types.items()]
    return {"OutpostId": outpost.outpost_id, "OutpostArn": outpost.arn, **page(world, call, "InstanceTypes", types)}


def get_outpost_supported_instance_types(world: World, call: Call) -> dict[str, Any]:
    outpost = _find(world, call, "OutpostIdentifier")
    # [doc] what could be slotted is more than what is
    types = {**outpost.instance_types, "m5.24xlarge": 96, "g4dn.12xlarge": 48}
    return page(world, call, "InstanceTypes", [{"InstanceType": name, "VCPUs": vcpus} for name, vcpus in types.items()])


def list_assets(world: World, call: Call) -> dict[str, Any]:
    outpost = _own(world, call, "OutpostIdentifier")
    slots = (
        outpost.capacity
        if outpost.capacity is not None
        else {name: 1000 * outpost.hosts for name in outpost.instance_types}
    )
    assets = [
        {
            "AssetId": f"{number:010d}",
            "RackId": f"rack-{(number + 1) // 2:04d}",
            "AssetType": "COMPUTE",
            "ComputeAttributes": {
                "HostId": f"h-{number:017x}",
                "State": "ACTIVE",
                "InstanceFamilies": sorted({name.split(".")[0] for name in outpost.instance_types}),
                "InstanceTypeCapacities": [
                    {"InstanceType": name, "Count": _share(count, number - 1, outpost.hosts)}
                    for name, count in slots.items()
                ],
                "MaxVcpus": 96,
            },
            "AssetLocation": {"RackElevation": float(number)},
        }
        for number in range(1, outpost.hosts + 1)
    ]
    return page(world, call, "Assets", assets)


def list_asset_instances(world: World, call: Call) -> dict[str, Any]:
    outpost = _own(world, call, "OutpostIdentifier")
    found = []
    for cluster in world.clusters.on_outpost(outpost.arn):
        for instance_id, instance_type in cluster.infrastructure.placed:
            # [doc] instances of the instance store kind show here as EKS, those of the EBS kind are the customer's EC2
            service = "EKS" if cluster.kind == "instance_store" else "EC2"
            asset = f"{1 + len(found) % outpost.hosts:010d}"
            found.append(
                {
                    "InstanceId": instance_id,
                    "InstanceType": instance_type,
                    "AssetId": asset,
                    "AccountId": cluster.account,
                    "AwsServiceName": service,
                }
            )
    filters = {
        "AssetIdFilter": "AssetId",
        "InstanceTypeFilter": "InstanceType",
        "AccountIdFilter": "AccountId",
        "AwsServiceFilter": "AwsServiceName",
    }
    for name, member in filters.items():
        wanted = call.parameters.get(name)
        found = [item for item in found if not wanted or item[member] in wanted]
    return page(world, call, "AssetInstances", found)


def _find(world: World, call: Call, member: str) -> Outpost:
    wanted = call.parameters[member]
    for outpost in world.outposts.values():
        if outpost.region == call.region and wanted in (outpost.outpost_id, outpost.arn):
            return outpost
    # [model] NotFoundException is the modelled answer; the text is a [guess]
    raise AwsError("NotFoundException", f"Outpost {wanted} does not exist.", 404)


def _own(world: World, call: Call, member: str) -> Outpost:
    outpost = _find(world, call, member)
    if outpost.owner_id != call.account:
        # [guess] whom an Outpost is shared with is not told what is inside
        text = f"Account {call.account} is not authorized to perform: outposts:{call.operation} on resource: {outpost.arn}"
        raise AwsError("AccessDeniedException", text, 403)
    return outpost


def _share(total: int, position: int, hosts: int) -> int:
    return total // hosts + (1 if position < total % hosts else 0)


OPERATIONS = {
    "ListOutposts": list_outposts,
    "GetOutpost": get_outpost,
    "GetOutpostInstanceTypes": get_outpost_instance_types,
    "GetOutpostSupportedInstanceTypes": get_outpost_supported_instance_types,
    "ListAssets": list_assets,
    "ListAssetInstances": list_asset_instances,
}
