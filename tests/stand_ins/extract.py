"""Cuts the schemas of a provider down to the types that the examples use.

    terraform providers schema -json | python3 tests/stand_ins/extract.py aws >tests/stand_ins/aws.json
    python3 tests/stand_ins/extract.py aws --used

What is descriptive, deprecated or write-only is left out: the stand-in needs what decides whether a configuration is valid.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("type", "nested_type", "required", "optional", "computed", "sensitive")


def attributes(found):
    kept = {}
    for name, attribute in found.items():
        if attribute.get("write_only") or (attribute.get("deprecated") and not attribute.get("required")):
            continue
        kept[name] = {key: attribute[key] for key in KEPT if key in attribute}
        if nested := attribute.get("nested_type"):
            kept[name]["nested_type"] = {"nesting_mode": nested["nesting_mode"], "attributes": attributes(nested["attributes"])}
    return kept


def block(found):
    kept = {}
    if "attributes" in found:
        kept["attributes"] = attributes(found["attributes"])
    blocks = {}
    for name, nested in found.get("block_types", {}).items():
        blocks[name] = {key: nested[key] for key in ("nesting_mode", "min_items", "max_items") if key in nested}
        blocks[name]["block"] = block(nested["block"])
    if blocks:
        kept["block_types"] = blocks
    return kept


def cut(schemas, types):
    return {
        name: {"version": schema["version"], "block": block(schema["block"])}
        for name, schema in sorted(schemas.items())
        if name in types
    }


def used(kind, name):
    texts = (file.read_text() for file in sorted(ROOT.glob("examples/*/*.tf")))
    return {found for text in texts for found in re.findall(rf'^{kind} "({name}_\w+)"', text, re.MULTILINE)}


def lines(kept):
    """One line for each type, so that a difference shows which."""
    short = {"separators": (",", ":"), "sort_keys": True}
    parts = []
    for part, found in kept.items():
        if part == "provider":
            parts.append(f'"{part}":{json.dumps(found, **short)}')
        else:
            types = ",\n".join(f'"{name}":{json.dumps(schema, **short)}' for name, schema in found.items())
            parts.append(f'"{part}":{{\n{types}\n}}')
    return "{" + ",\n".join(parts) + "}"


def main():
    name = sys.argv[1]
    if "--used" in sys.argv:
        print("\n".join(sorted(used("resource", name)) + sorted(used("data", name))))
        return
    whole = json.load(sys.stdin)["provider_schemas"]
    found = next(schemas for address, schemas in whole.items() if address.endswith(f"/{name}"))
    kept = {
        "provider": cut({"": found["provider"]}, {""})[""],
        "resource_schemas": cut(found["resource_schemas"], used("resource", name)),
        "data_source_schemas": cut(found["data_source_schemas"], used("data", name)),
    }
    print(lines(kept))


if __name__ == "__main__":
    main()
