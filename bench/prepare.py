"""Fills the database of a bench run; a program of its own, so that each database gets a Django of its own.

`python -m bench.prepare diaries OTHERS [USERS [DAYS]]` prints what the pages' addresses are made of;
`... crowd 100000` adds people.
"""

import datetime
import json
import sys
from dataclasses import dataclass

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.diary import long_diary  # noqa: E402
from bench.people import USERS, Prepared, User  # noqa: E402
from bench.population import copy_person  # noqa: E402
from tracker.changes import day as changes  # noqa: E402
from tracker.changes.fields import FieldChange  # noqa: E402
from tracker.changes.sample import write  # noqa: E402
from tracker.localday import local_date  # noqa: E402
from tracker.models import Person, Spot  # noqa: E402
from tracker.simulation.records import MadeDiary  # noqa: E402

OTHERS = 1_000
# (days, treatments, spots, factors) of the diaries that the other people's are copies of.
OTHERS_KEEP = ((90, 60, 3, 4), (75, 30, 2, 3), (110, 110, 4, 5), (40, 10, 1, 2))
PASSERS_BY_KEEP = (3, 1, 1, 1)
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class _Own:
    """A diary that the app's own writers have written."""

    person: Person
    today: datetime.date
    length: int


def prepare(others: int = OTHERS, users: int = USERS, days: int = 3_650) -> Prepared:
    """A diary of ten years and its copies, one of a year, and those of the others."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    long = keep("bench", long_diary(days))
    short = keep("bench-year", long_diary(min(days, 365), 400))
    copies = copy_person(long.person, users - 1, "bench-")
    for number, shape in enumerate(OTHERS_KEEP):
        other = keep(f"other-{number}", _shaped(shape))
        share = others // len(OTHERS_KEEP) + (number < others % len(OTHERS_KEEP))
        if share > 1:
            copy_person(other.person, share - 1, f"other-{number}-")
    learn_the_tables()
    return Prepared(
        today=long.today.isoformat(),
        days=long.length,
        people=Person.objects.count(),
        long=user_of(long.person),
        short=user_of(short.person),
        users=[user_of(person) for person in [long.person, *Person.objects.filter(pk__in=copies)]],
    )


def crowd(number: int) -> int:
    """People with a few days each, as those are who tried it once; how many there are now."""
    passer_by = keep("passer-by", _shaped(PASSERS_BY_KEEP))
    copy_person(passer_by.person, number - 1, "passer-by-")
    learn_the_tables()
    return Person.objects.count()


def keep(name: str, made: MadeDiary) -> _Own:
    """Somebody with this diary up to yesterday, and with one change of today that could be taken back."""
    person = Person.objects.create_user(name, password=PASSWORD, is_sample=True)
    now = timezone.now()
    today = local_date(now, person.zone, person.day_starts_at)
    write(person, today - datetime.timedelta(days=made.length), made, seed=1)
    # From here on it is an ordinary diary: no banner on its pages.
    person.is_sample = False
    person.save()
    changes.save(person, today, [FieldChange("stress", 3)], now)
    sign_in(person)
    return _Own(person, today, made.length)


def learn_the_tables() -> None:
    """What autovacuum would have done by the time so many people are there."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def sign_in(person: Person) -> str:
    """A session as the sign-in page makes it. Each from an address of its own: they come too fast for one."""
    client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=f"10.0.{person.pk >> 8 & 255}.{person.pk & 255}")
    client.post("/account/login/", {"login": person.username, "password": PASSWORD})
    if "sessionid" not in client.cookies:
        raise SystemExit(f"{person.username} could not sign in")
    return client.cookies["sessionid"].value


def user_of(person: Person) -> User:
    spots = Spot.objects.for_user(person).order_by("number").values_list("public_id", flat=True)
    return User(sign_in(person), [str(spot) for spot in spots])


def _shaped(shape: tuple[int, int, int, int]) -> MadeDiary:
    days, treatments, spots, factors = shape
    return long_diary(days, treatments, spots=spots, factors=factors)


def main() -> None:
    what, *words = sys.argv[1:]
    if what == "crowd":
        print(json.dumps(crowd(int(words[0]))))
    else:
        print(json.dumps(prepare(*map(int, words)).plain()))


if __name__ == "__main__":
    main()
