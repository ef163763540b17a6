"""How often a planned experiment would notice a difference: simulates it, and writes the table that the planner reads.

`python -m tools.trial_power` prints the simulated figures of the designs that the notes name; with `--write` it makes
`tracker/analysis/data/trial_power.json` anew, byte for byte the same from the same seed and numpy.

The diary of periods: what the person feels on a day is 0.6 of yesterday's distance from their usual level plus a new
part with a standard deviation of 1.3 points; the condition's effect comes and goes by half of what is missing each
day; values are rounded to whole points from 0 to 10, and one day in ten is not logged. The episodes of a spot: days to
return by a Weibull law of shape 0.9, rounded up, followed for 28 days at most.
"""

import json
import sys
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tools.steps import ROOT
from tracker.analysis.comparison import log_rank_scores

Array = npt.NDArray[Any]
TARGET = ROOT / "tracker" / "analysis" / "data" / "trial_power.json"
SEED = 20160412
TRIALS = 4000
EPISODE_TRIALS = 2000

PAIRS = (6, 7, 8, 9, 10, 12, 14, 16, 20, 24)
LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14)
WASHES = (0, 1, 2, 3)
DIFFERENCES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
BLOCKS = (6, 8, 10, 12, 15, 20, 25, 30)
RATIOS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
SHORTER_MEDIAN = 6.0
FOLLOWED = 28.0

# pairs, length, wash: the designs whose power stands in docs/trials.md.
PRINTED = ((4, 7, 2), (6, 7, 2), (8, 3, 1), (8, 4, 1), (10, 4, 1), (12, 3, 1), (8, 7, 2), (14, 3, 1))
# Above so many pairs the patterns of signs are drawn.
EXACT = 14
PATTERNS = 4096
NOTICED_AT = 0.05


@dataclass(frozen=True)
class Person:
    """How the made-up person's pain goes."""

    usual: float = 5.0
    stays: float = 0.6
    spread: float = 1.3
    builds_up: float = 0.5
    missing: float = 0.1


def days_of_trials(
    rng: np.random.Generator, pairs: int, length: int, trials: int, person: Person
) -> tuple[Array, Array, Array, Array]:
    """What would be felt without an effect (trials, days); the share of the effect that is on; known; B first."""
    b_first = rng.integers(0, 2, (trials, pairs))
    on = np.stack([b_first, 1 - b_first], axis=2).reshape(trials, 2 * pairs).repeat(length, axis=1)
    fresh = rng.normal(0, person.spread, on.shape)
    away = rng.normal(0, person.spread / np.sqrt(1 - person.stays**2), trials)
    acting = np.zeros(trials)
    felt, effect = np.empty(on.shape), np.empty(on.shape)
    for day in range(on.shape[1]):
        away = person.stays * away + fresh[:, day]
        acting = acting + person.builds_up * (on[:, day] - acting)
        felt[:, day], effect[:, day] = person.usual + away, acting
    return felt, effect, rng.random(on.shape) >= person.missing, b_first


def differences_of(values: Array, known: Array, b_first: Array, length: int, wash: int) -> Array:
    """B - A by trial and pair, NaN where a period has under half of its analysed days known."""
    trials, pairs = b_first.shape
    shape = (trials, pairs, 2, length)
    kept = known.reshape(shape)[..., wash:]
    counts = kept.sum(axis=-1)
    means = (values.reshape(shape)[..., wash:] * kept).sum(axis=-1) / np.maximum(counts, 1)
    means[2 * counts < length - wash] = np.nan
    later = means[..., 1] - means[..., 0]
    return np.asarray(np.where(b_first == 1, -later, later))


def noticed(differences: Array, rng: np.random.Generator) -> float:
    """The share of trials whose sign-flip p over their complete pairs is at most NOTICED_AT."""
    complete = (~np.isnan(differences)).sum(axis=1)
    found = 0
    for pairs in np.unique(complete[complete > 0]):
        rows = differences[complete == pairs]
        found += int((p_values(rows[~np.isnan(rows)].reshape(len(rows), pairs), rng) <= NOTICED_AT).sum())
    return found / len(differences)


def p_values(differences: Array, rng: np.random.Generator) -> Array:
    """The sign-flip p of each row, many rows at once."""
    pairs = differences.shape[1]
    if pairs <= EXACT:
        turned = np.arange(2 ** (pairs - 1))[:, np.newaxis] << 1 >> np.arange(pairs) & 1
    else:
        turned = np.vstack([np.zeros(pairs, dtype=int), rng.integers(0, 2, (PATTERNS - 1, pairs))])
    signs = (1.0 - 2.0 * turned).T
    found = np.empty(len(differences))
    for start in range(0, len(differences), 500):
        rows = differences[start : start + 500]
        reach = np.abs(rows.sum(axis=1)) - 1e-9 * np.abs(rows).sum(axis=1)
        found[start : start + 500] = (np.abs(rows @ signs) >= reach[:, np.newaxis]).mean(axis=1)
    return found


def power(
    pairs: int,
    length: int,
    wash: int,
    difference: float,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    person: Person | None = None,
) -> float:
    """Of one design."""
    rng = np.random.default_rng(seed)
    felt, effect, known, b_first = days_of_trials(rng, pairs, length, trials, person or Person())
    values = np.clip(np.rint(felt - difference * effect), 0, 10)
    return noticed(differences_of(values, known, b_first, length, wash), rng)


def power_by_pairs(length: int, trials: int) -> dict[str, list[list[float]]]:
    """By wash: rows of PAIRS, columns of DIFFERENCES. Shorter trials are the first pairs of the longest."""
    rng = np.random.default_rng([SEED, length])
    felt, effect, known, b_first = days_of_trials(rng, max(PAIRS), length, trials, Person())
    found: dict[str, list[list[float]]] = {}
    for wash in (each for each in WASHES if each < length):
        rows: list[list[float]] = [[] for _ in PAIRS]
        for difference in DIFFERENCES:
            values = np.clip(np.rint(felt - difference * effect), 0, 10)
            all_pairs = differences_of(values, known, b_first, length, wash)
            for row, pairs in zip(rows, PAIRS, strict=True):
                row.append(round(noticed(all_pairs[:, :pairs], rng), 3))
        found[str(wash)] = rows
    return found


def episode_power(blocks: int, ratio: float, *, trials: int = EPISODE_TRIALS, seed: int = SEED) -> float:
    """`ratio` of the median days to return under B to those under A, which are SHORTER_MEDIAN."""
    rng = np.random.default_rng([seed, blocks])
    shape = 0.9
    scale = np.array([SHORTER_MEDIAN, SHORTER_MEDIAN * ratio]) / log(2) ** (1 / shape)
    days = np.ceil(rng.weibull(shape, (trials, blocks, 2)) * scale)
    returned, days = days <= FOLLOWED, np.minimum(days, FOLLOWED)
    scores = np.array(
        [
            log_rank_scores(list(zip(each.ravel().tolist(), back.ravel().tolist(), strict=True)))
            for each, back in zip(days, returned, strict=True)
        ]
    ).reshape(days.shape)
    return noticed(scores[..., 0] - scores[..., 1], rng)


def table(trials: int = TRIALS) -> dict[str, object]:
    periods = {str(length): power_by_pairs(length, trials) for length in LENGTHS}
    episodes = [[round(episode_power(blocks, ratio), 3) for ratio in RATIOS] for blocks in BLOCKS]
    return {
        "about": "Made by `python -m tools.trial_power --write`; the share of simulated trials with p <= 0.05.",
        "periods": {"pairs": PAIRS, "differences": DIFFERENCES, "by_length_and_wash": periods},
        "episodes": {"blocks": BLOCKS, "ratios": RATIOS, "power": episodes},
    }


def main() -> None:
    if "--write" in sys.argv[1:]:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(json.dumps(table(), separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{TARGET.relative_to(Path.cwd())}: {TARGET.stat().st_size} bytes")
        return
    for design in PRINTED:
        print(design, *(f"{power(*design, difference):.3f}" for difference in (0, 1, 1.5, 2)))
    for blocks in (10, 15, 20):
        print(2 * blocks, "episodes", *(f"{episode_power(blocks, ratio):.3f}" for ratio in (1, 2, 3, 4)))


if __name__ == "__main__":
    main()
