"""`python -m bench`: makes a long diary, serves it, times every page, and says which budget was missed."""

import json
import sys
import time

from bench.apple_reading import MOST_MEGABYTES, MOST_SECONDS, AppleReading, time_apple_reading
from bench.drivers import BUDGET as DRIVERS_BUDGET
from bench.drivers import ROUNDS as DRIVERS_ROUNDS
from bench.drivers import DriversTime, time_drivers
from bench.engine import BUDGET, EngineTime, time_engine
from bench.engine import ROUNDS as ENGINE_ROUNDS
from bench.pages import targets
from bench.timing import ROUNDS, Measured, UnexpectedAnswerError, Visitor, measure
from tools.steps import BUILD
from tools.throwaway import data_folder, running_server

RESULT = BUILD / "bench.json"


def main() -> int:
    with data_folder("bench.settings") as folder:
        from bench.prepare import prepare

        began = time.monotonic()
        prepared = prepare()
        print(f"A diary of {prepared.days:,} days, made in {time.monotonic() - began:.0f} s. Timing ...")
        with running_server(folder / "server.log") as address:
            visitor = Visitor(address.host, address.port, prepared.session)
            try:
                measured = measure(visitor, targets(prepared.spot, prepared.today))
            except UnexpectedAnswerError as error:
                log = (folder / "server.log").read_text(errors="replace")
                sys.exit(f"{error}\nThe server's last words:\n{log[-3000:]}")
    return report(measured, time_engine(), time_drivers(), time_apple_reading())


def report(measured: list[Measured], engine: EngineTime, drivers: DriversTime, apple: AppleReading) -> int:
    """Prints the tables, writes them to RESULT, and gives the exit code: 1 where a budget was missed."""
    print(f"\nMedian of {ROUNDS}; ratio to the empty signed-in page (a POST: to an empty form).\n")
    print(f"{'':28}{'ms':>8}{'ratio':>8}{'budget':>8}{'queries':>9}{'KB':>7}")
    for one in measured:
        budget = "" if one.target.budget is None else f"{one.target.budget:g}"
        mark = "" if one.within_budget else "  MISSED"
        print(
            f"{one.target.name:28}{one.milliseconds:8.1f}{one.ratio:8.2f}{budget:>8}"
            f"{one.queries:9}{one.size / 1024:7.1f}{mark}"
        )
    mark = "" if engine.within_budget else "  MISSED"
    print(f"\nBest of {ENGINE_ROUNDS} on one core, {engine.episodes:,} episodes; budget in ms.\n")
    print(f"{engine.name:28}{engine.milliseconds:8.1f}{'':8}{BUDGET:8g}{mark}")
    mark = "" if drivers.within_budget else "  MISSED"
    print(f"\nBest of {DRIVERS_ROUNDS} on one core; budget in ms.\n")
    print(f"{drivers.name:32}{drivers.milliseconds:8.1f}{'':4}{DRIVERS_BUDGET:8g}{mark}")
    _show_apple(apple)
    rows = [*map(_row, measured), _timed(engine, BUDGET), _timed(drivers, DRIVERS_BUDGET), _read(apple)]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    in_time = engine.within_budget and drivers.within_budget and apple.within_budget
    return 0 if in_time and all(one.within_budget for one in measured) else 1


def _show_apple(apple: AppleReading) -> None:
    print(
        f"\nAn export of {apple.size / 1e9:.1f} GB, read in a process of its own ({apple.wall:.0f} s by the clock).\n"
    )
    mark = "" if apple.within_budget else "  MISSED"
    took = f"{apple.seconds:8.1f} s of {MOST_SECONDS:g}"
    print(f"{apple.name:32}{took}{apple.megabytes:8.1f} MB of {MOST_MEGABYTES:g}{mark}")


def _row(one: Measured) -> dict[str, object]:
    return {
        "page": one.target.name,
        "path": one.target.path,
        "milliseconds": round(one.milliseconds, 2),
        "floor": one.target.floor,
        "ratio": round(one.ratio, 3),
        "budget": one.target.budget,
        "queries": one.queries,
        "most_queries": one.target.most_queries,
        "bytes": one.size,
        "within_budget": one.within_budget,
    }


def _timed(engine: EngineTime | DriversTime, budget: float) -> dict[str, object]:
    return {
        "engine": engine.name,
        "milliseconds": round(engine.milliseconds, 2),
        "most_milliseconds": budget,
        "within_budget": engine.within_budget,
    }


def _read(apple: AppleReading) -> dict[str, object]:
    return {
        "import": apple.name,
        "bytes": apple.size,
        "seconds": round(apple.seconds, 1),
        "most_seconds": MOST_SECONDS,
        "megabytes": round(apple.megabytes, 1),
        "most_megabytes": MOST_MEGABYTES,
        "within_budget": apple.within_budget,
    }


if __name__ == "__main__":
    sys.exit(main())
