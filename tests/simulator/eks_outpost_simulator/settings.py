"""Switches that tests turn: durations, quirks of AWS, strictness."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any


@dataclass
class Settings:
    pending_seconds: float = 0.0
    """How long a new cluster is PENDING before it is CREATING. [guess] no document has PENDING for local clusters."""
    create_seconds: float = 2.0
    """CREATING to ACTIVE. [doc] 15 to 20 minutes in AWS."""
    update_seconds: float = 1.0
    delete_seconds: float = 1.0
    health_issue_seconds: float = 0.2
    """How long after CREATING began the first health issue shows."""
    create_visible_seconds: float = 0.0
    """For so long DescribeCluster does not know a new cluster yet. [guess] eventual consistency."""
    update_lag_seconds: float = 0.0
    """For so long after an accepted update the cluster still says ACTIVE. [doc] the API is eventually consistent."""
    role_propagation_seconds: float = 0.0
    """For so long EKS does not see a new or changed role as it is. [field] hashicorp/aws retries for two minutes."""
    name_release_seconds: float = 0.0
    """For so long a deleted cluster's name is still taken. [field] hashicorp/aws wants three not-founds in a row."""
    notfound_as_client_exception: bool = False
    """Say not-found by ClientException instead of ResourceNotFoundException. [field] hashicorp/aws knows both."""
    local_updates: str = "accepted"
    """What becomes of updates of local clusters: accepted, refused or failed. [guess] the guide is silent."""
    refusal_code: str = "InvalidParameterException"
    """For refusals whose code nobody has published; also InvalidRequestException and ClientException."""
    instance_store_id: bool = False
    """Whether instance store clusters have an id. [guess] probably not: the guide makes tokens with the name."""
    endpoint_port: bool = False
    """Whether the endpoint ends in :443. [field] eksctl pull request 8591."""
    control_plane_instances: bool = True
    """Whether clusters make instances, interfaces and groups in EC2; off makes very large benchmarks cheaper."""
    ebs_default_key: str = ""
    """Key with which EC2 encrypts new volumes; empty for no encryption by default."""
    strict: bool = True
    """Check every request against botocore's service model."""
    hostile: bool = False
    """Shuffle lists, drop optional members, add unknown members and enum values in EKS and Outposts answers."""
    drop_members: list[str] = field(default_factory=list)
    """Members of DescribeCluster's cluster that are missing, dotted: `resourcesVpcConfig.vpcId`."""
    page_size: int = 0
    """Most items of one page of EKS and Outposts, whatever the client asks for; 0 for AWS's own sizes. [doc] a page may have fewer."""
    auto_advance: float = 0.0
    """The clock jumps so many seconds on each EKS Describe call."""

    def changed(self, values: dict[str, Any]) -> Settings:
        return replace(self, **{name: self._checked(name, value) for name, value in values.items()})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def _checked(self, name: str, value: Any) -> Any:
        known = {f.name: getattr(self, f.name) for f in fields(self)}
        if name not in known:
            raise ValueError(f"there is no setting {name!r}; there are {', '.join(sorted(known))}")
        wanted = type(known[name])
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, wanted):
            raise ValueError(f"setting {name} takes a {wanted.__name__}, not {value!r}")
        allowed = CHOICES.get(name)
        if allowed and value not in allowed:
            raise ValueError(f"setting {name} is one of {', '.join(allowed)}, not {value!r}")
        return value


CHOICES = {
    "local_updates": ("accepted", "refused", "failed"),
    "refusal_code": ("InvalidParameterException", "InvalidRequestException", "ClientException"),
}


def from_command_line(pairs: list[str]) -> dict[str, Any]:
    """`name=value` pairs; a value is JSON if it parses as such, else a string."""
    values: dict[str, Any] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        try:
            values[name] = json.loads(text)
        except ValueError:
            values[name] = text
    return values
