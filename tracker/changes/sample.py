"""Writes a made-up diary into an account that is marked as sample data, and only into such a one."""

import datetime
import uuid
from collections.abc import Sequence
from random import Random
from typing import Any

from django.db import transaction

from tracker.body import catalogue
from tracker.body.sides import Side
from tracker.changes.factors import give_builtin_factors
from tracker.changes.holding import hold
from tracker.localday import LATE_AFTER, end_of_day
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    FindingsSnapshot,
    Person,
    Rating,
    RecurrenceRules,
    Spot,
    TreatedSpot,
    Treatment,
    Trial,
    TrialDay,
    TrialEpisode,
    UndoStep,
)
from tracker.simulation.model import simulate
from tracker.simulation.records import MadeDay, MadeDiary, MadeFactor, MadeSpot, MadeTreatment

SEED = 12
MONTHS = 9
DAYS_A_MONTH = 30.44
WRITTEN_AT = datetime.timedelta(hours=21, minutes=20)
# Children before the rows they name.
_TABLES = (
    TrialDay,
    TrialEpisode,
    Trial,
    TreatedSpot,
    Rating,
    FactorReading,
    Treatment,
    CheckIn,
    Spot,
    RecurrenceRules,
    UndoStep,
    FindingsSnapshot,
)


class NotASampleError(ValueError):
    """The account holds somebody's own diary."""


def fill(person: Person, today: datetime.date, seed: int = SEED, months: int = MONTHS) -> None:
    """Gives `person` the sample diary up to yesterday, today left open. Whatever was there before is replaced.

    The same arguments always write the same rows. Raises NotASampleError for a real account.
    """
    length = round(months * DAYS_A_MONTH)
    first = today - datetime.timedelta(days=length)
    write(person, first, simulate(length, first.weekday(), seed), seed)


def write(person: Person, first: datetime.date, made: MadeDiary, seed: int) -> None:
    """Stores `made` with `first` as the date of its day 0."""
    if not person.is_sample:
        raise NotASampleError(f"{person.username} is not a sample account")
    with transaction.atomic():
        hold(person)
        for model in _TABLES:
            model.objects.for_user(person).delete()
        Person.objects.filter(pk=person.pk).update(on_trial_until=None)
        Factor.objects.for_user(person).filter(builtin="").delete()
        give_builtin_factors(person, first)
        _Writer(person, first, Random(seed)).write(made)  # noqa: S311 - names of rows, not secrets


class _Writer:
    def __init__(self, person: Person, first: datetime.date, random: Random) -> None:
        self.person, self.first, self._random = person, first, random

    def write(self, made: MadeDiary) -> None:
        spots = self._spots([spot for spot in made.spots if spot.first_day < made.length])
        factors = self._factors(made.factors)
        CheckIn.objects.bulk_create([self._check_in(day) for day in made.days])
        Rating.objects.bulk_create(self._ratings(made.days, spots))
        FactorReading.objects.bulk_create(self._readings(made.days, factors))
        self._treatments(made.days, spots)

    def _own(self, **values: Any) -> dict[str, Any]:
        """What every row carries: its person and an identifier that the seed decides."""
        public_id = uuid.UUID(int=self._random.getrandbits(128), version=4)
        return {"person": self.person, "public_id": public_id, **values}

    def _date(self, day: int) -> datetime.date:
        return self.first + datetime.timedelta(days=day)

    def _spots(self, made: Sequence[MadeSpot]) -> list[Spot]:
        rows = []
        for number, spot in enumerate(made, start=1):
            point = catalogue.anchor(spot.muscle, Side(spot.side))
            outward, down = spot.beside
            place = {"view": point.view.value, "x": point.x + outward, "y": point.y + down}
            rows.append(
                Spot(
                    **self._own(muscle=spot.muscle, side=spot.side, number=number, nickname=spot.nickname),
                    **place,
                    **{f"anchor_{name}": value for name, value in place.items()},
                    first_day=self._date(spot.first_day),
                )
            )
        return Spot.objects.bulk_create(rows)

    def _factors(self, made: Sequence[MadeFactor]) -> dict[str, Factor]:
        """The factors in use, by name, in the order in which they are listed."""
        mine = Factor.objects.for_user(self.person)
        mine.update(in_use=False, asked_since=None)
        for position, factor in enumerate(made):
            if factor.builtin:
                mine.filter(builtin=factor.builtin).update(
                    in_use=True, position=position, asked_since=self._date(0)
                )
            else:
                own = {"name": factor.name, "kind": factor.kind, "unit": factor.unit, "position": position}
                Factor.objects.create(**self._own(**own, asked_since=self._date(0)))
        return {factor.name: factor for factor in mine.filter(in_use=True)}

    def _check_in(self, day: MadeDay) -> CheckIn:
        values = {
            "date": self._date(day.day),
            "completed_at": self._written_at(day) if day.completed else None,
            "sleep_hours": day.sleep_hours,
            "sleep_quality": day.sleep_quality,
            "stress": day.stress,
            "note": day.note,
            "late": day.late,
        }
        return CheckIn(**self._own(**values))

    def _written_at(self, day: MadeDay) -> datetime.datetime:
        """The evening of the day; a late one an hour after it came to count as late."""
        date, person = self._date(day.day), self.person
        if day.late:
            end = end_of_day(date, person.zone, person.day_starts_at)
            return end + LATE_AFTER + datetime.timedelta(hours=1)
        return datetime.datetime.combine(date, datetime.time(), tzinfo=person.zone) + WRITTEN_AT

    def _ratings(self, days: Sequence[MadeDay], spots: Sequence[Spot]) -> list[Rating]:
        return [
            Rating(
                **self._own(spot=spots[rating.spot], date=self._date(day.day), pain=rating.pain),
                **dict.fromkeys(rating.signs, True),
                zones=list(rating.zones),
                late=day.late,
            )
            for day in days
            for rating in day.ratings
        ]

    def _readings(self, days: Sequence[MadeDay], factors: dict[str, Factor]) -> list[FactorReading]:
        return [
            FactorReading(
                **self._own(factor=factors[name], date=self._date(day.day), value=value, late=day.late)
            )
            for day in days
            for name, value in day.factors.items()
        ]

    def _treatments(self, days: Sequence[MadeDay], spots: Sequence[Spot]) -> None:
        made = [(day, treatment) for day in days for treatment in day.treatments]
        rows = Treatment.objects.bulk_create([self._treatment(*each) for each in made])
        TreatedSpot.objects.bulk_create(
            TreatedSpot(
                **self._own(treatment=row, spot=spots[treated.spot]),
                pain_before=treated.before,
                pain_after=treated.after,
            )
            for row, (_, treatment) in zip(rows, made, strict=True)
            for treated in treatment.treated
        )

    def _treatment(self, day: MadeDay, treatment: MadeTreatment) -> Treatment:
        date = self._date(day.day)
        values = {
            "date": date,
            "kind": treatment.kind,
            "tool": treatment.tool,
            "minutes": treatment.minutes,
            "pressure": treatment.pressure,
            "by": treatment.by,
            "whole_body": not treatment.treated,
            "started_on": date if treatment.lasting else None,
            "note": treatment.note,
            "late": day.late,
        }
        return Treatment(**self._own(**values))
