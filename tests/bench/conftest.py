"""A server that answers at once and remembers what it was asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.service import Service

TAG = '"as-it-was"'


class _Page(BaseHTTPRequestHandler):
    """/broken fails; / gives a tag and knows it again."""

    protocol_version = "HTTP/1.1"
    # Head and body in one packet: a second one would wait 40 ms for the first to be acknowledged.
    wbufsize = -1

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path))
        known = self.path == "/" and self.headers.get("If-None-Match") == TAG
        self.send_response(500 if self.path == "/broken" else 304 if known else 200)
        body = b"" if known else b"ok"
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/":
            self.send_header("ETag", TAG)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    asked: list[tuple[str, str]]


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Page) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def service(server: _Server) -> Service:
    return Service("127.0.0.1", server.server_port, 0, 0.0)
