"""`python -m bench`: serves long diaries on SQLite and on PostgreSQL, times everything, says what was missed."""

import argparse
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPException

from bench import download, engines, first_look, growth, load, memory, startup, timing
from bench.databases import NAMES, Database, database
from bench.pages import targets
from bench.people import Prepared
from bench.report import Row, not_measured, table, verdict, write
from bench.service import Service, running_service
from bench.visitor import UnexpectedAnswerError, Visitor
from tools.steps import BUILD, SetupError

RESULT = BUILD / "bench.json"
OTHERS = 1_000
SERVED = ("pages", "load", "growth", "files", "service")
GROUPS = (*SERVED, "engines", "imports")


def asked_for(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; default: all")
    parser.add_argument("--only", choices=NAMES, help="one database instead of both")
    parser.add_argument("--others", type=int, default=OTHERS, help="people beside the long diary")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no crowd, no large import")
    asked = parser.parse_args(words)
    unknown = [each for each in asked.groups if each not in GROUPS]
    if unknown:
        parser.error(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    asked.groups = asked.groups or [each for each in GROUPS if not (asked.quick and each == "imports")]
    return asked


def main(words: list[str]) -> int:
    asked = asked_for(words)
    # Ends like Ctrl-C does: servers are stopped and databases dropped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    rows: list[Row] = []
    try:
        for name in [asked.only] if asked.only else NAMES:
            if set(SERVED) & set(asked.groups):
                on_database(name, asked, rows)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    rows += engines.measure() if "engines" in asked.groups else []
    rows += engines.read_apple() if "imports" in asked.groups else []
    print(table(rows))
    write(rows, RESULT)
    return verdict(rows)


def on_database(name: str, asked: argparse.Namespace, rows: list[Row]) -> None:
    """Adds to `rows`, and writes them down after each group: a run that is cut short has told something."""
    with database(name) as made:
        began = time.monotonic()
        prepared = Prepared.of(made.told("bench.prepare", "diaries", str(asked.others)))
        print(
            f"{name}: {prepared.days:,} days, {prepared.people:,} people, made in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        for group, measure in _measures(made, prepared, quick=asked.quick).items():
            if group in asked.groups:
                began = time.monotonic()
                try:
                    found = measure()
                except (SetupError, UnexpectedAnswerError, OSError, HTTPException) as error:
                    # The other groups still tell something.
                    found = [not_measured(group, error)]
                    print(f"{error}\n{made.log()}", file=sys.stderr)
                rows += [replace(row, database=name) for row in found]
                write(rows, RESULT)
                print(f"{name}: {group} in {time.monotonic() - began:.0f} s", flush=True)


def _measures(made: Database, prepared: Prepared, *, quick: bool) -> dict[str, Callable[[], list[Row]]]:
    """By group. Each starts a service of its own, so that none inherits what another has warmed."""
    rounds = 8 if quick else timing.ROUNDS
    few = 2 if quick else 5
    seconds = load.SECONDS / (4 if quick else 1)

    def served(measure: Callable[[Service], list[Row]]) -> list[Row]:
        with running_service(made) as service:
            return measure(service)

    return {
        "pages": lambda: served(lambda service: pages(service, prepared, rounds)),
        "load": lambda: served(lambda service: load.measure(service, prepared, seconds)),
        "growth": lambda: [
            *served(lambda service: growth.with_the_years(service, prepared, rounds)),
            *([] if quick else growth.with_the_crowd(made, prepared, rounds)),
        ],
        "files": lambda: download.measure(made, prepared, few),
        "service": lambda: startup.measure(made, prepared, min(few, startup.TIMES)),
    }


def pages(service: Service, prepared: Prepared, rounds: int) -> list[Row]:
    """First looks before all else: each person has only one."""
    looks = first_look.measure(service, prepared) if memory.is_told() else []
    visitor = Visitor(service.host, service.port, prepared.long.session)
    try:
        timed = timing.Timing(service, visitor, targets(prepared.long, prepared.today), rounds).measure()
    finally:
        visitor.close()
    return [*timed, *looks]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
