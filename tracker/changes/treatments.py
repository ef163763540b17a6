"""Adds, changes and removes the treatments of a day."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from tracker.changes.day import remember
from tracker.changes.holding import hold
from tracker.changes.sheet import DaySheet
from tracker.localday import is_late
from tracker.models import Person, Spot, TreatedSpot, Treatment, UndoStep


@dataclass(frozen=True, slots=True)
class Pains:
    """Pain 0-10 of one treated spot just before and just after; None is not recorded."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class TreatmentEntry:
    """What a treatment is, free of the day and the person. `spots`: public ids; none means the whole body."""

    kind: str
    tool: str = ""
    minutes: Decimal | None = None
    pressure: int | None = None
    by: str = ""
    started_on: datetime.date | None = None
    note: str = ""
    spots: Mapping[UUID, Pains] = field(default_factory=dict)


def add(
    person: Person, date: datetime.date, public_id: UUID, entry: TreatmentEntry, now: datetime.datetime
) -> tuple[Treatment, UndoStep | None]:
    """Adds a treatment. Sent twice with one `public_id`, it is added once and the second call changes nothing."""
    with transaction.atomic():
        hold(person, date)
        known = Treatment.objects.for_user(person).filter(public_id=public_id).first()
        if known is not None:
            return known, None
        late = is_late(date, now, person.zone, person.day_starts_at)
        treatment = Treatment(person=person, date=date, public_id=public_id, late=late)
        _fill(treatment, entry)
        DaySheet(person, date, now).write()
        return treatment, remember(person, date, {"treatments": {str(public_id): None}}, now)


def change(treatment: Treatment, entry: TreatmentEntry, now: datetime.datetime) -> UndoStep:
    with transaction.atomic():
        hold(treatment.person, treatment.date)
        before = {"treatments": {str(treatment.public_id): as_kept(treatment)}}
        person = treatment.person
        if is_late(treatment.date, now, person.zone, person.day_starts_at):
            treatment.late = True
        _fill(treatment, entry)
        return remember(treatment.person, treatment.date, before, now)


def remove(treatment: Treatment, now: datetime.datetime) -> UndoStep:
    with transaction.atomic():
        hold(treatment.person, treatment.date)
        person, date = treatment.person, treatment.date
        before = {"treatments": {str(treatment.public_id): as_kept(treatment)}}
        treatment.delete()
        DaySheet(person, date, now).write()
        return remember(person, date, before, now)


def put_back(person: Person, date: datetime.date, kept: Mapping[str, Any]) -> None:
    """Gives treatments the state that an undo step kept; None: there was no such treatment.

    The caller holds the transaction, and writes the day's sheet afterwards.
    """
    for public_id, state in kept.items():
        known = Treatment.objects.for_user(person).filter(public_id=public_id).first()
        if known is not None and known.date != date:
            continue  # the same id was given to a treatment of another day since, which is not what was kept
        if state is None:
            if known is not None:
                known.delete()
            continue
        treatment = known or Treatment(person=person, date=date, public_id=UUID(public_id))
        treatment.late = state["late"]
        _fill(treatment, _entry_from(state))


def _fill(treatment: Treatment, entry: TreatmentEntry) -> None:
    """Writes `entry` into the rows. Spots that are not the person's are passed over: forms refuse them first."""
    person = treatment.person
    for name in ("kind", "tool", "minutes", "pressure", "by", "started_on", "note"):
        setattr(treatment, name, getattr(entry, name))
    treatment.whole_body = not entry.spots
    treatment.save()
    TreatedSpot.objects.for_user(person).filter(treatment=treatment).delete()
    spots = Spot.objects.for_user(person).filter(public_id__in=list(entry.spots)).order_by("number")
    TreatedSpot.objects.bulk_create(
        TreatedSpot(
            person=person,
            treatment=treatment,
            spot=spot,
            pain_before=entry.spots[spot.public_id].before,
            pain_after=entry.spots[spot.public_id].after,
        )
        for spot in spots
    )


def as_kept(treatment: Treatment) -> dict[str, Any]:
    """The treatment as JSON for an undo step."""
    treated = TreatedSpot.objects.for_user(treatment.person).filter(treatment=treatment)
    return {
        "kind": treatment.kind,
        "tool": treatment.tool,
        "minutes": None if treatment.minutes is None else str(treatment.minutes),
        "pressure": treatment.pressure,
        "by": treatment.by,
        "started_on": None if treatment.started_on is None else treatment.started_on.isoformat(),
        "note": treatment.note,
        "late": treatment.late,
        "spots": {
            str(spot): [before, after]
            for spot, before, after in treated.values_list("spot__public_id", "pain_before", "pain_after")
        },
    }


def _entry_from(kept: Mapping[str, Any]) -> TreatmentEntry:
    return TreatmentEntry(
        kind=kept["kind"],
        tool=kept["tool"],
        minutes=None if kept["minutes"] is None else Decimal(kept["minutes"]),
        pressure=kept["pressure"],
        by=kept["by"],
        started_on=None if kept["started_on"] is None else datetime.date.fromisoformat(kept["started_on"]),
        note=kept["note"],
        spots={UUID(spot): Pains(before, after) for spot, (before, after) in kept["spots"].items()},
    )
