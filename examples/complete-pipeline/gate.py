#!/usr/bin/env python3
"""Refuses a plan that deletes or replaces a local cluster or its role: terraform show -json plan | python3 gate.py"""

import json
import sys

GUARDED = ("eksoutpost_local_cluster", "eksoutpost_cluster_role")


def refused(plan):
    """Address and reason of every change that needs a person."""
    for change in plan.get("resource_changes", []):
        if change["type"] not in GUARDED or "delete" not in change["change"]["actions"]:
            continue
        paths = change["change"].get("replace_paths", [])
        because = ", ".join(".".join(map(str, path)) for path in paths)
        if "create" not in change["change"]["actions"]:
            yield change["address"], "would be deleted"
        else:
            yield change["address"], f"would be replaced, because of {because or change.get('action_reason', 'its state')}"


def main():
    found = list(refused(json.load(sys.stdin)))
    for address, reason in found:
        print(f"{address} {reason}")
    if found:
        print("A local cluster that is gone takes its workloads with it, and EKS gives nothing back. Apply this by hand, if it is meant.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
