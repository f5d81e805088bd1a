"""Hostile mode stays within what a tolerant client must bear."""


def test_hostile_answers_lose_optional_members_and_gain_unknown_ones(sim, eks):
    sim.active_cluster()
    sim.set(hostile=True)
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert not {"clientRequestToken", "upgradePolicy", "deletionProtection", "tags"} & set(cluster)
    assert cluster["health"]["issues"][0]["code"] == "SimulatedFutureCode"
    assert cluster["resourcesVpcConfig"]["controlPlaneEgressMode"] == "SIMULATED_FUTURE_MODE"
    assert cluster["endpoint"].endswith(":443") and cluster["name"] == "my-cluster" and cluster["status"] == "ACTIVE"
    raw = sim.raw("GET", "/clusters/my-cluster").read()
    assert b"simulatedFutureMember" in raw


def test_lists_come_in_changing_order(sim, eks):
    sim.active_cluster(
        logging={"clusterLogging": [{"types": ["api", "audit", "authenticator", "controllerManager"], "enabled": True}]}
    )
    sim.set(hostile=True)
    seen = set()
    for _ in range(20):
        for group in eks.describe_cluster(name="my-cluster")["cluster"]["logging"]["clusterLogging"]:
            if group["enabled"]:
                seen.add(tuple(group["types"]))
    assert len(seen) > 3 and len({frozenset(types) for types in seen}) == 1


def test_a_cluster_without_hostility_is_as_the_model_says(sim, eks):
    sim.active_cluster()
    assert b"simulatedFuture" not in sim.raw("GET", "/clusters/my-cluster").read()


def test_an_unknown_status_can_be_shown(sim, eks):
    sim.active_cluster()
    sim.control("POST", "cluster/my-cluster", {"status": "HIBERNATING"})
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "HIBERNATING"
    sim.control("POST", "cluster/my-cluster", {"status": None})
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "ACTIVE"


def test_hostile_updates_and_lists_parse(sim, eks):
    sim.active_cluster()
    sim.set(hostile=True)
    update = eks.update_cluster_config(name="my-cluster", deletionProtection=True)["update"]
    assert {"type": "SimulatedFutureParam", "value": "1"} in update["params"]
    assert eks.list_clusters()["clusters"] == ["my-cluster"]


def test_any_member_can_be_missing(sim, eks):
    sim.active_cluster()
    sim.set(drop_members=["endpoint", "resourcesVpcConfig.vpcId", "no.such.member"])
    cluster = eks.describe_cluster(name="my-cluster")["cluster"]
    assert "endpoint" not in cluster and "vpcId" not in cluster["resourcesVpcConfig"]
    assert cluster["resourcesVpcConfig"]["subnetIds"] == sim.facts["outpost_subnet_ids"]
