"""What the diary says of the episodes of an experiment, and the days that make up its outcome."""

import datetime

import pytest

from tests import factories
from tracker.analysis.trial_episodes import Episode, EpisodeResult
from tracker.analysis.trial_outcome import Closed, Fate
from tracker.models import Person, Spot, Trial, TrialEpisode
from tracker.recurrence import read
from tracker.trial_records import running_of
from tracker.trials import (
    counts_until,
    episode_outcomes,
    is_open,
    is_ready_for_next,
    open_among,
    outcome_series,
    result_of,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 9, 1)


def later(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days=days)


@pytest.fixture
def spot(alice: Person) -> Spot:
    return factories.spot(alice, first_day=DAY)


def begun(spot: Spot, *named: int, blocks: int = 6, measure: str = "return") -> Trial:
    """A trial of episodes from DAY on, its treatments named on these days after DAY."""
    trial = factories.trial(spot.person, DAY, spot=spot, blocks=blocks)
    Trial.objects.update(measure=measure)
    trial.refresh_from_db()
    for number, day in enumerate(named, 1):
        TrialEpisode.objects.create(person=spot.person, trial=trial, number=number, date=later(day))
    return trial


def outcomes(trial: Trial, today: int) -> list[Episode]:
    named = list(TrialEpisode.objects.for_user(trial.person))
    return episode_outcomes(trial, named, read(trial.person, later(today)), later(today))


def test_days_away_are_those_of_what_lasts(spot: Spot) -> None:
    """Treated on the first painful day, back nine days after; then away for seven days when last seen."""
    dates = factories.write(spot, "5 0 0 0 0 0 0 0 0 6 0 0 0 0 0 0 0", DAY)
    for day in (0, 9):
        factories.treatment(dates[day], (spot, 6, 2))
    first, second = outcomes(begun(spot, 0, 9), 16)
    assert (first.days, first.returned) == (9.0, True)
    assert (second.days, second.returned) == (7.0, False)


def test_a_return_that_a_gap_hides_counts_in_its_middle(spot: Spot) -> None:
    dates = factories.write(spot, "5 0 0 0 . . 6", DAY)
    factories.treatment(dates[0], (spot, 5, 2))
    (only,) = outcomes(begun(spot, 0), 6)
    assert (only.days, only.returned) == (5.0, True)


def test_a_spot_that_never_let_go_was_away_for_no_day(spot: Spot) -> None:
    factories.write(spot, "5 " * 31, DAY)
    trial = begun(spot, 0)
    assert outcomes(trial, 27) == [Episode(days=None, returned=False)]
    assert outcomes(trial, 28) == [Episode(days=0.0, returned=True)]


def test_an_episode_is_followed_from_its_naming_whatever_comes_later(spot: Spot) -> None:
    """Gone on the 21st day, back on the 41st: on the 29th it was still away, and that is what counts."""
    factories.write(spot, "5 " * 20 + "0 " * 20 + "5", DAY)
    trial = begun(spot, 0)
    still_away = [Episode(days=9.0, returned=False)]
    assert outcomes(trial, 28) == outcomes(trial, 40) == still_away


def test_what_lets_go_only_later_was_away_for_no_day(spot: Spot) -> None:
    factories.write(spot, "5 " * 31 + "0 " * 9, DAY)
    assert outcomes(begun(spot, 0), 39) == [Episode(days=0.0, returned=True)]


def test_the_drop_is_that_of_the_day_after_and_waits_for_it(spot: Spot) -> None:
    factories.write(spot, "6 2 0", DAY)
    trial = begun(spot, 0, measure="drop")
    assert outcomes(trial, 0)[0].drop is None
    assert outcomes(trial, 1)[0].drop == 4.0


def test_the_next_is_named_once_for_each_episode_that_began_in_the_trial(spot: Spot) -> None:
    factories.write(spot, "0 5 5 0 6", DAY)
    trial = begun(spot, 1)
    named = list(TrialEpisode.objects.for_user(spot.person))
    ready = []
    for today in range(5):
        found = read(spot.person, later(today)).found[str(spot.public_id)]
        so_far = [each for each in named if each.date <= later(today)]
        ready.append(is_ready_for_next(trial, so_far, found, later(today)))
    assert ready == [False, False, False, False, True]


def test_an_episode_from_before_the_first_day_is_left_alone(spot: Spot) -> None:
    factories.write(spot, "5 5 5", later(-2))
    found = read(spot.person, DAY).found[str(spot.public_id)]
    assert not is_ready_for_next(begun(spot), [], found, DAY)


def test_it_opens_when_the_last_episode_of_the_last_block_is_over(spot: Spot) -> None:
    dates = factories.write(spot, "5 0 0 5 0 0 0 5 0 0", DAY)
    for day in (0, 3):
        factories.treatment(dates[day], (spot, 5, 2))
    trial = begun(spot, 0, 3, blocks=1)
    named = list(TrialEpisode.objects.for_user(spot.person))
    assert result_of(trial, [], named, read(spot.person, later(6)), later(6)) == Closed(None)
    assert not is_open(trial, later(6))
    result = result_of(trial, [], named, read(spot.person, later(7)), later(7))
    assert isinstance(result, EpisodeResult)
    assert result.blocks[0].fate is Fate.COMPLETE
    assert {each.days for each in (result.blocks[0].a, result.blocks[0].b) if each} == {3.0, 4.0}
    assert is_open(trial, later(7))


def test_it_opens_at_the_latest_when_the_last_one_is_no_longer_followed(spot: Spot) -> None:
    """Whatever has become of the day on which it was named: here its pain was taken out of the diary."""
    factories.write(spot, "5 0 0 5 0 0 0", DAY)
    trial = begun(spot, 0, 20, blocks=1)
    assert not is_open(trial, later(48))
    assert is_open(trial, later(49))
    assert open_among(spot.person, running_of(spot.person), later(48)) == frozenset()
    assert open_among(spot.person, running_of(spot.person), later(49)) == {trial.pk}


def test_trials_that_are_long_over_cost_no_further_query(spot: Spot, django_assert_num_queries) -> None:
    begun(spot, 0, 20, blocks=1)
    known = running_of(spot.person)
    with django_assert_num_queries(0):
        assert len(open_among(spot.person, known, later(49))) == 1


def test_ended_early_its_result_does_not_change_by_itself(spot: Spot) -> None:
    factories.write(spot, "5 0 0 0 5 0 0 0 0 0 0 5", DAY)
    trial = begun(spot, 0, 4)
    trial.ended_on = later(6)
    named = list(TrialEpisode.objects.for_user(spot.person))

    def seen(today: int) -> object:
        until = counts_until(trial, later(today))
        return result_of(trial, [], named, read(spot.person, until), until)

    assert seen(6) == seen(11)


def test_all_pain_is_the_worst_of_each_day_and_a_region_has_its_spots_alone(
    alice: Person, spot: Spot
) -> None:
    back = factories.spot(alice, "quadratus_lumborum", first_day=DAY)
    factories.write(spot, "1 5 .", DAY)
    factories.write(back, "3 2 4", DAY)
    reading = read(alice, later(2))
    everything = factories.trial(alice, DAY)
    assert list(outcome_series(everything, reading).values()) == [3.0, 5.0, 4.0]
    region = Trial(person=alice, target="region", region="low_back")
    assert sorted(outcome_series(region, reading).values()) == [2.0, 3.0, 4.0]
