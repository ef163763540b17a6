"""What holds for every diary, whatever is in it."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.analysis.cases import run_case
from tests.analysis.random_diaries import random_case
from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, SpotRecord, TreatmentRecord
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.rules import Rules

Case = dict[str, Any]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Each with its last day written down."""
    made = [random_case(seed) for seed in range(50_000, 50_600)]
    return [{"as_of": _last_day(case)} | case for case in made]


def _last_day(case: Case) -> int:
    return max(len(spot["pain"]) for spot in case["spots"]) - 1


def _changed(case: Case, change: Callable[[Case], Case]) -> Case:
    return case | {"spots": [spot | change(spot) for spot in case["spots"]]}


def test_days_after_the_day_asked_for_do_not_exist(cases):
    for case in cases:
        end = case["as_of"] + 1
        cut = _changed(
            case,
            lambda spot, end=end: {
                "pain": spot["pain"][:end],
                "treat": {day: kinds for day, kinds in spot["treat"].items() if int(day) < end},
            },
        )
        assert run_case(case) == run_case(cut), case


def test_unknown_days_at_the_end_start_no_episode_and_lengthen_no_time_away(cases):
    for case in cases:
        last_day = _last_day(case)
        now, later = run_case(case | {"as_of": last_day}), run_case(case | {"as_of": last_day + 9})
        for key, before in now.items():
            after = later[key]
            assert after["durability"] == before["durability"], case
            for old, new in zip(before["episodes"], after["episodes"], strict=True):
                assert new == old or (old["status"] == "ongoing" and new == old | {"status": "lost"}), case
            for old, new in zip(before["sessions"], after["sessions"], strict=True):
                assert new == old or old["outcome"] == "pending", case


def test_shifting_all_dates_shifts_the_dates_and_nothing_else(cases):
    for case in cases:
        by = 1 + len(case["spots"][0]["pain"])
        shifted = _changed(
            case,
            lambda spot, by=by: {
                "pain": "." * by + spot["pain"],
                "treat": {str(int(day) + by): kinds for day, kinds in spot["treat"].items()},
            },
        )
        found = run_case(shifted | {"as_of": case["as_of"] + by})
        assert _dated_back(found, by) == run_case(case), case


def _dated_back(found: Any, by: int) -> Any:
    dates = ("start", "last_active", "relief_day", "origin_day", "day")
    if isinstance(found, list):
        return [_dated_back(each, by) for each in found]
    if not isinstance(found, dict):
        return found
    return {
        key: value - by if key in dates and value is not None else _dated_back(value, by)
        for key, value in found.items()
    }


def test_what_is_said_of_a_spot_does_not_depend_on_other_spots_but_for_spread(cases):
    for case in cases:
        together = run_case(case)
        for spot in case["spots"]:
            alone = run_case(case | {"spots": [spot]})[spot["id"]]
            beside = together[spot["id"]]
            alone["flags"]["spread"] = beside["flags"]["spread"]
            assert alone == beside, case


def test_more_logging_never_takes_a_return_away(cases):
    """Whatever pain unknown days are filled with: a day on which the spot was back stays one, and no return is lost.

    The return itself may turn out to have been earlier, and there may have been others.
    """
    rng = random.Random(1)
    for case in cases:
        before, after = run_case(case), run_case(_filled(case, rng))
        for key, known in before.items():
            returns, after_returns = _returns(known), _returns(after[key])
            assert len(after_returns) >= len(returns), case
            for one in returns:
                assert any(each["start"] <= one["start"] <= each["last_active"] for each in after_returns), (
                    case
                )


def _filled(case: Case, rng: random.Random) -> Case:
    """With some unknown days filled in, inside the diary of a spot or after its end."""
    share = rng.choice((0.1, 0.5, 1))
    days = case["as_of"] + 1

    def fill(spot: Case) -> Case:
        written = spot["pain"].ljust(days, ".")
        return {
            "pain": "".join(
                rng.choice("000002236X") if day == "." and rng.random() < share else day for day in written
            )
        }

    return _changed(case, fill)


def _returns(found: Case) -> list[Case]:
    return [each for each in found["episodes"] if each["origin"] == "return"]


def test_filling_the_days_before_a_return_narrows_it_down_until_it_is_exact(cases):
    rng = random.Random(2)
    narrowed = 0
    for case in cases:
        before = run_case(case)
        for spot in case["spots"]:
            for record in before[spot["id"]]["durability"]:
                earliest, latest = record["free_days"]
                if latest is None or earliest == latest:
                    continue
                narrowed += 1
                relief_day = record["relief_day"]
                unknown = range(relief_day + earliest, relief_day + latest)
                letters = list(spot["pain"])
                for day in unknown:
                    letters[day] = rng.choice("0127")
                filled = {"pain": "".join(letters)}
                after = run_case(_changed(case, lambda one, of=spot, new=filled: new if one is of else {}))
                low, high = _record_of(after[spot["id"]], relief_day)["free_days"]
                assert earliest <= low == high <= latest, case
    assert narrowed > 50


def _record_of(found: Case, relief_day: int) -> Case:
    (record,) = [each for each in found["durability"] if each["relief_day"] == relief_day]
    return record


def _years(years: int) -> Diary:
    rng, days = random.Random(3), 365 * years
    pain = [rng.choice((0, 0, 0, 2, 6)) for _ in range(days)]
    return Diary(
        spots=(SpotRecord("a", "trapezius", "left", 0),),
        check_ins=tuple(CheckInRecord(day, completed=True) for day in range(days)),
        ratings=tuple(RatingRecord("a", day, value) for day, value in enumerate(pain) if day % 3),
        treatments=tuple(TreatmentRecord(day, "a", "heat") for day, value in enumerate(pain) if value == 6),
    )


def _least_seconds(diary: Diary) -> float:
    took = []
    for _ in range(3):
        began = time.process_time()
        recurrence_of(diary, diary.check_ins[-1].day, Rules(), {})
        took.append(time.process_time() - began)
    return min(took)


def test_the_cost_grows_linearly_with_the_diary():
    """Sixteen times the days: sixteen times the cost, or 256 times if it were quadratic."""
    assert _least_seconds(_years(64)) < 48 * _least_seconds(_years(4))
