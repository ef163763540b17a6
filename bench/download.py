"""A CSV of everything: rows a second beside a plain loop over a cursor, and what it costs the server in memory."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench import memory
from bench.databases import Database
from bench.pages import FLOOR, TODAY, Target, posting, targets
from bench.people import Prepared
from bench.report import Row
from bench.service import Service, running_service
from bench.timing import ask, by_the_clock, of_the_server
from bench.visitor import Visitor

LEAST_SHARE = 0.5
MOST_MEGABYTES = 10.0
CSV, ZIP = "CSV of everything", "zip of all CSV files"
_MB = 1_000_000


def exports() -> list[Target]:
    """Notes included: nothing is left out."""
    asked = {"start": "", "end": "", "notes": "on"}
    return [
        Target(CSV, "/data/export/", body=posting({**asked, "file": "diary"})),
        Target(ZIP, "/data/export/", body=posting({**asked, "file": "zip"})),
    ]


@dataclass(frozen=True)
class Found:
    """Medians of one download. `used`: seconds of the server's processors; `grown`: bytes more at its peak."""

    rows: int
    seconds: float
    used: float
    grown: int | None


@dataclass(frozen=True)
class Floor:
    """The plain loop, before and after the downloads."""

    rows: int
    seconds: float
    used: float


def measure(database: Database, prepared: Prepared, rounds: int) -> list[Row]:
    before = _plain_loop(database, rounds)
    with running_service(database) as service:
        visitor = Visitor(service.host, service.port, prepared.long.session)
        _warm_up(visitor, prepared)
        found = {target.name: _download(service, visitor, target, rounds) for target in exports()}
        visitor.close()
    after = _plain_loop(database, rounds)
    seconds, used = (median([*before[name], *after[name]]) for name in ("seconds", "used"))
    floor = Floor(before["rows"], seconds, used)
    return [row for name, each in found.items() for row in _rows(name, each, floor)]


def _rows(name: str, found: Found, floor: Floor) -> Iterator[Row]:
    note = f"{found.rows:,} rows"
    if name == CSV and found.rows != floor.rows:
        note += f", but {floor.rows:,} in the floor"
    yield Row(
        "files",
        name,
        found.rows / found.seconds,
        "rows/s",
        floor=floor.rows / floor.seconds,
        budget=LEAST_SHARE if name == CSV else None,
        at_least=True,
        # Of a thousand rows.
        used=found.used * 1e6 / found.rows or None,
        used_floor=floor.used * 1e6 / floor.rows,
        note=note,
    )
    if found.grown is not None:
        yield Row("files", f"{name}: memory", found.grown / _MB, "MB more", budget=MOST_MEGABYTES)


def _plain_loop(database: Database, rounds: int) -> dict[str, Any]:
    told: dict[str, Any] = database.told("bench.csv_floor", str(rounds))
    return told


def _warm_up(visitor: Visitor, prepared: Prepared) -> None:
    """Pages come before a download, never another download: the first one is the one that costs."""
    seen = [each for each in targets(prepared.long, prepared.today) if each.name in {FLOOR, TODAY, "Data"}]
    for _ in range(3):
        for target in seen:
            visitor.ask(target)


def _download(service: Service, visitor: Visitor, target: Target, rounds: int) -> Found:
    """Growth is counted from before the first. At the end it is fetched once more, for its rows."""
    pids = service.web() if memory.is_told() else []
    start = sum(map(memory.resident, pids))
    for pid in pids:
        memory.forget_peak(pid)
    timed = [ask(visitor, target, pids) for _ in range(rounds)]
    grown = sum(map(memory.peak, pids)) - start if pids else None
    seconds, used = by_the_clock(timed) / 1000, (of_the_server(timed) or 0) / 1000
    return Found(rows_in(visitor.content(target)), seconds, used, grown)


def rows_in(content: bytes) -> int:
    """The rows of a CSV file, or of all that are in a zip, headers aside."""
    if not content.startswith(b"PK"):
        return content.count(b"\r\n") - 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(rows_in(archive.read(name)) for name in archive.namelist() if name.endswith(".csv"))
