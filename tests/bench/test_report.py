import json

import pytest

from bench.__main__ import GROUPS, asked_for
from bench.report import MISSED, Row, not_measured, table, verdict, write


@pytest.mark.parametrize(
    ("figure", "options", "passed"),
    [
        (60.0, {"floor": 10.0, "budget": 6}, True),
        (60.1, {"floor": 10.0, "budget": 6}, False),
        (5.0, {"budget": 5}, True),
        (5.1, {"budget": 5}, False),
        (25.0, {"floor": 100.0, "budget": 0.25, "at_least": True}, True),
        (24.9, {"floor": 100.0, "budget": 0.25, "at_least": True}, False),
        (1.0, {"floor": 10.0, "budget": 6, "queries": 14, "most_queries": 13}, False),
        (1.0, {"queries": 13, "most_queries": 13}, True),
        (99.0, {"floor": 1.0}, None),
    ],
)
def test_a_budget_is_of_the_ratio_where_there_is_a_floor(figure, options, passed):
    assert Row("pages", "Today", figure, "ms", **options).passed is passed


def test_one_budget_that_is_missed_fails_the_run():
    kept, missed, none = (
        Row("g", "a", 1.0, "s", budget=5),
        Row("g", "b", 6.0, "s", budget=5),
        Row("g", "c", 9.0, "s"),
    )
    assert verdict([kept, none]) == 0
    assert verdict([kept, missed, none]) == 1
    assert verdict([kept, not_measured("load", ValueError("/ answered 500"))]) == 1


def test_the_table_and_the_file_say_the_same(tmp_path):
    rows = [
        Row("pages", "Today", 70.0, "ms", "unchanged", floor=10.0, budget=6, database="sqlite"),
        Row("service", "memory, idle", 200.0, "MB", budget=250, database="sqlite"),
    ]
    shown = table(rows)
    assert [line for line in shown.splitlines() if MISSED in line] == [
        line for line in shown.splitlines() if "Today" in line
    ]
    assert "1 of 2 budgets kept." in shown
    write(rows, tmp_path / "bench.json")
    told = json.loads((tmp_path / "bench.json").read_text())
    assert [(each["what"], each["ratio"], each["passed"]) for each in told] == [
        ("Today", 7.0, False),
        ("memory, idle", None, True),
    ]


def test_a_quick_run_leaves_out_what_takes_long_unless_it_is_named():
    assert asked_for([]).groups == list(GROUPS)
    assert "imports" not in asked_for(["--quick"]).groups
    assert asked_for(["--quick", "imports"]).groups == ["imports"]
    with pytest.raises(SystemExit):
        asked_for(["pagse"])
