"""EC2, Outposts, IAM and STS as far as the provider uses them."""

import json

import pytest
from conftest import TRUST, refusal


def test_the_seeded_outpost(sim):
    outposts = sim.client("outposts")
    (outpost,) = outposts.list_outposts()["Outposts"]
    assert (
        outpost["OutpostArn"]
        == sim.facts["outpost_arn"]
        == "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
    )
    assert (outpost["SupportedHardwareType"], outpost["LifeCycleStatus"], outpost["AvailabilityZoneId"]) == (
        "RACK",
        "ACTIVE",
        "usw2-az2",
    )
    assert (
        outposts.get_outpost(OutpostId=outpost["OutpostArn"])["Outpost"]
        == outposts.get_outpost(OutpostId=outpost["OutpostId"])["Outpost"]
    )
    assert outposts.list_outposts(LifeCycleStatusFilter=["RETIRED"])["Outposts"] == []
    assert sim.client("outposts", region="eu-west-1").list_outposts()["Outposts"] == []
    assert refusal(outposts.get_outpost, OutpostId="op-00000000000000001")[::2] == ("NotFoundException", 404)
    assert refusal(outposts.get_outpost, OutpostId="nonsense")[::2] == ("ValidationException", 400)


def test_instance_types_of_an_outpost_by_both_ways(sim, ec2):
    outposts = sim.client("outposts")
    types = [
        row["InstanceType"]
        for row in outposts.get_outpost_instance_types(OutpostId=sim.facts["outpost_id"])["InstanceTypes"]
    ]
    assert types == sim.facts["instance_types"] and {"m5.large", "m5.xlarge", "c5.large"} <= set(types)
    pages = list(
        outposts.get_paginator("get_outpost_instance_types").paginate(
            OutpostId=sim.facts["outpost_id"], PaginationConfig={"PageSize": 3}
        )
    )
    assert [row["InstanceType"] for page in pages for row in page["InstanceTypes"]] == types and len(pages) == 3
    offered = ec2.describe_instance_type_offerings(
        LocationType="outpost", Filters=[{"Name": "location", "Values": [sim.facts["outpost_arn"]]}]
    )
    assert [row["InstanceType"] for row in offered["InstanceTypeOfferings"]] == types
    supported = outposts.get_outpost_supported_instance_types(OutpostIdentifier=sim.facts["outpost_id"])[
        "InstanceTypes"
    ]
    assert len(supported) > len(types)


def test_assets(sim):
    outposts = sim.client("outposts")
    sim.control("POST", f"outpost/{sim.facts['outpost_id']}", {"capacity": {"m5.large": 7}})
    assets = outposts.list_assets(OutpostIdentifier=sim.facts["outpost_id"])["Assets"]
    assert [asset["ComputeAttributes"]["InstanceTypeCapacities"][0]["Count"] for asset in assets] == [2, 1, 1, 1, 1, 1]
    assert len({asset["RackId"] for asset in assets}) == 3
    sim.active_cluster()
    placed = outposts.list_asset_instances(OutpostIdentifier=sim.facts["outpost_id"])["AssetInstances"]
    assert [item["AwsServiceName"] for item in placed] == ["EC2"] * 3


def test_outposts_are_listed_by_page_and_filter(sim):
    outposts = sim.client("outposts")
    seeded = sim.facts["outpost_id"]
    others = {"op-00000000000000001": "us-west-2b", "op-00000000000000002": "us-west-2c"}
    for number, (outpost_id, zone) in enumerate(others.items()):
        change = {"like": seeded, "availability_zone": zone, "tags": {"number": str(number)}}
        sim.control("POST", f"outpost/{outpost_id}", change)
    assert sim.control_error("POST", "outpost/op-00000000000000003", {"hosts": 1})[0] == 400
    sim.set(page_size=2)
    pages = list(outposts.get_paginator("list_outposts").paginate())
    assert [len(page["Outposts"]) for page in pages] == [2, 1]
    assert {row["OutpostId"]: row["Tags"] for page in pages for row in page["Outposts"]} == {
        seeded: {},
        "op-00000000000000001": {"number": "0"},
        "op-00000000000000002": {"number": "1"},
    }
    found = outposts.list_outposts(AvailabilityZoneFilter=["us-west-2b", "us-west-2d"])["Outposts"]
    assert [row["OutpostId"] for row in found] == ["op-00000000000000001"]
    assert refusal(outposts.list_outposts, AvailabilityZoneFilter=["Z"] * 6)[::2] == ("ValidationException", 400)
    assert refusal(outposts.list_outposts, NextToken="2##ListAssets")[::2] == ("ValidationException", 400)
    versions = list(sim.client("eks").get_paginator("describe_cluster_versions").paginate(clusterType="eks"))
    assert len(versions) == 3 and all(len(page["clusterVersions"]) == 2 for page in versions)


def test_only_the_owner_sees_what_is_inside_of_an_outpost(sim):
    outposts = sim.client("outposts")
    shared = sim.control("POST", f"outpost/{sim.facts['outpost_id']}", {"owner_id": "999988887777"})
    arn = f"arn:aws:outposts:us-west-2:999988887777:outpost/{shared['outpost_id']}"
    assert outposts.get_outpost(OutpostId=arn)["Outpost"]["OwnerId"] == "999988887777"
    assert outposts.get_outpost_instance_types(OutpostId=arn)["InstanceTypes"]
    for call in (outposts.list_assets, outposts.list_asset_instances):
        code, message, status = refusal(call, OutpostIdentifier=arn)
        assert (code, status) == ("AccessDeniedException", 403) and "is not authorized to perform: outposts:List" in message


def test_the_seeded_network(sim, ec2):
    facts = sim.facts
    subnets = {
        subnet["SubnetId"]: subnet
        for subnet in ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [facts["vpc_id"]]}])["Subnets"]
    }
    assert facts["vpc_id"] == "vpc-0a1b2c3d4e5f67890" and facts["outpost_subnet_ids"][0] == "subnet-0a1b2c3d4e5f67891"
    assert {id_: subnet.get("OutpostArn") for id_, subnet in subnets.items()} == {
        **dict.fromkeys(facts["outpost_subnet_ids"], facts["outpost_arn"]),
        facts["regional_subnet_id"]: None,
    }
    for subnet in subnets.values():
        assert (
            subnet["MapPublicIpOnLaunch"] is False
            and subnet["PrivateDnsNameOptionsOnLaunch"]["HostnameType"] == "ip-name"
        )
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        answer = ec2.describe_vpc_attribute(VpcId=facts["vpc_id"], Attribute=attribute)
        assert answer[attribute[0].upper() + attribute[1:]]["Value"] is True
    assert ec2.describe_vpcs(VpcIds=[facts["vpc_id"]])["Vpcs"][0]["CidrBlock"] == "10.0.0.0/16"
    assert (
        ec2.describe_security_groups(GroupIds=[facts["security_group_id"]])["SecurityGroups"][0]["VpcId"]
        == facts["vpc_id"]
    )
    assert (
        ec2.describe_local_gateway_route_table_vpc_associations(
            Filters=[{"Name": "vpc-id", "Values": [facts["vpc_id"]]}]
        )["LocalGatewayRouteTableVpcAssociations"][0]["State"]
        == "associated"
    )
    assert ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"] is False
    assert ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [facts["vpc_id"]]}])["RouteTables"]
    assert ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [facts["vpc_id"]]}])["VpcEndpoints"] == []


def test_subnets_are_made_and_found_by_outpost(sim, ec2):
    outpost = sim.facts["outpost_arn"]
    made = ec2.create_subnet(
        VpcId=sim.facts["vpc_id"], CidrBlock="10.0.50.0/24", OutpostArn=outpost, AvailabilityZone="us-west-2a"
    )["Subnet"]
    assert made["OutpostArn"] == outpost
    found = ec2.describe_subnets(Filters=[{"Name": "outpost-arn", "Values": [outpost]}])["Subnets"]
    assert sorted(subnet["SubnetId"] for subnet in found) == sorted(
        [made["SubnetId"], *sim.facts["outpost_subnet_ids"]]
    )
    assert sim.control("GET", "leftovers")["subnets"] == [made["SubnetId"]]
    assert (
        refusal(ec2.create_subnet, VpcId=sim.facts["vpc_id"], CidrBlock="10.0.51.0/24", OutpostArn=f"{outpost[:-1]}f")[
            0
        ]
        == "InvalidOutpostArn.NotFound"
    )
    assert refusal(ec2.describe_subnets, SubnetIds=["subnet-00000000000000001"])[0] == "InvalidSubnetID.NotFound"
    assert refusal(ec2.describe_subnets, Filters=[{"Name": "no-such-filter", "Values": ["x"]}])[2] in (400, 501)
    assert refusal(ec2.describe_subnets, DryRun=True)[0] == "DryRunOperation"


def test_placement_groups(sim, ec2, eks):
    made = ec2.create_placement_group(GroupName="pg", Strategy="spread", SpreadLevel="host")["PlacementGroup"]
    assert (made["State"], made["SpreadLevel"]) == ("available", "host")
    assert ec2.describe_placement_groups(GroupNames=["pg"])["PlacementGroups"][0]["GroupId"] == made["GroupId"]
    assert ec2.describe_placement_groups(Filters=[{"Name": "strategy", "Values": ["cluster"]}])["PlacementGroups"] == []
    assert refusal(ec2.describe_placement_groups, GroupNames=["other"])[0] == "InvalidPlacementGroup.Unknown"
    assert refusal(ec2.create_placement_group, GroupName="pg")[0] == "InvalidPlacementGroup.Duplicate"
    outpost = {
        "outpostArns": [sim.facts["outpost_arn"]],
        "controlPlaneInstanceType": "m5.large",
        "controlPlanePlacement": {"groupName": "pg"},
    }
    assert sim.active_cluster(outpostConfig=outpost)["outpostConfig"] == outpost
    ec2.delete_placement_group(GroupName="pg")
    left = [group["GroupName"] for group in ec2.describe_placement_groups()["PlacementGroups"]]
    assert left == [sim.facts["placement_group"]]
    assert sim.control("GET", "leftovers")["placement_groups"] == []


def test_the_network_around_a_cluster_can_be_changed(sim, ec2):
    vpc = [{"Name": "vpc-id", "Values": [sim.facts["vpc_id"]]}]

    def targets():
        [table] = ec2.describe_route_tables(Filters=vpc)["RouteTables"]
        assert table["Associations"][0]["Main"] is True
        return {route.get("NatGatewayId") or route.get("LocalGatewayId") or "local" for route in table["Routes"]}

    assert targets() == {"local", "nat-0a1b2c3d4e5f67890", "lgw-0a1b2c3d4e5f67890"}
    change = {"dns_hostnames": False, "routes": {}, "endpoints": ["ssm", "s3"], "local_gateway": False}
    sim.control("POST", f"vpc/{sim.facts['vpc_id']}", change)
    assert targets() == {"local"}
    endpoints = ec2.describe_vpc_endpoints(Filters=vpc)["VpcEndpoints"]
    assert [(item["ServiceName"], item["PrivateDnsEnabled"]) for item in endpoints] == [
        ("com.amazonaws.us-west-2.ssm", True),
        ("com.amazonaws.us-west-2.s3", False),
    ]
    answer = ec2.describe_vpc_attribute(VpcId=sim.facts["vpc_id"], Attribute="enableDnsHostnames")
    assert answer["EnableDnsHostnames"]["Value"] is False
    associations = ec2.describe_local_gateway_route_table_vpc_associations(Filters=vpc)
    assert associations["LocalGatewayRouteTableVpcAssociations"] == []
    sim.set(ebs_default_key="arn:aws:kms:us-west-2:123456789012:key/1")
    assert ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"] is True
    assert ec2.get_ebs_default_kms_key_id()["KmsKeyId"].endswith("key/1")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"RoleName": "a" * 65}, "ValidationError", "Member must have length less than or equal to 64"),
        ({"RoleName": "sp ace"}, "ValidationError", "regular expression pattern"),
        ({"AssumeRolePolicyDocument": "{"}, "MalformedPolicyDocument", "invalid Json"),
        ({"AssumeRolePolicyDocument": "{}"}, "MalformedPolicyDocument", "invalid Json"),
        (
            {"AssumeRolePolicyDocument": '{"Statement":[{"Effect":"Allow"}]}'},
            "MalformedPolicyDocument",
            "Missing required field",
        ),
        ({"MaxSessionDuration": 100}, "ValidationError", "greater than or equal to 3600"),
        ({"Path": "nopath"}, "ValidationError", "regular expression pattern"),
        ({"Description": "\u2603"}, "ValidationError", "regular expression pattern"),
        ({"RoleName": "TAKEN"}, "EntityAlreadyExists", "already exists"),
    ],
)
def test_iam_refuses_what_moto_accepts(sim, iam, change, code, words):
    iam.create_role(RoleName="taken", AssumeRolePolicyDocument=TRUST % "ec2.amazonaws.com")
    request = {"RoleName": "good", "AssumeRolePolicyDocument": TRUST % "ec2.amazonaws.com", **change}
    got, message, _ = refusal(iam.create_role, **request)
    assert got == code and words in message


@pytest.mark.parametrize(
    "policy", ["AmazonEKSLocalOutpostClusterPolicy", "AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"]
)
def test_the_managed_policies_exist(sim, iam, policy):
    arn = f"arn:aws:iam::aws:policy/{policy}"
    assert iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 0
    sim.make_role(policies=(policy,))
    assert iam.list_attached_role_policies(RoleName="cluster-role")["AttachedPolicies"] == [
        {"PolicyName": policy, "PolicyArn": arn}
    ]
    assert refusal(iam.delete_role, RoleName="cluster-role")[0] == "DeleteConflict"


def test_the_life_of_a_role(sim, iam):
    sim.make_role()
    iam.update_role(RoleName="cluster-role", Description="new", MaxSessionDuration=7200)
    iam.tag_role(RoleName="cluster-role", Tags=[{"Key": "a", "Value": "b"}])
    role = iam.get_role(RoleName="cluster-role")["Role"]
    assert (role["Description"], role["MaxSessionDuration"], role["Tags"]) == (
        "new",
        7200,
        [{"Key": "a", "Value": "b"}],
    )
    assert role["AssumeRolePolicyDocument"] == json.loads(TRUST % "ec2.amazonaws.com")
    assert (
        refusal(iam.update_assume_role_policy, RoleName="cluster-role", PolicyDocument="no")[0]
        == "MalformedPolicyDocument"
    )
    assert (
        refusal(iam.attach_role_policy, RoleName="cluster-role", PolicyArn="arn:aws:iam::aws:policy/NoSuchPolicy")[0]
        == "NoSuchEntity"
    )
    assert iam.list_instance_profiles_for_role(RoleName="cluster-role")["InstanceProfiles"] == []


def test_the_service_linked_role_comes_with_the_first_ebs_cluster(sim, iam):
    name = "AWSServiceRoleForAmazonEKSLocalOutpost"
    assert refusal(iam.get_role, RoleName=name)[0] == "NoSuchEntity"
    sim.active_cluster()
    assert iam.get_role(RoleName=name)["Role"]["Path"] == "/aws-service-role/outposts.eks-local.amazonaws.com/"
    profiles = iam.list_instance_profiles_for_role(RoleName="my-cluster-role")["InstanceProfiles"]
    assert [profile["InstanceProfileName"][:10] for profile in profiles] == ["eks-local-"]


def test_anybody_has_a_plausible_identity(sim):
    identity = sim.client("sts").get_caller_identity()
    assert identity["Account"] == "123456789012" and identity["Arn"] == "arn:aws:iam::123456789012:user/simulated-user"


def test_roles_with_a_policy_come_in_pages_and_by_path(sim, iam):
    for number in range(7):
        sim.make_role(f"role-{number}")
    sim.make_role("other", policies=("AmazonEKSClusterPolicy",))
    policy = {"PolicyArn": "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy", "EntityFilter": "Role"}
    first = iam.list_entities_for_policy(**policy, MaxItems=4)
    rest = iam.list_entities_for_policy(**policy, MaxItems=4, Marker=first["Marker"])
    names = [role["RoleName"] for page in (first, rest) for role in page["PolicyRoles"]]
    assert names == [f"role-{number}" for number in range(7)]
    assert (first["IsTruncated"], rest["IsTruncated"], "Marker" in rest) == (True, False, False)
    assert iam.list_entities_for_policy(**policy, PathPrefix="/edge/")["PolicyRoles"] == []
    missing = {**policy, "PolicyArn": "arn:aws:iam::aws:policy/NoSuchPolicy"}
    assert refusal(iam.list_entities_for_policy, **missing)[0] == "NoSuchEntity"
