"""Slope and error against the textbook: the whole regression at once, (X'X)^-1 X' diag(e^2 / (1-h)^2) X (X'X)^-1."""

import numpy as np
import pytest

from tracker.analysis.drivers.regression import slope


def textbook(target, exposure, controls):
    design = np.column_stack([exposure, np.ones(len(target)), controls])
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ target
    leverage = np.diagonal(design @ bread @ design.T)
    omitted = (target - design @ coefficients) / (1 - leverage)
    variance = bread @ (design.T * omitted**2) @ design @ bread
    return coefficients[0], np.sqrt(variance[0, 0])


def example(seed=1, rows=120, controls=9):
    random = np.random.default_rng(seed)
    beside = random.normal(size=(rows, controls))
    exposure = beside[:, 0] + random.normal(size=rows)
    target = 0.4 * exposure + beside @ random.normal(size=controls)
    return target + random.normal(size=rows) * (1 + exposure**2), exposure, beside


@pytest.mark.parametrize("seed", range(5))
def test_slope_and_error_are_those_of_the_textbook(seed):
    target, exposure, controls = example(seed)
    found = slope(target, exposure, controls)
    estimate, error = textbook(target, exposure, controls)
    assert found.estimate == pytest.approx(estimate, rel=1e-12)
    assert found.error == pytest.approx(error, rel=1e-12)
    assert found.controls == 10


def test_a_control_said_twice_changes_nothing():
    target, exposure, controls = example()
    twice = np.column_stack([controls, controls[:, 0] + controls[:, 1], np.full(len(target), 7.0)])
    assert slope(target, exposure, twice) == pytest.approx(slope(target, exposure, controls), rel=1e-9)


def test_degrees_of_freedom_are_the_rows_that_carry_the_slope():
    """Of a yes on 10 days of 200 and nothing else: p = .05, r = .95 or -.05."""
    exposure = np.zeros(200)
    exposure[::20] = 1.0
    found = slope(np.random.default_rng(1).normal(size=200), exposure, np.empty((200, 0)))
    squares = 10 * 0.95**2 + 190 * 0.05**2
    fourths = 10 * 0.95**4 + 190 * 0.05**4
    assert found.freedom == pytest.approx(squares**2 / fourths)
    assert found.left == pytest.approx(1.0)


def test_degrees_of_freedom_are_never_more_than_rows_leave():
    target, exposure, controls = example(rows=30, controls=24)
    assert slope(target, exposure, controls).freedom == 30 - 25 - 1


def test_what_the_controls_tell_wholly_has_nothing_left():
    target, _, controls = example()
    found = slope(target, controls @ np.arange(1.0, 10.0), controls)
    assert (found.estimate, found.left, found.t) == (0.0, pytest.approx(0.0), 0.0)


def test_a_perfect_fit_is_infinitely_clear():
    _, exposure, controls = example()
    found = slope(2 * exposure + controls[:, 0], exposure, controls)
    assert found.estimate == pytest.approx(2.0)
    assert found.t > 1e9
    assert found.explained == pytest.approx(1.0)
