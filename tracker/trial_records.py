"""Stored experiments as the plain records of tracker.analysis."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Max

from tracker.analysis.trial_draw import Draw
from tracker.analysis.trial_plan import EpisodePlan, Order, PeriodPlan, Running, Terms
from tracker.models import Person, Trial

# For a trial of episodes, which lasts until its blocks are full.
NO_END = datetime.date.max


def period_plan(trial: Trial) -> PeriodPlan:
    return PeriodPlan(trial.first_day.toordinal(), trial.pairs, trial.length, trial.wash, trial.horizon)


def episode_plan(trial: Trial) -> EpisodePlan:
    return EpisodePlan(trial.first_day.toordinal(), trial.pairs, trial.follow)


def terms_of(trial: Trial) -> Terms:
    plan = period_plan(trial) if trial.design == "periods" else episode_plan(trial)
    return Terms(trial.question, trial.a, trial.b, trial.outcome, plan)


def order_of(trial: Trial) -> tuple[Order, ...]:
    """Every coin, those that nobody may see yet among them."""
    return tuple("AB" if each == "AB" else "BA" for each in trial.order.split())


def draw_of(trial: Trial) -> Draw:
    return Draw(trial.seed, order_of(trial), trial.digest)


def place_key(target: str, region: str, spot_id: int | None) -> str:
    """What makes two outcomes the same: where the pain is, whatever of it is compared."""
    return f"{target} {region or spot_id or ''}".strip()


def running_of(person: Person) -> list[tuple[Trial, Running]]:
    """Every experiment of the person, over or not, with the days that it takes."""
    trials = Trial.objects.for_user(person).annotate(named=Count("episodes"), newest=Max("episodes__date"))
    return [(trial, Running(_place(trial), trial.first_day.toordinal(), _last(trial))) for trial in trials]


def asks_until(known: Iterable[tuple[Trial, Running]]) -> datetime.date | None:
    """The last day on which any of them may ask something."""
    lasts = [NO_END.toordinal() if each.last is None else each.last for _, each in known]
    return datetime.date.fromordinal(max(lasts)) if lasts else None


def _place(trial: Trial) -> str:
    return place_key(trial.target, trial.region, trial.spot_id)


def _last(trial: Trial) -> int | None:
    if trial.ended_on is not None:
        return trial.ended_on.toordinal()
    if trial.design == "periods":
        return period_plan(trial).last
    newest: datetime.date | None = trial.newest  # type: ignore[attr-defined]
    full = trial.named == 2 * trial.pairs  # type: ignore[attr-defined]
    return newest.toordinal() + trial.follow if full and newest is not None else None
