"""moto's state, and how to throw it away quickly."""

from __future__ import annotations

from unittest.mock import patch

from moto.core.base_backend import BackendDict
from moto.iam.models import IAMBackend, iam_backends


def reset() -> None:
    """As moto's own reset, but without reading 1600 AWS managed policies again, which takes 150 ms."""
    kept = next(
        (backend.aws_managed_policies for account in iam_backends.values() for backend in account.values()), None
    )
    if kept is None:
        BackendDict.reset()
        return
    for policy in kept:
        policy.attachment_count = 0
    with patch.object(IAMBackend, "_init_aws_policies", return_value=kept):
        BackendDict.reset()
        # BackendDict.reset forgets the accounts; make the first again while reading is still switched off.
        iam_backends["123456789012"]["aws"]
