"""DeleteCluster, and what must be gone afterwards."""

from conftest import LOCAL_POLICY, refusal


def test_deletion_takes_its_time_and_leaves_nothing(sim, eks, iam):
    sim.active_cluster()
    assert refusal(iam.delete_role, RoleName="my-cluster-role")[0] == "DeleteConflict"
    assert eks.delete_cluster(name="my-cluster")["cluster"]["status"] == "DELETING"
    sim.advance(299)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "DELETING"
    sim.advance(2)
    assert refusal(eks.describe_cluster, name="my-cluster")[0] == "ResourceNotFoundException"
    assert sim.control("GET", "leftovers")["roles"] == ["arn:aws:iam::123456789012:role/my-cluster-role"]
    iam.detach_role_policy(RoleName="my-cluster-role", PolicyArn=f"arn:aws:iam::aws:policy/{LOCAL_POLICY}")
    iam.delete_role(RoleName="my-cluster-role")
    left = sim.control("GET", "leftovers")
    assert left["empty"] is True, left


def test_a_cluster_that_is_stuck_in_creating_can_be_deleted(sim, eks):
    sim.control("POST", "cluster/my-cluster", {"stuck_create": True})
    eks.create_cluster(**sim.ebs_request(sim.make_role()))
    sim.advance(5000)
    eks.delete_cluster(name="my-cluster")
    sim.advance(301)
    assert eks.list_clusters()["clusters"] == []


def test_a_deletion_can_be_stuck(sim, eks):
    sim.active_cluster()
    sim.control("POST", "cluster/my-cluster", {"stuck_delete": True})
    eks.delete_cluster(name="my-cluster")
    sim.advance(5000)
    assert eks.describe_cluster(name="my-cluster")["cluster"]["status"] == "DELETING"
    sim.control("POST", "cluster/my-cluster", {"stuck_delete": False})
    assert refusal(eks.describe_cluster, name="my-cluster")[0] == "ResourceNotFoundException"


def test_deletion_protection_protects_active_clusters(sim, eks):
    sim.active_cluster(deletionProtection=True)
    assert refusal(eks.delete_cluster, name="my-cluster")[0] == "InvalidRequestException"
    eks.update_cluster_config(name="my-cluster", deletionProtection=False)
    sim.advance(601)
    eks.delete_cluster(name="my-cluster")


def test_the_name_may_stay_taken_for_a_while(sim, eks):
    sim.set(name_release_seconds=60.0)
    sim.active_cluster()
    eks.delete_cluster(name="my-cluster")
    sim.advance(301)
    request = sim.ebs_request("arn:aws:iam::123456789012:role/my-cluster-role")
    assert refusal(eks.describe_cluster, name="my-cluster")[0] == "ResourceNotFoundException"
    assert refusal(eks.create_cluster, **request)[0] == "ResourceInUseException"
    sim.advance(60)
    assert eks.create_cluster(**request)["cluster"]["status"] == "CREATING"


def test_a_deletion_may_leave_things_behind(sim, eks):
    sim.active_cluster()
    sim.control("POST", "cluster/my-cluster", {"leave_behind": ["security_groups", "instance_profile", "instances"]})
    eks.delete_cluster(name="my-cluster")
    sim.advance(301)
    left = sim.control("GET", "leftovers")
    assert len(left["security_groups"]) == 2 and len(left["instance_profiles"]) == 1 and len(left["instances"]) == 3
    assert left["clusters"] == [] and left["empty"] is False


def test_a_deletion_may_leave_network_interfaces_behind(sim, eks, ec2):
    sim.active_cluster()
    sim.control("POST", "cluster/my-cluster", {"leave_behind": ["network_interfaces"]})
    eks.delete_cluster(name="my-cluster")
    sim.advance(301)
    left = sim.control("GET", "leftovers")
    assert len(left["network_interfaces"]) == 3 and left["instances"] == []
    tagged = ec2.describe_network_interfaces(
        Filters=[{"Name": "tag:eks-local:controlplane-name", "Values": ["my-cluster"]}]
    )
    assert sorted(eni["NetworkInterfaceId"] for eni in tagged["NetworkInterfaces"]) == sorted(left["network_interfaces"])


def test_deleting_twice_and_deleting_nothing(sim, eks):
    sim.active_cluster()
    eks.delete_cluster(name="my-cluster")
    assert eks.delete_cluster(name="my-cluster")["cluster"]["status"] == "DELETING"
    assert refusal(eks.delete_cluster, name="nobody")[0] == "ResourceNotFoundException"


def test_a_cluster_can_disappear(sim, eks):
    sim.active_cluster()
    assert sim.control("POST", "cluster/my-cluster", {"disappear": True})["exists"] is False
    assert refusal(eks.describe_cluster, name="my-cluster")[0] == "ResourceNotFoundException"
    assert sim.control("GET", "leftovers")["instances"] == []
