from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tracker import recurrence
from tracker.analysis.flags import Level
from tracker.analysis.rules import Rules
from tracker.changes.day import save
from tracker.changes.fields import FieldChange
from tracker.changes.recurrence import set_rules
from tracker.models import Person, Rating, RecurrenceRules, Spot

pytestmark = pytest.mark.django_db


@pytest.fixture
def returning():
    """A spot that came back three times exactly seven days after a session."""
    spot = factories.spot(factories.person())
    dates = factories.write(spot, " ".join("6000000" * 3) + " 6")
    for day in (0, 7, 14):
        factories.treatment(dates[day], (spot, 6, 2))
    return spot, dates


def test_a_stored_diary_is_read_by_the_default_rules(returning):
    spot, dates = returning
    found = recurrence.recurrence_for(spot.person, dates[-1])[str(spot.public_id)]
    assert [record.days for record in found.durability] == [(7, 7)] * 3
    assert found.flags.level is Level.ASSESS


def test_the_persons_own_rules_count_and_others_can_be_tried_out(returning):
    spot, dates = returning
    RecurrenceRules.objects.create(person=spot.person, rapid_days=6)
    key = str(spot.public_id)
    assert recurrence.recurrence_for(spot.person, dates[-1])[key].flags.level is Level.NONE
    tried = recurrence.recurrence_for(spot.person, dates[-1], Rules(rapid_days=7, assess_rapid=4))
    assert tried[key].flags.level is Level.WATCH


def test_a_spot_may_have_thresholds_of_its_own(returning):
    spot, dates = returning
    Spot.objects.for_user(spot.person).update(active_min=7, quiet_max=6)
    found = recurrence.recurrence_for(spot.person, dates[-1])[str(spot.public_id)]
    assert found.timeline.episodes == ()


def test_days_after_today_do_not_exist(returning):
    spot, dates = returning
    found = recurrence.recurrence_for(spot.person, dates[3])[str(spot.public_id)]
    assert found.timeline.as_of == dates[3].toordinal() == found.timeline.days[-1]


def test_one_diary_is_not_mixed_with_anothers(returning):
    _, dates = returning
    other = factories.spot(factories.person())
    factories.write(other, "6 6")
    assert list(recurrence.recurrence_for(other.person, dates[-1])) == [str(other.public_id)]


def test_a_diary_is_read_again_after_a_change_and_not_before(returning, django_assert_num_queries):
    spot, dates = returning
    key = str(spot.public_id)
    first = recurrence.read(spot.person, dates[-1])
    with django_assert_num_queries(0):
        assert recurrence.read(spot.person, dates[-1]) is first
    save(spot.person, dates[-1], [FieldChange(f"pain.{key}", 0)], timezone.now())
    again = recurrence.read(Person.objects.get(pk=spot.person.pk), dates[-1])
    assert again.found[key].series[dates[-1].toordinal()] == 0
    assert first.found[key].series[dates[-1].toordinal()] == 6


def test_another_day_and_other_rules_are_read_anew(returning):
    spot, dates = returning
    first = recurrence.read(spot.person, dates[-1])
    assert recurrence.read(spot.person, dates[-2]) is not first
    set_rules(spot.person, {"rapid_days": 6})
    again = recurrence.read(Person.objects.get(pk=spot.person.pk), dates[-1])
    assert (first.rules.rapid_days, again.rules.rapid_days) == (7, 6)


@pytest.mark.parametrize(
    "text", ["0 " * 200 + "6000000" * 5, "6 " * 235, "6" + " ." * 150 + " 6 2 2 2 2 2 2"]
)
def test_the_flags_of_today_are_those_of_the_whole_diary(text):
    spot = factories.spot(factories.person())
    near = factories.spot(spot.person)
    text = " ".join(text.replace(" ", ""))
    days = len(text.split())
    rated = [(spot, text), (near, ". " * (days - 4) + "7 7 0 0")]
    for each, written in rated:
        Rating.objects.bulk_create(
            Rating(person=spot.person, spot=each, date=factories.FIRST_DAY + timedelta(day), pain=pain)
            for day, (pain, _) in enumerate(factories.words(written))
            if pain is not None
        )
    today = factories.FIRST_DAY + timedelta(days - 1)
    for day in range(1, 60, 2):
        factories.treatment(today - timedelta(day), (spot, 6, 2))
    person = Person.objects.get(pk=spot.person.pk)
    expected = {key: each.flags.levels for key, each in recurrence.read(person, today).found.items()}
    assert any(map(any, expected.values()))
    assert recurrence.levels_today(person, today) == expected


def test_the_flags_of_a_long_diary_are_known_by_its_last_months(returning):
    spot, dates = returning
    factories.rating(spot, dates[0] - timedelta(days=3000), 6)
    factories.rating(spot, dates[0] - timedelta(days=130), 0)
    recurrence.forget()
    assert recurrence.levels_today(Person.objects.get(pk=spot.person.pk), dates[-1])
    assert recurrence._read.cache_info().currsize == 0
