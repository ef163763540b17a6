"""What goes before worse days, by itself: no database, no server, one core."""

import time
from dataclasses import dataclass

import numpy as np

from tracker.analysis.drivers import reported_drivers

DAYS = 3_652
FACTORS = 40
ROUNDS = 5
BUDGET = 1000.0


@dataclass(frozen=True)
class DriversTime:
    """The least of several runs, in processor time."""

    milliseconds: float
    name: str = f"drivers, ten years x {FACTORS} factors"


def time_drivers(days: int = DAYS, factors: int = FACTORS, rounds: int = ROUNDS) -> DriversTime:
    """Numbers and yes/no factors, one value in ten lost, against three horizons."""
    random = np.random.default_rng(1)
    values = random.normal(size=(days, factors)).round(1)
    values[:, ::3] = values[:, ::3] > 0.5
    values[random.random(values.shape) < 0.1] = np.nan
    pain = random.integers(0, 11, size=days).astype(float)
    took = []
    for _ in range(rounds):
        began = time.process_time()
        reported_drivers(pain, values, np.arange(days) % 7)
        took.append(time.process_time() - began)
    return DriversTime(min(took) * 1000)
