"""One day of one person, opened for writing: fields by name, rows made and removed as values come and go."""

import datetime
from collections.abc import Mapping
from functools import cached_property
from uuid import UUID

from django.db.models import F, QuerySet

from tracker.changes import periods
from tracker.changes.fields import UnknownFieldError, Value
from tracker.changes.holding import hold
from tracker.localday import is_late
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, Treatment
from tracker.models.diary import SIGNS
from tracker.prepared import Prepared

Row = CheckIn | Rating | FactorReading
_NUMBERS = ("sleep_hours", "sleep_quality", "stress")


@Prepared
def _check_in(person: Person, date: datetime.date) -> QuerySet[CheckIn]:
    return CheckIn.objects.for_user(person).filter(date=date)


@Prepared
def _rating(person: Person, date: datetime.date, spot: UUID) -> QuerySet[Rating]:
    return Rating.objects.for_user(person).filter(date=date, spot__public_id=spot)


class DaySheet:
    """Reads fields with `get`, changes them with `set`, stores them with `write`.

    Lives inside a transaction that holds the person, so that two saves follow each other.
    """

    def __init__(self, person: Person, date: datetime.date, now: datetime.datetime) -> None:
        hold(person, date)
        self.person, self.date, self.now = person, date, now
        self.late = is_late(date, now, person.zone, person.day_starts_at)
        found = _check_in.objects(person, date)
        self.check_in = found[0] if found else CheckIn(person=person, date=date, late=self.late)
        self._ratings: dict[str, Rating] = {}
        self._readings: dict[str, FactorReading] = {}
        self._touched: dict[str, Row] = {}
        self._late_before: dict[str, bool] = {}

    def get(self, field: str) -> Value:
        """The stored value. Raises UnknownFieldError for a spot or factor of somebody else."""
        family, _, key = field.partition(".")
        match family:
            case "completed":
                return self.check_in.completed_at is not None
            case "sleep_hours" | "sleep_quality" | "stress" | "note":
                return getattr(self.check_in, family)  # type: ignore[no-any-return]
            case "pain":
                return self._rating(key).pain
            case "signs":
                rating = self._rating(key)
                return tuple(sorted(sign for sign in SIGNS if getattr(rating, sign)))
            case "zones":
                return tuple(sorted(self._rating(key).zones))
            case "factor":
                return self._reading(key).value
            case "factor_note":
                return self._reading(key).note
        raise UnknownFieldError(field)

    def set(self, field: str, value: Value) -> None:
        family, _, key = field.partition(".")
        if family in {"pain", "signs", "zones"}:
            row: Row = self._rating(key)
            self._touch(f"rating.{key}", row)
            self._set_on_rating(self._rating(key), family, value)
        elif family in {"factor", "factor_note"}:
            row = self._reading(key)
            self._touch(f"reading.{key}", row)
            setattr(row, "value" if family == "factor" else "note", value)
        else:
            # A note tells when it was written by itself; the numbers of the day are late only if they came late.
            self._touch("check-in", self.check_in, late=self.late and family != "note")
            if family == "completed":
                self.check_in.completed_at = self.now if value else None
            else:
                setattr(self.check_in, family, value)

    def _touch(self, name: str, row: Row, late: bool | None = None) -> None:
        self._touched[name] = row
        if _is_stored(row):
            self._late_before.setdefault(name, row.late)
        row.late = row.late or (self.late if late is None else late)

    def give_back_lateness(self, late: Mapping[str, bool]) -> None:
        """What an undo step kept: an entry made in time is not late because a later change was taken back."""
        for name, was_late in late.items():
            if name in self._touched:
                self._touched[name].late = was_late

    @staticmethod
    def _set_on_rating(rating: Rating, family: str, value: Value) -> None:
        if family == "pain":
            rating.pain = value  # type: ignore[assignment]
        elif isinstance(value, tuple) and family == "zones":
            rating.zones = list(value)
        elif isinstance(value, tuple):
            for sign in SIGNS:
                setattr(rating, sign, sign in value)

    def write(self) -> dict[str, bool]:
        """Stores what was set, and gives the late marks that the rows had before.

        A row with nothing left in it is removed, and the check-in of an empty day too.
        """
        for row in self._touched.values():
            if _holds_something(row):
                row.save()
            elif _is_stored(row) and not isinstance(row, CheckIn):
                row.delete()
        self._keep_or_drop_check_in()
        if self.check_in.completed_at == self.now:
            periods.ask_since(self.person, self.date)
        return self._late_before

    def _keep_or_drop_check_in(self) -> None:
        """A day is logged as long as anything of it is recorded, and no longer."""
        if _holds_something(self.check_in) or self._others_remain():
            if not _is_stored(self.check_in):
                self.check_in.save()
        elif _is_stored(self.check_in):
            self.check_in.delete()

    def _others_remain(self) -> bool:
        """Asks the database only where nothing was just written that would say so."""
        written = (row for row in self._touched.values() if not isinstance(row, CheckIn))
        return any(_holds_something(row) for row in written) or any(
            rows.objects.for_user(self.person).filter(date=self.date).exists()
            for rows in (Rating, FactorReading, Treatment)
        )

    def _rating(self, key: str) -> Rating:
        if key not in self._ratings:
            spot = uuid_of(key)
            self._ratings[key] = self._stored_rating(spot) or self._new_rating(spot)
        return self._ratings[key]

    def _stored_rating(self, spot: UUID) -> Rating | None:
        """The first is read by itself, since most saves are of one value; with the second come all of the day."""
        if self._ratings:
            return self._stored_ratings.get(spot)
        return next(iter(_rating.objects(self.person, self.date, spot)), None)

    def _new_rating(self, spot: UUID) -> Rating:
        if spot not in self._spots:
            raise UnknownFieldError(str(spot))
        return Rating(person=self.person, date=self.date, spot_id=self._spots[spot])

    def _reading(self, key: str) -> FactorReading:
        if key not in self._readings:
            factor = self._factors.get(uuid_of(key))
            if factor is None:
                raise UnknownFieldError(key)
            found = self._stored_readings.get(factor)
            self._readings[key] = found or FactorReading(person=self.person, date=self.date, factor_id=factor)
        return self._readings[key]

    @cached_property
    def _spots(self) -> dict[UUID, int]:
        return dict(Spot.objects.for_user(self.person).values_list("public_id", "pk"))

    @cached_property
    def _factors(self) -> dict[UUID, int]:
        return dict(Factor.objects.for_user(self.person).values_list("public_id", "pk"))

    @cached_property
    def _stored_ratings(self) -> dict[UUID, Rating]:
        rows = Rating.objects.for_user(self.person).filter(date=self.date)
        return {row.spot_key: row for row in rows.annotate(spot_key=F("spot__public_id"))}

    @cached_property
    def _stored_readings(self) -> dict[int, FactorReading]:
        rows = FactorReading.objects.for_user(self.person).filter(date=self.date)
        return {row.factor_id: row for row in rows}


def uuid_of(text: str) -> UUID:
    """Raises UnknownFieldError for what is no UUID."""
    try:
        return UUID(text)
    except ValueError as error:
        raise UnknownFieldError(text) from error


def _is_stored(row: Row) -> bool:
    return bool(row.pk)


def _holds_something(row: Row) -> bool:
    if isinstance(row, CheckIn):
        recorded = any(getattr(row, field) is not None for field in _NUMBERS)
        return recorded or bool(row.note) or row.completed_at is not None
    if isinstance(row, Rating):
        return row.pain is not None or bool(row.zones) or any(getattr(row, sign) for sign in SIGNS)
    return row.value is not None
