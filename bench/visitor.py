"""A signed-in browser with one open connection."""

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
    tag: str = ""


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
        answer = self.send("GET" if target.body is None else "POST", target, headers)
        if answer.status not in WELL:
            raise UnexpectedAnswerError(f"{target.path} answered {answer.status}")
        if answer.tag:
            self.tags[target.name] = answer.tag
        return answer

    def send(self, method: str, target: Target, headers: dict[str, str]) -> Answer:
        body = None if target.body is None else target.body()
        if body is not None:
            headers = headers | {"Content-Type": FORM}
        began = time.perf_counter()
        self._connection.request(method, target.path, body, headers)
        answer = self._connection.getresponse()
        size = 0
        while piece := answer.read(65_536):
            size += len(piece)
        took = (time.perf_counter() - began) * 1000
        told = answer.headers
        return Answer(took, size, int(told.get(ANSWER, "0")), answer.status, told.get("ETag", ""))

    def close(self) -> None:
        self._connection.close()
