"""Clusters that were accepted and cannot become ready: codes and texts of the user guide."""

import pytest
from conftest import LOCAL_POLICY

OTHER = "arn:aws:outposts:us-west-2:123456789012:outpost/op-00000000000000001"


def described(sim, eks, **changes):
    eks.create_cluster(**sim.ebs_request(sim.make_role(), **changes))
    sim.advance(1001)
    return eks.describe_cluster(name="my-cluster")["cluster"]


def vpc(sim, *subnets):
    return {"subnetIds": list(subnets), "endpointPrivateAccess": True, "endpointPublicAccess": False}


def issue_of(cluster):
    assert cluster["status"] == "CREATING", "an EBS cluster never fails"
    (issue,) = cluster["health"]["issues"]
    return issue["code"], issue["message"], issue["resourceIds"]


def test_a_subnet_in_the_region_is_a_conflict_for_ever(sim, eks):
    subnet = sim.facts["regional_subnet_id"]
    cluster = described(sim, eks, resourcesVpcConfig=vpc(sim, subnet))
    assert issue_of(cluster) == ("ConfigurationConflict", f"Subnet {subnet} is not part of any Outpost", [subnet])
    sim.advance(100_000)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "CREATING"


def test_a_subnet_that_does_not_exist(sim, eks):
    cluster = described(sim, eks, resourcesVpcConfig=vpc(sim, "subnet-00000000000000001"))
    assert issue_of(cluster) == (
        "ResourceNotFound",
        "The subnet ID subnet-00000000000000001 does not exist",
        ["subnet-00000000000000001"],
    )


def test_subnets_of_two_vpcs(sim, eks, ec2):
    other_vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    other = ec2.create_subnet(
        VpcId=other_vpc, CidrBlock="10.9.0.0/24", OutpostArn=sim.facts["outpost_arn"], AvailabilityZone="us-west-2a"
    )["Subnet"]["SubnetId"]
    mine = sim.facts["outpost_subnet_ids"][0]
    cluster = described(sim, eks, resourcesVpcConfig=vpc(sim, mine, other))
    assert issue_of(cluster) == (
        "ConfigurationConflict",
        "Subnets specified must belong to the same VPC",
        [mine, other],
    )


def test_another_outpost(sim, eks):
    subnet = sim.facts["outpost_subnet_ids"][0]
    cluster = described(
        sim,
        eks,
        resourcesVpcConfig=vpc(sim, subnet),
        outpostConfig={"outpostArns": [OTHER], "controlPlaneInstanceType": "m5.large"},
    )
    assert issue_of(cluster) == (
        "ConfigurationConflict",
        f"Subnet {subnet} expected to be in {OTHER}, but is in {sim.facts['outpost_arn']}",
        [subnet],
    )


def test_an_instance_type_that_is_not_slotted(sim, eks):
    outpost = sim.facts["outpost_arn"]
    cluster = described(sim, eks, outpostConfig={"outpostArns": [outpost], "controlPlaneInstanceType": "x1.32xlarge"})
    assert issue_of(cluster) == (
        "ConfigurationConflict",
        f"The instance type 'x1.32xlarge' is not supported in Outpost '{outpost}'.",
        [cluster["arn"]],
    )


@pytest.mark.parametrize("change", [{"capacity": {"m5.large": 2}}, {"connected": False}])
def test_a_full_or_disconnected_outpost_heals(sim, eks, change):
    sim.control("POST", f"outpost/{sim.facts['outpost_id']}", change)
    cluster = described(sim, eks)
    assert issue_of(cluster) == (
        "ResourceLimitExceeded",
        "There is not enough capacity on the Outpost to launch or start the instance.",
        [cluster["arn"]],
    )
    sim.control("POST", f"outpost/{sim.facts['outpost_id']}", {"capacity": None, "connected": True})
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "ACTIVE"


def test_capacity_is_used_up_and_given_back(sim, eks):
    sim.control("POST", f"outpost/{sim.facts['outpost_id']}", {"capacity": {"m5.large": 3}})
    role = sim.make_role()
    eks.create_cluster(**sim.ebs_request(role, "first"))
    sim.advance(1001)
    eks.create_cluster(**sim.ebs_request(role, "second"))
    sim.advance(1001)
    assert eks.describe_cluster(name="second")["cluster"]["health"]["issues"][0]["code"] == "ResourceLimitExceeded"
    eks.delete_cluster(name="first")
    sim.advance(301)
    assert eks.describe_cluster(name="second")["cluster"]["status"] == "ACTIVE"


@pytest.mark.parametrize(("subnets", "free", "ready"), [(1, 2, False), (1, 3, True), (2, 1, False), (2, 2, True)])
def test_free_addresses(sim, eks, subnets, free, ready):
    wanted = sim.facts["outpost_subnet_ids"][:subnets]
    for subnet in wanted:
        sim.control("POST", f"subnet/{subnet}", {"available_ip_address_count": free})
    cluster = described(sim, eks, resourcesVpcConfig=vpc(sim, *wanted))
    if ready:
        assert cluster["status"] == "ACTIVE"
    else:
        assert issue_of(cluster) == (
            "ResourceLimitExceeded",
            "The specified subnet does not have enough free addresses to satisfy the request.",
            [wanted[0]],
        )


def test_dns_switched_off_in_the_vpc(sim, eks, ec2):
    ec2.modify_vpc_attribute(VpcId=sim.facts["vpc_id"], EnableDnsHostnames={"Value": False})
    assert issue_of(described(sim, eks))[0] == "ClusterUnreachable"


def test_a_placement_group_that_does_not_exist(sim, eks):
    outpost = {
        "outpostArns": [sim.facts["outpost_arn"]],
        "controlPlaneInstanceType": "m5.large",
        "controlPlanePlacement": {"groupName": "pg"},
    }
    assert issue_of(described(sim, eks, outpostConfig=outpost))[0] == "InternalFailure"


def test_a_role_that_loses_its_policy_during_creation(sim, eks, iam):
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    iam.detach_role_policy(RoleName="cluster-role", PolicyArn=f"arn:aws:iam::aws:policy/{LOCAL_POLICY}")
    sim.advance(1001)
    assert issue_of(eks.describe_cluster(name="my-cluster")["cluster"])[0] == "AccessDenied"


def test_an_issue_shows_only_after_a_while(sim, eks):
    eks.create_cluster(**sim.ebs_request(sim.make_role(), resourcesVpcConfig=vpc(sim, sim.facts["regional_subnet_id"])))
    assert eks.describe_cluster(name="my-cluster")["cluster"]["health"]["issues"] == []
    sim.advance(101)
    assert len(eks.describe_cluster(name="my-cluster")["cluster"]["health"]["issues"]) == 1


def test_a_planned_issue_appears_and_clears(sim, eks):
    issue = {
        "code": "ClusterUnreachable",
        "message": "no SSM",
        "resource_ids": ["i-1"],
        "appear_after": 200,
        "clear_after": 2000,
    }
    sim.control("POST", "cluster/my-cluster", {"issues": [issue]})
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    sim.advance(150)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["health"]["issues"] == []
    sim.advance(1000)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert issue_of(cluster) == ("ClusterUnreachable", "no SSM", ["i-1"])
    sim.advance(1000)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["status"] == "ACTIVE" and cluster["health"]["issues"] == []


def test_an_active_cluster_can_fall_ill(sim, eks):
    sim.active_cluster()
    sim.control("POST", "cluster/my-cluster", {"issues": [{"code": "InternalFailure", "message": "hm"}]})
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["status"] == "ACTIVE" and cluster["health"]["issues"][0]["message"] == "hm"
    sim.control("POST", "cluster/my-cluster", {"clear_issues": True})
    assert eks.describe_cluster(name="my-cluster")["cluster"]["health"]["issues"] == []


def test_stuck_create_without_a_reason(sim, eks):
    sim.control("POST", "cluster/my-cluster", {"stuck_create": True})
    assert described(sim, eks)["status"] == "CREATING"
    sim.control("POST", "cluster/my-cluster", {"stuck_create": False})
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "ACTIVE"


@pytest.mark.parametrize("kind", ["ebs", "instance_store"])
def test_only_the_instance_store_kind_fails(sim, eks, ec2, kind):
    issue = {"code": "InternalFailure", "message": "broken", "resource_ids": []}
    request = (
        sim.ebs_request(sim.make_role()) if kind == "ebs" else sim.store_request(sim.make_store_role(), "my-cluster")
    )
    sim.control("POST", "cluster/my-cluster", {"fail_create": [issue]})
    eks.create_cluster(**request)
    sim.advance(1001)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["status"] == ("ACTIVE" if kind == "ebs" else "FAILED")
    if kind == "instance_store":
        assert cluster["health"]["issues"] == [{"code": "InternalFailure", "message": "broken", "resourceIds": []}]
        assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []


def test_an_instance_store_cluster_with_an_obstacle_ends_failed(sim, eks):
    role = sim.make_store_role()
    eks.create_cluster(**sim.store_request(role, resourcesVpcConfig=vpc(sim, sim.facts["regional_subnet_id"])))
    sim.advance(1001)
    cluster = eks.describe_cluster(name="my-store-cluster")["cluster"]
    assert cluster["status"] == "FAILED" and cluster["health"]["issues"][0]["code"] == "ConfigurationConflict"
    eks.delete_cluster(name="my-store-cluster")
    sim.advance(301)
    assert eks.list_clusters()["clusters"] == []
