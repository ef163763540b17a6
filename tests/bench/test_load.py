import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice

import pytest

from bench import load
from bench.pages import Target
from bench.people import User
from bench.service import Service
from bench.visitor import UnexpectedAnswerError

USERS = [User(str(number), "spot") for number in range(4)]


class _Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 500)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Service("127.0.0.1", server.server_port, 0, 0.0)
        server.shutdown()
        thread.join()


def test_of_ten_requests_seven_show_today_two_save_and_one_draws_a_chart():
    asked = Counter(target.path for target in islice(load._mix(USERS[0], "2026-11-22", 3), 100))
    assert sorted(asked.values()) == [10, 20, 70]
    assert asked["/"] == 70
    assert asked["/day/2026-11-22/"] == 20


def test_a_turn_ends_by_time_and_by_number(service: Service, monkeypatch: pytest.MonkeyPatch):
    short = load.Told()
    load._turn(service, USERS, 0.2, short, lambda *_: cycle([Target("page", "/")]))
    assert 0.2 <= short.seconds < 2
    assert len(short.took) >= len(USERS)
    monkeypatch.setattr(load, "MOST_REQUESTS", 20)
    few = load.Told()
    load._turn(service, USERS, 60, few, lambda *_: cycle([Target("page", "/")]))
    assert len(few.took) == 20


def test_a_request_that_fails_fails_the_turn(service: Service):
    with pytest.raises(UnexpectedAnswerError, match="500"):
        load._turn(service, USERS, 60, load.Told(), lambda *_: cycle([Target("page", "/broken")]))
