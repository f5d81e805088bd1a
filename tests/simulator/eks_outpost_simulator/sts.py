"""STS: who the caller is when the simulator does not check credentials."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.sts.responses import TokenResponse

ANYBODY_ID = "AIDASIMULATEDUSER0000"


def anybody(account: str) -> str:
    """The principal behind any unknown access key."""
    return f"arn:aws:iam::{account}:user/simulated-user"


class SimulatedSTS(TokenResponse):
    def get_caller_identity(self) -> ActionResult:
        user_id, arn, account = self.backend.get_caller_identity(self.access_key, self.region)
        # moto answers an ARN that IAM could not have made for access keys it does not know.
        if arn.endswith(":user/moto"):
            user_id, arn = ANYBODY_ID, anybody(account)
        return ActionResult({"UserId": user_id, "Account": account, "Arn": arn})
