"""Whom the pictures show: somebody with nine months behind them, and somebody who has just begun."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from tracker.body import catalogue  # noqa: E402
from tracker.body.sides import Side  # noqa: E402
from tracker.changes import sample  # noqa: E402
from tracker.changes.day import save  # noqa: E402
from tracker.changes.factors import give_builtin_factors  # noqa: E402
from tracker.changes.fields import FieldChange, Value  # noqa: E402
from tracker.localday import local_date  # noqa: E402
from tracker.models import Person, Spot, Treatment  # noqa: E402

ZONE = "Europe/Berlin"
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Visit:
    """A page as somebody sees it. `session` empty: nobody is signed in."""

    diary: str
    name: str
    path: str
    session: str = ""
    status: int = 200


def prepare() -> list[Visit]:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    full, new, sampled = _full(), _new(), _full("sampled", figure="male")
    Person.objects.filter(pk=full.pk).update(is_sample=False)
    return [
        *_visits("full", full, {**_common(full), **_particular(full)}),
        *_visits("new", new, _common(new)),
        *_visits("sample", sampled, {"today": "/", "more": "/more/"}),
        *(Visit("nobody", name, path) for name, path in _OPEN.items()),
        Visit("nobody", "not-found", "/nothing/here/", status=404),
    ]


_OPEN = {
    "welcome": "/welcome/",
    "sign-in": "/account/login/",
    "forgotten": "/account/password/reset/",
    "help-now": "/help-now/",
    "learn": "/learn/",
    "learn-page": "/learn/what-a-knot-is/",
}


def _visits(diary: str, person: Person, paths: dict[str, str]) -> list[Visit]:
    client = Client()
    client.force_login(person)
    session = client.cookies["sessionid"].value
    return [Visit(diary, name, path, session) for name, path in paths.items()]


def _common(person: Person) -> dict[str, str]:
    yesterday = _today(person) - ONE_DAY
    return {
        "today": "/",
        "day": f"/day/{yesterday}/",
        "days": "/days/",
        "history": "/history/",
        "spots": "/spots/",
        "trends": "/trends/",
        "insights": "/insights/",
        "insights-rules": "/insights/rules/",
        "lasts": "/insights/lasts/",
        "goes-with": "/insights/goes-with/",
        "data": "/data/",
        "body-list": "/body/list/",
    }


def _particular(person: Person) -> dict[str, str]:
    spots = list(Spot.objects.for_user(person).order_by("number"))
    first, second = spots[0].public_id, spots[1].public_id
    treatment = Treatment.objects.for_user(person).filter(whole_body=False).latest("date")
    return {
        "goes-with-days": "/insights/goes-with/days/?about=sleep_hours",
        "spot": f"/spots/{first}/",
        "spot-edit": f"/spots/{first}/edit/",
        "spot-merge": f"/spots/{first}/merge/",
        "spot-merge-with": f"/spots/{first}/merge/{second}/",
        "signs": f"/day/{_today(person) - ONE_DAY}/spots/{first}/",
        "treatment-new": f"/day/{_today(person)}/treatments/",
        "treatment": f"/day/{treatment.date}/treatments/{treatment.public_id}/",
        "history-before": f"/history/?month={_today(person) - 80 * ONE_DAY:%Y-%m}",
        "days-logged": f"/days/?first={_today(person) - 7 * ONE_DAY}&last={_today(person)}&logged=on",
        "trends-everything": "/trends/?range=everything",
        "settings": "/settings/",
        "factors": "/settings/factors/",
        "more": "/more/",
        "password": "/account/password/change/",
        "email": "/account/email/",
        "two-factor": "/account/2fa/",
        "sessions": "/account/sessions/",
        "sign-out": "/account/logout/",
    }


def _today(person: Person) -> datetime.date:
    return local_date(timezone.now(), person.zone, person.day_starts_at)


def _full(username: str = "mira", figure: str = "female") -> Person:
    """Nine months, and half of today already written down."""
    person = Person.objects.create(username=username, is_sample=True, time_zone=ZONE, figure=figure)
    today = _today(person)
    sample.fill(person, today)
    spots = [str(key) for key in Spot.objects.for_user(person).values_list("public_id", flat=True)]
    values: dict[str, Value] = {
        f"pain.{spots[0]}": 6,
        f"pain.{spots[4]}": 3,
        "sleep_hours": Decimal("6.5"),
        "sleep_quality": 5,
        "stress": 4,
    }
    _write(person, today, values)
    return person


def _new() -> Person:
    """One spot and two days."""
    person = Person.objects.create(username="noa", time_zone=ZONE)
    today = _today(person)
    give_builtin_factors(person, today)
    point = catalogue.anchor("levator_scapulae", Side.RIGHT)
    spot = Spot.objects.create(
        person=person,
        muscle="levator_scapulae",
        side="right",
        view=point.view,
        x=point.x,
        y=point.y,
        anchor_view=point.view,
        anchor_x=point.x,
        anchor_y=point.y,
        number=1,
        first_day=today - ONE_DAY,
    )
    _write(
        person, today - ONE_DAY, {f"pain.{spot.public_id}": 5, "sleep_hours": Decimal(7), "completed": True}
    )
    _write(person, today, {"stress": 3})
    return person


def _write(person: Person, date: datetime.date, values: dict[str, Value]) -> None:
    save(person, date, [FieldChange(field, value) for field, value in values.items()], timezone.now())
