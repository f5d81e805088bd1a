"""IAM enforcement: signatures, least privilege, conditions."""

import json

import pytest
from conftest import refusal

ACCOUNT = "123456789012"
CLUSTER = f"arn:aws:eks:us-west-2:{ACCOUNT}:cluster/my-cluster"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/cluster-role"
SERVICE_ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/outposts.eks-local.amazonaws.com/AWSServiceRoleForAmazonEKSLocalOutpost"
PROFILE = f"arn:aws:iam::{ACCOUNT}:instance-profile/eks-local-*"
CREATE = {
    "eks:CreateCluster": CLUSTER,
    "eks:TagResource": CLUSTER,
    "ec2:DescribeSubnets": "*",
    "ec2:DescribeVpcs": "*",
    "iam:GetRole": "*",
    "iam:ListAttachedRolePolicies": ROLE,
    "iam:PassRole": ROLE,
    "iam:CreateServiceLinkedRole": SERVICE_ROLE,
    "iam:CreateInstanceProfile": PROFILE,
    "iam:TagInstanceProfile": PROFILE,
    "iam:GetInstanceProfile": PROFILE,
    "iam:AddRoleToInstanceProfile": PROFILE,
    "iam:RemoveRoleFromInstanceProfile": PROFILE,
    "iam:DeleteInstanceProfile": PROFILE,
}


def allow(actions, **more):
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": action, "Resource": resource, **more} for action, resource in actions.items()
        ],
    }


def user(sim, policy, name="worker"):
    iam = sim.client("iam")
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


def enforce(sim):
    sim.control("POST", "auth", {"enforce": True})


def test_the_creator_policy_of_the_guide_is_enough(sim):
    request = sim.ebs_request(sim.make_role(), tags={"a": "b"})
    keys = user(sim, allow(CREATE))
    enforce(sim)
    assert sim.client("eks", **keys).create_cluster(**request)["cluster"]["status"] == "CREATING"


@pytest.mark.parametrize("missing", sorted(CREATE))
def test_each_action_of_the_creator_policy_is_needed(sim, missing):
    request = sim.ebs_request(sim.make_role(), tags={"a": "b"})
    keys = user(sim, allow({action: resource for action, resource in CREATE.items() if action != missing}))
    enforce(sim)
    code, message, status = refusal(sim.client("eks", **keys).create_cluster, **request)
    assert (code, status) == ("AccessDeniedException", 403)
    assert f"user/worker is not authorized to perform: {missing} on resource: " in message
    sim.control("POST", "auth", {"enforce": False})
    assert sim.client("eks").list_clusters()["clusters"] == []


@pytest.mark.parametrize(
    ("service", "call", "parameters", "action"),
    [
        ("eks", "describe_cluster", {"name": "my-cluster"}, {"eks:DescribeCluster": CLUSTER}),
        ("eks", "tag_resource", {"resourceArn": CLUSTER, "tags": {"a/b": "c d"}}, {"eks:TagResource": CLUSTER}),
        ("eks", "untag_resource", {"resourceArn": CLUSTER, "tagKeys": ["a b", "c/d"]}, {"eks:UntagResource": CLUSTER}),
        ("eks", "list_clusters", {"maxResults": 3}, {"eks:ListClusters": "*"}),
        (
            "iam",
            "get_role",
            {"RoleName": "my-cluster-role"},
            {"iam:GetRole": f"arn:aws:iam::{ACCOUNT}:role/my-cluster-role"},
        ),
        (
            "iam",
            "list_instance_profiles_for_role",
            {"RoleName": "my-cluster-role"},
            {"iam:ListInstanceProfilesForRole": "arn:aws:iam::*:role/my-*"},
        ),
        ("ec2", "describe_vpcs", {}, {"ec2:Describe*": "*"}),
        (
            "outposts",
            "get_outpost",
            {"OutpostId": "op-0a1b2c3d4e5f67890"},
            {"outposts:GetOutpost": "arn:aws:outposts:us-west-2:*:outpost/op-0a1b2c3d4e5f67890"},
        ),
    ],
)
def test_signed_calls_pass_with_the_permission_and_fail_without(sim, service, call, parameters, action):
    sim.active_cluster()
    able, unable = user(sim, allow(action), "able"), user(sim, allow({"s3:*": "*"}), "unable")
    enforce(sim)
    getattr(sim.client(service, **able), call)(**parameters)
    assert refusal(getattr(sim.client(service, **unable), call), **parameters)[0] in (
        "AccessDeniedException",
        "AccessDenied",
        "UnauthorizedOperation",
    )


@pytest.mark.parametrize(
    ("service", "call", "wrong_secret", "unknown_key"),
    [
        ("eks", "list_clusters", "InvalidSignatureException", "UnrecognizedClientException"),
        ("iam", "list_roles", "SignatureDoesNotMatch", "InvalidClientTokenId"),
        ("ec2", "describe_vpcs", "AuthFailure", "AuthFailure"),
        ("sts", "get_caller_identity", "SignatureDoesNotMatch", "InvalidClientTokenId"),
    ],
)
def test_wrong_credentials(sim, service, call, wrong_secret, unknown_key):
    keys = user(sim, allow({"*": "*"}))
    enforce(sim)
    getattr(sim.client(service, **keys), call)()
    assert refusal(getattr(sim.client(service, keys["key"], "wrong"), call))[0] == wrong_secret
    assert refusal(getattr(sim.client(service), call))[0] == unknown_key


def test_the_caller_identity_needs_no_permission(sim):
    keys = user(sim, allow({"s3:*": "*"}))
    enforce(sim)
    assert sim.client("sts", **keys).get_caller_identity()["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/worker"


def test_an_assumed_role_has_the_permissions_of_the_role(sim, iam):
    trust = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
        }
    )
    arn = iam.create_role(RoleName="operator", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    iam.put_role_policy(
        RoleName="operator", PolicyName="p", PolicyDocument=json.dumps(allow({"eks:ListClusters": "*"}))
    )
    keys = user(sim, allow({"sts:AssumeRole": arn}))
    enforce(sim)
    credentials = sim.client("sts", **keys).assume_role(RoleArn=arn, RoleSessionName="me")["Credentials"]
    assumed = {
        "key": credentials["AccessKeyId"],
        "secret": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }
    assert sim.client("eks", **assumed).list_clusters()["clusters"] == []
    assert refusal(sim.client("iam", **assumed).list_roles)[0] == "AccessDenied"
    assert (
        sim.client("sts", **assumed).get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/operator/me"
    )


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ({"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"}}, True),
        ({"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}}, False),
        ({"StringEquals": {"aws:RequestedRegion": "mars-1"}}, False),
        ({"StringLikeIfExists": {"aws:SourceVpce": "vpce-1"}}, True),
        ({"StringLike": {"aws:SourceVpce": "vpce-1"}}, False),
    ],
)
def test_conditions(sim, condition, allowed):
    sim.make_role(policies=())
    statement = {"Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": ROLE, "Condition": condition}
    keys = user(sim, {"Version": "2012-10-17", "Statement": statement})
    enforce(sim)
    request = {"RoleName": "cluster-role", "PolicyArn": "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"}
    attach = sim.client("iam", **keys).attach_role_policy
    if allowed:
        attach(**request)
    else:
        assert refusal(attach, **request)[0] == "AccessDenied"


def test_a_deny_wins_and_a_deny_with_an_unmet_condition_does_not(sim):
    statements = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "eks:ListClusters", "Resource": "*"},
        {
            "Effect": "Deny",
            "Action": "iam:*",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalAccount": "999999999999"}},
        },
    ]
    keys = user(sim, {"Version": "2012-10-17", "Statement": statements})
    enforce(sim)
    assert refusal(sim.client("eks", **keys).list_clusters)[0] == "AccessDeniedException"
    sim.client("iam", **keys).list_roles()


def test_enforcement_is_off_after_a_reset(sim):
    enforce(sim)
    sim.control("POST", "reset")
    sim.client("eks").list_clusters()
    assert sim.control_error("POST", "auth", {"enforce": "yes"})[0] == 400


@pytest.mark.parametrize(
    ("service", "missing"),
    [("eks.amazonaws.com", "ec2.amazonaws.com"), ("ec2.amazonaws.com", "eks.amazonaws.com"), ("*", None)],
)
def test_a_role_is_passed_to_eks_and_with_an_instance_profile_to_ec2(sim, service, missing):
    request = sim.ebs_request(sim.make_role())
    policy = allow({action: resource for action, resource in CREATE.items() if action != "iam:PassRole"})
    passing = {"StringLike": {"iam:PassedToService": service}}
    policy["Statement"] += allow({"iam:PassRole": ROLE}, Condition=passing)["Statement"]
    keys = user(sim, policy)
    enforce(sim)
    create = sim.client("eks", **keys).create_cluster
    if missing is None:
        create(**request)
    else:
        assert f"not authorized to perform: iam:PassRole on resource: {ROLE} because" in refusal(create, **request)[1]


@pytest.mark.parametrize(
    ("kind", "service", "name"),
    [
        ("ebs", "outposts.eks-local.amazonaws.com", "AWSServiceRoleForAmazonEKSLocalOutpost"),
        ("store", "eks.amazonaws.com", "AWSServiceRoleForAmazonEKS"),
    ],
)
def test_each_kind_has_a_service_linked_role_of_its_own(sim, kind, service, name):
    roles = {"ebs": sim.make_role, "store": sim.make_store_role}
    request = {"ebs": sim.ebs_request, "store": sim.store_request}[kind](roles[kind]())
    arn = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{service}/{name}"
    everything = allow({action: "*" for action in CREATE if action != "iam:CreateServiceLinkedRole"})
    own = allow({"iam:CreateServiceLinkedRole": arn}, Condition={"StringEquals": {"iam:AWSServiceName": service}})
    unable = user(sim, everything, "unable")
    able = user(sim, {**everything, "Statement": everything["Statement"] + own["Statement"]}, "able")
    enforce(sim)
    message = refusal(sim.client("eks", **unable).create_cluster, **request)[1]
    assert f"not authorized to perform: iam:CreateServiceLinkedRole on resource: {arn} because" in message
    sim.client("eks", **able).create_cluster(**request)


@pytest.mark.parametrize(
    ("service", "call", "parameters", "message"),
    [
        (
            "eks",
            "describe_cluster",
            {"name": "my-cluster"},
            f"User: {{arn}} is not authorized to perform: eks:DescribeCluster on resource: {CLUSTER} because no identity-based policy allows the eks:DescribeCluster action",
        ),
        (
            "iam",
            "get_role",
            {"RoleName": "cluster-role"},
            "User: {arn} is not authorized to perform: iam:GetRole on resource: role cluster-role because no identity-based policy allows the iam:GetRole action",
        ),
        (
            "ec2",
            "describe_vpcs",
            {},
            "You are not authorized to perform this operation. User: {arn} is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action",
        ),
        (
            "eks",
            "list_clusters",
            {},
            "User: {arn} is not authorized to perform: eks:ListClusters on resource: * with an explicit deny in an identity-based policy",
        ),
    ],
)
def test_a_refusal_is_worded_as_the_service_words_it(sim, service, call, parameters, message):
    sim.make_role()
    deny = {"Effect": "Deny", "Action": "eks:ListClusters", "Resource": "*"}
    keys = user(sim, {"Version": "2012-10-17", "Statement": [deny]})
    enforce(sim)
    arn = f"arn:aws:iam::{ACCOUNT}:user/worker"
    assert refusal(getattr(sim.client(service, **keys), call), **parameters)[1] == message.format(arn=arn)


def test_tags_and_source_identity_need_permissions_of_their_own(sim, iam):
    trust = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
        }
    )
    arn = iam.create_role(RoleName="operator", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    keys = user(sim, allow({"sts:AssumeRole": arn, "iam:CreateRole": "*"}))
    enforce(sim)
    sts, session = sim.client("sts", **keys), {"RoleArn": arn, "RoleSessionName": "me"}
    tags = [{"Key": "a", "Value": "b"}]
    sts.assume_role(**session)
    assert "sts:TagSession" in refusal(sts.assume_role, **session, Tags=tags)[1]
    assert "sts:SetSourceIdentity" in refusal(sts.assume_role, **session, SourceIdentity="me")[1]
    role = {"RoleName": "new", "AssumeRolePolicyDocument": trust}
    message = refusal(sim.client("iam", **keys).create_role, **role, Tags=tags)[1]
    assert f"iam:TagRole on resource: arn:aws:iam::{ACCOUNT}:role/new because" in message
    sim.client("iam", **keys).create_role(**role)


def test_a_principal_has_the_policies_that_it_was_given_last(sim):
    first = sim.control("POST", "principal/ci", {"policies": [allow({"eks:ListClusters": "*"})]})
    keys = {"key": first["access_key"], "secret": first["secret_key"]}
    enforce(sim)
    sim.client("eks", **keys).list_clusters()
    second = sim.control("POST", "principal/ci", {"policies": [allow({"iam:ListRoles": "*"}), allow({"sts:*": "*"})]})
    assert second == first == {**first, "arn": f"arn:aws:iam::{ACCOUNT}:user/ci"}
    assert refusal(sim.client("eks", **keys).list_clusters)[0] == "AccessDeniedException"
    sim.client("iam", **keys).list_roles()
    assert sim.control("GET", "leftovers")["empty"]
    assert sim.control_error("POST", "principal/ci", {"policies": {}})[0] == 400
