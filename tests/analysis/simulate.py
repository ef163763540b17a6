"""Diaries whose truth is known: which factors act on tomorrow's pain, and which only look as if they did.

A scenario says what makes a diary hard to read. Pain of the day is a level, a persistent part, what the causes of the
day before add, and in the harder scenarios a season, a trend and a week; it is written down as a whole number from 0
to 10, or not at all. The other factors act on nothing: they are persistent, seasonal and weekly as well, and some of
them *answer* pain. Nothing here knows how the drivers are found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

BURN_IN = 60
YEAR = 365.25


@dataclass(frozen=True)
class Scenario:
    """Points of pain 0-10, days, or shares.

    `effects`: of a cause, yes against no or 80th against 20th percentile. `answering`: factors that pain of the same
    day acts on, with `answer` of their own spread for a usual change of pain; `answer_delay`: days later.
    `tide`: season, trend and week, in points; `drifting`: factors that are random walks. `lost_days`: unlogged days,
    more often painful ones; `lost_values`: single values. `same_day`: this share of an effect comes on the day itself
    already. `lasting`: whether what a cause adds fades with the persistent part, or is gone the next day. `twins`: null
    factors correlated .7 with a cause.
    """

    name: str
    factors: int = 40
    causes: int = 5
    effects: tuple[float, float] = (0.6, 1.2)
    persistence: float = 0.6
    noise: float = 1.35
    level: float = 4.0
    tide: float = 0.0
    answering: int = 0
    answer: float = 0.8
    answer_delay: int = 0
    drifting: int = 0
    lost_days: float = 0.0
    lost_values: float = 0.0
    by_threshold: bool = False
    same_day: float = 0.0
    lasting: bool = True
    heavy_tails: bool = False
    yes_share: tuple[float, float] = (0.15, 0.6)
    twins: int = 0


class SimulatedDiary(NamedTuple):
    """`pain` (n,), `factors` (n, J), NaN where not recorded; `weekday` (n,).

    The truth: `causes` (J,), and `effects` (J,) in points of the next day, yes against no or 80th against 20th
    percentile, before pain is written down as a whole number.
    """

    pain: np.ndarray
    factors: np.ndarray
    weekday: np.ndarray
    causes: np.ndarray
    effects: np.ndarray


_TIDE = {"tide": 0.8}
_REAL = {**_TIDE, "answering": 8, "lost_days": 0.12}

# The scenarios of the goal line.
SCENARIOS = (
    Scenario("stationary"),
    Scenario("season, trend, week", **_TIDE),
    Scenario("answers to pain", answering=10),
    Scenario("persistent pain", persistence=0.9, noise=1.1, level=5.0),
    Scenario("many zeros", level=1.0),
    Scenario("all null", **_TIDE, causes=0, answering=10),
    Scenario("realistic", **_REAL),
    Scenario("realistic, by threshold", **_REAL, by_threshold=True),
    Scenario("realistic, same day too", **_REAL, same_day=0.3),
    Scenario("realistic, few factors", **{**_REAL, "answering": 3}, factors=12, causes=3),
)

# What a diary may also be like: for a method that was only fitted to the scenarios above.
HARDER = (
    Scenario("answers a day later", **{**_REAL, "answer_delay": 1}),
    Scenario("strong answers", **{**_REAL, "answering": 16, "answer": 2.0}),
    Scenario("drifting factors", **_REAL, drifting=20),
    Scenario("half of the values lost", **{**_REAL, "lost_days": 0.3, "lost_values": 0.35}),
    Scenario("heavy tails", **_REAL, heavy_tails=True),
    Scenario("rare yes", **_REAL, yes_share=(0.04, 0.15)),
    Scenario("strong tide", **{**_REAL, "tide": 2.5}),
    Scenario("persistent and answering", **_REAL, persistence=0.95),
    Scenario("effects of one day", **_REAL, lasting=False),
)


def simulate(scenario: Scenario, days: int, seed: int) -> SimulatedDiary:
    """The same arguments give the same diary."""
    random = np.random.default_rng([seed, days, *scenario.name.encode()])
    length = days + BURN_IN
    weekday = (np.arange(length) + random.integers(7)) % 7
    kinds = _kinds(scenario, random)
    latent = _latent(scenario, random, length, weekday)
    causes = np.zeros(scenario.factors, dtype=bool)
    causes[random.permutation(scenario.factors - scenario.answering)[: scenario.causes]] = True
    _make_twins(scenario, random, latent, causes)
    factors = np.column_stack([kind.written(latent[:, place]) for place, kind in enumerate(kinds)])
    pain, effects = _pain(scenario, random, factors, kinds, causes, weekday)
    for place in range(scenario.factors - scenario.answering, scenario.factors):
        answered = _answered(scenario, random, latent[:, place], pain)
        factors[:, place] = kinds[place].written(answered)
    written = np.clip(np.round(pain), 0, 10)
    _lose(scenario, random, written, factors)
    kept = slice(BURN_IN, None)
    return SimulatedDiary(written[kept], factors[kept], weekday[kept], causes, effects)


@dataclass(frozen=True)
class _Kind:
    """How a factor is written down: `cut` is the latent value from which on it is a yes, None for a number."""

    cut: float | None
    middle: float
    step: float
    skewed: bool

    def written(self, latent: np.ndarray) -> np.ndarray:
        if self.cut is not None:
            return (latent > self.cut).astype(float)
        value = np.exp(0.5 * latent) if self.skewed else latent
        return np.maximum(0.0, self.middle + np.round(value / self.step) * self.step)


def _kinds(scenario: Scenario, random: np.random.Generator) -> list[_Kind]:
    found = []
    for _ in range(scenario.factors):
        share = random.uniform(*scenario.yes_share)
        cut = float(np.quantile(random.normal(size=2000), 1 - share)) if random.random() < 0.4 else None
        found.append(
            _Kind(cut, random.choice([5.0, 7.0, 40.0]), random.choice([0.1, 0.5]), random.random() < 0.3)
        )
    return found


def _latent(scenario: Scenario, random: np.random.Generator, length: int, weekday: np.ndarray) -> np.ndarray:
    """(length, J): each with about the spread 1."""
    day = np.arange(length)
    columns = []
    for place in range(scenario.factors):
        drifts = place >= scenario.factors - scenario.answering - scenario.drifting
        persistence = 0.985 if drifts and scenario.drifting else random.uniform(0.0, 0.7)
        shocks = _shocks(random, length, scenario.heavy_tails)
        own = _persistent(np.sqrt(1 - persistence**2) * shocks, persistence)
        if scenario.tide:
            own = own + 0.4 * scenario.tide * _tide(random, day, weekday)
        columns.append(own)
    return np.column_stack(columns)


def _shocks(random: np.random.Generator, length: int, heavy: bool) -> np.ndarray:
    drawn: np.ndarray = (
        random.standard_t(3, size=length) / np.sqrt(3) if heavy else random.normal(size=length)
    )
    return drawn


def _persistent(shocks: np.ndarray, persistence: float) -> np.ndarray:
    value, values = 0.0, np.empty(len(shocks))
    for day, shock in enumerate(shocks):
        value = persistence * value + shock
        values[day] = value
    return values


def _tide(random: np.random.Generator, day: np.ndarray, weekday: np.ndarray) -> np.ndarray:
    """A season, a trend and a week, each of about the size 1."""
    season = np.sin(2 * np.pi * day / YEAR + random.uniform(0, 2 * np.pi))
    trend = random.choice([-1, 1]) * (day / len(day) - 0.5) * 2
    week = random.normal(size=7)[weekday] * 0.5 + random.choice([-1, 1]) * 0.7 * (weekday >= 5)
    mixed: np.ndarray = random.uniform(0.3, 1) * season + random.uniform(0.3, 1) * trend + week
    return mixed


def _make_twins(
    scenario: Scenario, random: np.random.Generator, latent: np.ndarray, causes: np.ndarray
) -> None:
    spare = np.flatnonzero(~causes)[: scenario.twins]
    for place, cause in zip(spare, np.resize(np.flatnonzero(causes), len(spare)), strict=True):
        latent[:, place] = 0.7 * latent[:, cause] + np.sqrt(1 - 0.49) * random.normal(size=len(latent))


def _pain(
    scenario: Scenario,
    random: np.random.Generator,
    factors: np.ndarray,
    kinds: Sequence[_Kind],
    causes: np.ndarray,
    weekday: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    length = len(factors)
    added, effects = np.zeros(length), np.zeros(len(causes))
    for place in np.flatnonzero(causes):
        effects[place] = random.uniform(*scenario.effects) * random.choice([-1, 1])
        pushed = effects[place] * _push(scenario, random, factors[:, place], kinds[place].cut is not None)
        added[1:] += pushed[:-1]
        added += scenario.same_day * pushed
    shocks = scenario.noise * _shocks(random, length, scenario.heavy_tails)
    if scenario.lasting:
        pain = scenario.level + _persistent(shocks + added, scenario.persistence)
    else:
        pain = scenario.level + _persistent(shocks, scenario.persistence) + added
    if scenario.tide:
        pain = pain + scenario.tide * _tide(random, np.arange(length), weekday)
    return pain, effects


def _push(scenario: Scenario, random: np.random.Generator, values: np.ndarray, is_yes_no: bool) -> np.ndarray:
    """With the mean 0, and 1 from no to yes, or from the 20th percentile to the 80th."""
    if is_yes_no:
        return values - values.mean()
    if scenario.by_threshold:
        share = random.uniform(0.2, 0.4)
        over = values <= np.quantile(values, share)
        if random.random() < 0.5:
            over = values >= np.quantile(values, 1 - share)
        return over - over.mean()
    low, high = np.quantile(values, [0.2, 0.8])
    # Where most days have one and the same value, from that to the highest.
    centred: np.ndarray = (values - values.mean()) / (high - low or values.max() - low)
    return centred


def _answered(
    scenario: Scenario, random: np.random.Generator, own: np.ndarray, pain: np.ndarray
) -> np.ndarray:
    felt = (pain - pain.mean()) / pain.std()
    felt = np.concatenate([np.zeros(scenario.answer_delay), felt])[: len(pain)]
    answered: np.ndarray = own + random.choice([-1, 1]) * random.uniform(0.5, 1) * scenario.answer * felt
    return answered


def _lose(scenario: Scenario, random: np.random.Generator, pain: np.ndarray, factors: np.ndarray) -> None:
    """Painful days are left out up to twice as often as the others."""
    painful = pain > np.median(pain)
    lost = random.random(len(pain)) < scenario.lost_days * np.where(painful, 1.4, 0.7)
    pain[lost], factors[lost] = np.nan, np.nan
    pain[random.random(len(pain)) < scenario.lost_values] = np.nan
    factors[random.random(factors.shape) < scenario.lost_values] = np.nan
