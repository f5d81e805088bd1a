"""IAM: which roles have a policy, of which moto looks at a hundred and knows no pages."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.iam.responses import IamResponse


class SimulatedIAM(IamResponse):
    def list_entities_for_policy(self) -> ActionResult:
        if self._get_param("EntityFilter") != "Role":
            return super().list_entities_for_policy()
        arn, prefix = self._get_param("PolicyArn"), self._get_param("PathPrefix") or "/"
        # [doc] NoSuchEntity for a policy that does not exist
        self.backend.get_policy(arn)
        having = [
            role
            for role in self.backend.roles.values()
            if arn in role.managed_policies and role.path.startswith(prefix)
        ]
        # [model] MaxItems, 100 by default; Marker only while IsTruncated
        size, start = int(self._get_param("MaxItems") or 100), int(self._get_param("Marker") or 0)
        end = start + size
        shown = sorted(having, key=lambda role: role.name)[start:end]
        answer = {"PolicyRoles": shown, "PolicyUsers": [], "PolicyGroups": [], "IsTruncated": end < len(having)}
        return ActionResult(answer | ({"Marker": str(end)} if end < len(having) else {}))
