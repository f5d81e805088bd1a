"""Signature Version 4, computed again from the request as it arrived."""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import parse_qsl, quote, urlencode

from .messages import Request

AUTHORIZATION = re.compile(
    r"Credential=[^/]+/(\d{8})/([^/]+)/([^/]+)/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})"
)


def is_right(request: Request, secret: str) -> bool:
    found = AUTHORIZATION.search(request.headers.get("authorization", ""))
    if found is None:
        return False
    day, region, service, signed, given = found.groups()
    # [doc] every service but S3 encodes the path twice
    path = quote(request.raw_path or "/", safe="/~")
    body = request.headers.get("x-amz-content-sha256") or hashlib.sha256(request.body).hexdigest()
    canonical = _canonical(request.method, path, _query(request.query), request.headers, signed, body)
    scope = (day, region, service)
    return hmac.compare_digest(_signature(canonical, request.headers.get("x-amz-date", ""), scope, secret), given)


def is_presigned_right(query: str, headers: dict[str, str], secret: str) -> bool:
    """The same of a GET of "/" whose signature is in the query, which signs the rest of the query."""
    pairs = parse_qsl(query, keep_blank_values=True)
    known = {name.lower(): value for name, value in pairs}
    rest = urlencode([pair for pair in pairs if pair[0].lower() != "x-amz-signature"], quote_via=quote)
    _access_key, *scope, _end = known["x-amz-credential"].split("/")
    empty = hashlib.sha256(b"").hexdigest()
    canonical = _canonical("GET", "/", _query(rest), headers, known["x-amz-signedheaders"], empty)
    computed = _signature(canonical, known["x-amz-date"], scope, secret)
    return hmac.compare_digest(computed, known.get("x-amz-signature", ""))


def _canonical(method: str, path: str, query: str, headers: dict[str, str], signed: str, body: str) -> str:
    names = signed.split(";")
    lines = [f"{name}:{' '.join(headers.get(name, '').split())}" for name in names]
    return "\n".join([method, path, query, *lines, "", signed, body])


def _signature(canonical: str, date: str, scope: tuple[str, ...] | list[str], secret: str) -> str:
    end = "aws4_request"
    text = "\n".join(
        ["AWS4-HMAC-SHA256", date, "/".join([*scope, end]), hashlib.sha256(canonical.encode()).hexdigest()]
    )
    key = f"AWS4{secret}".encode()
    for part in (*scope, end, text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()


def _query(query: str) -> str:
    pairs = [
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))
