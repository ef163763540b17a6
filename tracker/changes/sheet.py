"""One day of one person, opened for writing: fields by name, rows made and removed as values come and go."""

import datetime
from uuid import UUID

from tracker.changes.fields import UnknownFieldError, Value
from tracker.changes.holding import hold
from tracker.localday import is_late
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, Treatment
from tracker.models.diary import SIGNS

_NUMBERS = ("sleep_hours", "sleep_quality", "stress")


class DaySheet:
    """Reads fields with `get`, changes them with `set`, stores them with `write`.

    Lives inside a transaction that holds the person, so that two saves follow each other.
    """

    def __init__(self, person: Person, date: datetime.date, now: datetime.datetime) -> None:
        hold(person)
        self.person, self.date, self.now = person, date, now
        self.late = is_late(date, now, person.zone, person.day_starts_at)
        found = CheckIn.objects.for_user(person).filter(date=date).first()
        self.check_in = found or CheckIn(person=person, date=date, late=self.late)
        self._ratings: dict[str, Rating] = {}
        self._readings: dict[str, FactorReading] = {}
        self._touched: dict[str, CheckIn | Rating | FactorReading] = {}

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
            self._set_on_rating(self._rating(key), family, value)
            self._touched[f"rating.{key}"] = self._rating(key)
        elif family in {"factor", "factor_note"}:
            reading = self._reading(key)
            setattr(reading, "value" if family == "factor" else "note", value)
            self._touched[f"reading.{key}"] = reading
        else:
            if family == "completed":
                self.check_in.completed_at = self.now if value else None
            else:
                setattr(self.check_in, family, value)
            self._touched["check-in"] = self.check_in

    @staticmethod
    def _set_on_rating(rating: Rating, family: str, value: Value) -> None:
        if family == "pain":
            rating.pain = value  # type: ignore[assignment]
        elif isinstance(value, tuple) and family == "zones":
            rating.zones = list(value)
        elif isinstance(value, tuple):
            for sign in SIGNS:
                setattr(rating, sign, sign in value)

    def write(self) -> None:
        """Stores what was set. A row with nothing left in it is removed, and the check-in of an empty day too."""
        for row in self._touched.values():
            if _holds_something(row):
                row.late = row.late or self.late
                row.save()
            elif _is_stored(row) and not isinstance(row, CheckIn):
                row.delete()
        self._keep_or_drop_check_in()

    def _keep_or_drop_check_in(self) -> None:
        """A day is logged as long as anything of it is recorded, and no longer."""
        if _holds_something(self.check_in) or self._others_remain():
            if not _is_stored(self.check_in):
                self.check_in.save()
        elif _is_stored(self.check_in):
            self.check_in.delete()

    def _others_remain(self) -> bool:
        return any(
            rows.objects.for_user(self.person).filter(date=self.date).exists()
            for rows in (Rating, FactorReading, Treatment)
        )

    def _rating(self, key: str) -> Rating:
        if key not in self._ratings:
            found = (
                Rating.objects.for_user(self.person)
                .filter(date=self.date, spot__public_id=uuid_of(key))
                .first()
            )
            self._ratings[key] = found or Rating(person=self.person, date=self.date, spot=self._spot(key))
        return self._ratings[key]

    def _reading(self, key: str) -> FactorReading:
        if key not in self._readings:
            rows = FactorReading.objects.for_user(self.person).filter(date=self.date)
            found = rows.filter(factor__public_id=uuid_of(key)).first()
            self._readings[key] = found or FactorReading(
                person=self.person, date=self.date, factor=self._factor(key)
            )
        return self._readings[key]

    def _spot(self, key: str) -> Spot:
        spot = Spot.objects.for_user(self.person).filter(public_id=uuid_of(key)).first()
        if spot is None:
            raise UnknownFieldError(key)
        return spot

    def _factor(self, key: str) -> Factor:
        factor = Factor.objects.for_user(self.person).filter(public_id=uuid_of(key)).first()
        if factor is None:
            raise UnknownFieldError(key)
        return factor


def uuid_of(text: str) -> UUID:
    """Raises UnknownFieldError for what is no UUID."""
    try:
        return UUID(text)
    except ValueError as error:
        raise UnknownFieldError(text) from error


def _is_stored(row: CheckIn | Rating | FactorReading) -> bool:
    return bool(row.pk)


def _holds_something(row: CheckIn | Rating | FactorReading) -> bool:
    if isinstance(row, CheckIn):
        recorded = any(getattr(row, field) is not None for field in _NUMBERS)
        return recorded or bool(row.note) or row.completed_at is not None
    if isinstance(row, Rating):
        return row.pain is not None or bool(row.zones) or any(getattr(row, sign) for sign in SIGNS)
    return row.value is not None
