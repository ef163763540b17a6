"""What is said of each factor, on diaries made so that one thing must be said."""

import numpy as np
import pytest

from tests.analysis.simulate import Scenario, simulate
from tracker.analysis.drivers import reported_drivers, what_goes_with
from tracker.analysis.drivers.findings import Reason, Status
from tracker.analysis.drivers.questions import Cut, Factor, Outcome, Relation, Shape, lowest_third
from tracker.analysis.drivers.shown_days import shown_days
from tracker.analysis.period import Period

FIRST = 7 * 105_000 + 1
LENGTH = 300


def made(values):
    return {FIRST + day: float(value) for day, value in enumerate(values) if not np.isnan(value)}


def period(length=LENGTH):
    return Period(FIRST, FIRST + length - 1)


def pain_after(cause, seed=1, effect=2.0, persistence=0.5):
    """Pain of which `cause` (n,) of the day before adds `effect`."""
    noise = np.random.default_rng([seed, 7]).normal(size=len(cause))
    noise[1:] += effect * cause[:-1]
    pain = np.zeros(len(cause))
    for day in range(1, len(cause)):
        pain[day] = persistence * pain[day - 1] + noise[day]
    return pain + 4


def asked(pain, *factors, length=LENGTH, **outcome):
    return what_goes_with([Outcome("all", made(pain), **outcome)], factors, period(length))


def coin(seed, length=LENGTH, share=0.5):
    return (np.random.default_rng(seed).random(length) < share).astype(float)


def test_a_cause_is_listed_with_its_direction_contrast_and_days():
    desk, walk = coin(1), coin(2)
    found = asked(pain_after(desk - walk), Factor("desk", made(desk), True), Factor("walk", made(walk), True))
    worse, better = found.findings
    assert (worse.status, worse.direction) == (Status.LISTED, 1)
    assert (better.status, better.direction) == (Status.LISTED, -1)
    assert worse.best.shape is Shape.YES_NO
    assert worse.best.horizon == 1
    contrast = worse.contrast
    assert contrast.low < 2.0 < contrast.high
    assert contrast.points == pytest.approx((contrast.low + contrast.high) / 2)
    assert (contrast.first_value, contrast.other_value) == (1.0, 0.0)
    assert contrast.first_days + contrast.other_days == contrast.days == LENGTH - 1
    assert contrast.first_days == desk[:-1].sum()


def test_the_interval_is_widened_for_what_was_picked():
    factors = [Factor(str(place), made(coin(place)), True) for place in range(1, 11)]
    found = asked(pain_after(coin(1)), *factors)
    assert (found.tested, found.selected) == (10, 1)
    levels = [finding.contrast.level for finding in found.findings]
    assert levels == pytest.approx([1 - 0.10 * 1 / 10] + [0.90] * 9)


def test_a_slope_is_told_between_the_own_twentieth_and_eightieth_percentile():
    stress = np.random.default_rng(5).integers(0, 11, size=LENGTH).astype(float)
    (finding,) = asked(pain_after(stress, effect=0.4), Factor("stress", made(stress))).findings
    low, high = np.quantile(stress[:-1], [0.2, 0.8], method="inverted_cdf")
    assert finding.best.shape is Shape.SLOPE
    assert (finding.contrast.other_value, finding.contrast.first_value) == (low, high)
    assert finding.contrast.points == pytest.approx(finding.best.estimate * (high - low))
    assert finding.best.estimate == pytest.approx(0.4, abs=0.1)
    assert finding.contrast.first_days == (stress[:-1] >= high).sum()


def test_a_threshold_is_told_by_the_cut():
    sleep = np.random.default_rng(6).normal(7, 1, size=LENGTH)
    short = Cut(Relation.BELOW, 5.5)
    pain = pain_after((sleep < 5.5) * 1.0, effect=3)
    (finding,) = asked(pain, Factor("sleep", made(sleep), cut=short)).findings
    assert (finding.best.shape, finding.best.cut, finding.direction) == (Shape.CUT, short, 1)
    assert finding.contrast.first_days == (sleep[:-1] < 5.5).sum()
    shown = shown_days(
        Outcome("all", made(pain)), Factor("sleep", made(sleep)), finding.best, finding.contrast, period()
    )
    assert sum(day.is_first for day in shown) == finding.contrast.first_days
    assert len(shown) == finding.contrast.days
    assert shown[0].outcome == pain[1]


def test_sleep_of_the_night_before_is_exposure_of_the_day_before():
    sleep = np.random.default_rng(6).normal(7, 1, size=LENGTH)
    # A night that ends on the morning of a day acts on the pain of that day.
    pain = pain_after(np.roll(sleep, -1), effect=-1.0)
    (finding,) = asked(pain, Factor("sleep", made(sleep), night_before=True)).findings
    assert (finding.status, finding.best.horizon) == (Status.LISTED, 1)
    assert finding.best.estimate == pytest.approx(-1.0, abs=0.2)


def test_what_answers_pain_on_the_same_day_is_of_unclear_order():
    """It knows what pain really was, better than what was noted, and so tells of tomorrow as well."""
    statuses = []
    for seed in range(8):
        pain = pain_after(np.zeros(LENGTH), seed, persistence=0.8)
        noted = pain + np.random.default_rng([seed, 8]).normal(size=LENGTH)
        (finding,) = asked(noted, Factor("rest", made(pain))).findings
        statuses.append(finding.status)
    assert set(statuses) == {Status.ORDER_UNCLEAR}


def test_two_that_come_together_overlap_and_name_each_other():
    desk = coin(3)
    breaks = np.where(np.random.default_rng(9).random(LENGTH) < 0.03, 1 - desk, desk)
    walk = coin(4)
    found = asked(
        pain_after(desk - walk),
        Factor("desk", made(desk), True),
        Factor("breaks", made(breaks), True),
        Factor("walk", made(walk), True),
    )
    desk_finding, breaks_finding, walk_finding = found.findings
    assert (breaks_finding.status, breaks_finding.overlaps_with) == (Status.OVERLAPS, "desk")
    assert desk_finding.status is Status.LISTED
    assert walk_finding.status is Status.LISTED


def test_one_and_the_same_factor_twice_overlaps_both_ways():
    desk = coin(3)
    found = asked(pain_after(desk), Factor("a", made(desk), True), Factor("b", made(desk), True))
    assert [(each.status, each.overlaps_with) for each in found.findings] == [
        (Status.OVERLAPS, "b"),
        (Status.OVERLAPS, "a"),
    ]


def test_a_narrow_interval_around_zero_is_little_or_no_effect():
    water = coin(12, 1500)
    pain = pain_after(np.zeros(1500), 2, persistence=0.2)
    (finding,) = asked(pain, Factor("water", made(water), True), length=1500).findings
    assert finding.status is Status.LITTLE_OR_NO_EFFECT
    assert -0.5 < finding.contrast.low < finding.contrast.high < 0.5
    (same,) = asked(pain, Factor("water", made(water), True), length=1500, negligible=None).findings
    assert same.status is Status.NO_CLEAR_LINK


def test_the_family_is_every_factor_of_every_outcome():
    factors = [Factor(str(place), made(coin(place)), True) for place in range(4)]
    outcomes = [Outcome(key, made(pain_after(coin(0), seed))) for seed, key in enumerate(["neck", "back"])]
    found = what_goes_with(outcomes, factors, period())
    assert found.tested == 8
    assert [(each.outcome, each.factor) for each in found.findings] == [
        (outcome, str(place)) for outcome in ("neck", "back") for place in range(4)
    ]


def obstacle_of(factor, pain=None, length=LENGTH, **outcome):
    chosen = pain_after(coin(1)) if pain is None else pain
    (finding,) = asked(chosen, factor, length=length, **outcome).findings
    assert finding.status is Status.NOT_TESTABLE
    assert finding.contrast is finding.best is finding.p is None
    return finding.obstacle


def test_it_says_how_many_days_are_missing():
    pain = pain_after(coin(1))[:52]
    assert obstacle_of(Factor("desk", made(coin(1)), True), pain).missing == 8
    rare = np.ones(LENGTH)
    rare[[20, 50, 80]] = 0.0
    found = obstacle_of(Factor("magnesium", made(rare), True))
    assert (found.reason, found.missing, found.usual) == (Reason.FEW_DAYS_AWAY, 5, 1.0)
    assert found.since == FIRST + 81
    lately = np.where(np.arange(LENGTH) < LENGTH - 31, np.nan, coin(1))
    found = obstacle_of(Factor("coffee", made(lately), True))
    assert (found.reason, found.missing) == (Reason.FEW_PAIRS, 10)


def test_it_says_why_nothing_can_be_said():
    always = np.ones(LENGTH)
    found = obstacle_of(Factor("magnesium", made(always), True))
    assert (found.reason, found.missing, found.since) == (Reason.NEVER_VARIES, 8, FIRST)
    since_may = np.where(np.arange(LENGTH) < 140, 0.0, 1.0)
    found = obstacle_of(Factor("magnesium", made(since_may), True))
    assert (found.reason, found.missing, found.since) == (Reason.NOT_APART, None, FIRST + 140)
    assert obstacle_of(Factor("none", {})).reason is Reason.NEVER_RECORDED
    calm = np.full(LENGTH, 3.0)
    assert obstacle_of(Factor("desk", made(coin(1)), True), calm).reason is Reason.OUTCOME_NEVER_VARIES


def test_a_weekly_habit_cannot_be_told_from_the_week():
    mondays = (np.arange(LENGTH) % 7 == 0) * 1.0
    assert obstacle_of(Factor("run", made(mondays), True)).reason is Reason.NOT_APART


def test_days_outside_the_period_do_not_exist():
    desk, pain = coin(1), pain_after(coin(1))
    whole = what_goes_with([Outcome("all", made(pain))], [Factor("desk", made(desk), True)], period(200))
    cut = what_goes_with(
        [Outcome("all", made(pain[:200]))], [Factor("desk", made(desk[:200]), True)], period(200)
    )
    assert whole == cut


def test_the_page_lists_what_the_array_core_reports():
    for seed in range(4):
        diary = simulate(Scenario("few", factors=10, causes=4, answering=3, lost_days=0.1), 300, seed)
        factors = [
            Factor(str(place), made(column), len(np.unique(column[~np.isnan(column)])) == 2)
            for place, column in enumerate(diary.factors.T)
        ]
        found = asked(diary.pain, *factors)
        listed = [each.status in {Status.LISTED, Status.OVERLAPS} for each in found.findings]
        assert reported_drivers(diary.pain, diary.factors, np.arange(300) % 7) == listed


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], Cut(Relation.AT_MOST, 2)),
        ([0, 0, 0, 0, 5, 6], Cut(Relation.AT_MOST, 0)),
        ([1, 2, 9, 9, 9, 9, 9, 9, 9], Cut(Relation.BELOW, 9)),
        ([3], Cut(Relation.BELOW, 3)),
    ],
)
def test_the_lowest_third(values, expected):
    assert lowest_third(values) == expected


def test_the_name_of_a_factor_changes_nothing():
    desk, walk = coin(1), coin(2)
    found = [
        asked(pain_after(desk), Factor(one, made(desk), True), Factor(other, made(walk), True)).findings
        for one, other in (("a", "b"), ("b", "a"))
    ]
    assert [each.p for each in found[0]] == [each.p for each in found[1]]
    assert [each.contrast for each in found[0]] == [each.contrast for each in found[1]]
