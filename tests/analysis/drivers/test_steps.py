import numpy as np
import pytest

from tests.analysis.drivers.test_findings import FIRST, coin, made, pain_after, period
from tracker.analysis.drivers import confirmation, what_goes_with
from tracker.analysis.drivers.questions import Cut, Factor, Outcome, Relation, Shape
from tracker.analysis.drivers.steps import Confirmation, Seen, Snapshot, Step, is_due, snapshot_of, steps

DESK = Seen("all", "desk", 1, Shape.YES_NO, 1)
NOT_YET = Confirmation()


def nothing_yet(seen, since):
    return NOT_YET


def story(text, confirm=nothing_yet):
    """A character a snapshot: x where desk was listed. The track after the last one."""
    snapshots = [Snapshot(28 * number, (DESK,) if mark == "x" else ()) for number, mark in enumerate(text)]
    (track,) = steps(snapshots, confirm)
    return track


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("x", Step.FIRST_SIGNS),
        ("-x", Step.FIRST_SIGNS),
        ("x-", Step.FIRST_SIGNS),
        ("x-x", Step.FIRST_SIGNS),
        ("xx", Step.SEEN_TWICE),
        ("x-xx", Step.SEEN_TWICE),
        ("xx-", Step.SEEN_TWICE),
        ("xx-x", Step.SEEN_TWICE),
        ("x--", Step.FADED),
        ("xx--", Step.FADED),
        ("xx---", Step.FADED),
        ("x--x", Step.FIRST_SIGNS),
        ("x--xx", Step.SEEN_TWICE),
    ],
)
def test_the_step_after_the_last_look(text, step):
    assert story(text).step is step


def test_one_that_faded_and_comes_back_begins_anew():
    assert (story("xx--x").since, story("xx--").since) == (4 * 28, 0)


def test_it_holds_up_from_the_look_after_the_new_days_said_so():
    def confirm(seen, since):
        return Confirmation(days=60, held_up_on=since + 40)

    assert story("xx", confirm).step is Step.SEEN_TWICE
    assert story("xxx", confirm).step is Step.HELD_UP
    assert story("xxx--", confirm).step is Step.HELD_UP
    assert story("xxx--", confirm).absent == 2
    assert story("xxx--", confirm).last_seen == 2 * 28


def test_new_days_that_come_after_it_faded_change_nothing():
    def confirm(seen, since):
        return Confirmation(held_up_on=since + 100)

    assert story("x--", confirm).step is Step.FADED


def test_the_opposite_direction_is_another_finding():
    other = DESK._replace(direction=-1)
    found = steps([Snapshot(0, (DESK,)), Snapshot(28, (other,)), Snapshot(56, (other,))], nothing_yet)
    assert [(track.first.direction, track.step) for track in found] == [
        (1, Step.FADED),
        (-1, Step.SEEN_TWICE),
    ]


def test_another_shape_or_horizon_is_the_same_finding_asked_as_first_seen():
    later = DESK._replace(horizon=3)
    (track,) = steps([Snapshot(0, (DESK,)), Snapshot(28, (later,))], nothing_yet)
    assert (track.step, track.first) == (Step.SEEN_TWICE, DESK)


def test_worse_days_after_less_are_better_days_after_more():
    short = DESK._replace(shape=Shape.CUT, cut=Cut(Relation.BELOW, 6.0))
    more = DESK._replace(shape=Shape.SLOPE, direction=-1)
    (track,) = steps([Snapshot(0, (short,)), Snapshot(28, (more,))], nothing_yet)
    assert (track.step, track.first) == (Step.SEEN_TWICE, short)


def test_looks_are_four_weeks_apart():
    assert is_due([], 100)
    assert not is_due([Snapshot(100, ())], 127)
    assert is_due([Snapshot(72, ()), Snapshot(100, ())], 128)


def asked(effect, since, length=300, seed=1):
    desk = coin(seed, length)
    pain = pain_after(desk, seed, effect=effect)
    outcome, factor = Outcome("all", made(pain)), Factor("desk", made(desk), True)
    return confirmation(outcome, factor, DESK, FIRST + since, period(length))


def test_a_cause_holds_up_on_the_new_days_alone():
    found = asked(2.0, since=99)
    assert found.days == 199
    assert [look.days for look in found.looks] == [30, 60, 120]
    assert found.held_up_on == FIRST + 100 + 30
    assert found.contrast.days == 199
    assert found.contrast.low < 2.0 < found.contrast.high


def test_what_was_before_has_no_part_in_it():
    desk, pain = coin(1), pain_after(coin(1))
    factor = Factor("desk", made(desk), True)
    before = made(pain)
    changed = {day: (9.0 - value if day < FIRST + 60 else value) for day, value in before.items()}
    found = [
        confirmation(Outcome("all", each), factor, DESK, FIRST + 99, period()) for each in (before, changed)
    ]
    p_values = [[look.p for look in each.looks] for each in found]
    assert p_values[0] == pytest.approx(p_values[1], rel=1e-6)


def test_the_opposite_of_what_was_seen_does_not_hold_up():
    found = asked(-2.0, since=99)
    assert found.held_up_on is None
    assert all(look.p > 0.97 for look in found.looks)


def test_too_few_new_days_say_nothing():
    found = asked(2.0, since=280)
    assert (found.days, found.looks, found.held_up_on, found.contrast) == (18, (), None, None)


def test_chance_seldom_holds_up():
    held = [asked(0.0, since=20, length=290, seed=seed).held_up_on is not None for seed in range(150)]
    # Four looks at .025 each, which lean on one another.
    assert np.mean(held) < 0.12


def test_what_is_listed_is_kept_with_shape_and_horizon():
    desk = coin(1)
    outcome, factor = Outcome("all", made(pain_after(desk))), Factor("desk", made(desk), True)
    null = Factor("water", made(coin(77)), True)
    snapshot = snapshot_of(what_goes_with([outcome], [factor, null], period()), FIRST + 299)
    assert snapshot == Snapshot(FIRST + 299, (DESK,))
