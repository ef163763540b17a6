"""Random diaries: drawn as the entries a diary is handed over as, and stored through the models."""

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from tracker.body.catalogue import catalogue
from tracker.entries import (
    CheckInEntry,
    FactorEntry,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatedEntry,
    TreatmentEntry,
)
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import SIDES, SIGNS, VIEWS
from tracker.models.factors import HIGHEST, KINDS
from tracker.vocabulary import BUILTIN_FACTORS, TREATED_BY, TREATMENT_KINDS

NOW = datetime.datetime(2026, 11, 22, 20, 14, tzinfo=datetime.UTC)

# What breaks files: formulas, quotes, separators, line ends of every kind, invisible and wide characters.
_letters = st.one_of(
    st.sampled_from("=+-@'\",;\t\r\n\u2028\ufeff\uff1d\u0085 0é𝄞"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
ids = st.builds(lambda number: str(uuid.UUID(int=number)), st.integers(1, 2**128 - 1))
scales = st.none() | st.integers(0, 10)
dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
fractions = st.floats(0, 1).map(abs)


def texts(longest: int, shortest: int = 0) -> st.SearchStrategy[str]:
    return st.text(_letters, min_size=shortest, max_size=longest)


def decimals(highest: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, highest * 10**places).map(lambda number: Decimal(number).scaleb(-places))


@dataclass
class Drawn:
    spots: list[SpotEntry]
    factors: list[FactorEntry]
    check_ins: list[CheckInEntry]
    readings: list[ReadingEntry]
    ratings: list[RatingEntry]
    treatments: list[TreatmentEntry]


@st.composite
def drawn_diaries(draw) -> Drawn:
    spots = draw(st.lists(_spots(), max_size=3, unique_by=(lambda spot: spot.id, lambda spot: spot.number)))
    spots.sort(key=lambda spot: spot.number)
    factors = draw(st.lists(_factors(), max_size=3, unique_by=_factor_keys))
    factors = [factor._replace(position=number) for number, factor in enumerate(factors)]
    days = sorted(draw(st.sets(dates, max_size=3)))
    spot_days = [(day, spot.id) for day in days for spot in spots]
    factor_days = [(day, factor) for day in days for factor in factors]
    return Drawn(
        spots=spots,
        factors=factors,
        check_ins=_numbered(draw(_check_in(day)) for day in days),
        readings=_numbered(draw(_reading(*each)) for each in factor_days if draw(st.booleans())),
        ratings=_numbered(draw(_rating(*each)) for each in spot_days if draw(st.booleans())),
        treatments=_numbered(
            draw(_treatment(day, spots)) for day in days for _ in range(draw(st.integers(0, 2)))
        ),
    )


def _numbered(entries):
    """Ids that are all different, whatever was drawn."""
    return [
        entry._replace(id=str(uuid.uuid5(uuid.UUID(int=number), type(entry).__name__)))
        for number, entry in enumerate(entries)
    ]


_factor_keys = (
    lambda factor: factor.id,
    lambda factor: factor.name.lower(),
    lambda factor: factor.builtin or factor.id,
)


def _spots() -> st.SearchStrategy[SpotEntry]:
    periods = st.lists(dates, max_size=5, unique=True).map(sorted)
    return st.builds(
        lambda away, **fields: SpotEntry(
            archived_on=away[-1] if len(away) % 2 else None,
            archived_before=tuple(zip(away[0 : len(away) // 2 * 2 : 2], away[1::2], strict=True)),
            **fields,
        ),
        away=periods,
        id=ids,
        number=st.integers(1, 9_999),
        muscle=st.sampled_from(sorted(catalogue().muscles)) | st.just("a_muscle_of_later"),
        side=st.sampled_from(SIDES),
        view=st.sampled_from(VIEWS),
        x=fractions,
        y=fractions,
        anchor_view=st.sampled_from(VIEWS),
        anchor_x=fractions,
        anchor_y=fractions,
        nickname=texts(60),
        first_day=dates,
    )


def _factors() -> st.SearchStrategy[FactorEntry]:
    periods = st.lists(dates, max_size=4, unique=True).map(sorted)
    return st.builds(
        lambda steps, **fields: FactorEntry(
            asked_before=tuple(zip(steps[: len(steps) // 2 * 2 : 2], steps[1::2], strict=True)), **fields
        ),
        steps=periods,
        id=ids,
        builtin=st.just("") | st.sampled_from(sorted(BUILTIN_FACTORS)),
        name=texts(60, shortest=1),
        kind=st.sampled_from(KINDS),
        unit=texts(20),
        asks_note=st.booleans(),
        night_before=st.booleans(),
        in_use=st.booleans(),
        position=st.just(0),
        asked_since=st.none() | dates,
    )


def _check_in(day: datetime.date) -> st.SearchStrategy[CheckInEntry]:
    return st.builds(
        CheckInEntry,
        date=st.just(day),
        id=st.just(""),
        completed=st.booleans(),
        sleep_hours=st.none() | decimals(24, 2),
        sleep_quality=scales,
        stress=scales,
        late=st.booleans(),
        note=texts(200),
    )


def _reading(day: datetime.date, factor: FactorEntry) -> st.SearchStrategy[ReadingEntry]:
    return st.builds(
        ReadingEntry,
        date=st.just(day),
        id=st.just(""),
        factor=st.just(factor.id),
        value=decimals(HIGHEST[factor.kind], 3),
        late=st.booleans(),
        note=texts(200),
    )


def _rating(day: datetime.date, spot: str) -> st.SearchStrategy[RatingEntry]:
    zones = st.builds("{}:{}".format, st.sampled_from(SIDES), st.sampled_from(sorted(catalogue().zones)))
    return st.builds(
        RatingEntry,
        date=st.just(day),
        id=st.just(""),
        spot=st.just(spot),
        pain=scales,
        signs=st.sets(st.sampled_from(list(SIGNS))).map(
            lambda on: tuple(sign for sign in SIGNS if sign in on)
        ),
        zones=st.lists(zones, max_size=3, unique=True).map(tuple),
        late=st.booleans(),
    ).filter(lambda rating: rating.pain is not None or rating.signs or rating.zones)


def _treatment(day: datetime.date, spots: list[SpotEntry]) -> st.SearchStrategy[TreatmentEntry]:
    some = st.sets(st.sampled_from([spot.id for spot in spots])) if spots else st.just(set())
    treated = some.flatmap(
        lambda chosen: st.tuples(*(st.builds(TreatedEntry, st.just(spot), scales, scales) for spot in chosen))
    )
    return st.builds(
        lambda spots, **fields: TreatmentEntry(spots=spots, whole_body=not spots, **fields),
        spots=treated,
        date=st.just(day),
        id=st.just(""),
        kind=st.sampled_from(sorted(TREATMENT_KINDS)) | st.just("kind_of_later"),
        tool=texts(60),
        minutes=st.none() | decimals(1440, 1),
        pressure=scales,
        by=st.just("") | st.sampled_from(sorted(TREATED_BY)),
        started_on=st.none() | dates,
        late=st.booleans(),
        note=texts(200),
    )


def _stored(periods) -> list[list[str]]:
    return [[start.isoformat(), end.isoformat()] for start, end in periods]


def store(person: Person, drawn: Drawn) -> None:
    """Writes every entry as a row of `person`, in the order given."""
    spots = {
        entry.id: Spot.objects.create(
            person=person,
            archived_before=_stored(entry.archived_before),
            **_fields(entry, "archived_before"),
        )
        for entry in drawn.spots
    }
    factors = {
        entry.id: Factor.objects.create(
            person=person, asked_before=_stored(entry.asked_before), **_fields(entry, "asked_before")
        )
        for entry in drawn.factors
    }
    for check_in in drawn.check_ins:
        completed_at = NOW if check_in.completed else None
        CheckIn.objects.create(person=person, completed_at=completed_at, **_fields(check_in, "completed"))
    for reading in drawn.readings:
        FactorReading.objects.create(person=person, **_fields(reading) | {"factor": factors[reading.factor]})
    for rating in drawn.ratings:
        signs = {sign: sign in rating.signs for sign in SIGNS}
        known = {"spot": spots[rating.spot], "zones": list(rating.zones), **signs}
        Rating.objects.create(person=person, **_fields(rating, "signs") | known)
    for entry in drawn.treatments:
        treatment = Treatment.objects.create(person=person, **_fields(entry, "spots"))
        for treated in entry.spots:
            known = {"treatment": treatment, "spot": spots[treated.spot]}
            TreatedSpot.objects.create(person=person, **treated._asdict() | known)


def _fields(entry, *without):
    values = {name: value for name, value in entry._asdict().items() if name not in without}
    return {"public_id": values.pop("id"), **values}
