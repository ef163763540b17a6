"""Pain in many places: parts of the body in each of the last twelve weeks."""

import pytest

from tracker.analysis.many_areas import ManyAreas, many_areas

AS_OF = 1000
PARTS = ("left upper", "right upper", "left lower", "right lower", "axis")
PLACES = {part: (f"area {part}", part) for part in PARTS}
ACTIVE_MIN = dict.fromkeys([*PARTS, "jaw"], 3.0)


def found(weeks: dict[str, range], pain: float = 3, day_of_week: int = 0) -> ManyAreas:
    """One painful day in each of those weeks, counted back from the last one (0)."""
    series = {spot: {AS_OF - 7 * week - day_of_week: pain for week in back} for spot, back in weeks.items()}
    return many_areas(series, PLACES, ACTIVE_MIN, AS_OF)


def test_four_parts_in_nine_of_twelve_weeks_are_many():
    assert found(dict.fromkeys(PARTS[:4], range(9))).for_months
    assert found(dict.fromkeys(PARTS[1:], range(3, 12))).for_months


def test_eight_weeks_or_three_parts_are_not_many():
    assert found(dict.fromkeys(PARTS[:4], range(8))).weeks == 8
    assert not found(dict.fromkeys(PARTS[:4], range(8))).for_months
    assert not found(dict.fromkeys(PARTS[:3], range(12))).for_months


def test_the_four_parts_may_be_others_each_week():
    weeks = {part: [week for week in range(12) if week % 5 != number] for number, part in enumerate(PARTS)}
    assert found(weeks).weeks == 12


@pytest.mark.parametrize(("day_of_week", "now"), [(0, 1), (6, 1), (7, 0), (-1, 0)])
def test_the_last_week_is_seven_days_with_the_last_day(day_of_week, now):
    assert found({"axis": range(1)}, day_of_week=day_of_week).now == now


def test_a_day_counts_from_the_spots_own_threshold_on():
    assert found({"axis": range(12)}, pain=2).now == 0
    assert many_areas({"axis": {AS_OF: 2}}, PLACES, {**ACTIVE_MIN, "axis": 2}, AS_OF).now == 1


def test_what_lies_in_no_part_is_an_area_still():
    places = {"jaw": ("left jaw", None), "axis": ("neck", "axis")}
    series = {"jaw": {AS_OF: 5.0}, "axis": {AS_OF - 3: 5.0}, "scalp": {AS_OF: 9.0}}
    both = many_areas(series, places, ACTIVE_MIN, AS_OF)
    assert both.areas == ("left jaw", "neck")
    assert both.parts[0] == ("axis",)


def test_an_empty_diary_has_no_painful_part():
    assert many_areas({}, PLACES, ACTIVE_MIN, AS_OF) == ManyAreas((), ((),) * 12)
