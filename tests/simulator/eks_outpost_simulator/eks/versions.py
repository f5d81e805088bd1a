"""Which Kubernetes versions EKS offers, per cluster type."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ..errors import AwsError
from ..messages import Call
from ..pages import page
from ..world import World

LOCAL, CLOUD = "eks-local-outposts", "eks"

# [doc] user guide, platform versions of local clusters, April 2026; which is the default is a [guess]
_LOCAL = {
    "1.32": ("1.32.12", "eks-local-outposts.3", "2026-04-10"),
    "1.31": ("1.31.14", "eks-local-outposts.8", "2025-12-23"),
    "1.30": ("1.30.14", "eks-local-outposts.10", "2025-12-23"),
    "1.29": ("1.29.15", "eks-local-outposts.13", "2025-12-23"),
}
# [guess] the cloud's list moves every four months; this is a plausible one
_CLOUD = {
    "1.35": ("1.35.1", "eks.3", "2026-01-27"),
    "1.34": ("1.34.4", "eks.12", "2025-10-02"),
    "1.33": ("1.33.8", "eks.24", "2025-05-29"),
    "1.32": ("1.32.12", "eks.36", "2025-01-23"),
    "1.31": ("1.31.14", "eks.52", "2024-09-26"),
    "1.30": ("1.30.14", "eks.60", "2024-05-23"),
}
DEFAULT = {LOCAL: "1.32", CLOUD: "1.34"}
OFFERED = {LOCAL: _LOCAL, CLOUD: _CLOUD}


def cluster_type(kind: str) -> str:
    # [guess] the instance store kind has the cloud's versions [doc], hence the cloud's cluster type
    return LOCAL if kind == "ebs" else CLOUD


def check(kind: str, version: str | None) -> str:
    offered = OFFERED[cluster_type(kind)]
    wanted = version or DEFAULT[cluster_type(kind)]
    if wanted not in offered:
        # [field] the cloud's wording
        raise AwsError("InvalidParameterException", f"unsupported Kubernetes version {wanted}")
    return wanted


def platform_version(kind: str, version: str) -> str:
    return OFFERED[cluster_type(kind)][version][1]


def describe_cluster_versions(world: World, call: Call) -> dict[str, Any]:
    wanted = call.parameters
    type_ = wanted.get("clusterType", CLOUD)
    if type_ not in OFFERED:
        # [field] eksctl's help names the two types
        raise AwsError("InvalidParameterException", f"Invalid cluster type: {type_}")
    rows = [_row(type_, version, *facts) for version, facts in OFFERED[type_].items()]
    rows = [
        row
        for row in rows
        if row["clusterVersion"] in wanted.get("clusterVersions", [row["clusterVersion"]])
        and (not wanted.get("defaultOnly") or row["defaultVersion"])
        and row["status"] == wanted.get("status", row["status"])
        and row["versionStatus"] == wanted.get("versionStatus", row["versionStatus"])
    ]
    return page(world, call, "clusterVersions", rows)


def _row(type_: str, version: str, patch: str, platform: str, released: str) -> dict[str, Any]:
    release = datetime.fromisoformat(released).replace(tzinfo=timezone.utc)
    extended = sorted(OFFERED[type_]).index(version) < len(OFFERED[type_]) - 3
    return {
        "clusterVersion": version,
        "clusterType": type_,
        "defaultPlatformVersion": platform,
        "defaultVersion": version == DEFAULT[type_],
        "releaseDate": release,
        # [doc] 14 months of standard and 12 of extended support
        "endOfStandardSupportDate": _months_after(release, 14),
        "endOfExtendedSupportDate": _months_after(release, 26),
        "status": "extended-support" if extended else "standard-support",
        "versionStatus": "EXTENDED_SUPPORT" if extended else "STANDARD_SUPPORT",
        "kubernetesPatchVersion": patch,
    }


def _months_after(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    return moment.replace(year=moment.year + years, month=month + 1, day=min(moment.day, 28))
