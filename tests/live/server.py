"""A real server on this machine that answers as the first part of the path says: `/401/v1/models` with a wrong key."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

RIGHT = {
    **dict.fromkeys(("data", "models", "scopes", "indexes", "resources", "external", "object", "sid", "name"), "here"),
    "ok": True,
}
"""The members that right answers of several services have."""


class Services(ThreadingHTTPServer):
    """The server, with what it was asked: path and headers in lower case."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.over = Event()
        self.elsewhere = ""
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def close(self) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asks may have gone: that is no failure of a test."""


class Handler(BaseHTTPRequestHandler):
    """One request; a way to answer is a method."""

    server: Services

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        way = self.path.split("/")[1].split("?")[0]
        known = getattr(self, f"answer_{way.replace('-', '_')}", None)
        if known is not None:
            known()
        else:
            self.give(int(way), b'{"error": "as asked"}')

    do_POST = do_GET

    def give(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_right(self) -> None:
        self.give(200, json.dumps(RIGHT).encode())

    def answer_busy_once(self) -> None:
        first = [path for path, _ in self.server.seen].count(self.path) == 1
        self.give(429, b"", Retry_After="0") if first else self.answer_right()

    def answer_busy_for_hours(self) -> None:
        self.give(429, b"", Retry_After="3600")

    def answer_hang(self) -> None:
        self.server.over.wait(30)

    def answer_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.over.wait(0.05):
            self.wfile.write(b" ")

    def answer_garbage(self) -> None:
        self.give(200, b"<html>Welcome to the harbour\xff</html>")

    def answer_noise(self) -> None:
        self.wfile.write(b"\x00\x01 no HTTP at all\r\n\r\n")

    def answer_reset(self) -> None:
        self.close_connection = True

    def answer_other(self) -> None:
        self.give(200, b'{"message": "hello"}')

    def answer_list(self) -> None:
        self.give(200, b"[1, 2]")

    def answer_deep(self) -> None:
        self.give(200, b"[" * 200_000)

    def answer_away(self) -> None:
        self.give(302, b"", Location=f"{self.server.elsewhere}/right/v1/models")

    def answer_quotes(self) -> None:
        """Refuses, and quotes the key as some services do."""
        self.give(401, json.dumps({"error": f"Incorrect key: {self.headers['Authorization']}"}).encode())

    def answer_restricted(self) -> None:
        self.give(401, b'{"name": "restricted_api_key"}')

    def answer_not_ok(self) -> None:
        self.give(200, b'{"ok": false, "error": "invalid_auth"}')

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""
