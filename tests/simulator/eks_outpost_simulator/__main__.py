"""Command line: serve (default) or count the rules by tag."""

from __future__ import annotations

import argparse
import json
import os
import signal
import ssl
import sys
import threading
from pathlib import Path


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["rules"]:
        from .rules import report

        return report(listing="--list" in arguments)
    return serve(_parser().parse_args(arguments))


def serve(options: argparse.Namespace) -> int:
    from .dispatch import Dispatcher
    from .server import Server
    from .settings import from_command_line
    from .world import World

    world = World(seeded=options.seed, settings=from_command_line(options.set))
    tls = None
    if options.cert:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.cert, options.key)
    server = Server(options.port, Dispatcher(world).handle, tls)
    # Not SystemExit: a thread that sleeps in a silence fault must not keep the process.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    if options.exit_with_parent:
        threading.Thread(target=_exit_when_stdin_closes, daemon=True).start()
    world.start()
    ready = {
        "endpoint": f"{'https' if tls else 'http'}://127.0.0.1:{server.port}",
        "pid": os.getpid(),
        **world.seed_facts,
    }
    if options.port_file:
        _write_atomically(Path(options.port_file), json.dumps(ready, indent=2) + "\n")
    print(json.dumps(ready), flush=True)
    server.serve_forever()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eks_outpost_simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--port-file", help="JSON with endpoint, pid and seeded ids; written when ready")
    parser.add_argument("--seed", action="store_true", help="begin with an Outpost, a VPC and subnets")
    parser.add_argument("--cert", help="PEM certificate chain: serve TLS")
    parser.add_argument("--key", help="PEM private key")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting; see README.md")
    parser.add_argument("--exit-with-parent", action="store_true", help="end when standard input closes")
    return parser


def _exit_when_stdin_closes() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


def _write_atomically(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text)
    os.replace(draft, path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
