"""Any diary, written out and read again, gives the same values: not recorded, zero and every other."""

import io
import uuid
from contextlib import contextmanager
from itertools import chain

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests.examples import examples
from tests.exchange.diaries import Drawn, drawn_diaries, store
from tracker.analysis import series
from tracker.entries import FactorEntry, RatingEntry, SpotEntry, TreatedEntry, TreatmentEntry
from tracker.exchange import labels, parse
from tracker.exchange.columns import CSV_FILES, DiaryRow, FactorRow, RatingRow, SpotRow, TreatmentRow
from tracker.exchange.csv_files import csv_bytes
from tracker.exchange.gather import gather
from tracker.exchange.stored import Selection
from tracker.models import Person
from tracker.models.diary import SIGNS
from tracker.records import diary_of

pytestmark = pytest.mark.django_db
# Diaries are drawn small; making them smaller still would take minutes of database work for each failure.
any_diary = settings(
    max_examples=examples(40, part=12),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def kept_by_somebody(drawn: Drawn):
    """A person with that diary, gone afterwards."""
    with transaction.atomic():
        person = Person.objects.create(username=str(uuid.uuid4()))
        store(person, drawn)
        yield person
        transaction.set_rollback(True)


def exported(person: Person, name: str, **choice) -> io.StringIO:
    data = b"".join(csv_bytes(name, Selection(person, **{"notes": True, **choice})))
    return io.StringIO(data.decode("utf-8"), newline="")


@any_diary
@given(drawn_diaries())
def test_diary_csv_holds_everything_that_was_recorded(drawn):
    with kept_by_somebody(drawn) as person:
        gathered = gather(parse.read(DiaryRow, exported(person, "diary")))
    assert gathered.check_ins == drawn.check_ins
    assert sorted(gathered.readings) == sorted(drawn.readings)
    assert sorted(gathered.ratings, key=by_id) == sorted(drawn.ratings, key=by_id)
    assert gathered.treatments == drawn.treatments
    for spot in drawn.spots:
        steps = [*chain.from_iterable(spot.archived_before), *filter(None, [spot.archived_on])]
        assert gathered.archived.get(spot.id, []) == steps
    for factor in drawn.factors:
        assert gathered.followed.get(factor.id, []) == [*chain.from_iterable(factor.asked_before)]


def factor_entry(row: FactorRow) -> FactorEntry:
    return FactorEntry(*row[:-1])._replace(builtin=row.builtin or "", unit=row.unit or "")


def by_id(entry):
    return entry.date, entry.id


@any_diary
@given(drawn_diaries())
def test_the_flat_files_hold_the_same_values(drawn):
    with kept_by_somebody(drawn) as person:
        spots = list(parse.read(SpotRow, exported(person, "spots")))
        factors = list(parse.read(FactorRow, exported(person, "factors")))
        ratings = list(parse.read(RatingRow, exported(person, "ratings")))
        treatments = list(parse.read(TreatmentRow, exported(person, "treatments")))
    assert [spot_entry(row) for row in spots] == [spot._replace(archived_before=()) for spot in drawn.spots]
    assert [factor_entry(row) for row in factors] == [
        factor._replace(asked_before=()) for factor in drawn.factors
    ]
    assert [rating_entry(row) for row in ratings] == [rating._replace(zones=()) for rating in drawn.ratings]
    assert treatment_entries(treatments) == drawn.treatments


def spot_entry(row: SpotRow) -> SpotEntry:
    values = {name: value for name, value in row._asdict().items() if name in SpotEntry._fields}
    return SpotEntry(id=row.spot_id, **{**values, "nickname": row.nickname or ""})


def rating_entry(row: RatingRow) -> RatingEntry:
    signs = tuple(sign for sign in SIGNS if getattr(row, sign))
    return RatingEntry(row.date, row.rating_id, row.spot_id, row.pain, signs, (), row.late)


def treatment_entries(rows: list[TreatmentRow]) -> list[TreatmentEntry]:
    entries: dict[str, TreatmentEntry] = {}
    for row in rows:
        values = {name: value for name, value in row._asdict().items() if name in TreatmentEntry._fields}
        words = {name: values[name] or "" for name in ("tool", "by", "note")}
        entry = entries.setdefault(
            row.treatment_id, TreatmentEntry(id=row.treatment_id, **{**values, **words})
        )
        if row.spot_id:
            treated = TreatedEntry(row.spot_id, row.pain_before, row.pain_after)
            entries[row.treatment_id] = entry._replace(spots=(*entry.spots, treated))
    return list(entries.values())


@any_diary
@given(drawn_diaries())
def test_days_csv_says_of_each_day_what_the_analysis_says(drawn):
    with kept_by_somebody(drawn) as person:
        days = list(parse.read_days(exported(person, "days")))
        diary = diary_of(person)
    assert [day.fixed.date for day in days] == [entry.date for entry in drawn.check_ins]
    assert [day.fixed[1:-1] for day in days] == [entry[2:-1] for entry in drawn.check_ins]
    assert [day.fixed.note or "" for day in days] == [entry.note for entry in drawn.check_ins]
    by_spot = series.pain_by_spot(diary)
    worst = series.worst_series(by_spot.values())
    for day in days:
        number = day.fixed.date.toordinal()
        expected = {
            labels.pain_column(spot): by_spot[spot.id][number]
            for spot in drawn.spots
            if number in by_spot[spot.id]
        }
        assert day.pain == expected
        assert day.worst_pain == worst.get(number)
        recorded = {
            reading.factor: reading.value for reading in drawn.readings if reading.date == day.fixed.date
        }
        assert day.factors == {
            labels.factor_column(factor): recorded[factor.id]
            for factor in drawn.factors
            if factor.id in recorded
        }


@any_diary
@given(drawn_diaries())
def test_a_diary_read_back_is_written_again_byte_for_byte(drawn):
    with kept_by_somebody(drawn) as person:
        first = {name: exported(person, name).getvalue() for name in CSV_FILES}
    with kept_by_somebody(read_back(first)) as person:
        second = {name: exported(person, name).getvalue() for name in CSV_FILES}
    assert second == first


def read_back(files: dict[str, str]) -> Drawn:
    """What an import of the files brings."""
    text = {name: io.StringIO(content, newline="") for name, content in files.items()}
    gathered = gather(parse.read(DiaryRow, text["diary"]))
    spots = []
    for row in parse.read(SpotRow, text["spots"]):
        steps = gathered.archived.get(row.spot_id, [])
        spots.append(
            spot_entry(row)._replace(archived_before=tuple(zip(steps[::2], steps[1::2], strict=False)))
        )
    factors = []
    for row in parse.read(FactorRow, text["factors"]):
        steps = gathered.followed.get(row.factor_id, [])
        periods = tuple(zip(steps[::2], steps[1::2], strict=False))
        factors.append(factor_entry(row)._replace(asked_before=periods))
    return Drawn(spots, factors, gathered.check_ins, gathered.readings, gathered.ratings, gathered.treatments)
