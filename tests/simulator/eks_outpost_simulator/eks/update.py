"""UpdateClusterConfig, UpdateClusterVersion, DescribeUpdate, ListUpdates."""

from __future__ import annotations

import json
import uuid
from typing import Any

from ..errors import AwsError
from ..messages import Call
from ..pages import page
from ..world import World
from . import versions
from .cluster import LOG_TYPES, Cluster, Update
from .find import existing_cluster

INVALID = "InvalidParameterException"
Change = tuple[str, list[dict[str, str]], dict[str, Any]]
"""Update type, parameters as DescribeUpdate shows them, new attributes of the cluster."""


def update_cluster_config(world: World, call: Call) -> dict[str, Any]:
    cluster = existing_cluster(world, call)
    if (earlier := _earlier(cluster, call)) is not None:
        return {"update": earlier.described()}
    kinds = [name for name in call.parameters if name not in ("name", "clientRequestToken")]
    if not kinds:
        # [field] the text
        raise AwsError(INVALID, "No cluster configuration changes were requested.", clusterName=cluster.name)
    if len(kinds) > 1:
        # [field] aws-cdk #21439: one kind per call
        raise AwsError("InvalidRequestException", "Only one type of update can be allowed.", clusterName=cluster.name)
    make = CHANGES.get(kinds[0])
    if make is None or (cluster.is_local and kinds[0] not in LOCAL_CHANGES):
        # [guess] code and text
        raise AwsError(
            world.settings.refusal_code,
            f"{kinds[0]} cannot be updated for local Amazon EKS clusters.",
            clusterName=cluster.name,
        )
    change = make(cluster, call.parameters[kinds[0]])
    return _start(world, cluster, change, call)


def update_cluster_version(world: World, call: Call) -> dict[str, Any]:
    cluster = existing_cluster(world, call)
    if (earlier := _earlier(cluster, call)) is not None:
        return {"update": earlier.described()}
    wanted = versions.check(cluster.kind, call.parameters.get("version"))
    if _minor(wanted) != _minor(cluster.version) + 1:
        # [doc] one minor version at a time, no downgrade; [field] the text
        raise AwsError(
            INVALID,
            f"Unsupported Kubernetes minor version update from {cluster.version} to {wanted}",
            clusterName=cluster.name,
        )
    platform = versions.platform_version(cluster.kind, wanted)
    params = [{"type": "Version", "value": wanted}, {"type": "PlatformVersion", "value": platform}]
    return _start(world, cluster, ("VersionUpdate", params, {"version": wanted, "platform_version": platform}), call)


def describe_update(world: World, call: Call) -> dict[str, Any]:
    cluster = existing_cluster(world, call)
    for update in cluster.updates:
        if update.update_id == call.parameters["updateId"]:
            return {"update": update.described()}
    # [field] the text
    raise AwsError(
        "ResourceNotFoundException",
        f"No update found for ID: {call.parameters['updateId']}",
        404,
        clusterName=cluster.name,
    )


def list_updates(world: World, call: Call) -> dict[str, Any]:
    cluster = existing_cluster(world, call)
    return page(world, call, "updateIds", [update.update_id for update in cluster.updates])


def _earlier(cluster: Cluster, call: Call) -> Update | None:
    token = call.parameters.get("clientRequestToken")
    # [model] clientRequestToken makes updates idempotent
    return next((update for update in cluster.updates if token and update.token == token), None)


def _start(world: World, cluster: Cluster, change: Change, call: Call) -> dict[str, Any]:
    _check_state(cluster)
    if cluster.is_local and world.settings.local_updates == "refused":
        raise AwsError(
            world.settings.refusal_code,
            "This operation is not supported for local EKS clusters",
            clusterName=cluster.name,
        )
    type_, params, changes = change
    now = world.clock.now()
    update = Update(
        str(uuid.uuid4()),
        type_,
        params,
        now,
        now + world.settings.update_seconds,
        changes,
        call.parameters.get("clientRequestToken"),
    )
    if cluster.is_local and world.settings.local_updates == "failed":
        update.errors = [
            {
                "errorCode": "OperationNotPermitted",
                "errorMessage": "The update failed, as set.",
                "resourceIds": [cluster.name],
            }
        ]
    if cluster.plan.fail_next_update is not None:
        update.errors, cluster.plan.fail_next_update = cluster.plan.fail_next_update, None
    update.is_cancelled, cluster.plan.cancel_next_update = cluster.plan.cancel_next_update, False
    cluster.updates.append(update)
    cluster.status, cluster.update_lag = "UPDATING", world.settings.update_lag_seconds
    world.clusters.touch(cluster)
    return {"update": update.described()}


def _check_state(cluster: Cluster) -> None:
    if cluster.status == "UPDATING":
        # [field] the words "in progress"
        raise AwsError(
            "ResourceInUseException",
            f"Cannot update cluster {cluster.name}: an update is in progress.",
            409,
            clusterName=cluster.name,
        )
    if cluster.status != "ACTIVE":
        # [guess] code and text
        raise AwsError(
            "InvalidRequestException",
            f"Cannot update cluster {cluster.name}: its status is {cluster.status}.",
            clusterName=cluster.name,
        )


def _logging(cluster: Cluster, asked: dict[str, Any]) -> Change:
    enabled = set(cluster.enabled_log_types)
    for group in asked.get("clusterLogging", []):
        types = set(group.get("types", []))
        enabled = enabled | types if group.get("enabled") else enabled - types
    if enabled == set(cluster.enabled_log_types):
        # [field] the text
        raise AwsError(INVALID, "No changes needed for the logging config provided", clusterName=cluster.name)
    value = json.dumps(asked, separators=(",", ":"))
    return (
        "LoggingUpdate",
        [{"type": "ClusterLogging", "value": value}],
        {"enabled_log_types": [name for name in LOG_TYPES if name in enabled]},
    )


def _vpc(cluster: Cluster, asked: dict[str, Any]) -> Change:
    if "subnetIds" in asked or "securityGroupIds" in asked:
        return _subnets_and_groups(cluster, asked)
    private = asked.get("endpointPrivateAccess", cluster.endpoint_private_access)
    public = asked.get("endpointPublicAccess", cluster.endpoint_public_access)
    cidrs = asked.get("publicAccessCidrs") or (cluster.public_access_cidrs or ["0.0.0.0/0"] if public else [])
    if cluster.is_local and (not private or (public and cluster.kind == "ebs")):
        # [doc] the endpoint rules of CreateCluster; the text is a [guess]
        raise AwsError(
            INVALID, "This endpoint access is not supported for local Amazon EKS clusters.", clusterName=cluster.name
        )
    changes = {"endpoint_private_access": private, "endpoint_public_access": public, "public_access_cidrs": cidrs}
    if all(getattr(cluster, name) == value for name, value in changes.items()):
        # [field] the sentence's beginning
        text = f"Cluster is already at the desired configuration with endpointPrivateAccess: {str(private).lower()} , endpointPublicAccess: {str(public).lower()}, and Public Endpoint Restrictions: {cidrs}"
        raise AwsError(INVALID, text, clusterName=cluster.name)
    params = [
        {"type": "EndpointPublicAccess", "value": str(public).lower()},
        {"type": "EndpointPrivateAccess", "value": str(private).lower()},
        {"type": "PublicAccessCidrs", "value": json.dumps(cidrs)},
    ]
    return "EndpointAccessUpdate", params, changes


def _subnets_and_groups(cluster: Cluster, asked: dict[str, Any]) -> Change:
    if cluster.is_local:
        # [doc] security groups cannot be changed; [field] eksctl's text, for subnets too
        raise AwsError(INVALID, "this operation is not supported on Outposts clusters", clusterName=cluster.name)
    changes = {
        "subnet_ids": asked.get("subnetIds", cluster.subnet_ids),
        "security_group_ids": asked.get("securityGroupIds", cluster.security_group_ids),
    }
    params = [
        {"type": "Subnets", "value": json.dumps(changes["subnet_ids"])},
        {"type": "SecurityGroups", "value": json.dumps(changes["security_group_ids"])},
    ]
    return "VpcConfigUpdate", params, changes


def _access(cluster: Cluster, asked: dict[str, Any]) -> Change:
    ladder = ("CONFIG_MAP", "API_AND_CONFIG_MAP", "API")
    old, new = cluster.authentication_mode, asked.get("authenticationMode", cluster.authentication_mode)
    if cluster.kind == "ebs":
        # [field] terraform-aws-eks #2925
        text = "Local Amazon EKS cluster only supports bootstrapClusterCreatorAdminPermissions=true and authenticationMode=CONFIG_MAP for AccessConfig."
        raise AwsError(INVALID, text, clusterName=cluster.name)
    if ladder.index(new) != ladder.index(old) + 1:
        # [doc] one way, one step; [field] the text
        raise AwsError(INVALID, f"Unsupported authentication mode update from {old} to {new}", clusterName=cluster.name)
    return (
        "AccessConfigUpdate",
        [{"type": "AuthenticationMode", "value": json.dumps(new)}],
        {"authentication_mode": new},
    )


def _upgrade_policy(_cluster: Cluster, asked: dict[str, Any]) -> Change:
    new = asked.get("supportType", "EXTENDED")
    return "UpgradePolicyUpdate", [{"type": "UpgradePolicy", "value": json.dumps(asked)}], {"support_type": new}


def _deletion_protection(_cluster: Cluster, asked: bool) -> Change:
    return (
        "DeletionProtectionUpdate",
        [{"type": "DeletionProtection", "value": str(asked).lower()}],
        {"deletion_protection": asked},
    )


CHANGES = {
    "logging": _logging,
    "resourcesVpcConfig": _vpc,
    "accessConfig": _access,
    "upgradePolicy": _upgrade_policy,
    "deletionProtection": _deletion_protection,
}
LOCAL_CHANGES = set(CHANGES)


def _minor(version: str) -> int:
    return int(version.split(".")[1])
