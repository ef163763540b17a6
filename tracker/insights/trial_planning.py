"""The plan of an experiment in words while it is being made: how long it takes, and what it would notice."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from tracker.analysis.trial_outcome import ENOUGH_PAIRS
from tracker.analysis.trial_plan import EpisodePlan, PeriodPlan
from tracker.analysis.trial_power import TYPICAL_SPREAD, own_spread, power_of_episodes, power_of_periods
from tracker.analysis.trial_words import often
from tracker.forms.trials import TrialForm
from tracker.insights.words import counted
from tracker.models import Person
from tracker.recurrence import read
from tracker.trials import pain_of

POINTS = (1.0, 2.0, 3.0)
RATIOS = {2.0: "twice", 3.0: "three times", 4.0: "four times"}
# The difference that the main sentence speaks of.
MAIN_POINTS, MAIN_RATIO = 2.0, 3.0


class Chance(NamedTuple):
    """What might be there, and how often it would be noticed, in words that promise no more than is known."""

    difference: str
    often: str


@dataclass(frozen=True)
class Preview:
    """`sentence`: the honest power. `rests_on`: whose ups and downs it counts with."""

    lasts: str
    opens: str
    sentence: str
    chances: list[Chance]
    rests_on: str


def preview(person: Person, form: TrialForm) -> Preview | None:
    """None while the numbers make no plan. `form` has been validated."""
    if not form.numbers_fit:
        return None
    plan = form.plan()
    if isinstance(plan, EpisodePlan):
        return _of_drops(plan) if form.cleaned_data["measure"] == "drop" else _of_episodes(plan)
    return _of_periods(person, form, plan)


def _of_periods(person: Person, form: TrialForm, plan: PeriodPlan) -> Preview:
    place = form.place()
    spot = str(place.spot.public_id) if place.spot else ""
    series = pain_of(place.target, place.region, spot, read(person, form.today))
    spread = own_spread(series)
    at = spread or TYPICAL_SPREAD
    powers = {each: power_of_periods(plan.pairs, plan.length, plan.wash, each, at) for each in POINTS}
    difference = f"a difference of {MAIN_POINTS:g} points"
    return Preview(
        lasts=f"{2 * plan.pairs} periods of {counted(plan.length, 'day')}: {plan.days} days, "
        f"{_date(plan.first)} to {_date(plan.last)}.",
        opens=f"No result before {_date(plan.opens)}.",
        sentence=_sentence(plan.pairs, "pair", difference, powers[MAIN_POINTS]),
        chances=[Chance(counted(int(each), "point"), often(power).value) for each, power in powers.items()],
        rests_on=f"By the ups and downs of your own {len(series)} known days."
        if spread
        else "By ups and downs of a usual size, until 28 of your own days are known.",
    )


def _of_episodes(plan: EpisodePlan) -> Preview:
    powers = {ratio: power_of_episodes(plan.blocks, ratio) for ratio in RATIOS}
    difference = f"that one keeps it away {RATIOS[MAIN_RATIO]} as long"
    return Preview(
        lasts=f"{plan.episodes} episodes from {_date(plan.first)} on, however long they take to come.",
        opens=f"No result before all of them are over. Each is followed for {plan.follow} days at most.",
        sentence=_sentence(plan.blocks, "pair", difference, powers[MAIN_RATIO]),
        chances=[Chance(f"{RATIOS[ratio]} as long", often(power).value) for ratio, power in powers.items()],
        rests_on="Simulated for how long a spot stays away.",
    )


def _of_drops(plan: EpisodePlan) -> Preview:
    """What a drop of pain looks like from one time to the next was never simulated, so nothing is promised."""
    too_few = _sentence(plan.blocks, "pair", "", 0)
    can = f"With {plan.blocks} pairs a difference can be told from luck. How often it would be is not known."
    return Preview(
        lasts=f"{plan.episodes} episodes from {_date(plan.first)} on, however long they take to come.",
        opens="No result before the day after the last of them.",
        sentence=too_few if plan.blocks < ENOUGH_PAIRS else can,
        chances=[],
        rests_on="",
    )


def _sentence(pairs: int, one: str, difference: str, power: float) -> str:
    if pairs < ENOUGH_PAIRS:
        return (
            f"With {counted(pairs, one)} no difference, however large, could be told from luck. "
            f"From {ENOUGH_PAIRS} pairs on it can be."
        )
    words = often(power)
    if words.value == "hardly ever":
        return f"With {pairs} pairs you would hardly ever notice {difference}."
    return f"With {pairs} pairs you would notice {difference} {words.value}."


def _date(day: int) -> str:
    return f"{datetime.date.fromordinal(day):%-d %b %Y}"
