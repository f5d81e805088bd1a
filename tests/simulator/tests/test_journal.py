"""The journal shows what a client really sent."""

import pytest


def entries(sim, query=""):
    return sim.control("GET", f"requests{query}")["requests"]


def test_parameters_are_parsed_for_every_protocol(sim, eks, iam, ec2):
    role = sim.make_role()
    eks.create_cluster(**sim.ebs_request(role, tags={"a": "b"}))
    ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [sim.facts["vpc_id"]]}])
    eks.list_clusters(maxResults=7)
    by_operation = {entry["operation"]: entry for entry in entries(sim)}
    assert by_operation["CreateRole"]["parameters"]["RoleName"] == "cluster-role"
    assert by_operation["CreateCluster"]["parameters"]["outpostConfig"]["controlPlaneInstanceType"] == "m5.large"
    assert by_operation["CreateCluster"]["parameters"]["tags"] == {"a": "b"}
    assert by_operation["DescribeSubnets"]["parameters"]["Filters"] == [
        {"Name": "vpc-id", "Values": [sim.facts["vpc_id"]]}
    ]
    assert by_operation["ListClusters"]["parameters"] == {"maxResults": 7}


def test_an_entry_says_who_where_and_how_it_ended(sim):
    client = sim.client("eks", key="AKIAANOTHERKEY000001", region="eu-central-1")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_cluster(name="a%b")
    (entry,) = entries(sim)
    assert (entry["service"], entry["operation"], entry["method"], entry["path"]) == (
        "eks",
        "DescribeCluster",
        "GET",
        "/clusters/a%25b",
    )
    assert (entry["region"], entry["access_key"]) == ("eu-central-1", "AKIAANOTHERKEY000001")
    assert (entry["status"], entry["error_code"]) == (404, "ResourceNotFoundException")
    assert "Botocore" in entry["user_agent"]
    assert entry["invocation_id"] and entry["sdk_request"].startswith("attempt=1;")
    assert entry["milliseconds"] > 0 and entry["simulated_time"] > 1.7e9


def test_entries_are_numbered_filtered_and_forgotten(sim, eks, iam):
    eks.list_clusters()
    iam.list_roles()
    eks.list_clusters()
    assert [entry["operation"] for entry in entries(sim)] == ["ListClusters", "ListRoles", "ListClusters"]
    numbers = [entry["number"] for entry in entries(sim)]
    assert numbers == sorted(numbers)
    assert len(entries(sim, "?service=eks")) == 2 and len(entries(sim, "?service=eks&operation=ListRoles")) == 0
    sim.control("DELETE", "requests")
    assert entries(sim) == []


def test_errors_of_moto_have_their_code_in_the_journal(sim, iam):
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.get_role(RoleName="nobody")
    assert entries(sim)[-1]["error_code"] == "NoSuchEntity" and entries(sim)[-1]["status"] == 404


def test_the_control_api_is_not_in_the_journal(sim):
    sim.control("GET", "health")
    assert entries(sim) == []
