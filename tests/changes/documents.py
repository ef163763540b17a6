"""Tiny builders of documents: entries by how many days ago they are."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from tracker.entries import (
    CheckInEntry,
    Document,
    FactorEntry,
    Id,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatedEntry,
    TreatmentEntry,
)

TODAY = datetime.date(2026, 11, 22)
NECK, TEA = Id(str(uuid.UUID(int=1))), Id(str(uuid.UUID(int=2)))


def day(ago: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=ago)


def spot(**fields: Any) -> SpotEntry:
    known = {"id": NECK, "number": 1, "muscle": "levator_scapulae", "side": "left", "first_day": day(40)}
    place = {"view": "back", "x": 0.05, "y": 0.2, "anchor_view": "back", "anchor_x": 0.05, "anchor_y": 0.2}
    return SpotEntry(**{**known, **place, "nickname": "", "archived_on": None, **fields})


def factor(**fields: Any) -> FactorEntry:
    known = {"id": TEA, "builtin": "", "name": "Tea", "kind": "count", "unit": "", "position": 0}
    rest = {"asks_note": False, "night_before": False, "in_use": True, "asked_since": None}
    return FactorEntry(**{**known, **rest, **fields})


def check_in(ago: int, **fields: Any) -> CheckInEntry:
    empty = {"completed": False, "sleep_hours": None, "sleep_quality": None, "stress": None, "late": False}
    return CheckInEntry(**{"date": day(ago), "id": Id(""), **empty, "note": "", **fields})


def rating(ago: int, pain: int | None, *signs: str, spot: Id = NECK) -> RatingEntry:
    return RatingEntry(day(ago), Id(""), spot, pain, signs, (), late=False)


def reading(ago: int, value: float, note: str = "") -> ReadingEntry:
    return ReadingEntry(day(ago), Id(""), TEA, Decimal(str(value)), late=False, note=note)


def treatment(ago: int, *spots: Id, minutes: int | None = 5, key: str = "") -> TreatmentEntry:
    treated = tuple(TreatedEntry(each, 6, 3) for each in spots)
    made = TreatmentEntry(day(ago), Id(key), "heat", "", None, None, "", not spots, None, late=False, note="")
    return made._replace(minutes=None if minutes is None else Decimal(minutes), spots=treated)


DOCUMENT = Document(
    spots=(spot(),),
    factors=(factor(),),
    check_ins=(check_in(3, sleep_hours=Decimal("7.5"), note="slept well"), check_in(2, stress=0)),
    ratings=(rating(3, 4, "tender"), rating(1, 0)),
    readings=(reading(3, 2),),
    treatments=(treatment(3, NECK), treatment(3)),
)
