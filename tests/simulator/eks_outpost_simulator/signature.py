"""Signature Version 4, computed again from the request as it arrived."""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import parse_qsl, quote

from .messages import Request

AUTHORIZATION = re.compile(
    r"Credential=[^/]+/(\d{8})/([^/]+)/([^/]+)/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})"
)


def is_right(request: Request, secret: str) -> bool:
    found = AUTHORIZATION.search(request.headers.get("authorization", ""))
    if found is None:
        return False
    day, region, service, signed, given = found.groups()
    names = signed.split(";")
    canonical = "\n".join(
        [
            request.method,
            # [doc] every service but S3 encodes the path twice
            quote(request.raw_path or "/", safe="/~"),
            _query(request.query),
            *[f"{name}:{' '.join(request.headers.get(name, '').split())}" for name in names],
            "",
            signed,
            request.headers.get("x-amz-content-sha256") or hashlib.sha256(request.body).hexdigest(),
        ]
    )
    scope = f"{day}/{region}/{service}/aws4_request"
    text = "\n".join(
        [
            "AWS4-HMAC-SHA256",
            request.headers.get("x-amz-date", ""),
            scope,
            hashlib.sha256(canonical.encode()).hexdigest(),
        ]
    )
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request", text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(key.hex(), given)


def _query(query: str) -> str:
    pairs = [
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))
