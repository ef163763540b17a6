"""A CSV of everything: rows a second beside a plain loop over a cursor, and what it costs the server in memory."""

import gzip
import http.client
import io
import zipfile
from statistics import median
from typing import Any

from bench import memory
from bench.databases import Database
from bench.pages import CSRF_TOKEN, FLOOR, TODAY, Target, posting, targets
from bench.people import Prepared
from bench.report import Row
from bench.service import Service, running_service
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


def measure(database: Database, prepared: Prepared, rounds: int) -> list[Row]:
    """Plain loop and download take turns: half of its runs before, half after."""
    before = _plain_loop(database, rounds)
    with running_service(database) as service:
        visitor = Visitor(service.host, service.port, prepared.long.session)
        _warm_up(visitor, prepared)
        found = [_download(service, visitor, target, prepared, rounds) for target in exports()]
        visitor.close()
    after = _plain_loop(database, rounds)
    floor = before["rows"] / median([*before["seconds"], *after["seconds"]])
    rows = []
    for target, (lines, seconds, grown) in zip(exports(), found, strict=True):
        whole = target.name == CSV
        note = f"{lines:,} rows" + (
            f", floor {before['rows']:,}" if whole and lines != before["rows"] else ""
        )
        rows.append(
            Row(
                "files",
                target.name,
                lines / seconds,
                "rows/s",
                floor=floor,
                budget=LEAST_SHARE if whole else None,
                at_least=True,
                note=note,
            )
        )
        if grown is not None:
            rows.append(Row("files", f"{target.name}: memory", grown / _MB, "MB more", budget=MOST_MEGABYTES))
    return rows


def _plain_loop(database: Database, rounds: int) -> dict[str, Any]:
    told: dict[str, Any] = database.told("bench.csv_floor", str(rounds))
    return told


def _warm_up(visitor: Visitor, prepared: Prepared) -> None:
    """Pages come before a download, never another download: the first one is the one that costs."""
    seen = [
        each for each in targets(prepared.long.spot, prepared.today) if each.name in {FLOOR, TODAY, "Data"}
    ]
    for _ in range(3):
        for target in seen:
            visitor.ask(target)


def _download(
    service: Service, visitor: Visitor, target: Target, prepared: Prepared, rounds: int
) -> tuple[int, float, int | None]:
    """Rows, the median of seconds, and by how much the server's processes grew at most, from before the first."""
    pids = service.web() if memory.is_told() else []
    start = sum(map(memory.resident, pids))
    for pid in pids:
        memory.forget_peak(pid)
    took = [visitor.ask(target).milliseconds / 1000 for _ in range(rounds)]
    grown = sum(map(memory.peak, pids)) - start if pids else None
    return _lines_of(service, prepared, target), median(took), grown


def _lines_of(service: Service, prepared: Prepared, target: Target) -> int:
    """The rows of a download, headers aside: fetched once more, and not timed."""
    connection = http.client.HTTPConnection(service.host, service.port, timeout=60)
    cookie = f"sessionid={prepared.long.session}; csrftoken={CSRF_TOKEN}"
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Encoding": "gzip",
    }
    connection.request("POST", target.path, target.body() if target.body else None, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    if not content.startswith(b"PK"):
        return content.count(b"\r\n") - 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [name for name in archive.namelist() if name.endswith(".csv")]
        return sum(archive.read(name).count(b"\r\n") - 1 for name in files)
