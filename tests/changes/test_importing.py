"""What a document adds to a diary, that adding it twice adds nothing, and that taking it back leaves no trace."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.changes.documents import (
    DOCUMENT,
    NECK,
    check_in,
    day,
    factor,
    rating,
    reading,
    spot,
    treatment,
)
from tests.examples import examples
from tracker.changes import importing
from tracker.changes.holding import hold
from tracker.changes.notes import add_note
from tracker.entries import Document, Id
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    Person,
    Rating,
    Spot,
    SpotNote,
    TreatedSpot,
    Treatment,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
TABLES = (Spot, Factor, CheckIn, Rating, FactorReading, Treatment, TreatedSpot)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def plan(person: Person, document: Document, *, overwrite: bool = False) -> importing.Plan:
    return importing.plan(person, document, overwrite=overwrite, now=NOW)


def add(person: Person, document: Document, *, overwrite: bool = False) -> dict[str, Any]:
    with transaction.atomic():
        hold(person)
        return importing.add(plan(person, document, overwrite=overwrite), NOW)


def take_back(person: Person, log: dict[str, Any]) -> importing.TakenBack:
    with transaction.atomic():
        hold(person)
        return importing.take_back(person, log, NOW)


def rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model.objects.for_user(person).order_by("pk").values()) for model in TABLES}


def test_everything_of_a_document_arrives(alice: Person) -> None:
    add(alice, DOCUMENT)
    assert CheckIn.objects.for_user(alice).get(date=day(3)).sleep_hours == Decimal("7.5")
    assert CheckIn.objects.for_user(alice).get(date=day(2)).stress == 0
    assert (
        CheckIn.objects.for_user(alice).filter(date=day(1)).exists()
    )  # a day is logged where it has a rating
    found = Rating.objects.for_user(alice).get(date=day(3))
    assert (found.pain, found.tender, found.cord, found.spot.public_id) == (4, True, False, uuid.UUID(NECK))
    assert FactorReading.objects.for_user(alice).get().value == 2
    assert [each.whole_body for each in Treatment.objects.for_user(alice).order_by("pk")] == [False, True]
    assert TreatedSpot.objects.for_user(alice).get().pain_after == 3


def test_the_plan_counts_what_it_adds_with_its_days(alice: Person) -> None:
    lines = {line.kind: line for line in plan(alice, DOCUMENT).lines}
    pain = lines["rating.pain"]
    assert (pain.added, pain.first, pain.last) == (2, day(3), day(1))
    assert lines["check_in.sleep_hours"].added == 1
    assert lines["check_in.stress"].added == 1
    assert lines["treatment"].added == 2


def test_what_is_here_stays_unless_it_is_to_be_overwritten(alice: Person) -> None:
    factories.check_in(alice, day(2), stress=7, sleep_hours=Decimal(6), note="mine")
    other = Document(
        check_ins=(check_in(2, stress=3, sleep_hours=Decimal(6), sleep_quality=8, note="theirs"),)
    )
    found = plan(alice, other)
    assert (found.added, found.same, found.differing) == (1, 1, 2)
    assert [(each.here, each.there) for each in found.examples] == [(7, 3), ("mine", "theirs")]
    add(alice, other)
    kept = CheckIn.objects.for_user(alice).get()
    assert (kept.stress, kept.sleep_quality, kept.note) == (7, 8, "mine")
    log = add(alice, other, overwrite=True)
    kept.refresh_from_db()
    assert (kept.stress, kept.note) == (3, "mine\ntheirs")
    take_back(alice, log)
    kept.refresh_from_db()
    assert (kept.stress, kept.note) == (7, "mine")


def test_a_spot_of_the_same_place_and_a_factor_of_the_same_name_are_the_same(alice: Person) -> None:
    mine = factories.spot(alice)
    tea = Factor.objects.create(person=alice, name="tea", kind="count")
    placed = spot(x=mine.x, y=mine.y, anchor_x=mine.anchor_x, anchor_y=mine.anchor_y)
    add(alice, DOCUMENT._replace(spots=(placed,)))
    assert Rating.objects.for_user(alice).filter(spot=mine).count() == 2
    assert FactorReading.objects.for_user(alice).get().factor == tea


def test_a_factor_of_the_same_name_in_another_unit_is_another_one(alice: Person) -> None:
    Factor.objects.create(person=alice, name="Tea", kind="amount", unit="l")
    add(alice, DOCUMENT)
    assert FactorReading.objects.for_user(alice).get().factor.name == "Tea 2"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"check_ins": (check_in(-1, stress=3),)}, "The day lies in the future."),
        ({"check_ins": (check_in(50_000, stress=3),)}, "The day lies before 1900."),
        ({"check_ins": (check_in(1, stress=11),)}, "Stress must be from 0 to 10."),
        ({"check_ins": (check_in(1, sleep_hours=Decimal("NaN")),)}, "Hours of sleep must be from 0 to 24."),
        ({"check_ins": (check_in(1, note="a" * 4001),)}, "A note is longer than 4,000 letters."),
        (
            {"ratings": (rating(1, 4, spot=Id("?")),)},
            "A value is of a spot that is neither here nor in the file.",
        ),
        ({"spots": (spot(muscle="wing"),)}, "A spot is of a muscle that is not known here."),
        ({"factors": (factor(kind="mood"),)}, "A factor is of a kind that is not known here."),
        ({"treatments": (treatment(1, minutes=2000),)}, "Minutes must be from 0 to 1,440."),
    ],
)
def test_what_does_not_fit_is_left_out_and_told(alice: Person, entry: dict[str, Any], reason: str) -> None:
    found = plan(alice, Document(**entry))
    assert [(each.reason, each.times) for each in found.skipped] == [(reason, 1)]
    assert found.added == 0


def test_a_day_is_complete_only_if_the_file_asked_about_every_spot(alice: Person) -> None:
    told = check_in(5, completed=True, stress=2)
    add(alice, Document(spots=(spot(),), check_ins=(told,)))
    assert CheckIn.objects.for_user(alice).get(date=day(5)).completed_at is not None
    factories.spot(alice, "infraspinatus", first_day=day(30))
    add(alice, Document(spots=(spot(),), check_ins=(told._replace(date=day(6)),)))
    assert CheckIn.objects.for_user(alice).get(date=day(6)).completed_at is None


def test_a_spot_that_comes_along_was_not_asked_about_on_days_completed_here(alice: Person) -> None:
    for ago in (9, 8, 5):
        factories.check_in(alice, day(ago), completed=True)
    add(alice, Document(spots=(spot(),), ratings=(rating(20, 3),)))
    assert Spot.objects.for_user(alice).get().archived_before == [
        [str(day(9)), str(day(7))],
        [str(day(5)), str(day(4))],
    ]


def test_what_was_changed_by_hand_since_stays(alice: Person) -> None:
    log = add(alice, DOCUMENT)
    changed = Rating.objects.for_user(alice).get(date=day(3))
    changed.pain = 9
    changed.save()
    with time_machine.travel(NOW + datetime.timedelta(hours=1)):
        Treatment.objects.for_user(alice).latest("pk").save()
    taken = take_back(alice, log)
    changed.refresh_from_db()
    assert (changed.pain, changed.tender) == (9, False)
    assert taken.kept == 3  # the pain, its spot, the treatment
    assert [row.date for row in CheckIn.objects.for_user(alice)] == [day(3)]
    assert not FactorReading.objects.for_user(alice).exists()
    assert not Factor.objects.for_user(alice).filter(name="Tea").exists()


def test_a_word_within_another_note_is_a_note_of_its_own(alice: Person) -> None:
    add(alice, Document(check_ins=(check_in(3, note="not bad"),)))
    short = Document(check_ins=(check_in(3, note="bad"),))
    assert plan(alice, short).differing == 1
    add(alice, short, overwrite=True)
    assert CheckIn.objects.for_user(alice).get().note == "not bad\nbad"
    assert plan(alice, short, overwrite=True).same == 1


def test_a_note_that_was_written_since_keeps_its_spot(alice: Person) -> None:
    log = add(alice, DOCUMENT)
    note = add_note(Spot.objects.for_user(alice).get(), uuid.uuid4(), day(0), "Mine.", NOW)
    assert take_back(alice, log).kept == 1
    assert SpotNote.objects.for_user(alice).get() == note


def test_someone_elses_rows_are_out_of_reach(alice: Person, bob: Person) -> None:
    theirs = factories.spot(bob)
    factories.rating(theirs, day(3), 2)
    before = rows(bob)
    found = plan(alice, Document(ratings=(rating(1, 4, spot=Id(str(theirs.public_id))),)))
    assert found.added == 0
    log = add(alice, DOCUMENT)
    take_back(bob, log)
    assert rows(bob) == before


notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DAYS = st.integers(0, 6)
CHECK_INS = st.builds(
    lambda ago, hours, stress, note, completed: check_in(
        ago, sleep_hours=hours, stress=stress, note=note, completed=completed
    ),
    DAYS,
    st.none() | st.decimals(0, 24, places=2),
    st.none() | st.integers(0, 10),
    notes,
    st.booleans(),
)
RATINGS = st.builds(
    lambda ago, pain, signs, key: rating(ago, pain, *signs, spot=key),
    DAYS,
    st.none() | st.integers(0, 10),
    st.lists(st.sampled_from(["tender", "weak"]), unique=True),
    st.sampled_from([NECK, Id(str(uuid.UUID(int=3)))]),
)
READINGS = st.builds(reading, DAYS, st.integers(0, 20), notes)
TREATMENTS = st.builds(
    lambda ago, spots, minutes: treatment(ago, *spots, minutes=minutes),
    DAYS,
    st.sampled_from([(), (NECK,)]),
    st.none() | st.integers(0, 60),
)
DOCUMENTS = st.builds(
    Document,
    spots=st.sampled_from(
        [(), (spot(),), (spot(), spot(id=Id(str(uuid.UUID(int=3))), side="right", number=2))]
    ),
    factors=st.sampled_from([(), (factor(),), (factor(kind="scale"),)]),
    check_ins=st.lists(CHECK_INS, max_size=5).map(tuple),
    ratings=st.lists(RATINGS, max_size=5).map(tuple),
    readings=st.lists(READINGS, max_size=5).map(tuple),
    treatments=st.lists(TREATMENTS, max_size=4).map(tuple),
)


@settings(
    max_examples=examples(60, part=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=DOCUMENTS, second=DOCUMENTS, overwrite=st.booleans())
def test_adding_twice_adds_nothing_and_taking_back_restores_the_very_same_rows(
    alice: Person, first: Document, second: Document, overwrite: bool
) -> None:
    with transaction.atomic():
        add(alice, first)
        before = rows(alice)
        log = add(alice, second, overwrite=overwrite)
        after = rows(alice)
        again = plan(alice, second, overwrite=overwrite)
        assert (again.added, again.made) == (0, 0)
        add(alice, second)
        assert rows(alice) == after
        taken = take_back(alice, log)
        assert taken.kept == 0
        assert rows(alice) == before
        transaction.set_rollback(True)


def test_the_number_of_queries_hardly_grows_with_the_document(alice: Person) -> None:
    def cost(days: range) -> tuple[int, int]:
        document = Document(
            spots=(spot(),),
            check_ins=tuple(check_in(ago, stress=ago % 11) for ago in days),
            ratings=tuple(rating(ago, ago % 11) for ago in days),
        )
        with CaptureQueriesContext(connection) as adding:
            log = add(alice, document)
        with CaptureQueriesContext(connection) as taking:
            take_back(alice, log)
        return len(adding), len(taking)

    few, many = cost(range(1, 5)), cost(range(1, 200))
    assert many[0] <= few[0] + 6  # rows go in some dozens to a statement
    assert many[1] == few[1]
