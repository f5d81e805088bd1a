"""AWS at next to zero latency: answers read-only calls from memory, and asks the simulator only the first time.

The simulator takes milliseconds for a call, which hides what the provider takes. Run as a program it serves until its standard
input closes:

    python replay.py http://127.0.0.1:PORT
"""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import paths
from child import Server

READ_ONLY = re.compile(rb"^(Action=|.*&Action=)(Get|List|Describe)")
FORGET = b"POST /_replay/forget "


class Replay(Server):
    """The program below, in front of a simulator."""

    def __init__(self, upstream: str) -> None:
        super().__init__([sys.executable, str(Path(__file__).resolve()), upstream], paths.HERE)

    def forget(self) -> None:
        """The next calls are the simulator's to answer."""
        connection = http.client.HTTPConnection(urlsplit(self.endpoint).netloc)
        connection.request("POST", "/_replay/forget")
        connection.getresponse().read()
        connection.close()


class Connection(asyncio.Protocol):
    def __init__(self, upstream: str, answers: dict[bytes, bytes]) -> None:
        self.upstream, self.answers, self.pending = upstream, answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.pending += data
        while (split := self.pending.find(b"\r\n\r\n")) >= 0:
            head = self.pending[:split]
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            end = split + 4 + (int(length[1]) if length else 0)
            if len(self.pending) < end:
                return
            body, self.pending = self.pending[split + 4 : end], self.pending[end:]
            self.transport.write(self._answer(head, body))

    def _answer(self, head: bytes, body: bytes) -> bytes:
        line = head.split(b"\r\n", 1)[0]
        if line.startswith(FORGET):
            self.answers.clear()
            return b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
        key = line + b"\n" + body
        if key not in self.answers:
            if not line.startswith(b"GET ") and not READ_ONLY.match(body):
                # 501 is what no SDK tries again.
                return b"HTTP/1.1 501 Not Implemented\r\ncontent-length: 0\r\n\r\n"
            self.answers[key] = self._ask(head, body)
        return self.answers[key]

    def _ask(self, head: bytes, body: bytes) -> bytes:
        line, *fields = head.decode("latin-1").split("\r\n")
        method, target, _ = line.split(" ")
        headers = dict(field.split(": ", 1) for field in fields)
        connection = http.client.HTTPConnection(self.upstream)
        connection.request(method, target, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        kept = f"HTTP/1.1 {response.status} {response.reason}\r\ncontent-type: {response.headers['content-type']}\r\n"
        return f"{kept}content-length: {len(content)}\r\n\r\n".encode() + content


async def serve(upstream: str) -> None:
    answers: dict[bytes, bytes] = {}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(upstream, answers), "127.0.0.1", 0)
    print(json.dumps({"endpoint": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(urlsplit(sys.argv[1]).netloc))
