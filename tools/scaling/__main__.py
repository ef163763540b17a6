"""Measures PostgreSQL with the diaries of many: `python -m tools.scaling [--ratings 10000 100000 ...] [--partitions]`.

DATABASE_URL names a database that may be emptied; without one a server is started for the run. 10 million ratings
take 8 GB of disk and a quarter of an hour. Prints tables and writes build/scaling.json.
"""

import argparse
import json
import os
import sys
import time
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

from tools import postgres
from tools.steps import BUILD

STAGES = (10_000, 100_000, 1_000_000, 10_000_000)
MEMORY = ("shared_buffers=1GB", "maintenance_work_mem=512MB", "max_wal_size=6GB")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ratings", type=int, nargs="+", default=list(STAGES))
    parser.add_argument("--partitions", action="store_true", help="at the end, the ratings split by person")
    parser.add_argument("--measure-only", action="store_true", help="of the database as it is")
    words = parser.parse_args()
    given = os.environ.get("DATABASE_URL", "")
    with nullcontext(given) if given else postgres.running_postgres(*MEMORY) as address:
        _set_up(address)
        measured = [stage(None)] if words.measure_only else [stage(ratings) for ratings in words.ratings]
        found: dict[str, Any] = {"stages": measured}
        if words.partitions:
            from tools.scaling import partitions

            found["partitions"] = partitions.tried()
    (BUILD / "scaling.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


def _set_up(address: str) -> None:
    """The real settings, and tables as migrations make them."""
    os.environ |= {
        "DATABASE_URL": address,
        "DATA_DIR": str(BUILD / "scratch"),
        "ENV_FILE": os.devnull,
        "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    from tools.database import bring_up_to_date

    bring_up_to_date()


def stage(ratings: int | None) -> dict[str, Any]:
    from tools.scaling import fill, measure

    began = time.monotonic()
    if ratings is not None:
        fill.fill(ratings)
    filled = time.monotonic() - began
    found = {
        "ratings": ratings,
        "seconds_to_fill": round(filled),
        "sizes": measure.sizes(),
        "rating_indexes": measure.indexes_of("tracker_rating"),
        "pages": {name: asdict(asked) for name, asked in measure.growth(measure.of_pages).items()},
        "save": asdict(measure.of_a_save()),
    }
    show(found)
    return found


def show(found: dict[str, Any]) -> None:
    print(f"\n{found['ratings']} ratings of others, made in {found['seconds_to_fill']} s")
    for each in found["sizes"]:
        total = each["bytes"] + each["index_bytes"]
        print(
            f"  {each['table']:26}{each['rows']:12,} rows{total / 1e6:10,.1f} MB{total / each['rows']:8.0f} bytes each"
            f", {each['index_bytes'] / total:.0%} indexes"
        )
    for name, asked in found["pages"].items():
        print(
            f"  {name:30}{asked['queries']:4} queries{asked['rows']:8,} rows{asked['buffers']:7,} buffers"
            f"{asked['milliseconds']:9.2f} ms"
        )
    saved = found["save"]
    print(
        f"  one change saved: {saved['statements']} statements, {saved['wal_bytes']:,} bytes of log, "
        f"{saved['buffers']} buffers",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
