"""What CreateCluster refuses at once."""

import copy
import json

import pytest
from conftest import TRUST, refusal

EBS_ACCESS = "Local Amazon EKS cluster only supports bootstrapClusterCreatorAdminPermissions=true and authenticationMode=CONFIG_MAP for AccessConfig."
LACKS = "The provided role doesn't have the Amazon EKS Managed Policies associated with it."


def changed(request, path, value):
    request = copy.deepcopy(request)
    *parents, last = path.split(".")
    place = request
    for name in parents:
        place = place.setdefault(name, {})
    if value is None:
        place.pop(last, None)
    else:
        place[last] = value
    return request


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (
            "name",
            "-bad",
            "Value '-bad' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern",
        ),
        ("name", "a" * 101, "Member must have length less than or equal to 100"),
        ("name", "dot.ted", "regular expression pattern"),
        ("version", "1.24", "unsupported Kubernetes version 1.24"),
        ("version", "1.35", "unsupported Kubernetes version 1.35"),
        ("roleArn", None, "Value null at 'roleArn'"),
        ("roleArn", "not-an-arn", "not a valid role ARN"),
        (
            "roleArn",
            "arn:aws:iam::123456789012:role/nobody",
            "roleArn, arn:aws:iam::123456789012:role/nobody, does not exist",
        ),
        ("resourcesVpcConfig.subnetIds", [], "subnets cannot be empty"),
        ("resourcesVpcConfig.securityGroupIds", [f"sg-{n}" for n in range(6)], "at most 5 security groups"),
        ("resourcesVpcConfig.endpointPublicAccess", True, "only private endpoint access"),
        ("resourcesVpcConfig.endpointPublicAccess", None, "only private endpoint access"),
        ("resourcesVpcConfig.endpointPrivateAccess", None, "only private endpoint access"),
        ("resourcesVpcConfig.endpointPublicAccess", "false", "is not a boolean"),
        ("resourcesVpcConfig.publicAccessCidrs", ["0.0.0.0/0"], "Public access CIDRs"),
        ("outpostConfig.outpostArns", [], "Only a single Outpost ARN"),
        (
            "outpostConfig.outpostArns",
            ["arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"] * 2,
            "Only a single Outpost ARN",
        ),
        ("outpostConfig.outpostArns", ["op-0a1b2c3d4e5f67890"], "Only a single Outpost ARN"),
        ("outpostConfig.controlPlaneInstanceType", None, "Value null at 'outpostConfig.controlPlaneInstanceType'"),
        ("outpostConfig.controlPlanePlacement.spreadLevel", "host", "can only be used with etcdInstanceType"),
        ("outpostConfig.controlPlanePlacement.spreadLevel", "shelf", "enum value set: [host, rack]"),
        ("outpostConfig.etcdPlacement.spreadLevel", "rack", "can only be used with etcdInstanceType"),
        ("accessConfig.authenticationMode", "API", EBS_ACCESS),
        ("accessConfig.authenticationMode", "API_AND_CONFIG_MAP", EBS_ACCESS),
        ("accessConfig.bootstrapClusterCreatorAdminPermissions", False, EBS_ACCESS),
        ("accessConfig.authenticationMode", "OPEN", "enum value set"),
        ("kubernetesNetworkConfig.ipFamily", "ipv6", "ipv4"),
        ("kubernetesNetworkConfig.serviceIpv4Cidr", "8.8.0.0/16", "Invalid serviceIpv4Cidr"),
        ("kubernetesNetworkConfig.serviceIpv4Cidr", "10.0.0.0/8", "Invalid serviceIpv4Cidr"),
        ("encryptionConfig", [{"resources": ["secrets"]}], "not supported for local"),
        ("computeConfig.enabled", False, "not supported for local"),
        ("zonalShiftConfig.enabled", False, "not supported for local"),
        ("remoteNetworkConfig.remotePodNetworks", [{"cidrs": ["10.5.0.0/16"]}], "not supported for local"),
        ("logging.clusterLogging", [{"types": ["everything"], "enabled": True}], "enum value set"),
        ("tags", {"aws:mine": "x"}, "aws: prefixed tag key"),
        ("tags", {"k" * 129: "x"}, "less than or equal to 128"),
        ("tags", {"k": "v" * 257}, "less than or equal to 256"),
        ("tags", {f"k{n}": "v" for n in range(51)}, "less than or equal to 50"),
    ],
)
def test_an_ebs_cluster_is_refused(sim, eks, path, value, words):
    code, message, status = refusal(eks.create_cluster, **changed(sim.ebs_request(sim.make_role()), path, value))
    assert (code, status) == ("InvalidParameterException", 400)
    assert words in message
    assert eks.list_clusters()["clusters"] == []


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("accessConfig", None, "authenticationMode=API or API_AND_CONFIG_MAP"),
        ("accessConfig.authenticationMode", "CONFIG_MAP", "authenticationMode=API or API_AND_CONFIG_MAP"),
        ("outpostConfig.controlPlanePlacement.groupName", "pg", "groupName cannot be used"),
        ("resourcesVpcConfig.endpointPrivateAccess", False, "require endpointPrivateAccess=true"),
        ("encryptionConfig", [{"resources": ["secrets"]}], "not supported for local"),
    ],
)
def test_an_instance_store_cluster_is_refused(sim, eks, path, value, words):
    code, message, _ = refusal(eks.create_cluster, **changed(sim.store_request(sim.make_store_role()), path, value))
    assert code == "InvalidParameterException" and words in message


def test_subnets_in_two_zones_are_refused_for_the_instance_store_kind(sim, eks, ec2):
    other = ec2.create_subnet(
        VpcId=sim.facts["vpc_id"],
        CidrBlock="10.0.40.0/24",
        OutpostArn=sim.facts["outpost_arn"],
        AvailabilityZone="us-west-2b",
    )["Subnet"]["SubnetId"]
    request = changed(
        sim.store_request(sim.make_store_role()),
        "resourcesVpcConfig.subnetIds",
        [sim.facts["outpost_subnet_ids"][0], other],
    )
    assert "Availability Zone" in refusal(eks.create_cluster, **request)[1]


@pytest.mark.parametrize("code", ["InvalidRequestException", "ClientException"])
def test_the_code_of_unpublished_refusals_is_a_switch(sim, eks, code):
    sim.set(refusal_code=code)
    request = changed(sim.ebs_request(sim.make_role()), "resourcesVpcConfig.endpointPublicAccess", True)
    assert refusal(eks.create_cluster, **request)[0] == code


@pytest.mark.parametrize(
    ("principal", "policies", "words"),
    [
        (
            "eks.amazonaws.com",
            ("AmazonEKSLocalOutpostClusterPolicy",),
            "Role could not be assumed because the trusted entity is not correct",
        ),
        ("ec2.amazonaws.com", (), LACKS),
        ("ec2.amazonaws.com", ("AmazonEKSClusterPolicy",), LACKS),
    ],
)
def test_a_wrong_role_is_refused_for_the_ebs_kind(sim, eks, principal, policies, words):
    code, message, _ = refusal(eks.create_cluster, **sim.ebs_request(sim.make_role("wrong", principal, policies)))
    assert code == "InvalidParameterException" and words in message


def test_the_role_of_the_ebs_kind_is_wrong_for_the_instance_store_kind(sim, eks):
    assert "trusted entity" in refusal(eks.create_cluster, **sim.store_request(sim.make_role()))[1]


def test_a_role_with_both_principals_serves_both_kinds(sim, eks, iam):
    trust = TRUST.replace('"%s"', '["ec2.amazonaws.com","eks.amazonaws.com"]')
    role = iam.create_role(RoleName="both", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    for policy in ("AmazonEKSLocalOutpostClusterPolicy", "AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"):
        iam.attach_role_policy(RoleName="both", PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    eks.create_cluster(**sim.ebs_request(role))
    eks.create_cluster(**sim.store_request(role))


def test_a_new_role_spreads_slowly(sim, eks):
    sim.set(role_propagation_seconds=90.0)
    request = sim.ebs_request(sim.make_role())
    answers = []
    for _ in range(3):
        answers.append(refusal(eks.create_cluster, **request)[1])
        sim.advance(30)
    assert "does not exist" in answers[0] and "trusted entity is not correct" in answers[1] and LACKS in answers[2]
    assert eks.create_cluster(**request)["cluster"]["status"] == "CREATING"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("resourcesVpcConfig.subnetIds", "subnet-1", "is not a list"),
        ("resourcesVpcConfig.surprise", 1, "Unknown member 'resourcesVpcConfig.surprise'"),
        ("surprise", 1, "Unknown member 'surprise'"),
        ("version", 1.32, "is not a string"),
        ("tags", ["a"], "is not a map"),
        ("version", ..., "Value null at 'version'"),
    ],
)
def test_what_no_sdk_would_send_is_refused_too(sim, path, value, words):
    request = changed(sim.ebs_request(sim.make_role()), path, 0 if value is ... else value)
    if value is ...:
        request[path] = None
    answer = sim.raw("POST", "/clusters", request)
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (400, "InvalidParameterException")
    assert words in json.load(answer)["message"]


def test_without_strictness_unknown_members_pass(sim, eks):
    sim.set(strict=False)
    assert sim.raw("POST", "/clusters", changed(sim.ebs_request(sim.make_role()), "surprise", 1)).status == 200
    assert eks.list_clusters()["clusters"] == ["my-cluster"]


def test_the_request_must_be_json(sim):
    answer = sim.raw("POST", "/clusters", "{not json")
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (400, "InvalidParameterException")


@pytest.mark.parametrize(
    "operation",
    [
        "list_nodegroups",
        "list_fargate_profiles",
        "list_addons",
        "list_pod_identity_associations",
        "list_access_entries",
    ],
)
def test_ebs_clusters_have_no_cloud_features(sim, eks, operation):
    sim.active_cluster()
    assert refusal(getattr(eks, operation), clusterName="my-cluster") == (
        "ClientException",
        "This operation is not supported for local EKS clusters",
        400,
    )


def test_instance_store_clusters_have_empty_lists_of_cloud_features(sim, eks):
    eks.create_cluster(**sim.store_request(sim.make_store_role()))
    assert eks.list_addons(clusterName="my-store-cluster")["addons"] == []


def test_what_is_not_simulated_is_501(sim, eks):
    assert refusal(eks.list_eks_anywhere_subscriptions)[::2] == ("NotSimulated", 501)
    assert refusal(sim.client("s3").list_buckets)[2] == 501
    assert refusal(sim.client("ec2").describe_local_gateways)[::2] == ("NotSimulated", 501)
