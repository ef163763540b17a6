"""What goes with worse days, in words and small pictures."""

import datetime
from dataclasses import replace

import pytest

from tracker.analysis.drivers import findings
from tracker.analysis.drivers.findings import Contrast, Finding, Obstacle, Reason, Status
from tracker.analysis.drivers.questions import Cut, Relation, Shape
from tracker.analysis.drivers.steps import Confirmation, Seen, Step, Track
from tracker.insights.goes_with.lines import Around, line_of, told
from tracker.insights.goes_with.pictures import dot_column, reach_of
from tracker.insights.goes_with.subjects import CHECK_IN, Subject
from tracker.insights.goes_with.words import Asked, Scale, comparison, missing
from tracker.insights.words import text_of

SLEEP, _, STRESS = CHECK_IN
PAIN = Scale("your pain")
CONTRAST = Contrast(1.42, 0.61, 2.1, 0.95, 1, 0, 41, 180, 221)
MAGNESIUM = Subject("m", "Magnesium", "yes_no", builtin="magnesium")


def plain(sentence) -> str:
    return text_of(sentence).replace("\N{NO-BREAK SPACE}", " ")


def test_a_cut_is_said_in_natural_units_with_its_interval_and_its_days():
    asked = Asked(Shape.CUT, 1, Cut(Relation.BELOW, 6))
    assert plain(comparison(SLEEP, asked, CONTRAST, PAIN)) == (
        "On days after less than 6 h of sleep your pain was 1.4 points higher (likely 0.6 to 2.1), "
        "from 41 such days, compared with other days that began alike."
    )


def test_a_slope_is_said_between_two_values_of_the_person():
    contrast = Contrast(-0.9, -1.6, -0.2, 0.9, 7, 3, 30, 40, 120)
    assert plain(comparison(STRESS, Asked(Shape.SLOPE, 2, None), contrast, PAIN)) == (
        "On the second day after stress of 7 or more your pain was about 0.9 points lower "
        "than after 3 or less (likely 0.2 to 1.6), from 120 days."
    )


def test_the_lowest_third_is_told_of_the_days_of_more_as_a_slope_is():
    sitting = Subject("s", "Longest sitting", "minutes", "min", "longest_sitting")
    cut = Cut(Relation.AT_MOST, 70)
    contrast = Contrast(-1.5, -2.4, -0.6, 0.9, 1, 0, 52, 102, 154)
    best = findings.Test(Shape.CUT, cut, 1, -1.5, 0.5, 90, 154, 0.001)
    finding = Finding("pain:all", "s", Status.LISTED, best=best, direction=-1, contrast=contrast)
    line = told(sitting, finding, ())
    assert line.direction == 1
    assert plain(comparison(sitting, line.asked, line.contrast, PAIN)) == (
        "On days after more than 70 min of sitting without a break your pain was 1.5 points higher "
        "(likely 0.6 to 2.4), from 102 such days, compared with other days that began alike."
    )


def test_a_new_episode_is_said_in_percentage_points():
    contrast = Contrast(0.06, -0.01, 0.13, 0.9, 1, 0, 30, 90, 120)
    said = plain(
        comparison(MAGNESIUM, Asked(Shape.YES_NO, 1, None), contrast, Scale("your pain", is_onset=True))
    )
    assert said.startswith(
        "On days after magnesium the chance that a new episode begins was 6 percentage points higher "
        "(likely from 1 lower to 13 higher), from 30 such days"
    )


@pytest.mark.parametrize(
    ("subject", "obstacle", "said"),
    [
        (MAGNESIUM, Obstacle(Reason.FEW_DAYS_AWAY, 5, 1.0), "5 more days without it are needed."),
        (MAGNESIUM, Obstacle(Reason.FEW_DAYS_AWAY, 1, 0.0), "1 more day with it is needed."),
        (
            MAGNESIUM,
            Obstacle(Reason.NEVER_VARIES, 8, 1.0, datetime.date(2026, 5, 2).toordinal()),
            "Yes on every day since 2 May 2026. 8 more days without it are needed.",
        ),
        (
            SLEEP,
            Obstacle(Reason.FEW_DAYS_AWAY, 3, 7.5),
            "3 more days with another value than 7.5 h are needed.",
        ),
        (SLEEP, Obstacle(Reason.FEW_PAIRS, 12), "12 more days with it and pain on a day after are needed."),
        (SLEEP, Obstacle(Reason.NEVER_RECORDED), "Not recorded yet."),
        (STRESS, Obstacle(Reason.NOT_APART), "It cannot be told apart from time, habit or the weekday."),
    ],
)
def test_not_enough_yet_says_exactly_what_is_missing(subject, obstacle, said):
    assert missing(subject, obstacle).replace("\N{NO-BREAK SPACE}", " ") == said


def test_every_reason_has_its_words():
    assert all(missing(SLEEP, Obstacle(reason, 2, 7.0)) for reason in Reason)


def test_all_intervals_of_a_page_share_a_scale_with_zero_in_its_middle():
    reach = reach_of([CONTRAST, Contrast(-2.0, -3.4, -0.6, 0.9, 1, 0, 9, 9, 18)], PAIN)
    assert (reach.most, reach.ends) == (4, ("4 points lower", "4 points higher"))
    assert reach.place(0) == "50.00"
    assert reach.interval(CONTRAST).label == "1.4 points higher, likely 0.6 to 2.1"


def test_every_day_is_one_dot_of_its_row():
    column = dot_column("Days", [0, 0, 3, 10], is_onset=False)
    assert {row.label: row.days for row in column.rows if row.days} == {"0": 2, "3": 1, "10": 1}
    assert [row.dots.count("M") for row in column.rows] == [row.days for row in column.rows]
    assert column.mean == "3.2 on average"


HELD = Track(
    first=Seen("pain:all", "m", 1, Shape.YES_NO, 1),
    since=739_000,
    last_seen=739_200,
    step=Step.HELD_UP,
    absent=0,
    confirmation=Confirmation(63, (), 739_100, replace(CONTRAST, points=0.8, low=0.2, high=1.4)),
)


def line(finding: Finding, *tracks: Track):
    each = told(MAGNESIUM, finding, tracks)
    around = Around({}, PAIN, reach_of([CONTRAST], PAIN), 12, 739_260)
    return each, line_of(each, around)


def test_what_held_up_is_told_of_its_new_days_alone():
    best = findings.Test(Shape.YES_NO, None, 1, 1.4, 0.3, 90, 221, 0.001)
    finding = Finding("pain:all", "m", Status.LISTED, best=best, direction=1, contrast=CONTRAST)
    each, said = line(finding, HELD)
    assert plain(said.sentence).startswith(
        "On days after magnesium your pain was 0.8 points higher (likely 0.2 to 1.4)"
    )
    assert plain(said.beside[0]).startswith("It held up on 63 new days since ")
    assert (each.is_listed, said.step.name, said.step.pips) == (True, "Held up", [True, True, True])


def test_what_held_up_stays_listed_when_one_look_does_not_find_it():
    finding = Finding("pain:all", "m", Status.NO_CLEAR_LINK, direction=1, contrast=CONTRAST)
    each, said = line(finding, replace(HELD, absent=1))
    assert (each.is_listed, each.direction) == (True, 1)
    assert plain(said.beside[-1]).startswith("Last seen at the look of ")


def test_what_faded_is_no_longer_listed_and_says_when_it_was_seen():
    best = findings.Test(Shape.YES_NO, None, 1, 0.4, 0.3, 90, 221, 0.2)
    weak = replace(CONTRAST, points=0.4, low=-0.1, high=0.9)
    finding = Finding("pain:all", "m", Status.NO_CLEAR_LINK, best=best, direction=1, contrast=weak)
    each, said = line(finding, replace(HELD, step=Step.FADED, absent=2, confirmation=Confirmation()))
    assert not each.is_listed
    assert said.step.name == "Faded"
    assert plain(said.sentence) == (
        "No clear link yet. On days after magnesium your pain was anywhere from 0.1 points lower to 0.9 higher, "
        "from 221 days."
    )
    assert plain(said.beside[0]).endswith(", then faded.")


def test_little_or_no_effect_says_how_much_at_most():
    best = findings.Test(Shape.YES_NO, None, 1, 0.1, 0.2, 90, 221, 0.7)
    small = replace(CONTRAST, points=0.1, low=-0.2, high=0.4)
    finding = Finding("pain:all", "m", Status.LITTLE_OR_NO_EFFECT, best=best, direction=1, contrast=small)
    assert plain(line(finding)[1].sentence) == (
        "Little or no effect on next-day pain (at most 0.4 points either way), from 221 days."
    )


def test_what_a_trial_would_compare_are_the_two_kinds_of_days_of_the_line():
    best = findings.Test(Shape.YES_NO, None, 1, 1.4, 0.3, 90, 221, 0.001)
    finding = Finding("pain:all", "m", Status.LISTED, best=best, direction=1, contrast=CONTRAST)
    assert line(finding)[1].to_test == ("Magnesium", "Without magnesium")
    unknown = Finding("pain:all", "m", Status.NOT_TESTABLE)
    assert line(unknown)[1].to_test == ("Magnesium", "Without magnesium")
