"""An account with something in every table, and what of a database belongs to whom."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests import factories
from tracker.changes import day, merging, sharing, trials
from tracker.changes.auditing import record
from tracker.changes.factors import add_factor
from tracker.changes.fields import FieldChange
from tracker.changes.notes import add_note
from tracker.changes.proposals import Written, receive
from tracker.changes.recurrence import rest_as_seen, set_rules
from tracker.gate.attempts import count_failure, failures_of
from tracker.imports.jobs import enqueue
from tracker.imports.uploads import folder
from tracker.models import Factor, FactorReading, FailedSignIns, FindingsSnapshot, Import, Person, Spot

DAY = datetime.date(2026, 11, 20)
NOW = datetime.datetime(2026, 11, 20, 20, tzinfo=datetime.UTC)
Row = tuple[Any, ...]


def live(person: Person, admin: Person | None = None, note: str = "slept badly") -> Spot:
    """A diary of a day with everything in it, an account with everything to it, and two sessions."""
    spot, other = _diary(person, note)
    trial = factories.trial(person, DAY, spot=spot, blocks=6)
    trials.set_flare(trial, DAY, flare=True)
    trials.name_next(trial, DAY)
    merging.merge(spot, other, lambda *_: set(), NOW)
    day.save(person, DAY, [FieldChange("note", note)], NOW)
    _handed_over(spot)
    _account(person, admin or person)
    for number in range(2):
        session_of(person, f"10.0.0.{number}")
    record(person, "signed-in", 2)
    count_failure(person.username)
    cache.set(f"allauth:rl:allauth.account:reauthenticate:10/60/user:user:{person.pk}", [1.0])
    return spot


def _diary(person: Person, note: str) -> tuple[Spot, Spot]:
    spot, other = factories.spot(person), factories.spot(person, "infraspinatus", "right")
    factories.rating(spot, DAY, 6)
    factories.rating(other, DAY, 3)
    factories.treatment(DAY, (spot, 6, 3), other, note=note)
    factor = add_factor(person, DAY, spot.public_id, name="Tea", kind="count")
    FactorReading.objects.create(person=person, factor=Factor.objects.get(pk=factor.pk), date=DAY, value=2)
    set_rules(person, {"rapid_days": 9})
    rest_as_seen(spot, "Dr. Example", DAY)
    FindingsSnapshot.objects.create(person=person, outcome="pain:all", date=DAY, content={})
    return spot, other


def _handed_over(spot: Spot) -> None:
    """A link to a report, what was written back of the spot, a note on it, and a file that waits to be read."""
    person, key = spot.person, str(spot.public_id)
    choice = {"start": "2026-11-01", "end": DAY.isoformat(), "spots": [key], "notes": False}
    shared = sharing.make(person, uuid.uuid4(), sharing.Terms(choice, "", 7, False), NOW)
    receive(shared.share, uuid.uuid4(), Written(DAY, "A. Weber", (key,), finding="Tender."), NOW)
    add_note(spot, uuid.uuid4(), DAY, "Sat long.", NOW)
    name = uuid.uuid4().hex
    (folder() / name).write_text("a file that was sent")
    enqueue(Import.objects.create(person=person, file_name="diary.csv", upload=name))


def _account(person: Person, admin: Person) -> None:
    address = EmailAddress.objects.create(user=person, email=f"{person.username}@example.org", primary=True)
    EmailConfirmation.objects.create(email_address=address, key=f"key-{person.pk}")
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    person.groups.add(Group.objects.get_or_create(name="helpers")[0])
    person.user_permissions.add(Permission.objects.earliest("pk"))
    about = ContentType.objects.get_for_model(Person)
    changed = {"content_type": about, "object_id": str(person.pk), "object_repr": person.username}
    LogEntry.objects.create(user=admin, action_flag=CHANGE, **changed)


def session_of(person: Person, ip: str = "10.0.0.9") -> Client:
    client = Client()
    client.force_login(person)
    UserSession.objects.create(user=person, ip=ip, session_key=client.session.session_key, user_agent="test")
    return client


def tables() -> Iterator[type[Model]]:
    return (model for model in apps.get_models(include_auto_created=True) if model._meta.managed)


def everything() -> dict[str, list[Row]]:
    """Every row of every table, by the table's name. How often an address of the network tried is nobody's."""
    found = {
        model._meta.db_table: list(model._base_manager.order_by("pk").values_list()) for model in tables()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cache_key FROM unknot_cache WHERE cache_key NOT LIKE '%%:ip:%%' ORDER BY 1", []
        )
        return found | {"unknot_cache": cursor.fetchall()}


def belongings(people: list[Person]) -> dict[str, set[Any]]:
    """The primary keys of the rows that belong to these people, found by following every foreign key that there is."""
    mine: dict[type[Model], set[Any]] = {Person: {person.pk for person in people}}
    grows = True
    while grows:
        before = sum(map(len, mine.values()))
        for model in tables():
            for field in model._meta.concrete_fields:
                parents = mine.get(field.related_model)  # type: ignore[call-overload]
                if parents:
                    rows = model._base_manager.filter(**{f"{field.attname}__in": parents})
                    mine.setdefault(model, set()).update(rows.values_list("pk", flat=True))
        grows = sum(map(len, mine.values())) > before
    ids = {str(person.pk) for person in people}
    sessions = [each for each in Session.objects.all() if each.get_decoded().get("_auth_user_id") in ids]
    mine[Session] = {each.pk for each in sessions}
    about = LogEntry.objects.filter(content_type__model="person", object_id__in=ids)
    mine[LogEntry] = mine.get(LogEntry, set()) | set(about.values_list("pk", flat=True))
    failed = [failures_of(person) for person in people]
    mine[FailedSignIns] = {each.pk for each in failed if each is not None}
    imports = mine.get(Import, set())
    mine[DBTaskResult] = {
        each.pk for each in DBTaskResult.objects.all() if each.args_kwargs["args"][0] in imports
    }
    found = {model._meta.db_table: keys for model, keys in mine.items() if keys}
    ends = tuple(f":user:{person.pk}" for person in people)
    keys = {row[0] for row in everything()["unknot_cache"] if row[0].endswith(ends)}
    return found | {"unknot_cache": keys}
