"""One provider process: start, life, memory, size."""

from __future__ import annotations

import configurations
import handshake
import instructions
import timeline
from memory import Peak
from results import Row
from variants import Variants

SCHEMA = ("providers", "schema", "-json")


def measure(variants: Variants, rounds: int, peer_rounds: int) -> list[Row]:
    return [*_starts(variants, rounds * 5, peer_rounds), *_lives(variants, rounds, peer_rounds), _size(variants)]


def _starts(variants: Variants, rounds: int, peer_rounds: int) -> list[Row]:
    time = Row("handshake_time", "start to handshake line", note="floor: /bin/echo")
    peak = Row("memory_handshake", "peak memory at the handshake line", "MiB")
    for index in range(rounds):
        time.add("floor", handshake.floor())
        for variant in (variants.ours, variants.peer):
            if variant is None or (variant is variants.peer and index >= peer_rounds):
                continue
            took, mib = handshake.start(variant.binary, variant.root / "handshake")
            time.add(variant.name, took)
            peak.add(variant.name, mib)
    count = Row("handshake_instructions", "instructions to the handshake line", "")
    if instructions.available():
        count.add("ours", instructions.to_handshake(variants.ours.binary))
    else:
        count.note = instructions.NO_VALGRIND
    return [time, count, peak]


def _lives(variants: Variants, rounds: int, peer_rounds: int) -> list[Row]:
    life = Row("schema_process", "a process that only tells its schema, start to end, as Terraform sees it")
    end = Row("schema_process_exit", "its end after Shutdown")
    peak = Row("memory_unconfigured", "peak memory of a process that only tells its schema", "MiB")
    spaces = [(variants.ours, variants.ours.workspace("schema", configurations.ours(1)), rounds)]
    if variants.peer:
        spaces.append((variants.peer, variants.peer.workspace("schema", configurations.peer(1)), peer_rounds))
    for index in range(rounds):
        for variant, workspace, most in spaces:
            if index >= most:
                continue
            log = variant.root / f"schema-{index}.log"
            workspace.run(*SCHEMA, log=log)
            [process] = timeline.lives(log)
            life.add(variant.name, process.total)
            end.add(variant.name, process.exit)
            seen = Peak()
            workspace.run(*SCHEMA, watch=seen.watch)
            peak.add(variant.name, seen.mib)
    return [life, end, peak]


def _size(variants: Variants) -> Row:
    row = Row("binary", "binary", "MB")
    for variant in (variants.ours, variants.peer):
        if variant:
            row.add(variant.name, variant.binary.stat().st_size / 1e6)
    return row
