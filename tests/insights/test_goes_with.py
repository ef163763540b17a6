"""What goes with worse days: when a diary is looked at, what is kept, and what is said of the sample diary."""

import datetime
from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest

from tests.addresses import TODAY
from tracker.analysis.drivers.findings import Status
from tracker.analysis.drivers.questions import Cut, Relation
from tracker.analysis.drivers.steps import Step
from tracker.changes.sample import fill
from tracker.insights.goes_with.choice import read_choice
from tracker.insights.goes_with.days import days_page_of
from tracker.insights.goes_with.page import page_of
from tracker.insights.goes_with.stored import as_looked, as_plain
from tracker.insights.words import text_of
from tracker.models import CheckIn, Factor, FactorReading, FindingsSnapshot, Person, Rating, TreatedSpot
from tracker.recurrence import forget


@pytest.fixture
def diarist(db: None) -> Person:
    """The sample diary of nine months."""
    person = Person.objects.create_user("sampled", password="correct horse battery", is_sample=True)
    fill(person, TODAY)
    person.refresh_from_db()
    return person


def plain(sentence) -> str:
    return text_of(sentence).replace("\N{NO-BREAK SPACE}", " ")


def test_the_sample_diary_names_what_is_true_in_it_and_nothing_else(diarist: Person):
    page = page_of(diarist, {}, TODAY)
    assert [line.name for line in page.lists.worse] == ["Longest sitting without a break"]
    assert [line.name for line in page.lists.better] == ["Sleep"]
    assert page.lists.together == []
    assert {line.name for line in page.lists.rest} == {
        "Sleep quality", "Stress", "Desk hours", "Activity", "Water", "Magnesium", "Screen and phone", "Coffee",
    }  # fmt: skip
    assert page.foot == "10 things were checked. Of those listed above about 1 in 10 may be chance."


def test_what_is_to_be_tested_is_said_in_full(diarist: Person):
    page = page_of(diarist, {}, TODAY)
    to_test = {line.name: line.to_test for line in (*page.lists.worse, *page.lists.better, *page.lists.rest)}
    plain = {
        name: [each.replace("\N{NO-BREAK SPACE}", " ") for each in both] for name, both in to_test.items()
    }
    assert plain["Sleep"] == ["8 h or more of sleep", "6.25 h or less of sleep"]
    assert plain["Stress"] == ["Stress of 5 or more", "Stress of 2 or less"]
    assert plain["Magnesium"] == ["Magnesium", "Without magnesium"]


def test_the_plain_days_are_those_of_the_diary(diarist: Person):
    """Counted once more from the rows themselves."""
    factor = Factor.objects.for_user(diarist).get(builtin="longest_sitting")
    shown = days_page_of(diarist, {"about": str(factor.public_id)}, TODAY)
    rows = FactorReading.objects.for_user(diarist).filter(factor=factor)
    sitting = {row.date: float(row.value) for row in rows}
    pain = worst_by_day(diarist)
    line = next(line for line in shown.page.told if line.subject.key == str(factor.public_id))
    pairs = [
        (value, pain[later])
        for date, value in sitting.items()
        if (later := date + datetime.timedelta(days=1)) in pain and later < TODAY
    ]
    long = [later for value, later in pairs if value >= line.contrast.first_value]
    short = [later for value, later in pairs if value <= line.contrast.other_value]
    assert [column.days for column in shown.columns] == [len(long), len(short)]
    assert [column.mean for column in shown.columns] == [
        f"{fmean(long):.1f} on average",
        f"{fmean(short):.1f} on average",
    ]
    assert shown.between == len(pairs) - len(long) - len(short)
    values = sorted(value for value, _ in pairs)
    assert line.contrast.first_value == values[int(np.ceil(0.8 * len(values))) - 1]
    assert shown.rows[0][0].then - shown.rows[0][0].date == datetime.timedelta(days=1)


def test_the_printed_number_is_that_of_a_plain_regression(diarist: Person):
    """Sitting and pain a day later, with every control written out, and its interval by HC3."""
    from scipy import stats  # slow to load, so not by every test process

    factor = Factor.objects.for_user(diarist).get(builtin="longest_sitting")
    page = page_of(diarist, {}, TODAY)
    (told,) = [each for each in page.told if each.subject.key == str(factor.public_id)]
    found = told.contrast
    pain = {date.toordinal(): value for date, value in worst_by_day(diarist).items() if date < TODAY}
    rows = FactorReading.objects.for_user(diarist).filter(factor=factor)
    sitting = {row.date.toordinal(): float(row.value) for row in rows}
    first = CheckIn.objects.for_user(diarist).earliest("date").date.toordinal()
    days = [day for day in range(first, TODAY.toordinal() - 1) if day in sitting and day + 1 in pain]
    assert sum(day not in pain for day in days) < 0.02 * len(days), "or that would be a control as well"
    design = np.array(
        [
            [
                sitting[day],
                *recent(pain, day, first),
                *recent(sitting, day - 1, first),
                *(float(datetime.date.fromordinal(day + 1).weekday() == each) for each in range(1, 7)),
                day - first,
                1.0,
            ]
            for day in days
        ]
    )
    target = np.array([pain[day + 1] for day in days])
    solved = np.linalg.lstsq(design, target, rcond=None)[0]
    error = hc3_error(design, target - design @ solved)
    others = design[:, 1:]
    rest = design[:, 0] - others @ np.linalg.lstsq(others, design[:, 0], rcond=None)[0]
    freedom = min(len(days) - design.shape[1], (rest**2).sum() ** 2 / (rest**4).sum())
    distance = found.first_value - found.other_value
    reach = stats.t.ppf(0.5 + found.level / 2, freedom) * error * distance
    assert found.level == pytest.approx(1 - 0.10 * 2 / 10)
    assert found.points == pytest.approx(solved[0] * distance)
    assert (found.low, found.high) == pytest.approx((found.points - reach, found.points + reach))


def hc3_error(design, left) -> float:
    """Standard error of the first column."""
    inverse = np.linalg.inv(design.T @ design)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    return float(np.sqrt((inverse @ (design.T * (left / (1 - leverage)) ** 2) @ design @ inverse)[0, 0]))


def recent(series: dict[int, float], day: int, first: int) -> list[float]:
    """The value, the mean of seven days and of 28 days up to `day`; unknown ones as the next wider mean."""
    if day < first:
        return [fmean(series.values())] * 3
    wider, means = fmean(series.values()), []
    for length in (28, 7, 1):
        known = [series[each] for each in range(max(first, day - length + 1), day + 1) if each in series]
        wider = fmean(known) if known else wider
        means.append(wider)
    return means


def worst_by_day(person: Person) -> dict[datetime.date, float]:
    """Worst pain of a day: ratings, pain before a treatment, and 0 on a completed day without either."""
    pain: dict[datetime.date, float] = {}
    noted = [*Rating.objects.for_user(person).values_list("date", "pain")]
    noted += TreatedSpot.objects.for_user(person).values_list("treatment__date", "pain_before")
    for date, value in noted:
        if value is not None:
            pain[date] = max(pain.get(date, 0.0), float(value))
    for date in (
        CheckIn.objects.for_user(person).filter(completed_at__isnull=False).values_list("date", flat=True)
    ):
        pain.setdefault(date, 0.0)
    return pain


def test_a_night_counts_for_the_morning_on_which_it_was_written_down(diarist: Person):
    shown = days_page_of(diarist, {"about": "sleep_hours"}, TODAY)
    assert shown.lag == "on the same day"
    row = shown.rows[0][0]
    assert row.date == row.then
    hours = CheckIn.objects.for_user(diarist).get(date=row.date).sleep_hours
    assert row.value == f"{float(hours):g}\N{NO-BREAK SPACE}h"


def looks(person: Person) -> list[datetime.date]:
    return list(FindingsSnapshot.objects.for_user(person).values_list("date", flat=True))


def test_a_diary_is_looked_at_once_in_28_days(diarist: Person):
    for days in (0, 1, 27, 28, 40):
        page_of(diarist, {}, TODAY + datetime.timedelta(days=days))
    assert looks(diarist) == [TODAY, TODAY + datetime.timedelta(days=28)]


def test_between_two_looks_the_page_stays_as_it_was(diarist: Person):
    before = page_of(diarist, {}, TODAY).lists
    Rating.objects.for_user(diarist).update(pain=1)
    forget()
    assert page_of(diarist, {}, TODAY + datetime.timedelta(days=27)).lists == before


def test_what_is_kept_is_read_as_it_was_found(diarist: Person):
    found = page_of(diarist, {}, TODAY).view.looked
    kept = FindingsSnapshot.objects.for_user(diarist).get()
    assert found is not None
    again = as_looked(TODAY.toordinal(), kept.content)
    assert again.tracks == found.tracks
    assert again.cuts == found.cuts
    assert again.findings == replace(
        found.findings, findings=tuple(replace(each, tests=()) for each in found.findings.findings)
    )
    assert as_plain(again).items() <= kept.content.items()


def test_a_finding_goes_from_first_signs_to_one_that_held_up(diarist: Person):
    """Looked at while the diary grows: the last days are hidden by the day on which the page is opened."""
    start = TODAY - datetime.timedelta(days=28 * 7)
    steps = []
    for look in range(8):
        day = start + datetime.timedelta(days=28 * look)
        told = {each.subject.key: each for each in page_of(diarist, {}, day).told}
        track = told["sleep_hours"].track
        steps.append(track.step if track else None)
    assert steps[-1] is Step.HELD_UP
    order = [None, Step.FIRST_SIGNS, Step.SEEN_TWICE, Step.HELD_UP]
    assert [order.index(step) for step in steps] == sorted(order.index(step) for step in steps)
    (line,) = [line for line in page_of(diarist, {}, TODAY).lists.better if line.key == "sleep_hours"]
    assert "It held up on" in plain(line.beside[0])
    assert not plain(line.sentence).startswith("First signs")


def test_the_same_days_are_split_the_same_way_at_every_look(diarist: Person):
    first = page_of(diarist, {}, TODAY - datetime.timedelta(days=56)).view.looked
    later = page_of(diarist, {}, TODAY).view.looked
    assert first is not None
    assert later is not None
    assert first.cuts.items() <= later.cuts.items()
    assert later.cuts["sleep_hours"] == Cut(Relation.BELOW, 6.0)


def test_a_factor_that_came_into_use_since_the_look_waits_for_the_next(diarist: Person):
    page_of(diarist, {}, TODAY)
    Factor.objects.create(person=diarist, name="Piano", kind="minutes", unit="min")
    lines = {line.name: plain(line.sentence) for line in page_of(diarist, {}, TODAY).lists.rest}
    assert lines["Piano"] == "Not looked at yet."


def test_a_look_that_could_test_nothing_is_not_kept(diarist: Person):
    page = page_of(diarist, {"what": "new", "of": spot_keys(diarist)[1]}, TODAY)
    assert page.is_waiting_for_events
    assert page.missing_days == 10
    assert looks(diarist) == []


def spot_keys(person: Person) -> list[str]:
    return [place.key for place in read_choice(person, {}).places if place.group == "Spots"]


def test_overlaps_and_an_unclear_order_stand_in_their_own_list(diarist: Person):
    page_of(diarist, {}, TODAY)
    kept = FindingsSnapshot.objects.for_user(diarist).get()
    for each in kept.content["findings"]:
        if each["status"] == Status.LISTED.value:
            is_sleep = each["factor"] == "sleep_hours"
            each["status"] = (Status.ORDER_UNCLEAR if is_sleep else Status.OVERLAPS).value
            each["overlaps_with"] = None if is_sleep else "stress"
    FindingsSnapshot.objects.for_user(diarist).update(content=kept.content)
    lists = page_of(diarist, {}, TODAY).lists
    assert (lists.worse, lists.better) == ([], [])
    assert {plain(line.sentence) for line in lists.together} == {
        "Sleep and pain move together on the same day. Pain may be the reason, not the result.",
        "Longest sitting without a break and stress come together; they cannot be told apart yet.",
    }


def test_nothing_is_said_that_may_not_be_said(diarist: Person):
    page = page_of(diarist, {}, TODAY)
    said = " ".join(
        plain(sentence)
        for group in (page.lists.worse, page.lists.better, page.lists.rest)
        for line in group
        for sentence in (line.sentence, *line.beside)
    ).lower()
    assert not any(word in said for word in ("cause", "work", "significan", "risk", "abnormal", "!"))
