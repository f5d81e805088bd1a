"""CreateCluster: what is refused at once, and what is accepted and then never becomes ready."""

from __future__ import annotations

import ipaddress
import re
import uuid
from typing import Any

from moto.ec2.models import ec2_backends

from .. import permissions
from ..errors import AwsError
from ..messages import Call
from ..world import World
from . import role, service_linked_role, versions
from .cluster import LOG_TYPES, Cluster
from .lifecycle import settle
from .tags import check_tags

INVALID = "InvalidParameterException"
OUTPOST_ARN = re.compile(r"arn:aws([a-z-]+)?:outposts:[a-z\d-]+:\d{12}:outpost/op-[a-f0-9]{17}")


def create_cluster(world: World, call: Call) -> dict[str, Any]:
    asked = call.parameters
    if (earlier := _earlier(world, call)) is not None:
        return {"cluster": _shown(world, earlier)}
    kind = _kind(asked)
    _check_arguments(world, call, kind)
    version = versions.check(kind, asked.get("version"))
    permissions.check_create_cluster(world, call, kind)
    refused = role.refusal(world, call.account, asked["roleArn"], kind)
    if refused:
        raise AwsError(INVALID, refused, clusterName=asked["name"])
    service_linked_role.ensure(world, call, kind)
    cluster = _make(world, call, kind, version)
    world.clusters.add(cluster)
    settle(world, cluster)
    return {"cluster": _shown(world, cluster)}


def _earlier(world: World, call: Call) -> Cluster | None:
    asked, key = call.parameters, (call.account, call.region, call.parameters["name"])
    existing = world.clusters.clusters.get(key)
    token = asked.get("clientRequestToken")
    if existing is not None and token is not None and existing.token == token:
        if existing.asked == asked:
            # [model] clientRequestToken makes CreateCluster idempotent
            return existing
        # [guess] code and text of a token that is used again for something else
        raise AwsError(
            INVALID, "The clientRequestToken was used before with different parameters.", clusterName=asked["name"]
        )
    if existing is not None or world.clock.now() < world.clusters.released_at.get(key, 0.0):
        # [field] the text
        raise AwsError(
            "ResourceInUseException",
            f"Cluster already exists with name: {asked['name']}",
            409,
            clusterName=asked["name"],
        )
    return None


def _kind(asked: dict[str, Any]) -> str:
    if "outpostConfig" not in asked:
        return "cloud"
    # [doc] etcdInstanceType selects the instance store kind
    return "instance_store" if asked["outpostConfig"].get("etcdInstanceType") else "ebs"


def _check_arguments(world: World, call: Call, kind: str) -> None:
    asked = call.parameters
    vpc = asked["resourcesVpcConfig"]
    if not vpc.get("subnetIds"):
        # [field] the cloud's wording
        raise AwsError(INVALID, "subnets cannot be empty", clusterName=asked["name"])
    if len(vpc.get("securityGroupIds", [])) > 5:
        # [doc] at most five
        raise AwsError(INVALID, "You can specify at most 5 security groups.", clusterName=asked["name"])
    if not re.fullmatch(r"arn:aws[a-z-]*:iam::\d{12}:role/.+", asked["roleArn"]):
        # [field] the text
        raise AwsError(INVALID, "Invalid parameter: roleArn is not a valid role ARN", clusterName=asked["name"])
    check_tags(asked.get("tags", {}), INVALID)
    _check_network(asked)
    if kind != "cloud":
        _check_local(world, call, kind)


def _check_network(asked: dict[str, Any]) -> None:
    cidr = asked.get("kubernetesNetworkConfig", {}).get("serviceIpv4Cidr")
    if cidr is None:
        return
    try:
        network = ipaddress.IPv4Network(cidr)
    except ValueError:
        network = None
    private = [ipaddress.IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
    # [model] RFC 1918, between /24 and /12
    if network is None or not 12 <= network.prefixlen <= 24 or not any(network.subnet_of(block) for block in private):
        raise AwsError(INVALID, f"Invalid serviceIpv4Cidr {cidr}", clusterName=asked["name"])


def _check_local(world: World, call: Call, kind: str) -> None:
    asked = call.parameters
    refuse = _Refusals(world, asked["name"])
    arns = asked["outpostConfig"]["outpostArns"]
    if len(arns) != 1 or not OUTPOST_ARN.fullmatch(arns[0]):
        # [model] "Only a single Outpost ARN is supported"; code and text are a [guess]
        refuse("Only a single Outpost ARN is supported: exactly one valid ARN must be given in outpostArns.")
    # [doc] not supported by local clusters; the refusals' texts are a [guess]
    for name in ("encryptionConfig", "computeConfig", "storageConfig", "zonalShiftConfig", "controlPlaneScalingConfig"):
        if name in asked:
            refuse(f"{name} is not supported for local Amazon EKS clusters.")
    if asked.get("kubernetesNetworkConfig", {}).get("ipFamily", "ipv4") != "ipv4":
        # [doc] IPv4 only
        refuse("Local Amazon EKS clusters support only the ipv4 ipFamily.")
    _check_placement(asked["outpostConfig"], kind, refuse)
    _check_endpoint(asked["resourcesVpcConfig"], kind, refuse)
    _check_access(asked.get("accessConfig", {}), kind, asked["name"])
    if kind == "ebs" and "remoteNetworkConfig" in asked:
        # [field] hashicorp/aws excludes the pair
        refuse("remoteNetworkConfig is not supported for local Amazon EKS clusters.")
    if kind == "instance_store":
        _check_zones(call)


class _Refusals:
    """Refusals whose exception is not published: the code is a setting."""

    def __init__(self, world: World, name: str) -> None:
        self.code, self.name = world.settings.refusal_code, name

    def __call__(self, text: str) -> None:
        raise AwsError(self.code, text, clusterName=self.name)


def _check_placement(outpost: dict[str, Any], kind: str, refuse: _Refusals) -> None:
    control_plane = outpost.get("controlPlanePlacement", {})
    if kind == "ebs" and ("spreadLevel" in control_plane or "etcdPlacement" in outpost):
        # [field] eksctl's validation; the text is a [guess]
        refuse("spreadLevel and etcdPlacement can only be used with etcdInstanceType.")
    if kind == "instance_store" and "groupName" in control_plane:
        # [field] eksctl's validation; the text is a [guess]
        refuse("groupName cannot be used with etcdInstanceType; use spreadLevel.")


def _check_endpoint(vpc: dict[str, Any], kind: str, refuse: _Refusals) -> None:
    # [model] the defaults are those of the cloud: public on, private off
    private, public = vpc.get("endpointPrivateAccess", False), vpc.get("endpointPublicAccess", True)
    if kind == "ebs" and (public or not private):
        # [doc] private only; the text is a [guess]
        refuse(
            "Local Amazon EKS clusters support only private endpoint access: endpointPrivateAccess=true and endpointPublicAccess=false."
        )
    if not private:
        # [doc] private is mandatory for the instance store kind too
        refuse("Local Amazon EKS clusters require endpointPrivateAccess=true.")
    if vpc.get("publicAccessCidrs") and not public:
        # [field] the cloud's wording
        refuse("Public access CIDRs can only be set when public access is enabled")


def _check_access(access: dict[str, Any], kind: str, name: str) -> None:
    mode, bootstrap = (
        access.get("authenticationMode", "CONFIG_MAP"),
        access.get("bootstrapClusterCreatorAdminPermissions", True),
    )
    if kind == "ebs" and (mode != "CONFIG_MAP" or not bootstrap):
        # [field] terraform-aws-eks #2925, eksctl #7552: code and text
        text = (
            "Local Amazon EKS cluster only supports bootstrapClusterCreatorAdminPermissions=true "
            "and authenticationMode=CONFIG_MAP for AccessConfig."
        )
        raise AwsError(INVALID, text, clusterName=name)
    if kind == "instance_store" and mode == "CONFIG_MAP":
        # [field] eksctl refuses it; that EKS does, also for the default, is a [guess]
        text = "Local Amazon EKS cluster with etcdInstanceType only supports authenticationMode=API or API_AND_CONFIG_MAP for AccessConfig."
        raise AwsError(INVALID, text, clusterName=name)


def _check_zones(call: Call) -> None:
    asked = call.parameters
    ec2 = ec2_backends[call.account][call.region]
    subnets = [subnet for subnet in ec2.describe_subnets() if subnet.id in asked["resourcesVpcConfig"]["subnetIds"]]
    zones = {subnet.availability_zone_id for subnet in subnets}
    if len(zones) > 1:
        # [doc] the request fails; code and text are a [guess]
        raise AwsError(INVALID, "Subnets must be in the Availability Zone of the Outpost.", clusterName=asked["name"])
    # [doc] three zones are barred; [model] the exception and validZones
    if zones & {"use1-az3", "usw1-az2", "cac1-az3"}:
        raise AwsError(
            "UnsupportedAvailabilityZoneException",
            "Cannot create cluster: the targeted availability zone is not supported.",
            clusterName=asked["name"],
            validZones=[],
        )


def _make(world: World, call: Call, kind: str, version: str) -> Cluster:
    asked, now = call.parameters, world.clock.now()
    vpc, network = asked["resourcesVpcConfig"], asked.get("kubernetesNetworkConfig", {})
    public = vpc.get("endpointPublicAccess", True)
    enabled = [
        type_
        for group in asked.get("logging", {}).get("clusterLogging", [])
        if group.get("enabled")
        for type_ in group.get("types", [])
    ]
    return Cluster(
        name=asked["name"],
        account=call.account,
        region=call.region,
        kind=kind,
        uuid=str(uuid.uuid4()),
        role_arn=asked["roleArn"],
        version=version,
        platform_version=versions.platform_version(kind, version),
        outpost_config=asked.get("outpostConfig"),
        subnet_ids=list(vpc["subnetIds"]),
        security_group_ids=list(vpc.get("securityGroupIds", [])),
        endpoint_private_access=vpc.get("endpointPrivateAccess", False),
        endpoint_public_access=public,
        # [field] the whole internet is the default, shown only for a public endpoint
        public_access_cidrs=list(vpc.get("publicAccessCidrs") or (["0.0.0.0/0"] if public else [])),
        network_config={"serviceIpv4Cidr": network.get("serviceIpv4Cidr") or _service_cidr(call), "ipFamily": "ipv4"},
        enabled_log_types=[type_ for type_ in LOG_TYPES if type_ in enabled],
        authentication_mode=asked.get("accessConfig", {}).get("authenticationMode", "CONFIG_MAP"),
        support_type=asked.get("upgradePolicy", {}).get("supportType", "EXTENDED"),
        deletion_protection=asked.get("deletionProtection", False),
        tags=dict(asked.get("tags", {})),
        created_at=now,
        visible_at=now + world.settings.create_visible_seconds,
        plan=world.clusters.plan_for(asked["name"]),
        token=asked.get("clientRequestToken"),
        asked=asked,
    )


def _service_cidr(call: Call) -> str:
    # [model] 10.100.0.0/16 or 172.20.0.0/16, whichever the VPC does not overlap
    ec2 = ec2_backends[call.account][call.region]
    subnets = [
        subnet for subnet in ec2.describe_subnets() if subnet.id in call.parameters["resourcesVpcConfig"]["subnetIds"]
    ]
    overlap = any(
        ipaddress.IPv4Network("10.100.0.0/16").overlaps(ipaddress.IPv4Network(ec2.get_vpc(subnet.vpc_id).cidr_block))
        for subnet in subnets
    )
    return "172.20.0.0/16" if overlap else "10.100.0.0/16"


def _shown(world: World, cluster: Cluster) -> dict[str, Any]:
    return cluster.described(world.clock.now(), world.settings.instance_store_id, world.settings.endpoint_port)
