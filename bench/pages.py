"""What is timed: pages by name, each with its budget as a ratio to the floor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from bench.people import User

# Any secret of Django's length will do, as long as cookie and form agree.
CSRF_TOKEN = "benchbenchbenchbenchbenchbench01"
FLOOR = "empty page"
POST_FLOOR = "empty form, one insert"
SAVE = "one saved change"
TODAY = "Today"
EMPTY = "/bench/empty/"
HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Target:
    """One page. `body`: for a POST, what is sent next; `floor`: what its time is divided by.

    `held_when_changed`: whether the budget holds for the first time after a change as well.
    """

    name: str
    path: str
    budget: float | None = None
    most_queries: int | None = None
    floor: str = FLOOR
    body: Callable[[], str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    held_when_changed: bool = True


def floors() -> list[Target]:
    return [
        Target(FLOOR, EMPTY),
        Target(POST_FLOOR, EMPTY, floor=POST_FLOOR, body=lambda: _form({}), headers=HTMX),
    ]


def targets(user: User, today: str) -> list[Target]:
    """The floors first, then the change that makes everything new, then pages."""
    everything, year, spot = "?range=everything", "?range=year", user.spot
    return [
        *floors(),
        save(user, today),
        Target(TODAY, "/", budget=6, most_queries=13),
        Target("History, a month", "/history/", budget=6),
        Target("Spots", "/spots/", budget=12),
        Target("Spot, whole history", f"/spots/{spot}/{everything}", budget=12),
        Target("chart: pain, 1 year", f"/trends/pain.json{year}", budget=4),
        Target("chart: pain, everything", f"/trends/pain.json{everything}", budget=10),
        Target("chart: worst, everything", f"/trends/worst.json{everything}", budget=10),
        Target("chart: sleep, everything", f"/trends/sleep.json{everything}", budget=10),
        Target("chart: stress, everything", f"/trends/stress.json{everything}", budget=10),
        Target("Coming back", "/insights/", budget=12),
        Target("What lasts", "/insights/lasts/", budget=20),
        Target("What goes with it", "/insights/goes-with/", budget=6, held_when_changed=False),
        Target("Trends", "/trends/"),
        Target("Trends, everything", f"/trends/{everything}"),
        Target("Several days", "/days/"),
        Target("Data", "/data/"),
    ]


def save(user: User, today: str) -> Target:
    """One control of Today sends its value."""
    body = changing([f"pain.{spot}" for spot in user.spots])
    return Target(SAVE, f"/day/{today}/", 2, floor=POST_FLOOR, body=body, headers=HTMX)


def changing(names: list[str]) -> Callable[[], str]:
    """The forms of some controls, in turns, each with another value each time.

    With 8 of them a spot is for long not as it was before, so nothing that was kept of it comes in handy again.
    """
    turns = count()
    shown = dict.fromkeys(names, "")

    def body() -> str:
        turn = next(turns)
        name, value = names[turn % len(names)], str((turn // len(names) + 1) % 11)
        sent = {name: value, f"was:{name}": shown[name]}
        shown[name] = value
        return _form(sent)

    return body


def posting(values: dict[str, str]) -> Callable[[], str]:
    return lambda: _form(values)


def _form(values: dict[str, str]) -> str:
    return urlencode({"csrfmiddlewaretoken": CSRF_TOKEN, **values})
