"""What needs neither server nor database: the engines, and the import of a large file."""

from bench.apple_reading import MOST_MEGABYTES, MOST_SECONDS, AppleReading, time_apple_reading
from bench.drivers import BUDGET as DRIVERS_BUDGET
from bench.drivers import time_drivers
from bench.engine import BUDGET as ENGINE_BUDGET
from bench.engine import time_engine
from bench.report import Row


def measure() -> list[Row]:
    """The least of several runs, on one core."""
    engine, drivers = time_engine(), time_drivers()
    return [
        Row("engines", engine.name, engine.milliseconds, "ms CPU", budget=ENGINE_BUDGET),
        Row("engines", drivers.name, drivers.milliseconds, "ms CPU", budget=DRIVERS_BUDGET),
    ]


def read_apple() -> list[Row]:
    """An export of 2 GB, by a process of its own."""
    return rows_of(time_apple_reading())


def rows_of(apple: AppleReading) -> list[Row]:
    note = "" if apple.is_whole else f"only {apple.days:,} days were read"
    return [
        Row(
            "imports",
            apple.name,
            apple.seconds,
            "s CPU",
            budget=MOST_SECONDS if apple.is_whole else 0,
            note=note,
        ),
        Row("imports", f"{apple.name}: memory", apple.megabytes, "MB", budget=MOST_MEGABYTES),
    ]
