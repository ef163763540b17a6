"""From what a file says, by what the person chose for each thing in it, to what goes into the diary.

Nothing of another app is `late`: it was written down there in its own time, of which we know nothing. Nor is a day
complete because of it: what an app does not mention is not known to be zero.
"""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tracker.body import catalogue
from tracker.body.sides import Side
from tracker.changes.importing.here import says
from tracker.entries import (
    CheckInEntry,
    Date,
    Document,
    FactorEntry,
    Id,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatmentEntry,
)
from tracker.importers.reading import Found, Reading, Skipped, Subject
from tracker.imports import scales
from tracker.imports.packing import Contents, unpack
from tracker.imports.places import Place
from tracker.imports.targets import (
    OWN,
    SKIP,
    Extent,
    Known,
    factor_of,
    is_minutes,
    own_kind,
    place_of,
)
from tracker.models import Import
from tracker.vocabulary import treatment_name

_NAMES = uuid.UUID("6f0f2c6a-3f6b-4f0e-9d35-0f9a2c1f7a11")
_SAME_DAY = "Two things of the file are to be the same value of a day: the first counts, of pain the higher."
_OFF_THE_SCALE = "A value lies outside of its own scale."


def opened(row: Import) -> Contents:
    """What was read of the file."""
    if row.found is None:
        raise ValueError("nothing was read")
    return unpack(bytes(row.found))


def document_of(row: Import) -> Document:
    """What is added of the file, as the person has confirmed it."""
    document, _ = document_by(opened(row), row.mapping, Known.of(row.person), row.importer)
    return document


def document_by(
    contents: Contents, mapping: Mapping[str, Any], known: Known, importer: str
) -> tuple[Document, tuple[Skipped, ...]]:
    """What would be added, and what stays out before the diary is even looked at."""
    if contents.found is None:
        return contents.document or Document(), contents.skipped
    translator = Translator(contents.found, mapping, known, importer)
    document = translator.document()
    return document, (*contents.found.skipped, *translator.skipped())


def extents(found: Found) -> dict[str, Extent]:
    known: dict[str, Extent] = {}
    for reading in found.readings:
        if reading.value is not None:
            highest, whole = known.get(reading.subject, Extent())
            is_whole = whole and reading.value == reading.value.to_integral_value()
            known[reading.subject] = Extent(max(highest, reading.value), is_whole)
    return known


class Translator:
    def __init__(self, found: Found, mapping: Mapping[str, Any], known: Known, importer: str) -> None:
        self._found, self._known, self._importer = found, known, importer
        self._subjects = {subject.key: subject for subject in found.subjects}
        self._choices = {key: mapping.get(key, {"to": SKIP}) for key in self._subjects}
        self._levels = {key: scales.chosen(each, self._choices[key]) for key, each in self._subjects.items()}
        self._extents = extents(found)
        self._spots: dict[Id, SpotEntry] = {}
        self._factors: dict[Id, FactorEntry] = {}
        self._days: dict[Date, dict[str, Any]] = {}
        self._ratings: dict[tuple[Id, Date], int] = {}
        self._readings: dict[tuple[Id, Date], Decimal] = {}
        self._treatments: list[TreatmentEntry] = []
        self._ids: dict[str, Id] = {}
        self._reasons: dict[str, list[int]] = {}

    def document(self) -> Document:
        for reading in self._found.readings:
            if reading.subject in self._subjects:
                self._take(reading, self._subjects[reading.subject])
        return Document(
            spots=tuple(self._spots.values()),
            factors=tuple(self._factors.values()),
            check_ins=tuple(self._check_in(date, values) for date, values in self._days.items()),
            readings=tuple(
                ReadingEntry(date, Id(""), key, value, late=False, note="")
                for (key, date), value in self._readings.items()
            ),
            ratings=tuple(
                RatingEntry(date, Id(""), key, pain, (), (), late=False)
                for (key, date), pain in self._ratings.items()
            ),
            treatments=tuple(self._treatments),
        )

    def skipped(self) -> tuple[Skipped, ...]:
        return tuple(Skipped(lines[0], reason, len(lines)) for reason, lines in self._reasons.items())

    def _leave(self, reading: Reading, reason: str) -> None:
        self._reasons.setdefault(reason, []).append(reading.line)

    def _take(self, reading: Reading, subject: Subject) -> None:
        to, _, key = str(self._choices[subject.key].get("to", SKIP)).partition(":")
        if to == "note":
            self._add_note(reading)
        elif reading.value is None or to == SKIP:
            return
        elif to in ("sleep_quality", "stress"):
            self._set_scale(reading, subject, to)
        elif to == "sleep_hours":
            times = Decimal(60) if subject.kind == "minutes" else Decimal(1)
            self._set(reading, to, reading.value / times)
        elif to == "spot" and key in self._known.spots:
            self._rate(reading, subject, Id(key))
        elif to == "place":
            self._rate(reading, subject, self._new_spot(subject, reading.date))
        elif to == "factor" and key in self._known.factors:
            self._read(reading, subject, Id(key), factor_of(subject, self._known.factors[key]))
        elif to == OWN:
            self._read(reading, subject, self._new_factor(subject), Decimal(1))
        elif to == "treatment":
            self._treat(reading, subject, key)

    def _scaled(self, reading: Reading, subject: Subject) -> int | None:
        value = scales.converted(reading.value or Decimal(0), self._levels[subject.key])
        if value is None:
            self._leave(reading, _OFF_THE_SCALE)
        return value

    def _set_scale(self, reading: Reading, subject: Subject, field: str) -> None:
        value = self._scaled(reading, subject)
        if value is not None:
            self._set(reading, field, value)

    def _set(self, reading: Reading, field: str, value: Any) -> None:
        day = self._days.setdefault(reading.date, {})
        if day.setdefault(field, value) != value:
            self._leave(reading, _SAME_DAY)

    def _add_note(self, reading: Reading) -> None:
        day = self._days.setdefault(reading.date, {})
        text = reading.note.strip()
        if text and not says(day.get("note", ""), text):
            day["note"] = f"{day['note']}\n{text}" if day.get("note") else text

    def _rate(self, reading: Reading, subject: Subject, spot: Id | None) -> None:
        value = self._scaled(reading, subject) if spot else None
        if spot is None or value is None:
            return
        key = (spot, reading.date)
        if self._ratings.get(key, value) != value:
            self._leave(reading, _SAME_DAY)
        self._ratings[key] = max(value, self._ratings.get(key, 0))

    def _read(self, reading: Reading, subject: Subject, factor: Id, times: Decimal | None) -> None:
        value: Decimal | int | None = (
            None if reading.value is None or times is None else reading.value * times
        )
        if scales.is_rated(subject):
            value = self._scaled(reading, subject)
        if value is None:
            return
        known = self._readings.setdefault((factor, reading.date), Decimal(value))
        if known != value:
            self._leave(reading, _SAME_DAY)

    def _treat(self, reading: Reading, subject: Subject, kind: str) -> None:
        if not reading.value:
            return
        minutes = reading.value if is_minutes(subject) else None
        tool = "" if subject.name.casefold() == treatment_name(kind).casefold() else subject.name[:60]
        done = TreatmentEntry(
            date=reading.date,
            id=Id(""),
            kind=kind,
            tool=tool,
            minutes=minutes,
            pressure=None,
            by="",
            whole_body=True,
            started_on=None,
            late=False,
            note="",
        )
        self._treatments.append(done)

    def _new_spot(self, subject: Subject, first_day: Date) -> Id | None:
        place = place_of(self._choices[subject.key])
        if place is None:
            return None
        key = self._id(f"{place.muscle}:{place.side}")
        if key not in self._spots:
            self._spots[key] = _spot(key, place, first_day)
        return key

    def _new_factor(self, subject: Subject) -> Id:
        """Not asked about on Today: that is for the person to choose, in Settings."""
        key = self._id(subject.key)
        if key not in self._factors:
            kind = own_kind(subject, self._extents.get(subject.key, Extent()))
            unit = subject.unit[:20] if kind == "amount" else {"hours": "h", "minutes": "min"}.get(kind, "")
            self._factors[key] = FactorEntry(
                id=key,
                builtin="",
                name=" ".join(subject.name.split())[:60],
                kind=kind,
                unit=unit,
                asks_note=False,
                night_before=subject.kind.startswith("sleep"),
                in_use=False,
                position=0,
                asked_since=None,
            )
        return key

    def _id(self, what: str) -> Id:
        """The same each time the same file is read."""
        if what not in self._ids:
            self._ids[what] = Id(str(uuid.uuid5(_NAMES, f"{self._importer} {what}")))
        return self._ids[what]

    @staticmethod
    def _check_in(date: Date, values: dict[str, Any]) -> CheckInEntry:
        empty: dict[str, Any] = {"sleep_hours": None, "sleep_quality": None, "stress": None, "note": ""}
        return CheckInEntry(date=date, id=Id(""), completed=False, late=False, **(empty | values))


def _spot(key: Id, place: Place, first_day: Date) -> SpotEntry:
    point = catalogue.anchor(place.muscle, Side(place.side))
    at: dict[str, Any] = {"view": point.view.value, "x": point.x, "y": point.y}
    anchor = {f"anchor_{name}": value for name, value in at.items()}
    return SpotEntry(
        id=key,
        number=0,
        muscle=place.muscle,
        side=place.side,
        nickname="",
        first_day=first_day,
        archived_on=None,
        **at,
        **anchor,
    )
