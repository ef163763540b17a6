"""What of a document may go into a diary: every value within its bounds, every word within its length.

A check gives the clean entry, or raises UnfitError with the reason in plain words.
"""

import datetime
import uuid
from decimal import Decimal

from django.db.models import Model

from tracker.body.catalogue import catalogue
from tracker.body.sides import Side
from tracker.entries import CheckInEntry, FactorEntry, RatingEntry, ReadingEntry, SpotEntry, TreatmentEntry
from tracker.models import Factor, Spot, Treatment
from tracker.models.diary import EARLIEST_DAY, NOTE_LENGTH, SIDES, SIGNS, VIEWS
from tracker.models.factors import HIGHEST, KINDS
from tracker.vocabulary import BUILTIN_FACTORS, TREATED_BY

Date = datetime.date
_HOURS, _TENTH, _THOUSANDTH = Decimal("0.01"), Decimal("0.1"), Decimal("0.001")
_HIGHEST_NUMBER = 30_000


def longest(model: type[Model], field: str) -> int:
    """The same bound that the table has."""
    return model._meta.get_field(field).max_length or 0  # type: ignore[union-attr]


class UnfitError(ValueError):
    """Why an entry stays out."""


def date_within(date: Date, today: Date) -> None:
    if date > today:
        raise UnfitError("The day lies in the future.")
    if date < EARLIEST_DAY:
        raise UnfitError("The day lies before 1900.")


def check_in(entry: CheckInEntry) -> CheckInEntry:
    return entry._replace(
        sleep_hours=number(entry.sleep_hours, 24, _HOURS, "Hours of sleep"),
        sleep_quality=zero_to_ten(entry.sleep_quality, "Sleep quality"),
        stress=zero_to_ten(entry.stress, "Stress"),
        note=text(entry.note, NOTE_LENGTH, "A note"),
    )


def reading(entry: ReadingEntry, kind: str) -> ReadingEntry:
    value = number(entry.value, HIGHEST[kind], _THOUSANDTH, "A value")
    if value is None:
        raise UnfitError("A value is missing.")
    if kind in ("scale", "yes_no", "count") and value != value.to_integral_value():
        raise UnfitError("A value is no whole number.")
    return entry._replace(value=value, note=text(entry.note, NOTE_LENGTH, "A note"))


def rating(entry: RatingEntry) -> RatingEntry:
    return entry._replace(
        pain=zero_to_ten(entry.pain, "Pain"),
        signs=tuple(sign for sign in SIGNS if sign in entry.signs),
        zones=tuple(sorted({zone for zone in entry.zones if _is_zone(zone)})),
    )


def treatment(entry: TreatmentEntry, today: Date) -> TreatmentEntry:
    if not entry.kind:
        raise UnfitError("A treatment has no kind.")
    if entry.by and entry.by not in TREATED_BY:
        raise UnfitError("Who gave a treatment is not known.")
    if entry.started_on is not None:
        date_within(entry.started_on, today)
    return entry._replace(
        kind=text(entry.kind, longest(Treatment, "kind"), "The kind of a treatment"),
        tool=text(entry.tool, longest(Treatment, "tool"), "The tool of a treatment"),
        minutes=number(entry.minutes, 1440, _TENTH, "Minutes"),
        pressure=zero_to_ten(entry.pressure, "Pressure"),
        note=text(entry.note, NOTE_LENGTH, "A note"),
        spots=tuple(
            treated._replace(
                pain_before=zero_to_ten(treated.pain_before, "Pain"),
                pain_after=zero_to_ten(treated.pain_after, "Pain"),
            )
            for treated in entry.spots
        ),
    )


def spot(entry: SpotEntry, today: Date) -> SpotEntry:
    date_within(entry.first_day, today)
    if entry.muscle not in catalogue().muscles:
        raise UnfitError("A spot is of a muscle that is not known here.")
    if entry.side not in SIDES or not {entry.view, entry.anchor_view} <= set(VIEWS):
        raise UnfitError("The side of a spot is not known.")
    if not all(0 <= at <= 1 for at in (entry.x, entry.y, entry.anchor_x, entry.anchor_y)):
        raise UnfitError("A spot lies beside the body.")
    number = entry.number if 0 < entry.number <= _HIGHEST_NUMBER else 0
    return entry._replace(
        number=number, nickname=text(entry.nickname, longest(Spot, "nickname"), "The name of a spot")
    )


def factor(entry: FactorEntry) -> FactorEntry:
    if entry.kind not in KINDS:
        raise UnfitError("A factor is of a kind that is not known here.")
    name = " ".join(text(entry.name, longest(Factor, "name"), "The name of a factor").split())
    if not name:
        raise UnfitError("A factor has no name.")
    return entry._replace(
        name=name,
        unit=text(entry.unit, longest(Factor, "unit"), "The unit of a factor"),
        builtin=entry.builtin if entry.builtin in BUILTIN_FACTORS else "",
    )


def number(value: Decimal | None, highest: int, step: Decimal, what: str) -> Decimal | None:
    """Rounded to what is stored."""
    if value is None:
        return None
    if not value.is_finite() or not 0 <= value <= highest:
        raise UnfitError(f"{what} must be from 0 to {highest:,}.")
    return value.quantize(step)


def zero_to_ten(value: int | None, what: str) -> int | None:
    if value is not None and not 0 <= value <= 10:
        raise UnfitError(f"{what} must be from 0 to 10.")
    return value


def text(value: str, longest: int, what: str) -> str:
    """Databases refuse NUL, and half a pair of surrogates cannot be written at all."""
    clean = value.replace("\0", "").encode("utf-8", "replace").decode()
    if len(clean) > longest:
        raise UnfitError(f"{what} is longer than {longest:,} letters.")
    return clean


def uuid_or_new(text: str, taken: set[uuid.UUID]) -> uuid.UUID:
    """The id that the entry came with, unless it is none or stands for another row already."""
    try:
        found = uuid.UUID(text)
    except ValueError:
        found = uuid.uuid4()
    if found in taken:
        found = uuid.uuid4()
    taken.add(found)
    return found


def _is_zone(zone: str) -> bool:
    side, _, slug = zone.rpartition(":")
    return slug in catalogue().zones and side in {each.value for each in Side}
