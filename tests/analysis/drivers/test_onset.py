import numpy as np

from tracker.analysis.drivers import what_goes_with
from tracker.analysis.drivers.findings import Reason, Status
from tracker.analysis.drivers.onset import onset_outcome, onset_series, region_series
from tracker.analysis.drivers.questions import Factor
from tracker.analysis.period import Period
from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, SpotRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_by_spot

RULES = Rules()


def days(text):
    """A character a day: a pain, or a dot where nothing is known."""
    return {day: float(pain) for day, pain in enumerate(text.split()) if pain != "."}


def onsets(text):
    found = onset_series(days(text), len(text.split()), RULES)
    return " ".join("." if day not in found else str(int(found[day])) for day in range(len(text.split())))


def test_days_that_begin_an_episode_and_days_that_could_have():
    #             quiet before: 0 or 1; active before, not known, or grey without a quiet day: nothing
    assert onsets("0 0 4 4 0 0 5") == ". 0 1 . . 0 1"
    assert onsets("4 0 2 2 4 0 2") == ". . 0 0 1 . 0"
    assert onsets("2 2 4 0 . 0 3") == ". . . . . 0 1"
    assert onsets("0 . . . . 0 0") == ". . . . . . 0"
    assert onsets(". . . . . . .") == ". . . . . . ."


def region(*spots, completed=()):
    """Spots as (first day, pains)."""
    records = tuple(SpotRecord(str(key), "muscle", "left", first) for key, (first, _) in enumerate(spots))
    ratings = tuple(
        RatingRecord(str(key), day, int(pain))
        for key, (_, text) in enumerate(spots)
        for day, pain in days(text).items()
    )
    check_ins = tuple(CheckInRecord(day, day in completed) for day in range(12))
    pain = pain_by_spot(Diary(records, check_ins, ratings))
    return region_series({spot: pain[spot.key] for spot in records}, check_ins, RULES)


def test_a_region_is_the_worst_of_its_spots_and_unknown_where_one_of_them_might_be_worse():
    assert region((0, "1 4 2 ."), (0, "2 . . .")) == {0: 2.0, 1: 4.0}


def test_the_first_day_of_a_new_spot_has_a_known_quiet_past():
    assert region((2, ". . 5"), completed={0, 1}) == {0: 0.0, 1: 0.0, 2: 5.0}


def test_a_completed_check_in_says_that_the_rest_is_quiet():
    assert region((0, "2 . 1"), (0, ". . ."), completed={0, 1}) == {0: 2.0, 1: 0.0}


def diary_of_onsets(length, seed=1):
    """Desk days make an episode of the next day likely; each lasts two days."""
    random = np.random.default_rng(seed)
    desk, pain = (random.random(length) < 0.4) * 1.0, np.zeros(length)
    for day in range(1, length):
        if pain[day - 1] == 0:
            pain[day] = 5.0 if random.random() < (0.45 if desk[day - 1] else 0.05) else 0.0
        elif pain[day - 2] == 0:
            pain[day] = 5.0
    return dict(enumerate(desk.tolist())), dict(enumerate(pain.tolist()))


def test_a_strong_cause_of_onsets_is_told_as_a_difference_in_chance():
    desk, pain = diary_of_onsets(600)
    outcome = onset_outcome("onset", pain, 599, RULES)
    (finding,) = what_goes_with([outcome], [Factor("desk", desk, True)], Period(0, 599)).findings
    assert (finding.status, finding.direction, finding.best.horizon) == (Status.LISTED, 1, 1)
    assert finding.contrast.low < 0.4 < finding.contrast.high


def test_below_twenty_onsets_nothing_is_said():
    desk, pain = diary_of_onsets(90)
    outcome = onset_outcome("onset", pain, 89, RULES)
    count = sum(outcome.series.values())
    (finding,) = what_goes_with([outcome], [Factor("desk", desk, True)], Period(0, 89)).findings
    assert count < 20
    assert finding.obstacle.reason is Reason.FEW_EVENTS
    assert finding.obstacle.missing == 20 - count
