"""The control API itself."""

from conftest import refusal


def test_health_tells_the_seeded_ids(sim):
    health = sim.control("GET", "health")
    assert health["ok"] is True and health["vpc_id"] == sim.facts["vpc_id"] and health["clusters"] == 0


def test_a_reset_forgets_everything_but_the_seed(sim, eks, iam):
    sim.active_cluster()
    sim.set(create_seconds=5.0, hostile=True)
    sim.control("POST", "faults", {"reset": True, "times": 0})
    sim.control("POST", "cluster/other", {"stuck_create": True})
    sim.advance(9999)
    assert sim.control("POST", "reset")["outpost_arn"] == sim.facts["outpost_arn"]
    assert eks.list_clusters()["clusters"] == []
    assert [role["Arn"] for role in iam.list_roles()["Roles"]] == [sim.facts["foreign_role_arn"]]
    assert sim.control("GET", "faults")["faults"] == []
    settings = sim.control("GET", "settings")
    assert settings["create_seconds"] == 1000 and settings["hostile"] is False, (
        "the settings of the command line come back"
    )
    assert sim.control("POST", "clock", {})["offset"] == 0
    assert sim.control("GET", "cluster/other")["plan"]["stuck_create"] is False
    left = sim.control("GET", "leftovers")
    assert left["empty"] is True, left


def test_seeding_twice_changes_nothing(sim):
    assert sim.control("POST", "seed") == sim.control("POST", "seed")
    assert len(sim.client("outposts").list_outposts()["Outposts"]) == 1


def test_another_region_can_be_seeded_and_is_apart(sim, eks):
    facts = sim.control("POST", "seed", {"region": "eu-west-1"})
    assert facts["outpost_arn"] == sim.facts["outpost_arn"].replace("us-west-2", "eu-west-1")
    there = sim.client("outposts", region="eu-west-1").list_outposts()["Outposts"]
    assert [(outpost["OutpostArn"], outpost["AvailabilityZoneId"]) for outpost in there] == [
        (facts["outpost_arn"], "euw1-az2")
    ]
    sim.active_cluster()
    assert sim.client("eks", region="eu-west-1").list_clusters()["clusters"] == []
    assert len(eks.list_clusters()["clusters"]) == 1
    sim.control("POST", "reset")
    assert sim.client("outposts", region="eu-west-1").list_outposts()["Outposts"] == []


def test_settings_are_checked(sim):
    assert "there is no setting 'speed'" in sim.control_error("POST", "settings", {"speed": 1})[1]["error"]
    assert "takes a float" in sim.control_error("POST", "settings", {"create_seconds": "long"})[1]["error"]
    assert "takes a bool" in sim.control_error("POST", "settings", {"hostile": 1})[1]["error"]
    assert "is one of" in sim.control_error("POST", "settings", {"local_updates": "maybe"})[1]["error"]
    assert sim.set(create_seconds=3)["create_seconds"] == 3.0


def test_unknown_routes_keys_and_names(sim):
    code, answer = sim.control_error("GET", "nothing")
    assert code == 404 and "POST /_sim/reset" in answer["known"]
    assert "unknown key 'color'" in sim.control_error("POST", "cluster/x", {"color": 1})[1]["error"]
    assert "there is no cluster 'x'" in sim.control_error("POST", "cluster/x", {"tags": {}})[1]["error"]
    assert "takes a bool" in sim.control_error("POST", "cluster/x", {"stuck_create": "yes"})[1]["error"]
    assert sim.control_error("POST", "outpost/op-1", {})[0] == 400
    assert sim.control_error("POST", f"outpost/{sim.facts['outpost_id']}", {"color": 1})[0] == 400


def test_drift(sim, eks):
    sim.active_cluster(tags={"a": "1", "b": "2"})
    sim.control(
        "POST",
        "cluster/my-cluster",
        {
            "tags": {"c": "3"},
            "untag": ["a"],
            "logging": ["audit"],
            "version": "1.31",
            "platform_version": "eks-local-outposts.9",
            "deletion_protection": True,
        },
    )
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert cluster["tags"] == {"b": "2", "c": "3"}
    assert cluster["logging"]["clusterLogging"][0] == {"types": ["audit"], "enabled": True}
    assert (cluster["version"], cluster["platformVersion"], cluster["deletionProtection"]) == (
        "1.31",
        "eks-local-outposts.9",
        True,
    )


def test_what_eks_would_not_change_can_be_set(sim, eks):
    sim.active_cluster()
    role = "arn:aws:iam::123456789012:role/other"
    sim.control("POST", "cluster/my-cluster", {"set": {"role_arn": role, "support_type": "STANDARD"}})
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert (cluster["roleArn"], cluster["upgradePolicy"]) == (role, {"supportType": "STANDARD"})
    future = {"issues": [{"code": "BrandNew"}], "set": {"support_type": "ETERNAL", "authentication_mode": "MAGIC"}}
    sim.control("POST", "cluster/my-cluster", future)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert (cluster["upgradePolicy"]["supportType"], cluster["health"]["issues"][0]["code"]) == ("ETERNAL", "BrandNew")
    refused = sim.control_error("POST", "cluster/my-cluster", {"set": {"status": "ACTIVE"}})[1]["error"]
    assert refused.startswith("set takes ") and refused.endswith(", not status")


def test_the_remote_truth_is_shown(sim):
    sim.active_cluster()
    truth = sim.control("GET", "cluster/my-cluster")
    assert truth["exists"] and truth["kind"] == "ebs" and truth["real_status"] == "ACTIVE"
    assert len(truth["infrastructure"]["instance_ids"]) == 3 and truth["cluster"]["name"] == "my-cluster"
    assert sim.control("GET", "cluster/nobody")["exists"] is False


def test_infrastructure_can_be_switched_off_for_benchmarks(sim, eks, ec2):
    sim.set(control_plane_instances=False)
    sim.active_cluster()
    assert ec2.describe_instances()["Reservations"] == []


def test_subnets_are_crowded_and_renamed(sim, ec2):
    subnet = sim.facts["outpost_subnet_ids"][0]
    sim.control(
        "POST",
        f"subnet/{subnet}",
        {"available_ip_address_count": 2, "hostname_type": "resource-name", "map_public_ip_on_launch": True},
    )
    (seen,) = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
    assert (
        seen["AvailableIpAddressCount"],
        seen["PrivateDnsNameOptionsOnLaunch"]["HostnameType"],
        seen["MapPublicIpOnLaunch"],
    ) == (2, "resource-name", True)


def test_the_clock_starts_at_real_time(sim, eks):
    import time

    assert abs(sim.control("GET", "health")["time"] - time.time()) < 5
    sim.advance(3600)
    assert sim.control("GET", "health")["time"] > time.time() + 3500
    assert refusal(eks.describe_cluster, name="x")[0] == "ResourceNotFoundException"
