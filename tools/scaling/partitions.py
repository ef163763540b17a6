"""The ratings split by person, on the database as it is filled: how long it takes, and what the app makes of it."""

import re
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tools.scaling import measure
from tracker.models import Person, Rating, Spot

_SQL = Path(__file__).with_name("partitions.sql").read_text(encoding="utf-8")


def tried() -> dict[str, Any]:
    before, seconds = plan_of_a_day(), {}
    for step in re.split(r"^-- step: ", _SQL, flags=re.MULTILINE)[1:]:
        name, _, body = step.partition("\n")
        began = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(body)
        seconds[name] = round(time.monotonic() - began, 1)
        print(f"  {name}: {seconds[name]} s", flush=True)
    found = {
        "seconds": seconds,
        "before": before,
        "after": plan_of_a_day(),
        "by_number": by_number(),
        **the_app(),
    }
    print(f"  {found['before']}\n  {found['after']}\n  {found['by_number']}", flush=True)
    return found


def plan_of_a_day() -> dict[str, Any]:
    """One day's ratings of one person: what it takes to plan and to find them."""
    person = Person.objects.get(pk=1)
    rows = Rating.objects.for_user(person).filter(date=timezone.localdate())
    return _told(str(rows.query).replace(f"= {timezone.localdate()}", f"= '{timezone.localdate()}'"))


def by_number() -> dict[str, Any]:
    """A row asked for by its number alone has to be looked for in every part."""
    return _told("SELECT * FROM tracker_rating WHERE id = (SELECT 1000)")


def _told(query: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        for _ in range(2):  # the first time fills the buffers
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}")
        plan = cursor.fetchone()[0][0]
    return {
        "planning_ms": plan["Planning Time"],
        "execution_ms": plan["Execution Time"],
        "buffers": plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"],
        "relations": sorted(set(re.findall(r"'Relation Name': '(\w+)'", str(plan)))),
    }


def the_app() -> dict[str, Any]:
    """Pages, a save, Django's own write and delete, and `migrate`, on the table as it is now."""
    pages = {name: asdict(asked) for name, asked in measure.growth(measure.of_pages).items()}
    save = asdict(measure.of_a_save())
    person = Person.objects.get(pk=1)
    spot = Spot.objects.for_user(person).latest("number")
    rating = Rating.objects.create(
        person=person, spot=spot, date=timezone.localdate().replace(year=2027), pain=3
    )
    rating.pain = 4
    rating.save()
    same = Rating.objects.for_user(person).get(public_id=rating.public_id)
    deleted = same.delete()[0]
    call_command("migrate", verbosity=0)
    for name, asked in pages.items():
        print(f"  {name:30}{asked['buffers']:7,} buffers{asked['milliseconds']:9.2f} ms")
    print(f"  one change saved: {save}", flush=True)
    return {"pages": pages, "save": save, "written_and_deleted": (same.pain, deleted)}
