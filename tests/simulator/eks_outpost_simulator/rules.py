"""Counts the claims about AWS by how well they are known."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

TAGS = ("model", "doc", "field", "guess")


def claims() -> list[tuple[str, str, int, str]]:
    """tag, file, line number, text of every tagged claim in this package"""
    root = Path(__file__).parent
    found = []
    for path in sorted(root.rglob("*.py")):
        if path.name in ("rules.py",) or path == root / "__init__.py":
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for tag in re.findall(r"\[(model|doc|field|guess)\]", line):
                found.append((tag, str(path.relative_to(root)), number, line.strip().lstrip("# ")))
    return found


def report(listing: bool) -> int:
    found = claims()
    counts = Counter(tag for tag, *_ in found)
    print(f"{len(found)} rules: " + ", ".join(f"{counts[tag]} [{tag}]" for tag in TAGS))
    if listing:
        for tag, path, number, text in found:
            print(f"{tag:5} {path}:{number}: {text}")
    return 0
