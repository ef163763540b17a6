"""Whether Today slows down as the diary grows, and as others come: two diaries, two databases, asked in turns."""

from bench import memory
from bench.databases import Database, copied
from bench.pages import TODAY, Target, save
from bench.people import Prepared, User
from bench.report import Row
from bench.service import Service, running_service
from bench.timing import CHANGED, UNCHANGED, Timed, ask, by_the_clock, of_the_server
from bench.visitor import Visitor

MOST_GROWTH = 1.15
CROWD = 100_000
WARM_UP = 3
PAGE = Target(TODAY, "/")


def with_the_years(service: Service, prepared: Prepared, rounds: int) -> list[Row]:
    sides = [(service, prepared.short), (service, prepared.long)]
    return _compare(f"Today, {prepared.days:,} days against a year", sides, prepared.today, rounds)


def with_the_crowd(database: Database, prepared: Prepared, rounds: int, people: int = CROWD) -> list[Row]:
    """The same diary in the database as it is, and in a copy with so many more people in it."""
    with copied(database) as crowded:
        there = int(crowded.told("bench.prepare", "crowd", str(people)))
        with running_service(database) as few, running_service(crowded) as many:
            sides = [(few, prepared.long), (many, prepared.long)]
            what = f"Today, {there:,} people against {prepared.people:,}"
            return _compare(what, sides, prepared.today, rounds)


def _compare(what: str, sides: list[tuple[Service, User]], today: str, rounds: int) -> list[Row]:
    """The second side against the first, unchanged and after a change."""
    visits = [
        (
            Visitor(service.host, service.port, user.session),
            service.web() if memory.is_told() else [],
            save(user, today),
        )
        for service, user in sides
    ]
    rows = []
    for way in (UNCHANGED, CHANGED):
        took: list[list[Timed]] = [[], []]
        for number in range(WARM_UP + rounds):
            for side, (visitor, pids, change) in enumerate(visits):
                if way == CHANGED:
                    visitor.ask(change)
                timed = ask(visitor, PAGE, pids)
                if number >= WARM_UP:
                    took[side].append(timed)
        rows.append(_row(what, way, *took))
    for visitor, *_ in visits:
        visitor.close()
    return rows


def _row(what: str, way: str, first: list[Timed], second: list[Timed]) -> Row:
    return Row(
        "growth",
        what,
        by_the_clock(second),
        "ms",
        way,
        floor=by_the_clock(first),
        budget=MOST_GROWTH,
        used=of_the_server(second),
        used_floor=of_the_server(first),
    )
