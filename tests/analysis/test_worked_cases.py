import json
from pathlib import Path

import pytest

from tests.analysis.cases import run_case

CASES = json.loads((Path(__file__).parent.parent / "data" / "recurrence_cases.json").read_text("utf-8"))[
    "cases"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_the_engine_says_what_the_worked_case_expects(case):
    assert run_case(case) == case["expected"]
