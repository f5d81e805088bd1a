"""One cluster: what was asked for, what became of it, and how DescribeCluster shows it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

LOG_TYPES = ("api", "audit", "authenticator", "controllerManager", "scheduler")


@dataclass
class Issue:
    """A health issue that a test put there."""

    code: str
    message: str
    resource_ids: list[str] = field(default_factory=list)
    appears_at: float = 0.0
    clears_at: float | None = None

    def stands(self, now: float) -> bool:
        return self.appears_at <= now and (self.clears_at is None or now < self.clears_at)

    def described(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "resourceIds": self.resource_ids}


@dataclass
class Plan:
    """What tests want to happen to a cluster; may be set before the cluster exists."""

    issues: list[Issue] = field(default_factory=list)
    stuck_create: bool = False
    stuck_delete: bool = False
    fail_create: list[dict[str, Any]] | None = None
    fail_next_update: list[dict[str, Any]] | None = None
    cancel_next_update: bool = False
    leave_behind: list[str] = field(default_factory=list)
    """Of instances, network_interfaces, security_groups, instance_profile: what deletion forgets."""
    status: str | None = None
    """Shown instead of the real status."""


@dataclass
class Infrastructure:
    """What the cluster made in EC2 and IAM."""

    cluster_security_group_id: str | None = None
    internal_security_group_id: str | None = None
    instance_ids: list[str] = field(default_factory=list)
    network_interface_ids: list[str] = field(default_factory=list)
    instance_profile: str | None = None
    placed: list[tuple[str, str]] = field(default_factory=list)
    """(instance id, instance type) of everything that takes a slot on the Outpost."""


@dataclass
class Update:
    update_id: str
    type: str
    params: list[dict[str, str]]
    created_at: float
    ends_at: float
    changes: dict[str, Any]
    """What becomes of the cluster's attributes when the update succeeds."""
    token: str | None = None
    status: str = "InProgress"
    errors: list[dict[str, Any]] = field(default_factory=list)
    is_cancelled: bool = False
    """Whether it ends as cancelled."""

    def described(self) -> dict[str, Any]:
        return {
            "id": self.update_id,
            "status": self.status,
            "type": self.type,
            "params": self.params,
            "createdAt": _timestamp(self.created_at),
            "errors": self.errors,
        }


@dataclass
class Cluster:
    name: str
    account: str
    region: str
    kind: str
    """ebs, instance_store or cloud"""
    uuid: str
    role_arn: str
    version: str
    platform_version: str
    outpost_config: dict[str, Any] | None
    subnet_ids: list[str]
    security_group_ids: list[str]
    endpoint_private_access: bool
    endpoint_public_access: bool
    public_access_cidrs: list[str]
    network_config: dict[str, Any]
    enabled_log_types: list[str]
    authentication_mode: str
    support_type: str
    deletion_protection: bool
    tags: dict[str, str]
    created_at: float
    visible_at: float
    plan: Plan
    token: str | None = None
    asked: dict[str, Any] = field(default_factory=dict)
    """The parameters of CreateCluster, to recognise a retry."""
    vpc_id: str | None = None
    status: str = "PENDING"
    creating_since: float | None = None
    deleting_since: float | None = None
    platform_update_ends_at: float | None = None
    issues: list[dict[str, Any]] = field(default_factory=list)
    infrastructure: Infrastructure = field(default_factory=Infrastructure)
    updates: list[Update] = field(default_factory=list)
    was_active: bool = False
    """Whether it has been ACTIVE at least once: only then it has an endpoint."""
    update_lag: float = 0.0
    """For so long after an update began the status still shows ACTIVE."""

    @property
    def arn(self) -> str:
        return f"arn:aws:eks:{self.region}:{self.account}:cluster/{self.name}"

    @property
    def role_name(self) -> str:
        return self.role_arn.rsplit("/", 1)[-1]

    @property
    def is_local(self) -> bool:
        return self.kind != "cloud"

    @property
    def outpost_arn(self) -> str | None:
        return self.outpost_config["outpostArns"][0] if self.outpost_config else None

    @property
    def running_update(self) -> Update | None:
        return next((update for update in self.updates if update.status == "InProgress"), None)

    def described(self, now: float, instance_store_id: bool, endpoint_port: bool) -> dict[str, Any]:
        issues = self.issues + [
            issue.described()
            for issue in self.plan.issues
            if issue.stands(now) and issue.described() not in self.issues
        ]
        shown: dict[str, Any] = {
            "name": self.name,
            "arn": self.arn,
            "createdAt": _timestamp(self.created_at),
            "version": self.version,
            "roleArn": self.role_arn,
            "resourcesVpcConfig": self._vpc_config(),
            "kubernetesNetworkConfig": self.network_config,
            "logging": self._logging(),
            "status": self.plan.status or self.shown_status(now),
            "certificateAuthority": {},
            "clientRequestToken": self.token,
            "tags": dict(self.tags),
            "health": {"issues": issues},
            "outpostConfig": self.outpost_config,
            # [field] the bootstrap flag is never echoed
            "accessConfig": {"authenticationMode": self.authentication_mode},
            # [field] a local cluster answered EXTENDED
            "upgradePolicy": {"supportType": self.support_type},
            "deletionProtection": self.deletion_protection,
        }
        # [model] the id is for local clusters; [guess] only for the EBS kind
        if self.kind == "ebs" or (self.kind == "instance_store" and instance_store_id):
            shown["id"] = self.uuid
        # [guess] endpoint, certificate, VPC and cluster security group are absent before the cluster is first ACTIVE
        if self.was_active:
            shown |= self._reachable(endpoint_port)
        return {name: value for name, value in shown.items() if value is not None}

    def shown_status(self, now: float) -> str:
        # [doc] UPDATING may lag behind the update
        update = self.running_update
        if self.status == "UPDATING" and update is not None and now < update.created_at + self.update_lag:
            return "ACTIVE"
        return self.status

    def _reachable(self, endpoint_port: bool) -> dict[str, Any]:
        host = hashlib.md5(self.uuid.encode(), usedforsecurity=False).hexdigest().upper()
        port = ":443" if endpoint_port else ""
        shown: dict[str, Any] = {
            "endpoint": f"https://{host}.gr7.{self.region}.eks.amazonaws.com{port}",
            "certificateAuthority": {"data": base64.b64encode(_certificate(host)).decode()},
            "platformVersion": self.platform_version,
        }
        if self.kind != "ebs":
            # [doc] no OIDC provider for the EBS kind
            shown["identity"] = {"oidc": {"issuer": f"https://oidc.eks.{self.region}.amazonaws.com/id/{host}"}}
        return shown

    def _vpc_config(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "subnetIds": list(self.subnet_ids),
            "securityGroupIds": list(self.security_group_ids),
            "endpointPublicAccess": self.endpoint_public_access,
            "endpointPrivateAccess": self.endpoint_private_access,
            "publicAccessCidrs": list(self.public_access_cidrs),
        }
        if self.was_active:
            shown["vpcId"] = self.vpc_id
            shown["clusterSecurityGroupId"] = self.infrastructure.cluster_security_group_id
        return {name: value for name, value in shown.items() if value is not None}

    def _logging(self) -> dict[str, Any]:
        # [field] enabled and disabled types come as two groups
        disabled = [type_ for type_ in LOG_TYPES if type_ not in self.enabled_log_types]
        groups = [{"types": list(self.enabled_log_types), "enabled": True}, {"types": disabled, "enabled": False}]
        return {"clusterLogging": [group for group in groups if group["types"]]}


def _timestamp(seconds: float) -> datetime:
    return datetime.fromtimestamp(round(seconds, 3), timezone.utc)


def _certificate(seed: str) -> bytes:
    """As long as a real one, and the same for the same cluster."""
    digest = b"".join(hashlib.sha256(f"{seed}{n}".encode()).digest() for n in range(24))
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(digest) + b"-----END CERTIFICATE-----\n"
