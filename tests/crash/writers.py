"""People who save one day after the other over HTTP, and keep account of what they were told.

Save number n of a writer sets four fields of one day at once, all of them worked out from n: so whoever reads the
day later can tell which save it was, and whether any of it is missing.
"""

import datetime
import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

TOKEN = "a" * 32
DAYS = 20
LAST_DAY = datetime.date(2026, 1, 20)
OK = 200


def values(writer: int, number: int, spots: list[str]) -> dict[str, str]:
    """Different from one save to the next, in each field."""
    return {
        "note": f"{writer} saved {number}",
        "stress": str(number % 11),
        f"pain.{spots[0]}": str((number * 3 + 1) % 11),
        f"pain.{spots[1]}": str((number * 7 + 3) % 11),
    }


@dataclass
class Writer:
    """`answered`: saves that were confirmed. `unanswered`: those of which nobody was told whether they were saved."""

    number: int
    person: int
    cookie: str
    spots: list[str]
    answered: list[int] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    next: int = 1

    def date_of(self, number: int) -> str:
        """Two writers of one person have days of their own."""
        place = (number % DAYS) * 16 + self.number
        return str(LAST_DAY - datetime.timedelta(days=place))

    def save(self, connection: http.client.HTTPConnection) -> int:
        """Sends the next save and gives the status; raises OSError or HTTPException where no answer comes."""
        number, self.next = self.next, self.next + 1
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **values(self.number, number, self.spots)})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.cookie}; csrftoken={TOKEN}",
            "HX-Request": "true",
        }
        self.unanswered.append(number)
        began = time.monotonic()
        connection.request("POST", f"/day/{self.date_of(number)}/", body, headers)
        answer = connection.getresponse()
        answer.read()
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.statuses[answer.status] += 1
        if answer.status == OK:
            self.answered.append(self.unanswered.pop())
        return answer.status


class Crowd:
    """Writers at work at once, each on a connection of its own."""

    def __init__(self, people: list[dict[str, Any]], writers: int, port: int) -> None:
        self.port = port
        self.writers = [Writer(number, **people[number % len(people)]) for number in range(writers)]
        self._stop = threading.Event()
        self._left = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []

    @property
    def answered(self) -> int:
        return sum(len(writer.answered) for writer in self.writers)

    @property
    def unanswered(self) -> int:
        return sum(len(writer.unanswered) for writer in self.writers)

    @property
    def statuses(self) -> Counter[int]:
        return sum((writer.statuses for writer in self.writers), Counter())

    def start(self, saves: int, *, patient: bool = False) -> None:
        """Begins so many saves. `patient`: who gets no answer, or is told to wait, goes on with the next save."""
        self._stop.clear()
        self._left = threading.Semaphore(saves)
        self._threads = [
            threading.Thread(target=self._write, args=(writer, patient)) for writer in self.writers
        ]
        for thread in self._threads:
            thread.start()

    def is_at_work(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Lets each finish the save that it is at."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, writer: Writer, patient: bool) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self._stop.is_set() and self._left.acquire(blocking=False):
            try:
                status = writer.save(connection)
            except (OSError, http.client.HTTPException):
                connection.close()
                status = 0
            if status != OK:
                if not patient:
                    break
                self._stop.wait(0.2)
        connection.close()
