"""What a cluster's API server does with a bearer token, written from the description of aws-iam-authenticator.

Nothing here is shared with whoever makes tokens, and it takes those of the AWS CLI. Every rule is the strictest of all versions.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime, timezone
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import botocore.loaders

from . import signature

PREFIX = "k8s-aws-v1."
HEADER = "x-k8s-aws-id"
# [field] aws-iam-authenticator, pkg/token: maxTokenLenBytes, parameterWhitelist, presignedURLExpiration
LONGEST = 4096
PARAMETERS = {
    "action",
    "version",
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-expires",
    "x-amz-security-token",
    "x-amz-signature",
    "x-amz-signedheaders",
}
VALID = 15 * 60
CREDENTIAL = re.compile(r"([^/]+)/(\d{8})/([^/]+)/sts/aws4_request")

Holders = Callable[[str, "str | None"], "tuple[str, str] | None"]
"""Secret key and ARN of who has an access key and session token, if STS knows them."""


class Refused(Exception):
    """Why the token is not taken."""


def verify(token: str, cluster: str, now: float, holders: Holders, partition: str = "aws") -> str:
    """The ARN of who made the token, if a cluster that knows itself as `cluster` takes it."""
    url = urlsplit(_decoded(token))
    if url.scheme != "https":
        raise Refused(f"unexpected scheme {url.scheme!r}")
    if url.netloc not in sts_hosts(partition):
        raise Refused(f"unexpected hostname {url.netloc!r}")
    if url.path != "/" or url.fragment:
        raise Refused("unexpected path")
    parameters = _parameters(url.query)
    if parameters.get("action") != "GetCallerIdentity":
        raise Refused("unexpected action parameter")
    if HEADER not in parameters.get("x-amz-signedheaders", "").lower().split(";"):
        raise Refused(f"client did not sign the {HEADER} header")
    # [field] 0.3.0 and older take at most a minute, later ones 15; STS does not look at it
    if not re.fullmatch(r"\d{1,2}", expires := parameters.get("x-amz-expires", "")) or int(expires) > 60:
        raise Refused(f"invalid X-Amz-Expires parameter {expires!r}")
    made = _made(parameters.get("x-amz-date", ""))
    if now > made + VALID:
        raise Refused("X-Amz-Date parameter is expired")
    return _ask_sts(url.netloc, url.query, parameters, cluster, made - now, holders)


def _decoded(token: str) -> str:
    if len(token) > LONGEST:
        raise Refused("token is too large")
    if not token.startswith(PREFIX):
        raise Refused(f"token is missing expected {PREFIX!r} prefix")
    encoded = token.removeprefix(PREFIX)
    if not re.fullmatch(r"[A-Za-z0-9_-]+", encoded):
        raise Refused("illegal base64 data")
    try:
        return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as problem:
        raise Refused("illegal base64 data") from problem


def _parameters(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, strict_parsing=True):
        if name.lower() not in PARAMETERS:
            raise Refused(f"non-whitelisted query parameter {name!r}")
        if name.lower() in found:
            raise Refused("query parameter with multiple values not supported")
        found[name.lower()] = value
    return found


def _made(date: str) -> float:
    try:
        return datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc).timestamp()
    except ValueError as problem:
        raise Refused(f"error parsing X-Amz-Date parameter {date!r}") from problem


def _ask_sts(host: str, query: str, parameters: dict[str, str], cluster: str, ahead: float, holders: Holders) -> str:
    """The request of the URL as STS gets it: with the header as the cluster, not the client, writes it."""
    scope = CREDENTIAL.fullmatch(parameters.get("x-amz-credential", ""))
    # [doc] IAM user guide, Signature Version 4: scope, clock skew of five minutes
    if parameters.get("x-amz-algorithm") != "AWS4-HMAC-SHA256" or scope is None or parameters.get("version") != "2011-06-15":
        raise Refused("STS: IncompleteSignature")
    access_key, day, region = scope.groups()
    if not parameters["x-amz-date"].startswith(day) or f"sts.{region}." not in host or ahead > 300:
        raise Refused("STS: SignatureDoesNotMatch (scope or time)")
    holder = holders(access_key, parameters.get("x-amz-security-token"))
    if holder is None:
        raise Refused("STS: InvalidClientTokenId")
    secret, arn = holder
    if not signature.is_presigned_right(query, {"host": host, HEADER: cluster}, secret):
        raise Refused("STS: SignatureDoesNotMatch")
    return arn


@cache
def sts_hosts(partition: str) -> frozenset[str]:
    # [field] aws-iam-authenticator, stsHostsForPartition: what the SDK's list of endpoints has; here it is botocore's
    for known in botocore.loaders.Loader().load_data("endpoints")["partitions"]:
        if known["partition"] == partition:
            pattern, suffix = known["defaults"]["hostname"], known["dnsSuffix"]
            endpoints = known["services"]["sts"]["endpoints"]
            return frozenset(
                facts.get("hostname") or pattern.format(service="sts", region=region, dnsSuffix=suffix)
                for region, facts in endpoints.items()
            )
    return frozenset()
