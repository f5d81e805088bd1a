"""A small HTTP/1.1 server: keep-alive, no delay, one thread per connection, loopback only.

moto's own server closes each connection after one answer, which would make every benchmark a benchmark of TCP.
"""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from http import HTTPStatus

from .messages import Hangup, Request, Response

Handler = Callable[[Request], Response | Hangup]


class Server:
    def __init__(self, port: int, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        self.handler, self.tls = handler, tls
        self.listener = socket.create_server(("127.0.0.1", port), backlog=512)
        self.port: int = self.listener.getsockname()[1]

    def serve_forever(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection.makefile("rb", buffering=65536) as stream:
                while (request := _read(stream, connection)) is not None:
                    answer = self.handler(request)
                    if isinstance(answer, Hangup):
                        time.sleep(answer.silence_seconds)
                        _reset(connection)
                        return
                    connection.sendall(_bytes(answer, request.method))
                    if request.headers.get("connection", "").lower() == "close":
                        return
        except (OSError, ValueError):
            return
        finally:
            connection.close()


def _read(stream, connection: socket.socket) -> Request | None:
    line = stream.readline(65536)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(65536)
    if not line:
        return None
    method, target, _version = line.decode("latin-1").split()
    headers: dict[str, str] = {}
    while (line := stream.readline(65536)) not in (b"\r\n", b"\n", b""):
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("expect", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = (
        _chunks(stream)
        if "chunked" in headers.get("transfer-encoding", "")
        else stream.read(int(headers.get("content-length") or 0))
    )
    path, _, query = target.partition("?")
    return Request(method, path, query, headers, body)


def _chunks(stream) -> bytes:
    body = b""
    while size := int(stream.readline().split(b";")[0], 16):
        body += stream.read(size)
        stream.readline()
    while stream.readline() not in (b"\r\n", b"\n", b""):
        pass
    return body


def _bytes(answer: Response, method: str) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {answer.status} {phrase}"]
    lines += [
        f"{name}: {value}"
        for name, value in answer.headers.items()
        if name.lower() not in ("content-length", "connection")
    ]
    lines += [f"content-length: {len(answer.body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + (b"" if method == "HEAD" else answer.body)


def _reset(connection: socket.socket) -> None:
    # Closing the Python object leaves the descriptor open as long as the stream lives, and the client would hang.
    # Close the descriptor itself, with a linger time of zero, which makes the kernel send RST.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.detach())
