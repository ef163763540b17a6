"""Sixteen people at once, each with ten years: answers a second to a usual mix of requests, and to an empty page."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from statistics import quantiles

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
    took: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds


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
        Row("load", f"{users} users, empty page", empty.per_second, "req/s"),
        Row(
            "load",
            f"{users} users, mix",
            mixed.per_second,
            "req/s",
            floor=empty.per_second,
            budget=LEAST_SHARE,
            at_least=True,
            note=f"{len(mixed.took):,} requests, 95 of 100 within {slow:.0f} ms",
        ),
    ]


def _mix(user: User, today: str, place: int) -> Iterator[Target]:
    """Each begins elsewhere in the mix."""
    by_name = {target.name: target for target in targets(user.spot, today)} | {"save": save(user.spot, today)}
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
    failed: list[Exception] = []
    began = [0.0]
    start = threading.Barrier(len(users), action=lambda: began.append(time.perf_counter()))

    def ask(user: User, place: int) -> None:
        visitor = Visitor(service.host, service.port, user.session)
        own = asked(user, place)
        try:
            visitor.ask(next(own))
            start.wait()
            for target in islice(own, MOST_REQUESTS // len(users)):
                if time.perf_counter() > began[-1] + seconds:
                    break
                told.took.append(visitor.ask(target).milliseconds)
        except Exception as error:  # noqa: BLE001 - told by the thread that waits for this one
            failed.append(error)
            start.abort()
        finally:
            visitor.close()

    threads = [threading.Thread(target=ask, args=(user, place)) for place, user in enumerate(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.seconds += time.perf_counter() - began[-1]
    if failed:
        raise failed[0]
