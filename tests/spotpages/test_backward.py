"""Work backward on a stored diary: each figure against the days written down for it."""

import datetime
from statistics import fmean

import pytest

from tests import factories
from tracker.changes.factors import give_builtin_factors
from tracker.models import CheckIn, Factor, FactorReading, Person, Spot
from tracker.spotpages.backward import Backward, Kind
from tracker.spotpages.exposures import Measure
from tracker.spotpages.page import spot_page

TODAY = datetime.date(2026, 11, 22)
FIRST = TODAY - datetime.timedelta(days=29)
# Returns on the days 6, 12 and 20; another one on one of the days 24 to 26.
STORY = "0 5 0 0 0 0 5 0 0 0 0 0 5 0 0 0 0 0 0 0 5 0 0 0 . . 5 0 0 0"


@pytest.fixture
def spot(alice: Person) -> Spot:
    known = factories.spot(alice, first_day=FIRST)
    factories.write(known, STORY, FIRST)
    give_builtin_factors(alice, TODAY)
    return known


def read(person: Person, builtin: str, values: dict[int, float]) -> None:
    factor = Factor.objects.for_user(person).get(builtin=builtin)
    for day, value in values.items():
        date = FIRST + datetime.timedelta(days=day)
        factories.check_in(person, date)
        FactorReading.objects.create(person=person, factor=factor, date=date, value=value)


def backward(spot: Spot) -> Backward:
    return spot_page(spot.person, spot.public_id, TODAY, "").backward


def kind(spot: Spot, title: str) -> Kind:
    return next(each for each in backward(spot).kinds if each.title == title)


def test_the_five_kinds_come_in_a_fixed_order_with_the_returns_they_rest_on(spot):
    found = backward(spot)
    titles = ["Mechanical load", "Joints nearby", "Nerves", "Many areas", "Whole body"]
    assert [each.title for each in found.kinds] == titles
    assert [link.date.isoformat() for link in found.returns] == ["2026-11-13", "2026-11-05", "2026-10-30"]
    assert (found.count, found.unsure) == (3, 1)
    assert found.counted == (
        "Of 4 returns in the last 30 days, 3 are known to the day. The other 1 is left out, with the days around it: "
        "the day before it was not logged, so it may have come back earlier."
    )


def test_load_on_the_return_day_and_the_two_before_stands_beside_all_other_days(spot):
    hours = {day: float(day % 9) for day in range(30) if day not in {5, 13}}
    read(spot.person, "desk_hours", hours)
    (bars,) = kind(spot, "Mechanical load").bars
    near = {4, 5, 6, 10, 11, 12, 18, 19, 20}
    doubtful = set(range(22, 27))
    assert bars.around.near.value == pytest.approx(fmean(hours[day] for day in near if day in hours))
    assert bars.around.near.days == len(near & hours.keys())
    others = hours.keys() - near - doubtful
    assert bars.around.other.value == pytest.approx(fmean(hours[day] for day in others))
    assert bars.around.other.days == len(others)


def test_a_night_counts_for_the_day_before_its_morning(spot):
    for day in range(30):
        hours = 4 if day in {4, 5, 6, 10, 11, 12, 18, 19, 20} else 8
        CheckIn.objects.update_or_create(
            person=spot.person, date=FIRST + datetime.timedelta(days=day), defaults={"sleep_hours": hours}
        )
    (bars,) = kind(spot, "Whole body").bars
    # Mornings of the return day and of the two before it: the nights of the three days before.
    assert (bars.around.near.value, bars.around.near.days) == (4, 9)
    assert bars.around.other.value == 8
    assert (bars.near, bars.other) == ("4 h", "8 h")


@pytest.mark.parametrize(
    ("unit", "value", "said"), [("min", 97.6, "98 min"), ("h", 7.46, "7.5 h"), ("of 10", 4.0, "4 of 10")]
)
def test_a_mean_is_said_no_finer_than_it_was_typed(unit, value, said):
    assert Measure("any", "Any", unit).words(value) == said


def test_what_is_recorded_too_rarely_or_not_at_all_says_so(spot):
    read(spot.person, "training_load", {6: 3.0, 15: 2.0})
    load = kind(spot, "Mechanical load")
    assert load.few == ("Training load: 1 day around returns, 1 other",)
    assert load.missing[0] == "Desk hours"
    assert load.gist == "Not recorded often enough yet"


def test_ticks_are_counted_of_the_days_with_pain_and_lead_to_their_days(spot):
    ratings = {rating.date: rating for rating in spot.ratings.all()}
    ticked = ratings[FIRST + datetime.timedelta(days=6)]
    ticked.stiff, ticked.tingling, ticked.zones = True, True, ["left:temple"]
    ticked.save()
    (line,) = kind(spot, "Joints nearby").lines
    assert line.words.startswith("Stiff or blocked in one direction: ticked on 1 of 5 days with pain")
    assert [link.date for link in line.days] == [ticked.date]
    tingling, weak = kind(spot, "Nerves").lines
    assert tingling.words.endswith(
        "ticked on 1 of 5 days with pain; on those, pain to left temple (side of forehead) (1)"
    )
    assert weak.words.endswith("ticked on 0 of 5 days with pain")


def test_below_two_returns_it_says_what_is_missing(alice):
    known = factories.spot(alice, first_day=FIRST)
    factories.write(known, "5 0 5 0", FIRST)
    assert backward(known).kinds == ()
    assert backward(known).missing.startswith("1 return is recorded in the last year.")
