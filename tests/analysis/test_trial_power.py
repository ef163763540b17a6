import pytest

from tools.trial_power import LENGTHS, PAIRS, RATIOS, WASHES, episode_power, power
from tracker.analysis.trial_power import TYPICAL_SPREAD, own_spread, power_of_episodes, power_of_periods
from tracker.analysis.trial_words import Often, often

# Pairs, length and wash; the type I error and the power at 1.0, 1.5 and 2.0 points that are stated for them.
STATED = [
    ((4, 7, 2), (0, 0, 0, 0)),
    ((6, 7, 2), (0.03, 0.11, 0.24, 0.37)),
    ((8, 3, 1), (0.03, 0.12, 0.25, 0.41)),
    ((8, 4, 1), (0.03, 0.16, 0.30, 0.52)),
    ((10, 4, 1), (0.04, 0.21, 0.44, 0.65)),
    ((12, 3, 1), (0.03, 0.16, 0.41, 0.63)),
    ((8, 7, 2), (0.05, 0.28, 0.49, 0.76)),
    ((14, 3, 1), (0.04, 0.24, 0.49, 0.76)),
]
DIFFERENCES = (0, 1, 1.5, 2)


@pytest.mark.parametrize(("design", "stated"), STATED)
def test_simulated_trials_give_the_stated_power_and_the_table_holds_it(design, stated):
    simulated = [power(*design, difference, trials=800) for difference in DIFFERENCES]
    assert simulated == pytest.approx(stated, abs=0.07)
    assert simulated[0] <= 0.05 + 2 * (0.05 * 0.95 / 800) ** 0.5
    tabled = [power_of_periods(*design, difference) for difference in DIFFERENCES]
    assert tabled == pytest.approx(stated, abs=0.055)
    assert tabled == pytest.approx(simulated, abs=0.06)


def test_with_8_pairs_a_difference_of_2_points_is_noticed_about_half_of_the_time():
    assert often(power_of_periods(8, 4, 1, 2)) is Often.HALF
    assert often(power_of_periods(8, 4, 1, 1)) is Often.QUARTER
    assert often(power_of_periods(5, 4, 1, 9)) is Often.HARDLY_EVER


def test_every_number_of_the_plan_changes_the_power():
    here = power_of_periods(8, 4, 1, 2)
    assert power_of_periods(9, 4, 1, 2) > here
    assert power_of_periods(8, 5, 1, 2) > here
    assert power_of_periods(8, 4, 1, 2.1) > here
    assert power_of_periods(8, 4, 0, 2) != here != power_of_periods(8, 4, 2, 2)
    assert power_of_periods(8, 4, 1, -2) == here
    # More pairs beat longer periods: 84 days against 84.
    assert power_of_periods(14, 3, 1, 2) > power_of_periods(6, 7, 2, 2)


def test_power_never_falls_where_there_is_more_to_see():
    for length in LENGTHS:
        for wash in (each for each in WASHES if each < length):
            for pairs in PAIRS:
                row = [power_of_periods(pairs, length, wash, step / 4) for step in range(20)]
                assert row == sorted(row)
                assert row[0] <= 0.05 + 3 * (0.05 * 0.95 / 4000) ** 0.5


@pytest.mark.parametrize(
    ("design", "difference"), [((9, 4, 1), 1.2), ((11, 9, 1), 1.7), ((13, 5, 2), 1.25), ((7, 11, 3), 1.8)]
)
def test_between_the_simulated_designs_power_is_right_to_a_twentieth(design, difference):
    simulated = power(*design, difference, trials=2000, seed=5)
    assert power_of_periods(*design, difference) == pytest.approx(simulated, abs=0.05)


def test_a_person_whose_pain_goes_up_and_down_more_notices_less():
    calm, typical, wild = (power_of_periods(8, 4, 1, 2, spread) for spread in (1.1, TYPICAL_SPREAD, 2.4))
    assert calm > typical > wild
    assert typical == power_of_periods(8, 4, 1, 2)
    assert power_of_periods(8, 4, 1, 1, TYPICAL_SPREAD / 2) == pytest.approx(typical)
    assert power_of_periods(8, 4, 1, 2, 0) == power_of_periods(8, 4, 1, 2, 0.8)


def test_the_spread_of_own_days_needs_four_weeks():
    assert own_spread({day: float(day % 2) for day in range(27)}) is None
    assert own_spread({day: float(day % 2) for day in range(28)}) == 0.5


def test_episodes():
    assert power_of_episodes(10, 2) == power_of_episodes(10, 0.5) == pytest.approx(0.20, abs=0.03)
    assert power_of_episodes(20, 4) == pytest.approx(0.91, abs=0.03)
    assert power_of_episodes(5, 4) == 0
    assert power_of_episodes(11, 2) > power_of_episodes(10, 2)
    for blocks in (6, 10, 30):
        row = [power_of_episodes(blocks, ratio) for ratio in RATIOS]
        assert row == sorted(row)
    assert power_of_episodes(14, 1.7) == pytest.approx(episode_power(14, 1.7, trials=800), abs=0.05)


def test_beyond_the_table_the_nearest_design_stands():
    assert power_of_periods(40, 4, 1, 2) == power_of_periods(24, 4, 1, 2)
    assert power_of_periods(8, 4, 1, 9) == power_of_periods(8, 4, 1, 4)
    assert power_of_periods(8, 28, 1, 1) == power_of_periods(8, 14, 1, 1)


def test_what_is_no_plan_has_no_power():
    for length, wash in ((4, 4), (4, -1), (14, 9)):
        with pytest.raises(ValueError):
            power_of_periods(8, length, wash, 2)
    with pytest.raises(ValueError):
        power_of_episodes(8, 0)
