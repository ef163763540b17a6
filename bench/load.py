"""Sixteen people at once, each with ten years: answers a second to a usual mix of requests, and to an empty page."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from statistics import quantiles

from bench import memory
from bench.pages import FLOOR, Target, floors, save, targets
from bench.people import Prepared, User
from bench.report import Row
from bench.service import Service
from bench.visitor import Visitor

SECONDS = 12.0
TURNS = 2
MOST_REQUESTS = 20_000
LEAST_SHARE = 0.25
CHART = "chart: pain, 1 year"
# Of ten requests seven show Today, two save and one draws a chart.
MIX = ("Today", "Today", "save", "Today", "Today", "Today", "save", "Today", CHART, "Today")


@dataclass
class Told:
    """What all the threads of one turn found."""

    seconds: float = 0.0
    used: float = 0.0
    took: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds

    @property
    def used_each(self) -> float | None:
        """Milliseconds of the server's processor time a request, where the system tells."""
        return self.used * 1000 / len(self.took) or None


def measure(service: Service, prepared: Prepared, seconds: float = SECONDS) -> list[Row]:
    """Floor and mix take turns, so that both meet the same machine."""
    (floor,) = (target for target in floors() if target.name == FLOOR)
    empty, mixed = Told(), Told()
    for _ in range(TURNS):
        _turn(service, prepared.users, seconds / TURNS / 2, empty, lambda *_: cycle([floor]))
        _turn(
            service,
            prepared.users,
            seconds / TURNS,
            mixed,
            lambda user, place: _mix(user, prepared.today, place),
        )
    slow = quantiles(mixed.took, n=20)[-1]
    users = len(prepared.users)
    return [
        Row("load", f"{users} users, empty page", empty.per_second, "req/s", used=empty.used_each),
        Row(
            "load",
            f"{users} users, mix",
            mixed.per_second,
            "req/s",
            floor=empty.per_second,
            budget=LEAST_SHARE,
            at_least=True,
            used=mixed.used_each,
            used_floor=empty.used_each,
            note=f"{len(mixed.took):,} requests, 95 of 100 within {slow:.0f} ms",
        ),
    ]


def _mix(user: User, today: str, place: int) -> Iterator[Target]:
    """Each begins elsewhere in the mix."""
    by_name = {target.name: target for target in targets(user, today)} | {"save": save(user, today)}
    order = [*MIX[place % len(MIX) :], *MIX[: place % len(MIX)]]
    return (by_name[name] for name in cycle(order))


def _turn(
    service: Service,
    users: list[User],
    seconds: float,
    told: Told,
    asked: Callable[[User, int], Iterator[Target]],
) -> None:
    """Every user asks and asks again, one request at a time, for `seconds` and not for ever."""
    turn = _Turn(service, len(users), seconds, told)
    threads = [
        threading.Thread(target=turn.ask, args=(user, asked(user, place))) for place, user in enumerate(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turn.end()


class _Turn:
    """What the threads of one turn share. They start together, each after one request that is not timed."""

    def __init__(self, service: Service, users: int, seconds: float, told: Told) -> None:
        self._service, self._seconds, self._told = service, seconds, told
        self._most = MOST_REQUESTS // users
        self._pids = service.web() if memory.is_told() else []
        self._start = threading.Barrier(users, action=self._begin)
        self._failed: list[Exception] = []
        self._began = self._used = 0.0

    def _begin(self) -> None:
        self._used, self._began = memory.processor_seconds(self._pids), time.perf_counter()

    def ask(self, user: User, own: Iterator[Target]) -> None:
        visitor = Visitor(self._service.host, self._service.port, user.session)
        try:
            visitor.ask(next(own))
            self._start.wait()
            for target in islice(own, self._most):
                if time.perf_counter() > self._began + self._seconds:
                    break
                self._told.took.append(visitor.ask(target).milliseconds)
        except Exception as error:  # noqa: BLE001 - told by the thread that waits for this one
            self._failed.append(error)
            self._start.abort()
        finally:
            visitor.close()

    def end(self) -> None:
        if self._failed:
            raise self._failed[0]
        self._told.seconds += time.perf_counter() - self._began
        self._told.used += memory.processor_seconds(self._pids) - self._used
