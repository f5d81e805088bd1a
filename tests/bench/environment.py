"""The environment of what is measured: made from nothing, so that nothing finds the developer's AWS."""

from __future__ import annotations

import os
from pathlib import Path

# Terraform's magic cookie. Source: hashicorp/terraform, internal/plugin/serve.go.
COOKIE = {"TF_PLUGIN_MAGIC_COOKIE": "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"}
LEADS_ELSEWHERE = (
    "AWS_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)


def bare(root: Path) -> dict[str, str]:
    """Own home and temporary directory, no AWS."""
    for name in ("home", "tmp"):
        (root / name).mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "tmp"),
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def with_aws(environment: dict[str, str], endpoint: str) -> dict[str, str]:
    """A simulated AWS: keys that the real one refuses, and every endpoint on this machine."""
    return environment | {
        "AWS_ACCESS_KEY_ID": "AKIASIMULATEDKEY0001",
        "AWS_SECRET_ACCESS_KEY": "simulated",
        "AWS_REGION": "us-west-2",
        "AWS_ENDPOINT_URL": endpoint,
        "EKSOUTPOST_POLL_INTERVAL": "10ms",
    }


def guard(environment: dict[str, str]) -> None:
    """Refuses an environment from which a call could reach the real AWS."""
    for name, value in environment.items():
        if name.startswith("AWS_ENDPOINT_URL") and not value.startswith("http://127.0.0.1:"):
            raise ValueError(f"{name}={value} is not on this machine")
        if name in LEADS_ELSEWHERE or name.upper().endswith("_PROXY"):
            raise ValueError(f"{name} could lead to the real AWS")
    if "AWS_ACCESS_KEY_ID" in environment and "AWS_ENDPOINT_URL" not in environment:
        raise ValueError("keys without an endpoint would be sent to the real AWS")


def as_started_by_terraform(root: Path) -> dict[str, str]:
    """What a provider finds that Terraform starts.

    The certificate is of go-plugin's kind: P-521, self-signed, a CA. Nobody has its key.
    """
    certificate = (Path(__file__).parent / "host_certificate.pem").read_text()
    return bare(root) | COOKIE | {"PLUGIN_CLIENT_CERT": certificate, "PLUGIN_PROTOCOL_VERSIONS": "5,6"}
