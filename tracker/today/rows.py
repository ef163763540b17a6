"""The rows behind a day's page: the day itself and the weeks before it, one query a table."""

import datetime
from dataclasses import dataclass

from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, TreatmentRecord
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    Person,
    Rating,
    Spot,
    TreatedSpot,
    Treatment,
    UndoStep,
)
from tracker.records import spot_record

# How far back the last value of a spot is looked for, and the person's usual treatments are counted.
LOOK_BACK = datetime.timedelta(days=60)


@dataclass(frozen=True)
class DayRows:
    """Rows of one person around `date`, lists sorted by day."""

    person: Person
    date: datetime.date
    spots: list[Spot]
    factors: list[Factor]
    readings: list[FactorReading]
    check_ins: list[CheckIn]
    ratings: list[Rating]
    treatments: list[Treatment]
    treated: list[TreatedSpot]
    undo: UndoStep | None

    @property
    def check_in(self) -> CheckIn | None:
        return next((row for row in self.check_ins if row.date == self.date), None)

    def ratings_of_the_day(self) -> dict[int, Rating]:
        """By spot row id."""
        return {row.spot_id: row for row in self.ratings if row.date == self.date}

    def treatments_of_the_day(self) -> list[Treatment]:
        return [row for row in self.treatments if row.date == self.date]

    def treated_by_treatment(self) -> dict[int, list[TreatedSpot]]:
        found: dict[int, list[TreatedSpot]] = {}
        for row in self.treated:
            found.setdefault(row.treatment_id, []).append(row)
        return found

    def diary(self) -> Diary:
        """What the pain of each day rests on, the day itself included."""
        keys = {spot.pk: str(spot.public_id) for spot in self.spots}
        days = {row.pk: row.date.toordinal() for row in self.treatments}
        return Diary(
            spots=tuple(spot_record(spot) for spot in self.spots),
            check_ins=tuple(
                CheckInRecord(row.date.toordinal(), row.completed_at is not None) for row in self.check_ins
            ),
            ratings=tuple(
                RatingRecord(keys[row.spot_id], row.date.toordinal(), row.pain)
                for row in self.ratings
                if row.pain is not None
            ),
            treatments=tuple(
                TreatmentRecord(
                    days[row.treatment_id], keys[row.spot_id], "", "", None, row.pain_before, row.pain_after
                )
                for row in self.treated
            ),
        )


def read_rows(person: Person, date: datetime.date) -> DayRows:
    start = date - LOOK_BACK
    return DayRows(
        person=person,
        date=date,
        spots=list(Spot.objects.for_user(person).order_by("number")),
        factors=list(Factor.objects.for_user(person).order_by("position", "pk")),
        readings=list(FactorReading.objects.for_user(person).filter(date=date)),
        check_ins=list(CheckIn.objects.for_user(person).filter(date__range=(start, date)).order_by("date")),
        ratings=list(Rating.objects.for_user(person).filter(date__range=(start, date)).order_by("date")),
        treatments=list(
            Treatment.objects.for_user(person)
            .filter(date__range=(start, date))
            .order_by("date", "entered_at")
        ),
        treated=list(
            TreatedSpot.objects.for_user(person).filter(treatment__date__range=(start, date)).order_by("pk")
        ),
        undo=UndoStep.objects.for_user(person)
        .filter(kind="day", date=date)
        .order_by("-made_at", "-pk")
        .first(),
    )
