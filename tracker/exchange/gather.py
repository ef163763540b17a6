"""Puts the rows of a diary.csv together again: the entries of each day, and when spots were put away.

Rows may come in any order; those of one record are known by its id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from tracker.entries import CheckInEntry, Date, Id, RatingEntry, ReadingEntry, TreatedEntry, TreatmentEntry
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
    records: dict[Id, list[DiaryRow]] = {}
    for row in rows:
        if row.record_id:
            records.setdefault(row.record_id, []).append(row)
        else:
            _keep_step(gathered, row)
    for key, of_record in records.items():
        kind = of_record[0].kind
        if kind == "check_in":
            gathered.check_ins.append(_check_in(key, of_record))
        elif kind == "factor":
            gathered.readings.extend(_reading(key, of_record[0]))
        elif kind in ("rating", "sign", "zone"):
            gathered.ratings.extend(_rating(key, of_record))
        elif kind in ("treatment", "treated_spot"):
            gathered.treatments.append(_treatment(key, of_record))
    for dates in (*gathered.archived.values(), *gathered.followed.values()):
        dates.sort()
    return gathered


def _keep_step(gathered: Gathered, row: DiaryRow) -> None:
    """The days on which the use of a spot or factor began or ended; such rows belong to no record."""
    if row.kind == "spot" and row.spot_id:
        gathered.archived.setdefault(row.spot_id, []).append(row.date)
    elif row.kind == "factor_use" and row.factor_id:
        gathered.followed.setdefault(row.factor_id, []).append(row.date)


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


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


def _reading(key: Id, row: DiaryRow) -> Iterable[ReadingEntry]:
    if row.factor_id and row.value is not None:
        yield ReadingEntry(row.date, key, row.factor_id, row.value, bool(row.late), row.note or "")


def _rating(key: Id, rows: list[DiaryRow]) -> Iterable[RatingEntry]:
    first = rows[0]
    if first.spot_id:
        ticked = {row.item for row in rows if row.kind == "sign"}
        yield RatingEntry(
            date=first.date,
            id=key,
            spot=first.spot_id,
            pain=_whole(next((row.value for row in rows if row.kind == "rating"), None)),
            signs=tuple(sign for sign in SIGNS if sign in ticked),
            zones=tuple(
                f"{row.side}:{row.item}" if row.side else row.item for row in rows if row.kind == "zone"
            ),
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
