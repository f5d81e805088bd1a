"""From nothing to ACTIVE, both kinds of local cluster, and the cloud kind to be told apart from them."""

import pytest
from conftest import refusal


def test_an_ebs_cluster_goes_from_creating_to_active(sim, eks):
    created = eks.create_cluster(**sim.ebs_request(sim.make_role()))["cluster"]
    assert created["status"] == "CREATING"
    assert created["outpostConfig"] == {
        "outpostArns": [sim.facts["outpost_arn"]],
        "controlPlaneInstanceType": "m5.large",
    }
    assert not {"endpoint", "platformVersion", "identity"} & set(created)
    assert not {"vpcId", "clusterSecurityGroupId"} & set(created["resourcesVpcConfig"])
    assert created["certificateAuthority"] == {}
    sim.advance(998)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "CREATING"
    sim.advance(3)
    active = eks.describe_cluster(name="my-cluster")["cluster"]
    assert active["status"] == "ACTIVE"
    assert active["version"] == "1.32" and active["platformVersion"] == "eks-local-outposts.3"
    assert active["endpoint"].startswith("https://") and active["certificateAuthority"]["data"]
    assert active["resourcesVpcConfig"]["vpcId"] == sim.facts["vpc_id"]
    assert active["resourcesVpcConfig"]["clusterSecurityGroupId"].startswith("sg-")
    assert active["accessConfig"] == {"authenticationMode": "CONFIG_MAP"}
    assert len(active["id"]) == 36 and "identity" not in active and active["health"]["issues"] == []


def test_pending_comes_first_when_set(sim, eks):
    sim.set(pending_seconds=50.0)
    role = sim.make_role()
    assert eks.create_cluster(**sim.ebs_request(role))["cluster"]["status"] == "PENDING"
    sim.advance(51)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "CREATING"


def test_an_ebs_cluster_makes_three_tagged_instances_and_two_security_groups(sim, eks, ec2):
    sim.active_cluster()
    found = ec2.describe_instances(Filters=[{"Name": "tag:eks-local:controlplane-name", "Values": ["my-cluster"]}])
    instances = [instance for reservation in found["Reservations"] for instance in reservation["Instances"]]
    names = sorted(tag["Value"] for instance in instances for tag in instance["Tags"] if tag["Key"] == "Name")
    assert names == [f"my-cluster-control-plane-id{n}" for n in (1, 2, 3)]
    assert {instance["InstanceType"] for instance in instances} == {"m5.large"}
    assert {instance["SubnetId"] for instance in instances} <= set(sim.facts["outpost_subnet_ids"])
    hosts = [asset["ComputeAttributes"]["HostId"] for asset in list_assets(sim)]
    assert {instance["Placement"]["HostId"] for instance in instances} <= set(hosts)
    assert len({instance["PrivateIpAddress"] for instance in instances}) == 3
    groups = [
        group["GroupName"]
        for group in ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [sim.facts["vpc_id"]]}])[
            "SecurityGroups"
        ]
    ]
    assert [name for name in groups if name.startswith("eks-cluster-sg-my-cluster-")]
    assert [name for name in groups if name.startswith("eks-local-internal-do-not-use-or-edit-my-cluster-")]


def list_assets(sim):
    return sim.client("outposts").list_assets(OutpostIdentifier=sim.facts["outpost_id"])["Assets"]


def test_instances_are_found_by_tag_vpc_and_state_from_the_middle_of_the_creation_on(sim, eks, ec2):
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    wanted = {
        "tag:eks-local:controlplane-name": ["my-cluster"],
        "vpc-id": [sim.facts["vpc_id"]],
        "instance-state-name": ["pending", "running", "shutting-down", "stopping", "stopped"],
    }

    def count():
        eks.describe_cluster(name="my-cluster")
        filters = [{"Name": name, "Values": values} for name, values in wanted.items()]
        return sum(len(found["Instances"]) for found in ec2.describe_instances(Filters=filters)["Reservations"])

    assert count() == 0
    sim.advance(600)
    assert count() == 3
    wanted["vpc-id"] = ["vpc-00000000000000000"]
    assert count() == 0
    wanted["vpc-id"], wanted["instance-state-name"] = [sim.facts["vpc_id"]], ["terminated"]
    assert count() == 0


def test_an_instance_store_cluster_has_interfaces_and_no_instances(sim, eks, ec2):
    role = sim.make_store_role()
    eks.create_cluster(
        **sim.store_request(
            role, resourcesVpcConfig=sim.ebs_request(role)["resourcesVpcConfig"] | {"endpointPublicAccess": True}
        )
    )
    sim.advance(1001)
    cluster = eks.describe_cluster(name="my-store-cluster")["cluster"]
    assert cluster["status"] == "ACTIVE" and cluster["platformVersion"].startswith("eks.") and "id" not in cluster
    assert cluster["accessConfig"] == {"authenticationMode": "API_AND_CONFIG_MAP"}
    assert cluster["resourcesVpcConfig"]["publicAccessCidrs"] == ["0.0.0.0/0"]
    assert cluster["identity"]["oidc"]["issuer"].startswith("https://oidc.eks.us-west-2")
    interfaces = ec2.describe_network_interfaces(
        Filters=[{"Name": "description", "Values": ["Amazon EKS my-store-cluster"]}]
    )["NetworkInterfaces"]
    assert len(interfaces) == 3
    assert ec2.describe_instances()["Reservations"] == []
    assets = sim.client("outposts").list_asset_instances(
        OutpostIdentifier=sim.facts["outpost_id"], AwsServiceFilter=["EKS"]
    )["AssetInstances"]
    assert sorted(item["InstanceType"] for item in assets) == ["c5.large"] * 3 + ["m5.large"] * 3


def test_the_id_of_an_instance_store_cluster_is_a_switch(sim, eks):
    sim.set(instance_store_id=True)
    assert "id" in eks.create_cluster(**sim.store_request(sim.make_store_role()))["cluster"]


def test_a_cloud_cluster_has_no_outpost_config(sim, eks):
    role = sim.make_role("cloud-role", "eks.amazonaws.com", ("AmazonEKSClusterPolicy",))
    eks.create_cluster(name="cloud", roleArn=role, resourcesVpcConfig={"subnetIds": [sim.facts["regional_subnet_id"]]})
    sim.advance(1001)
    cluster = eks.describe_cluster(name="cloud")["cluster"]
    assert cluster["status"] == "ACTIVE" and "outpostConfig" not in cluster and "id" not in cluster


def test_the_same_client_token_finds_the_same_cluster(sim, eks):
    request = sim.ebs_request(sim.make_role(), clientRequestToken="token-1")
    first = eks.create_cluster(**request)["cluster"]
    sim.advance(5)
    again = eks.create_cluster(**request)["cluster"]
    assert (again["id"], again["createdAt"]) == (first["id"], first["createdAt"])
    assert refusal(eks.create_cluster, **{**request, "tags": {"a": "b"}})[0] == "InvalidParameterException"
    assert refusal(eks.create_cluster, **{**request, "clientRequestToken": "token-2"}) == (
        "ResourceInUseException",
        "Cluster already exists with name: my-cluster",
        409,
    )


def test_a_new_cluster_may_be_invisible_for_a_while(sim, eks):
    sim.set(create_visible_seconds=10.0)
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    assert refusal(eks.describe_cluster, name="my-cluster")[0] == "ResourceNotFoundException"
    sim.advance(11)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "CREATING"


@pytest.mark.parametrize(
    ("client_exception", "code", "status"), [(False, "ResourceNotFoundException", 404), (True, "ClientException", 400)]
)
def test_there_are_two_ways_of_not_found(sim, eks, client_exception, code, status):
    sim.set(notfound_as_client_exception=client_exception)
    assert refusal(eks.describe_cluster, name="nobody") == (code, "No cluster found for name: nobody.", status)


def test_list_clusters_pages(sim, eks):
    role = sim.make_role()
    for number in range(5):
        eks.create_cluster(**sim.ebs_request(role, f"c{number}"))
    pages = list(eks.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 2}))
    assert [page["clusters"] for page in pages] == [["c0", "c1"], ["c2", "c3"], ["c4"]]
    assert refusal(eks.list_clusters, nextToken="nonsense")[0] == "InvalidParameterException"


def test_clusters_of_another_region_are_not_seen(sim, eks):
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    assert sim.client("eks", region="eu-west-1").list_clusters()["clusters"] == []


def test_auto_advance_moves_the_clock_on_each_describe(sim, eks):
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    sim.set(auto_advance=400.0)
    assert [eks.describe_cluster(name="my-cluster")["cluster"]["status"] for _ in range(3)] == [
        "CREATING",
        "CREATING",
        "ACTIVE",
    ]


def test_versions_are_offered_per_cluster_type(sim, eks):
    local = eks.describe_cluster_versions(clusterType="eks-local-outposts")["clusterVersions"]
    assert [row["clusterVersion"] for row in local] == ["1.32", "1.31", "1.30", "1.29"]
    assert [row["clusterVersion"] for row in local if row["defaultVersion"]] == ["1.32"]
    assert eks.describe_cluster_versions(clusterVersions=["1.35"])["clusterVersions"][0]["clusterType"] == "eks"
    assert (
        eks.describe_cluster_versions(clusterType="eks-local-outposts", defaultOnly=True)["clusterVersions"][0][
            "kubernetesPatchVersion"
        ]
        == "1.32.12"
    )
    assert refusal(eks.describe_cluster_versions, clusterType="martian")[0] == "InvalidParameterException"


def test_the_endpoint_may_carry_a_port(sim, eks):
    sim.set(endpoint_port=True)
    assert sim.active_cluster()["endpoint"].endswith(":443")


def test_twenty_clusters_at_once(sim, eks):
    role = sim.make_role()
    for number in range(20):
        eks.create_cluster(**sim.ebs_request(role, f"c{number}"))
    sim.advance(1001)
    assert {eks.describe_cluster(name=f"c{number}")["cluster"]["status"] for number in range(20)} == {"ACTIVE"}
    assert len(sim.client("ec2").describe_instances()["Reservations"]) == 60
