"""The part of an archive that any diary can take in: what was written down, as entries."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import compress
from typing import Any
from uuid import UUID

from tracker.changes.restoring import ArchiveRows
from tracker.entries import (
    CheckInEntry,
    Date,
    Document,
    FactorEntry,
    Id,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatedEntry,
    TreatmentEntry,
)
from tracker.models import CheckIn, Factor, FactorReading, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import SIGNS
from tracker.models.owned import Owned
from tracker.models.portable import fields_of

# What a document can carry; the rest of an archive is for an empty account alone.
CARRIED = (Spot, Factor, CheckIn, FactorReading, Rating, Treatment, TreatedSpot)


def document_of(archive: ArchiveRows) -> Document:
    treated: dict[UUID, list[TreatedEntry]] = defaultdict(list)
    for row in _rows(archive, TreatedSpot):
        pain = (row["pain_before"], row["pain_after"])
        treated[row["treatment"]].append(TreatedEntry(_id(row["spot"]), *pain))
    return Document(
        spots=tuple(
            _entry(SpotEntry, row, archived_before=_periods(row["archived_before"]))
            for row in _rows(archive, Spot)
        ),
        factors=tuple(
            _entry(FactorEntry, row, asked_before=_periods(row["asked_before"]))
            for row in _rows(archive, Factor)
        ),
        check_ins=tuple(
            _entry(CheckInEntry, row, completed=row["completed_at"] is not None)
            for row in _rows(archive, CheckIn)
        ),
        readings=tuple(
            _entry(ReadingEntry, row, factor=_id(row["factor"])) for row in _rows(archive, FactorReading)
        ),
        ratings=tuple(_rating(row) for row in _rows(archive, Rating)),
        treatments=tuple(
            _entry(TreatmentEntry, row, spots=tuple(treated[row["public_id"]]))
            for row in _rows(archive, Treatment)
        ),
    )


def _rows(archive: ArchiveRows, model: type[Owned]) -> Iterator[dict[str, Any]]:
    names = [field.name for field in fields_of(model)]
    for row in archive.rows.get(model, ()):
        yield dict(zip(names, row, strict=True))


def _entry(kind: Any, row: dict[str, Any], **others: Any) -> Any:
    values = {**row, **others, "id": _id(row["public_id"])}
    return kind(**{name: values[name] for name in kind._fields})


def _rating(row: dict[str, Any]) -> RatingEntry:
    signs = tuple(compress(SIGNS, (row[sign] for sign in SIGNS)))
    entry: RatingEntry = _entry(
        RatingEntry, row, spot=_id(row["spot"]), signs=signs, zones=tuple(row["zones"])
    )
    return entry


def _id(key: UUID) -> Id:
    return Id(str(key))


def _periods(pairs: list[list[str]]) -> tuple[tuple[Date, Date], ...]:
    return tuple((Date.fromisoformat(start), Date.fromisoformat(end)) for start, end in pairs)
