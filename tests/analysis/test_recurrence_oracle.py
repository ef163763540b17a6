"""The engine against a second, brute-force reading of the same definitions."""

import os

import pytest

from tests.analysis.cases import run_case
from tests.analysis.oracle import oracle
from tests.analysis.random_diaries import random_case
from tests.analysis.test_worked_cases import CASES
from tests.examples import examples

DIARIES = int(os.environ.get("RANDOM_DIARIES") or examples(10_000, part=4_000))


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["kind"] == "diary"],
    ids=lambda case: f"{case['id']} {case['title']}",
)
def test_the_oracle_says_what_the_worked_case_expects(case):
    assert oracle(case) == case["expected"]


@pytest.mark.parametrize("part", range(4))
def test_engine_and_oracle_agree_on_random_diaries(part):
    for seed in range(part, DIARIES, 4):
        case = random_case(seed)
        assert run_case(case) == oracle(case), case
