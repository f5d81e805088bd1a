"""How many bytes of Terraform's state an object takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class State:
    def __init__(self, path: Path) -> None:
        self.content: dict[str, Any] = json.loads(path.read_text())

    def bytes_in_file(self, kind: str) -> float:
        """Of one object of a resource type, indented as Terraform writes it."""
        others = [resource for resource in self.content["resources"] if resource["type"] != kind]
        return (_indented(self.content) - _indented(self.content | {"resources": others})) / len(self._instances(kind))

    def bytes_beside_certificate(self, kind: str) -> float:
        """Of one object's attributes without white space and without the certificate authority, which AWS makes."""
        attributes = [dict(instance["attributes"]) for instance in self._instances(kind)]
        for object_ in attributes:
            del object_["certificate_authority"]
        return sum(len(json.dumps(object_, separators=(",", ":"))) for object_ in attributes) / len(attributes)

    def _instances(self, kind: str) -> list[dict[str, Any]]:
        return [
            instance
            for resource in self.content["resources"]
            if resource["type"] == kind
            for instance in resource["instances"]
        ]


def _indented(content: dict[str, Any]) -> int:
    return len(json.dumps(content, indent=2))
