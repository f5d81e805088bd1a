"""EC2 where moto knows nothing of Outposts: subnets, instance type offerings, placement groups."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import camelcase_to_underscores
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response
from moto.moto_api._internal import mock_random

from .world import World


class SimulatedEC2(EC2Response):
    world: World

    def create_subnet(self) -> ActionResult:
        outpost_arn = self._get_param("OutpostArn")
        if outpost_arn and outpost_arn not in self.world.outposts:
            # [guess] the code; EC2 wants an Outpost of this account or one that is shared with it
            raise EC2ClientError("InvalidOutpostArn.NotFound", f"The Outpost '{outpost_arn}' does not exist")
        result = super().create_subnet()
        result.result["Subnet"].outpost_arn = outpost_arn
        return result

    def describe_subnets(self) -> ActionResult:
        self.error_on_dryrun()
        filters = self._filters_from_querystring()
        # [doc] DescribeSubnets has a filter outpost-arn
        wanted = filters.pop("outpost-arn", None)
        subnets = self.ec2_backend.describe_subnets(self._get_param("SubnetIds"), filters)
        if wanted is not None:
            subnets = [subnet for subnet in subnets if getattr(subnet, "outpost_arn", None) in wanted]
        return ActionResult({"Subnets": subnets})

    def describe_instance_type_offerings(self) -> ActionResult:
        if self._get_param("LocationType") != "outpost":
            return super().describe_instance_type_offerings()
        filters = self._filters_from_querystring()
        offerings = [
            {"InstanceType": type_, "LocationType": "outpost", "Location": arn}
            for arn, outpost in self.world.outposts.items()
            for type_ in outpost.instance_types
            if arn in filters.get("location", [arn]) and type_ in filters.get("instance-type", [type_])
        ]
        return ActionResult({"InstanceTypeOfferings": offerings})

    def create_placement_group(self) -> ActionResult:
        name = self._get_param("GroupName")
        key = (self.current_account, self.region, name)
        if key in self.world.placement_groups:
            raise EC2ClientError("InvalidPlacementGroup.Duplicate", f"The placement group '{name}' already exists")
        strategy = self._get_param("Strategy") or "cluster"
        group_id = f"pg-{mock_random.get_random_hex(17)}"
        group: dict[str, Any] = {
            "GroupName": name,
            "State": "available",
            "Strategy": strategy,
            "GroupId": group_id,
            "GroupArn": f"arn:aws:ec2:{self.region}:{self.current_account}:placement-group/{name}",
            "Tags": [
                {"Key": k, "Value": v}
                for k, v in self._parse_tag_specification("placement-group").get("placement-group", {}).items()
            ],
        }
        if strategy == "spread":
            # [doc] spread groups have a level; host is for Outposts only
            group["SpreadLevel"] = self._get_param("SpreadLevel") or "rack"
        self.world.placement_groups[key] = group
        return ActionResult({"PlacementGroup": group})

    def describe_placement_groups(self) -> ActionResult:
        groups = [
            group
            for (account, region, _), group in self.world.placement_groups.items()
            if (account, region) == (self.current_account, self.region)
        ]
        for wanted, member in ((self._get_param("GroupNames"), "GroupName"), (self._get_param("GroupIds"), "GroupId")):
            for name in wanted or []:
                if name not in [group[member] for group in groups]:
                    # [doc] EC2's list of error codes
                    raise EC2ClientError("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.")
            groups = [group for group in groups if not wanted or group[member] in wanted]
        filters = self._filters_from_querystring()
        for name, member in (
            ("group-name", "GroupName"),
            ("strategy", "Strategy"),
            ("state", "State"),
            ("spread-level", "SpreadLevel"),
        ):
            if name in filters:
                groups = [group for group in groups if group.get(member) in filters[name]]
        return ActionResult({"PlacementGroups": groups})

    def delete_placement_group(self) -> ActionResult:
        name = self._get_param("GroupName")
        if self.world.placement_groups.pop((self.current_account, self.region, name), None) is None:
            raise EC2ClientError("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.")
        return EmptyResult()

    def describe_local_gateway_route_table_vpc_associations(self) -> ActionResult:
        wanted = self._filters_from_querystring().get("vpc-id")
        found = [
            {
                "LocalGatewayRouteTableVpcAssociationId": f"lgw-vpc-assoc-{vpc_id.removeprefix('vpc-')}",
                "LocalGatewayRouteTableId": outpost.local_gateway_route_table_id,
                "LocalGatewayId": outpost.local_gateway_id,
                "VpcId": vpc_id,
                "OwnerId": self.current_account,
                "State": "associated",
            }
            for outpost in self.world.outposts.values()
            for vpc_id in outpost.associated_vpc_ids
            if wanted is None or vpc_id in wanted
        ]
        return ActionResult({"LocalGatewayRouteTableVpcAssociations": found})

    def describe_route_tables(self) -> ActionResult:
        result = super().describe_route_tables()
        result.result["RouteTables"] = [self._with_more_routes(table) for table in result.result["RouteTables"]]
        return result

    def _with_more_routes(self, table: Any) -> dict[str, Any]:
        # moto has neither routes to local gateways nor cheap NAT gateways.
        more = self.world.vpc_routes.get(table.vpc_id, {}) if table.main_association_id else {}
        return {
            "RouteTableId": table.id,
            "VpcId": table.vpc_id,
            "OwnerId": self.current_account,
            "Associations": table.associations,
            "Routes": [
                *table.routes,
                *(
                    {"DestinationCidrBlock": block, TARGETS[target.split("-")[0]]: target, "State": "active"}
                    for block, target in more.items()
                ),
            ],
        }

    def describe_vpc_endpoints(self) -> ActionResult:
        result = super().describe_vpc_endpoints()
        wanted = self._filters_from_querystring().get("vpc-id")
        more = [
            {
                "VpcEndpointId": f"vpce-{number:017x}",
                "VpcEndpointType": "Gateway" if service == "s3" else "Interface",
                "VpcId": vpc_id,
                "ServiceName": f"com.amazonaws.{self.region}.{service}",
                "State": "available",
                "PrivateDnsEnabled": service != "s3",
            }
            for vpc_id, services in self.world.vpc_endpoints.items()
            for number, service in enumerate(services)
            if wanted is None or vpc_id in wanted
        ]
        result.result["VpcEndpoints"] = [*result.result["VpcEndpoints"], *more]
        return result

    def get_ebs_encryption_by_default(self) -> ActionResult:
        return ActionResult({"EbsEncryptionByDefault": bool(self.world.settings.ebs_default_key)})

    def get_ebs_default_kms_key_id(self) -> ActionResult:
        return ActionResult({"KmsKeyId": self.world.settings.ebs_default_key or "alias/aws/ebs"})


# [model] the member of a route that names its target, by the beginning of the target's id
TARGETS = {"igw": "GatewayId", "nat": "NatGatewayId", "lgw": "LocalGatewayId", "tgw": "TransitGatewayId"}


assert (
    camelcase_to_underscores("DescribeLocalGatewayRouteTableVpcAssociations")
    == "describe_local_gateway_route_table_vpc_associations"
)
