import datetime
import uuid

import pytest

from tests import factories
from tests.changes.test_merging import NOW, merged_together, two_spots
from tracker.analysis.trial_draw import is_as_drawn
from tracker.analysis.trial_plan import PeriodPlan, Terms
from tracker.changes import trials
from tracker.changes.merging import unmerge
from tracker.changes.merging_trials import TwoTrialsError
from tracker.models import Person, Spot, Trial, TrialDay, TrialEpisode
from tracker.trial_records import draw_of, terms_of

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 22)


def later(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days=days)


def terms(first: datetime.date = DAY) -> Terms:
    return Terms("Does it?", "yes", "no", "pain all", PeriodPlan(first.toordinal()))


def test_the_order_is_drawn_and_sealed_with_all_that_is_fixed(alice: Person) -> None:
    trial = factories.trial(alice, DAY, pairs=12)
    assert len(trial.order.split()) == 12
    assert set(trial.order.split()) <= {"AB", "BA"}
    stored = Trial.objects.for_user(alice).get()
    assert is_as_drawn(draw_of(stored), terms_of(stored).fixed())
    stored.a = "something else"
    assert not is_as_drawn(draw_of(stored), terms_of(stored).fixed())


def test_two_spots_with_a_trial_each_are_not_merged_while_both_are_under_way(alice: Person) -> None:
    kept, merged = two_spots(alice)
    for spot in (kept, merged):
        factories.trial(alice, NOW.date(), spot=spot)
    with pytest.raises(TwoTrialsError):
        merged_together(kept, merged)
    assert Spot.objects.for_user(alice).count() == 2
    trials.end_early(Trial.objects.get(spot=merged), NOW.date(), "")
    merged_together(kept, merged)
    assert set(Trial.objects.values_list("spot", flat=True)) == {kept.pk}


def test_no_two_draws_share_a_seed(alice: Person) -> None:
    seeds = {factories.trial(alice, DAY + datetime.timedelta(days=100 * each)).seed for each in range(5)}
    assert len(seeds) == 5


def test_begun_twice_with_one_id_it_is_one_trial(alice: Person) -> None:
    key = uuid.uuid4()
    first = trials.begin(alice, key, terms(), trials.Place())
    assert trials.begin(alice, key, terms(), trials.Place()) == first
    assert Trial.objects.count() == 1


def test_another_plan_from_a_page_gone_back_to_is_a_trial_of_its_own(alice: Person) -> None:
    key = uuid.uuid4()
    first = trials.begin(alice, key, terms(DAY), trials.Place())
    other = trials.begin(alice, key, terms(later(64)), trials.Place())
    assert (first.first_day, other.first_day) == (DAY, later(64))
    assert Trial.objects.count() == 2


def test_two_at_once_on_one_outcome_are_refused_and_one_after_the_other_are_not(alice: Person) -> None:
    running = factories.trial(alice, DAY)
    with pytest.raises(trials.ClashError) as refused:
        trials.begin(alice, uuid.uuid4(), terms(later(63)), trials.Place())
    assert (refused.value.trial, refused.value.until) == (running, later(63))
    trials.begin(alice, uuid.uuid4(), terms(later(64)), trials.Place())
    factories.trial(alice, DAY, spot=factories.spot(alice))
    assert Trial.objects.count() == 3


def test_a_trial_of_episodes_takes_its_spot_until_its_last_episode_is_over(alice: Person) -> None:
    spot = factories.spot(alice)
    trial = factories.trial(alice, DAY, spot=spot, blocks=1)
    with pytest.raises(trials.ClashError) as refused:
        factories.trial(alice, later(900), spot=spot)
    assert refused.value.until is None
    trials.name_next(trial, later(1))
    trials.name_next(trial, later(9))
    factories.trial(alice, later(9 + 28 + 1), spot=spot)


def test_ending_early_frees_the_outcome_and_stays_as_it_was_said(alice: Person) -> None:
    trial = factories.trial(alice, DAY)
    trials.end_early(trial, later(10), "  ran   out ")
    trials.end_early(trial, later(12), "again")
    trial.refresh_from_db()
    assert (trial.ended_on, trial.end_reason) == (later(10), "ran out")
    factories.trial(alice, later(11))


def test_today_knows_until_when_it_has_to_ask(alice: Person) -> None:
    def until() -> datetime.date | None:
        return Person.objects.get(pk=alice.pk).on_trial_until

    assert until() is None
    trial = factories.trial(alice, DAY)
    assert until() == later(63)
    trials.end_early(trial, later(3), "")
    assert until() == later(3)
    factories.trial(alice, DAY, spot=factories.spot(alice), blocks=6)
    assert until() == datetime.date.max
    for each in Trial.objects.for_user(alice):
        trials.delete(each)
    assert until() is None


def test_a_day_that_says_nothing_any_more_is_gone(alice: Person) -> None:
    trial = factories.trial(alice, DAY)
    trials.set_kept(trial, DAY, kept=False)
    trials.set_flare(trial, DAY, flare=True, words=" a  cold ")
    day = TrialDay.objects.for_user(alice).get()
    assert (day.kept, day.flare, day.flare_words) == (False, True, "a cold")
    trials.set_kept(trial, DAY, kept=None)
    assert TrialDay.objects.for_user(alice).get().flare
    trials.set_flare(trial, DAY, flare=False)
    assert not TrialDay.objects.for_user(alice).exists()


def test_an_episode_is_named_once_a_day_and_never_past_the_last_block(alice: Person) -> None:
    trial = factories.trial(alice, DAY, spot=factories.spot(alice), blocks=1)
    first = trials.name_next(trial, DAY)
    assert trials.name_next(trial, DAY) == first
    assert trials.name_next(trial, later(5)).number == 2
    with pytest.raises(trials.NotNowError):
        trials.name_next(trial, later(9))
    assert TrialEpisode.objects.count() == 2


def test_a_trial_goes_on_with_the_spot_that_stays_in_a_merge_and_back(alice: Person) -> None:
    kept, merged = two_spots(alice)
    trial = factories.trial(alice, DAY, spot=merged)
    before = Trial.objects.values().get()
    step = merged_together(kept, merged)
    trial.refresh_from_db()
    assert trial.spot == kept
    assert is_as_drawn(draw_of(trial), terms_of(trial).fixed())
    unmerge(step)
    assert Trial.objects.values().get() == before
