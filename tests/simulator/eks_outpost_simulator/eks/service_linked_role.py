"""The roles through which EKS manages local clusters."""

from __future__ import annotations

from moto.iam.models import iam_backends

from .. import permissions
from ..messages import Call
from ..world import World

# [doc] name and service, by kind; the cloud's own, which the instance store kind shares
ROLES = {
    "ebs": ("AWSServiceRoleForAmazonEKSLocalOutpost", "outposts.eks-local.amazonaws.com"),
    "instance_store": ("AWSServiceRoleForAmazonEKS", "eks.amazonaws.com"),
}
TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},"Action":"sts:AssumeRole"}]}'
)


def ensure(world: World, call: Call, kind: str) -> None:
    """[doc] made with the first cluster of its kind in an account, with the caller's permission"""
    if kind not in ROLES:
        return
    iam = iam_backends[call.account]["aws"]
    name, service = ROLES[kind]
    if any(role.name == name for role in iam.get_roles()):
        return
    path = f"/aws-service-role/{service}/"
    permissions.check_service_linked_role(world, call, f"arn:aws:iam::{call.account}:role{path}{name}", service)
    iam.create_role(name, TRUST % service, path, None, "Allows EKS to manage local clusters", [], "3600", service)
