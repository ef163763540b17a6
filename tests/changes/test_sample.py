import datetime
import itertools
from io import StringIO
from statistics import mean

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker.changes.sample import NotASampleError, fill
from tracker.models import (
    CheckIn,
    Factor,
    FactorReading,
    Person,
    Rating,
    Spot,
    TreatedSpot,
    Treatment,
    Trial,
)
from tracker.models.diary import SIGNS
from tracker.vocabulary import TREATED_BY, TREATMENT_KINDS

TODAY = datetime.date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.person("sample", is_sample=True, time_zone="Europe/Berlin")


@pytest.fixture
def filled(person):
    fill(person, TODAY)
    return person


def everything(person: Person) -> list[list[tuple[object, ...]]]:
    """Every row, without the moment at which it was written."""
    columns = {
        Spot: ("public_id", "muscle", "side", "x", "y", "number", "first_day"),
        CheckIn: ("public_id", "date", "sleep_hours", "stress", "note", "completed_at"),
        Rating: ("public_id", "date", "spot__number", "pain", *SIGNS),
        FactorReading: ("public_id", "date", "factor__name", "value"),
        Treatment: ("public_id", "date", "kind", "tool", "minutes"),
        TreatedSpot: ("public_id", "spot__number", "pain_before", "pain_after"),
    }
    return [
        sorted(model.objects.for_user(person).values_list(*names), key=lambda row: row[0])
        for model, names in columns.items()
    ]


def pain_of(person: Person, muscle: str) -> dict[datetime.date, int]:
    rows = Rating.objects.for_user(person).filter(spot__muscle=muscle)
    return dict(rows.values_list("date", "pain"))


def test_the_same_seed_always_writes_the_same_diary_and_another_seed_another(person):
    fill(person, TODAY, seed=5)
    first = everything(person)
    fill(person, TODAY, seed=5)
    assert everything(person) == first
    fill(person, TODAY, seed=6)
    assert everything(person) != first


def test_it_never_touches_a_real_diary(alice):
    with pytest.raises(NotASampleError):
        fill(alice, TODAY)
    assert not CheckIn.objects.for_user(alice).exists()


def test_it_leaves_other_people_alone(person, alice):
    factories.rating(factories.spot(alice), TODAY, 4)
    fill(person, TODAY)
    fill(person, TODAY)
    assert Rating.objects.for_user(alice).get().pain == 4


def test_nothing_lies_in_the_future_and_today_is_left_open(filled):
    for model in (CheckIn, Rating, FactorReading, Treatment):
        dates = model.objects.for_user(filled).order_by("date").values_list("date", flat=True)
        assert list(dates)[-1] < TODAY
    newest = CheckIn.objects.for_user(filled).exclude(completed_at=None).latest("completed_at").completed_at
    assert newest.astimezone(filled.zone).date() < TODAY


def test_every_row_passes_the_checks_that_a_form_would_make(filled):
    for model in (CheckIn, Rating, Factor, FactorReading, Spot, TreatedSpot):
        for row in model.objects.for_user(filled):
            row.clean_fields()
    for treatment in Treatment.objects.for_user(filled):
        kind = TREATMENT_KINDS[treatment.kind]
        assert treatment.tool in ("", *kind.tools)
        assert treatment.by in TREATED_BY
        assert kind.lasting == (treatment.started_on is not None)


def test_a_day_of_anything_has_its_check_in(filled):
    logged = set(CheckIn.objects.for_user(filled).values_list("date", flat=True))
    for model in (Rating, FactorReading, Treatment):
        assert set(model.objects.for_user(filled).values_list("date", flat=True)) <= logged


def test_single_days_and_one_holiday_week_are_missing(filled):
    logged = sorted(CheckIn.objects.for_user(filled).values_list("date", flat=True))
    assert (TODAY - logged[0]).days == 274
    missing = [(after - before).days - 1 for before, after in itertools.pairwise(logged)]
    assert max(missing) >= 7
    assert sum(gap > 5 for gap in missing) == 1
    assert sum(gap == 1 for gap in missing) >= 8
    completed = CheckIn.objects.for_user(filled).filter(completed_at__isnull=False).count()
    assert 0.75 < completed / len(logged) < 0.95


def times_away(days: dict[datetime.date, int]) -> list[int]:
    """Days from the last painful day of a stretch to the first of the next."""
    painful = sorted(date for date, pain in days.items() if pain >= 3)
    steps = [(after - before).days for before, after in itertools.pairwise(painful)]
    return [step for step in steps if step > 1]


def test_one_spot_comes_back_within_days_and_the_others_stay_away_for_weeks(filled):
    away = times_away(pain_of(filled, "levator_scapulae"))
    assert len(away) >= 15
    assert sum(days <= 7 for days in away) / len(away) >= 0.8
    for muscle in ("lumbar_erector_spinae", "rhomboids", "infraspinatus"):
        longest = sorted(times_away(pain_of(filled, muscle)))[-3:]
        assert mean(longest) >= 14, muscle


def test_the_followers_begin_a_few_days_after_a_painful_stretch_of_the_first_spot(filled):
    leader = pain_of(filled, "levator_scapulae")
    for muscle in ("rhomboids", "upper_trapezius"):
        begins = Spot.objects.for_user(filled).get(muscle=muscle).first_day
        before = [leader.get(begins - datetime.timedelta(days=days), 0) for days in range(1, 15)]
        assert max(before) >= 3


def test_treatments_name_tools_minutes_and_pain_before_and_after(filled):
    treated = TreatedSpot.objects.for_user(filled)
    both = treated.filter(pain_before__isnull=False, pain_after__isnull=False)
    assert both.count() > 60
    assert all(before > after for before, after in both.values_list("pain_before", "pain_after"))
    assert treated.filter(pain_before__isnull=True).exists()
    tools = set(Treatment.objects.for_user(filled).values_list("tool", flat=True))
    assert {"ball", "board, bullseye", "board, wave", "static", "screen"} <= tools
    assert Treatment.objects.for_user(filled).filter(whole_body=True).exists()


def test_a_trial_of_the_diary_before_goes_with_it(person):
    factories.trial(person, TODAY)
    fill(person, TODAY, months=1)
    assert not Trial.objects.for_user(person).exists()
    assert Person.objects.get(pk=person.pk).on_trial_until is None


def test_the_number_of_queries_does_not_grow_with_the_length(person, django_assert_max_num_queries):
    with django_assert_max_num_queries(68):
        fill(person, TODAY, months=1)
    with django_assert_max_num_queries(68):
        fill(person, TODAY, months=9)


def test_makedemo_makes_an_account_that_can_sign_in_and_may_be_run_again(client):
    said = StringIO()
    call_command("makedemo", "--user", "mira", "--months", "2", stdout=said)
    password = said.getvalue().split()[-1]
    assert client.login(username="mira", password=password)
    person = Person.objects.get(username="mira", is_sample=True)
    before = Rating.objects.for_user(person).count()
    call_command("makedemo", "--user", "mira", "--months", "2", stdout=said)
    assert Rating.objects.for_user(person).count() == before
    assert Person.objects.get(pk=person.pk).revision == person.revision + 1
    assert client.login(username="mira", password=password)


def test_makedemo_refuses_an_account_that_is_not_a_sample(alice):
    with pytest.raises(CommandError, match="own diary"):
        call_command("makedemo", "--user", "Alice")
