"""The role through which EKS cleans up after EBS local clusters."""

from __future__ import annotations

from moto.iam.models import iam_backends

from .. import permissions
from ..messages import Call
from ..world import World

# [doc] name, path and service
NAME = "AWSServiceRoleForAmazonEKSLocalOutpost"
SERVICE = "outposts.eks-local.amazonaws.com"
PATH = f"/aws-service-role/{SERVICE}/"
TRUST = f'{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{SERVICE}"}},"Action":"sts:AssumeRole"}}]}}'


def ensure(world: World, call: Call) -> None:
    """[doc] made with the first local cluster of an account, with the caller's permission"""
    iam = iam_backends[call.account]["aws"]
    if any(role.name == NAME for role in iam.get_roles()):
        return
    permissions.check_service_linked_role(world, call, f"arn:aws:iam::{call.account}:role{PATH}{NAME}")
    iam.create_role(NAME, TRUST, PATH, None, "Allows EKS to manage local clusters", [], "3600", SERVICE)
