"""Puts the rows of a diary.csv together again: the entries of each day, and when spots were put away.

Rows may come in any order; those of one record are known by its id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.entries import (
    CheckInEntry,
    Date,
    Entry,
    Id,
    RatingEntry,
    ReadingEntry,
    TreatedEntry,
    TreatmentEntry,
)
from tracker.exchange.columns import DiaryRow
from tracker.models.diary import SIGNS


@dataclass(frozen=True, slots=True)
class Gathered:
    """Each list in the order in which its records first appear; `archived` by spot, sorted: put away, taken up, ..."""

    check_ins: list[CheckInEntry] = field(default_factory=list)
    readings: list[ReadingEntry] = field(default_factory=list)
    ratings: list[RatingEntry] = field(default_factory=list)
    treatments: list[TreatmentEntry] = field(default_factory=list)
    archived: dict[Id, list[Date]] = field(default_factory=dict)
    followed: dict[Id, list[Date]] = field(default_factory=dict)


def gather(rows: Iterable[DiaryRow]) -> Gathered:
    gathered = Gathered()
    lists: dict[type, list[Any]] = {
        CheckInEntry: gathered.check_ins,
        ReadingEntry: gathered.readings,
        RatingEntry: gathered.ratings,
        TreatmentEntry: gathered.treatments,
    }
    records: dict[Id, list[DiaryRow]] = {}
    for row in rows:
        if row.record_id:
            records.setdefault(row.record_id, []).append(row)
        else:
            _keep_step(gathered, row)
    for key, of_record in records.items():
        entry = entry_of(key, of_record)
        if entry is not None:
            lists[type(entry)].append(entry)
    for dates in (*gathered.archived.values(), *gathered.followed.values()):
        dates.sort()
    return gathered


def entry_of(key: Id, rows: list[DiaryRow]) -> Entry | None:
    """The rows of one record together; None if they say nothing. Raises ValueError for a value that cannot be."""
    kind = rows[0].kind
    if kind == "check_in":
        return _check_in(key, rows)
    if kind == "factor":
        return _reading(key, rows[0])
    if kind in ("rating", "sign", "zone"):
        return _rating(key, rows)
    return _treatment(key, rows) if kind in ("treatment", "treated_spot") else None


def _keep_step(gathered: Gathered, row: DiaryRow) -> None:
    """The days on which the use of a spot or factor began or ended; such rows belong to no record."""
    if row.kind == "spot" and row.spot_id:
        gathered.archived.setdefault(row.spot_id, []).append(row.date)
    elif row.kind == "factor_use" and row.factor_id:
        gathered.followed.setdefault(row.factor_id, []).append(row.date)


def _whole(value: Decimal | None) -> int | None:
    if value is None:
        return None
    if value != value.to_integral_value():
        raise ValueError(f"{value} is not a whole number")
    return int(value)


def _check_in(key: Id, rows: list[DiaryRow]) -> CheckInEntry:
    values = {row.item: row.value for row in rows}
    return CheckInEntry(
        date=rows[0].date,
        id=key,
        completed=values.get("completed") == 1,
        sleep_hours=values.get("sleep_hours"),
        sleep_quality=_whole(values.get("sleep_quality")),
        stress=_whole(values.get("stress")),
        late=bool(rows[0].late),
        note=next((row.note for row in rows if row.note), ""),
    )


def _reading(key: Id, row: DiaryRow) -> ReadingEntry | None:
    if not row.factor_id or row.value is None:
        return None
    return ReadingEntry(row.date, key, row.factor_id, row.value, bool(row.late), row.note or "")


def _rating(key: Id, rows: list[DiaryRow]) -> RatingEntry | None:
    first = rows[0]
    if not first.spot_id:
        return None
    ticked = {row.item for row in rows if row.kind == "sign"}
    zones = (row for row in rows if row.kind == "zone")
    return RatingEntry(
        date=first.date,
        id=key,
        spot=first.spot_id,
        pain=_whole(next((row.value for row in rows if row.kind == "rating"), None)),
        signs=tuple(sign for sign in SIGNS if sign in ticked),
        zones=tuple(f"{row.side}:{row.item}" if row.side else row.item for row in zones),
        late=bool(first.late),
    )


def _treatment(key: Id, rows: list[DiaryRow]) -> TreatmentEntry:
    own = [row for row in rows if row.kind == "treatment"]
    values = {row.item: row.value for row in own}
    texts = {row.item: row.text or "" for row in own}
    started_on = texts.get("started_on")
    return TreatmentEntry(
        date=rows[0].date,
        id=key,
        kind=texts.get("kind", ""),
        tool=texts.get("tool", ""),
        minutes=values.get("minutes"),
        pressure=_whole(values.get("pressure")),
        by=texts.get("by", ""),
        whole_body="whole_body" in values,
        started_on=Date.fromisoformat(started_on) if started_on else None,
        late=bool(rows[0].late),
        note=next((row.note for row in own if row.note), ""),
        spots=_treated(rows),
    )


def _treated(rows: list[DiaryRow]) -> tuple[TreatedEntry, ...]:
    by_spot: dict[Id, dict[str, Decimal | None]] = {}
    for row in rows:
        if row.kind == "treated_spot" and row.spot_id:
            by_spot.setdefault(row.spot_id, {})[row.item] = row.value
    return tuple(
        TreatedEntry(spot, _whole(values.get("pain_before")), _whole(values.get("pain_after")))
        for spot, values in by_spot.items()
    )
