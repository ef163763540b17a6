"""Times pages over one connection that is kept open, in turns, so that a busy moment of the machine hits them all."""

import http.client
import time
from dataclasses import dataclass
from statistics import median

from bench.counting import ANSWER, ASK
from bench.pages import CSRF_TOKEN, Target

ROUNDS = 50
WARM_UP = 3
FORM = "application/x-www-form-urlencoded"


class UnexpectedAnswerError(Exception):
    """A page did not answer with 200, so its time would mean nothing."""


@dataclass(frozen=True)
class Measured:
    """Median milliseconds, bytes as sent, queries, and the ratio to the floor's median."""

    target: Target
    milliseconds: float
    ratio: float
    size: int
    queries: int

    @property
    def within_budget(self) -> bool:
        slow = self.target.budget is not None and self.ratio > self.target.budget
        chatty = self.target.most_queries is not None and self.queries > self.target.most_queries
        return not (slow or chatty)


class Visitor:
    """A signed-in browser with one open connection."""

    def __init__(self, host: str, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self._headers = {
            "Accept-Encoding": "gzip",
            "Cookie": f"sessionid={session}; csrftoken={CSRF_TOKEN}",
        }

    def ask(self, target: Target, count: bool = False) -> tuple[float, int, int]:
        """Milliseconds, bytes, and queries if they were to be counted. Raises UnexpectedAnswerError."""
        body = None if target.body is None else target.body()
        headers = self._headers | target.headers | ({ASK: "1"} if count else {})
        headers |= {} if body is None else {"Content-Type": FORM}
        began = time.perf_counter()
        self._connection.request("GET" if body is None else "POST", target.path, body, headers)
        answer = self._connection.getresponse()
        size = len(answer.read())
        took = (time.perf_counter() - began) * 1000
        if answer.status != http.client.OK:
            raise UnexpectedAnswerError(
                f"{target.path} answered {answer.status} {answer.headers.get('Location', '')}"
            )
        return took, size, int(answer.headers.get(ANSWER, "0"))


def measure(visitor: Visitor, targets: list[Target], rounds: int = ROUNDS) -> list[Measured]:
    for _ in range(WARM_UP):
        for target in targets:
            visitor.ask(target)
    counted = {target.name: visitor.ask(target, count=True) for target in targets}
    times: dict[str, list[float]] = {target.name: [] for target in targets}
    for _ in range(rounds):
        for target in targets:
            times[target.name].append(visitor.ask(target)[0])
    medians = {name: median(each) for name, each in times.items()}
    return [
        Measured(
            target,
            milliseconds=medians[target.name],
            ratio=medians[target.name] / medians[target.floor],
            size=counted[target.name][1],
            queries=counted[target.name][2],
        )
        for target in targets
    ]
