"""What is timed: pages by name, each with its budget as a ratio to the floor."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

# Any secret of Django's length will do, as long as cookie and form agree.
CSRF_TOKEN = "benchbenchbenchbenchbenchbench01"
FLOOR = "empty page"
POST_FLOOR = "empty form"


@dataclass(frozen=True)
class Target:
    """One page. `body`: for a POST, what is sent next; `floor`: what its time is divided by."""

    name: str
    path: str
    budget: float | None = None
    most_queries: int | None = None
    floor: str = FLOOR
    body: Callable[[], str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


def targets(spot: str, today: datetime.date) -> list[Target]:
    """The floors first."""
    empty = "/bench/empty/"
    htmx = {"HX-Request": "true"}
    everything = "?range=everything"
    return [
        Target(FLOOR, empty),
        Target(POST_FLOOR, empty, body=lambda: _form({}), headers=htmx),
        Target("Today", "/", budget=8, most_queries=13),
        Target(
            *("one saved change", f"/day/{today}/", 4),
            floor=POST_FLOOR,
            body=changing(f"pain.{spot}"),
            headers=htmx,
        ),
        Target("chart: pain", "/trends/pain.json", 10),
        Target("chart: pain, everything", f"/trends/pain.json{everything}", 10),
        Target("chart: worst, everything", f"/trends/worst.json{everything}", 10),
        Target("chart: sleep, everything", f"/trends/sleep.json{everything}", 10),
        Target("chart: stress, everything", f"/trends/stress.json{everything}", 10),
        Target("Trends", "/trends/"),
        Target("Trends, everything", f"/trends/{everything}"),
        Target("History", "/history/"),
        Target("Several days", "/days/"),
        Target("Spots", "/spots/", budget=12),
        Target("Spot", f"/spots/{spot}/", budget=12),
        Target("Spot, everything", f"/spots/{spot}/?range=all"),
        Target("Coming back", "/insights/", budget=12),
        Target("What lasts", "/insights/lasts/", budget=20),
        Target("What goes with it", "/insights/goes-with/", budget=12),
        Target("Data", "/data/"),
    ]


def changing(name: str) -> Callable[[], str]:
    """The form of one control whose value is another one each time."""
    values = (number % 11 for number in count(1))
    shown = ""

    def body() -> str:
        nonlocal shown
        value = str(next(values))
        sent = {name: value, f"was:{name}": shown}
        shown = value
        return _form(sent)

    return body


def _form(values: dict[str, str]) -> str:
    return urlencode({"csrfmiddlewaretoken": CSRF_TOKEN, **values})
