"""What does not depend on the machine: API calls, bytes of state; and when DeleteCluster is sent."""

from __future__ import annotations

import timeline
from configurations import StateSize
from results import Row
from variants import Variant
from workspace import Workspace

ROLE_READS = ("GetRole", "ListAttachedRolePolicies")
TYPES = {"ours": ("eksoutpost_cluster_role", "eksoutpost_local_cluster"), "peer": ("aws_iam_role", "aws_eks_cluster")}


class Facts:
    """Rows that one life of N pairs gives."""

    def __init__(self) -> None:
        self.per_cluster = Row("calls_per_cluster", "API calls of a refresh, per cluster", "")
        self.per_role = Row("calls_per_role", "API calls of a refresh, per role", "")
        self.beside = Row("calls_beside", "API calls of a refresh beside, per process", "")
        self.state = Row("state_per_cluster", "state per cluster beside its certificate, no white space", "bytes")
        self.state_file = Row("state_file_per_cluster", "state per cluster in the file, certificate included", "bytes")
        self.delete_sent = Row("delete_sent", "DeleteCluster sent after the RPC began")

    @property
    def rows(self) -> list[Row]:
        return [self.per_cluster, self.per_role, self.beside, self.delete_sent, self.state, self.state_file]

    def learn(self, variant: Variant, configuration: str, count: int) -> StateSize:
        """Creates, refreshes and destroys `count` pairs."""
        workspace = variant.workspace("facts", configuration)
        workspace.run("apply", "-auto-approve")
        self._calls(variant, workspace, count)
        state, (role, cluster) = workspace.state(), TYPES[variant.name]
        self.state.add(variant.name, state.bytes_beside_certificate(cluster))
        self.state_file.add(variant.name, state.bytes_in_file(cluster))
        self._deletion(variant, workspace)
        return StateSize(int(state.bytes_in_file(role)), int(state.bytes_in_file(cluster)))

    def _calls(self, variant: Variant, workspace: Workspace, count: int) -> None:
        variant.simulator.forget_requests()
        workspace.run("plan", "-detailed-exitcode")
        calls = variant.simulator.calls()
        role = sum(calls[operation] for operation in ROLE_READS)
        self.per_cluster.add(variant.name, calls["DescribeCluster"] / count)
        self.per_role.add(variant.name, role / count)
        self.beside.add(variant.name, calls.total() - calls["DescribeCluster"] - role)

    def _deletion(self, variant: Variant, workspace: Workspace) -> None:
        log = variant.root / "deletion.log"
        workspace.run("destroy", "-auto-approve", log=log)
        began = timeline.first_call(log, "ApplyResourceChange")
        sent = next(call["time"] for call in variant.simulator.requests() if call["operation"] == "DeleteCluster")
        self.delete_sent.add(variant.name, (sent - began) * 1000)
