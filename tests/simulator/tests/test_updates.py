"""UpdateClusterConfig, UpdateClusterVersion, tags, and platform updates that nobody asked for."""

import pytest
from conftest import refusal

ALL_TYPES = {"api", "audit", "authenticator", "controllerManager", "scheduler"}


def types(cluster, enabled):
    return {
        type_
        for group in cluster["logging"]["clusterLogging"]
        if group["enabled"] is enabled
        for type_ in group["types"]
    }


def logging(*enabled):
    return {"clusterLogging": [{"types": list(enabled), "enabled": True}]}


def test_a_logging_update_takes_its_time(sim, eks):
    sim.active_cluster()
    update = eks.update_cluster_config(name="my-cluster", logging=logging("api", "audit"))["update"]
    assert (update["status"], update["type"]) == ("InProgress", "LoggingUpdate")
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["status"] == "UPDATING" and types(cluster, True) == set()
    sim.advance(601)
    assert eks.describe_update(name="my-cluster", updateId=update["id"])["update"]["status"] == "Successful"
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["status"] == "ACTIVE"
    assert types(cluster, True) == {"api", "audit"} and types(cluster, False) == ALL_TYPES - {"api", "audit"}
    assert eks.list_updates(name="my-cluster")["updateIds"] == [update["id"]]
    assert (
        refusal(eks.update_cluster_config, name="my-cluster", logging=logging("api"))[1]
        == "No changes needed for the logging config provided"
    )


def test_one_kind_of_change_per_call(sim, eks):
    sim.active_cluster()
    code, message, _ = refusal(
        eks.update_cluster_config, name="my-cluster", logging=logging("api"), deletionProtection=True
    )
    assert (code, message) == ("InvalidRequestException", "Only one type of update can be allowed.")
    assert refusal(eks.update_cluster_config, name="my-cluster")[0] == "InvalidParameterException"


def test_one_update_at_a_time(sim, eks):
    sim.active_cluster()
    eks.update_cluster_config(name="my-cluster", logging=logging("api"))
    code, message, status = refusal(eks.update_cluster_config, name="my-cluster", deletionProtection=True)
    assert (code, status) == ("ResourceInUseException", 409) and "in progress" in message
    code, message, status = refusal(eks.delete_cluster, name="my-cluster")
    assert (code, status) == ("ResourceInUseException", 409) and "in progress" in message


def test_an_update_token_is_idempotent(sim, eks):
    sim.active_cluster()
    request = {"name": "my-cluster", "logging": logging("api"), "clientRequestToken": "t"}
    assert eks.update_cluster_config(**request)["update"]["id"] == eks.update_cluster_config(**request)["update"]["id"]


def test_a_version_goes_up_by_one(sim, eks):
    sim.active_cluster(version="1.30")
    code, message, _ = refusal(eks.update_cluster_version, name="my-cluster", version="1.32")
    assert (code, message) == (
        "InvalidParameterException",
        "Unsupported Kubernetes minor version update from 1.30 to 1.32",
    )
    for version in ("1.29", "1.30", "1.36"):
        assert refusal(eks.update_cluster_version, name="my-cluster", version=version)[0] == "InvalidParameterException"
    update = eks.update_cluster_version(name="my-cluster", version="1.31")["update"]
    assert update["type"] == "VersionUpdate"
    assert eks.describe_cluster(name="my-cluster")["cluster"]["version"] == "1.30"
    sim.advance(601)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert (cluster["version"], cluster["platformVersion"], cluster["status"]) == (
        "1.31",
        "eks-local-outposts.8",
        "ACTIVE",
    )


def test_an_update_can_fail(sim, eks):
    sim.active_cluster()
    errors = [{"errorCode": "ClusterUnreachable", "errorMessage": "no way", "resourceIds": ["i-1"]}]
    sim.control("POST", "cluster/my-cluster", {"fail_next_update": errors})
    update = eks.update_cluster_config(name="my-cluster", logging=logging("api"))["update"]
    sim.advance(601)
    described = eks.describe_update(name="my-cluster", updateId=update["id"])["update"]
    assert described["status"] == "Failed" and described["errors"] == errors
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["status"] == "ACTIVE" and types(cluster, True) == set()
    update = eks.update_cluster_config(name="my-cluster", logging=logging("api"))["update"]
    sim.advance(601)
    assert eks.describe_update(name="my-cluster", updateId=update["id"])["update"]["status"] == "Successful"


def test_local_updates_may_be_refused_or_fail(sim, eks):
    sim.active_cluster()
    sim.set(local_updates="refused", refusal_code="ClientException")
    assert refusal(eks.update_cluster_config, name="my-cluster", logging=logging("api"))[0] == "ClientException"
    sim.set(local_updates="failed")
    update = eks.update_cluster_config(name="my-cluster", logging=logging("api"))["update"]
    sim.advance(601)
    assert eks.describe_update(name="my-cluster", updateId=update["id"])["update"]["status"] == "Failed"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resourcesVpcConfig": {"securityGroupIds": ["sg-1"]}}, "not supported on Outposts"),
        ({"resourcesVpcConfig": {"subnetIds": ["subnet-1"]}}, "not supported on Outposts"),
        ({"resourcesVpcConfig": {"endpointPublicAccess": True}}, "not supported for local"),
        ({"resourcesVpcConfig": {"endpointPrivateAccess": True}}, "already at the desired configuration"),
        ({"accessConfig": {"authenticationMode": "API"}}, "authenticationMode=CONFIG_MAP"),
        ({"kubernetesNetworkConfig": {"ipFamily": "ipv4"}}, "cannot be updated"),
        ({"computeConfig": {"enabled": True}}, "cannot be updated"),
    ],
)
def test_what_an_ebs_cluster_cannot_change(sim, eks, change, words):
    sim.active_cluster()
    code, message, _ = refusal(eks.update_cluster_config, name="my-cluster", **change)
    assert code == "InvalidParameterException" and words in message


def test_an_instance_store_cluster_opens_its_endpoint_and_keeps_its_subnets(sim, eks):
    eks.create_cluster(**sim.store_request(sim.make_store_role()))
    sim.advance(1001)
    update = eks.update_cluster_config(name="my-store-cluster", resourcesVpcConfig={"endpointPublicAccess": True})[
        "update"
    ]
    assert update["type"] == "EndpointAccessUpdate"
    sim.advance(601)
    vpc = eks.describe_cluster(name="my-store-cluster")["cluster"]["resourcesVpcConfig"]
    assert vpc["endpointPublicAccess"] and vpc["endpointPrivateAccess"] and vpc["publicAccessCidrs"] == ["0.0.0.0/0"]
    assert vpc["subnetIds"] == sim.facts["outpost_subnet_ids"]


def test_the_access_mode_moves_one_way(sim, eks):
    eks.create_cluster(**sim.store_request(sim.make_store_role()))
    sim.advance(1001)
    assert (
        "Unsupported authentication mode update"
        in refusal(
            eks.update_cluster_config, name="my-store-cluster", accessConfig={"authenticationMode": "CONFIG_MAP"}
        )[1]
    )
    eks.update_cluster_config(name="my-store-cluster", accessConfig={"authenticationMode": "API"})
    sim.advance(601)
    assert eks.describe_cluster(name="my-store-cluster")["cluster"]["accessConfig"]["authenticationMode"] == "API"


@pytest.mark.parametrize(
    ("change", "member", "value"),
    [
        ({"upgradePolicy": {"supportType": "STANDARD"}}, "upgradePolicy", {"supportType": "STANDARD"}),
        ({"deletionProtection": True}, "deletionProtection", True),
    ],
)
def test_settings_that_change_in_place(sim, eks, change, member, value):
    sim.active_cluster()
    eks.update_cluster_config(name="my-cluster", **change)
    sim.advance(601)
    assert eks.describe_cluster(name="my-cluster")["cluster"][member] == value


def test_updating_may_lag_behind_the_call(sim, eks):
    sim.set(update_lag_seconds=30.0)
    sim.active_cluster()
    eks.update_cluster_config(name="my-cluster", logging=logging("api"))
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "ACTIVE"
    sim.advance(31)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "UPDATING"


def test_a_cluster_that_is_not_active_cannot_be_updated(sim, eks):
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    assert refusal(eks.update_cluster_config, name="my-cluster", logging=logging("api"))[0] == "InvalidRequestException"
    assert refusal(eks.update_cluster_config, name="nobody", logging=logging("api"))[0] == "ResourceNotFoundException"
    assert refusal(eks.describe_update, name="my-cluster", updateId="none")[0] == "ResourceNotFoundException"


def test_aws_updates_the_platform_by_itself(sim, eks):
    sim.active_cluster()
    sim.control("POST", "cluster/my-cluster", {"platform_update_seconds": 100})
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "UPDATING"
    assert refusal(eks.update_cluster_config, name="my-cluster", logging=logging("api"))[0] == "ResourceInUseException"
    sim.advance(101)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert (cluster["status"], cluster["platformVersion"]) == ("ACTIVE", "eks-local-outposts.4")


def test_tags(sim, eks):
    arn = sim.active_cluster(tags={"a": "1"})["arn"]
    eks.tag_resource(resourceArn=arn, tags={"b": "2", "a": "3"})
    assert eks.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "3", "b": "2"}
    eks.untag_resource(resourceArn=arn, tagKeys=["a", "never"])
    assert eks.describe_cluster(name="my-cluster")["cluster"]["tags"] == {"b": "2"}
    assert refusal(eks.tag_resource, resourceArn=f"{arn}x", tags={"a": "b"})[::2] == ("NotFoundException", 404)
    assert refusal(eks.tag_resource, resourceArn=arn, tags={"aws:a": "b"})[0] == "BadRequestException"
    assert (
        refusal(eks.tag_resource, resourceArn=arn, tags={f"k{n}": "v" for n in range(50)})[0] == "BadRequestException"
    )
