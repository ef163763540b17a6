"""A signed-in browser with one open connection."""

import gzip
import http.client
import time
from dataclasses import dataclass, field

from bench.counting import ANSWER, ASK
from bench.pages import CSRF_TOKEN, Target

FORM = "application/x-www-form-urlencoded"
WELL = (http.client.OK, http.client.NOT_MODIFIED)


class UnexpectedAnswerError(Exception):
    """A page did not answer as it should, so its time would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """Milliseconds from the first byte sent to the last received, bytes as received, queries where counted."""

    milliseconds: float
    size: int
    queries: int
    status: int


@dataclass
class Visitor:
    """`tags`: the last ETag of each target, as a browser keeps them."""

    host: str
    port: int
    session: str
    tags: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        self._headers = {
            "Accept-Encoding": "gzip",
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF_TOKEN}",
        }

    def ask(self, target: Target, *, count: bool = False, again: bool = False) -> Answer:
        """`again`: only if it has changed since. Raises UnexpectedAnswerError."""
        headers = self._headers | target.headers | ({ASK: "1"} if count else {})
        if again and target.name in self.tags:
            headers["If-None-Match"] = self.tags[target.name]
        began = time.perf_counter()
        answer = self._send(target, headers)
        size = 0
        # A piece at a time: a file of megabytes is the server's to hold or not, never ours.
        while piece := answer.read(65_536):
            size += len(piece)
        took = (time.perf_counter() - began) * 1000
        if answer.status not in WELL:
            raise UnexpectedAnswerError(f"{target.path} answered {answer.status}")
        if "ETag" in answer.headers:
            self.tags[target.name] = answer.headers["ETag"]
        return Answer(took, size, int(answer.headers.get(ANSWER, "0")), answer.status)

    def content(self, target: Target) -> bytes:
        """What a browser would have of it."""
        answer = self._send(target, self._headers | target.headers)
        content = answer.read()
        return gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content

    def _send(self, target: Target, headers: dict[str, str]) -> http.client.HTTPResponse:
        body = None if target.body is None else target.body()
        typed = {} if body is None else {"Content-Type": FORM}
        self._connection.request("GET" if body is None else "POST", target.path, body, headers | typed)
        return self._connection.getresponse()

    def close(self) -> None:
        self._connection.close()
