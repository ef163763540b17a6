"""All experiments of a person: those that go on, and those that are over."""

import datetime
from dataclasses import dataclass

from tracker.analysis.trial_plan import Running, period_on
from tracker.insights.words import counted
from tracker.models import Person, Trial
from tracker.trial_records import order_of, period_plan, running_of
from tracker.trials import open_among


@dataclass(frozen=True)
class TrialRow:
    """`state`: what is on, or when it was over. `when`: the days it takes."""

    trial: Trial
    state: str
    when: str


@dataclass(frozen=True)
class TrialList:
    running: list[TrialRow]
    over: list[TrialRow]


def trial_list(person: Person, today: datetime.date) -> TrialList:
    """What a result says is on its own page."""
    known = running_of(person)
    opened = open_among(person, known, today)
    lists = TrialList([], [])
    for trial, span in known:
        if trial.pk in opened:
            state = "Ended early" if trial.ended_on else "Over, the result is open"
            lists.over.append(TrialRow(trial, state, _dates(trial, _last_of(trial, span))))
        else:
            lists.running.append(TrialRow(trial, _state(trial, today), _dates(trial, span.last)))
    return lists


def _state(trial: Trial, today: datetime.date) -> str:
    """Of one that is not over."""
    if today < trial.first_day:
        return f"Begins on {trial.first_day:%-d %b}"
    if trial.design == "episodes":
        named: int = trial.named  # type: ignore[attr-defined]
        return f"{named} of {counted(2 * trial.pairs, 'episode')} so far"
    plan, day = period_plan(trial), today.toordinal()
    period = period_on(plan, order_of(trial), day, day)
    if period is None:
        return "The last day is being waited for"
    number = day - period.days.first + 1
    doing = trial.a if period.condition == "A" else trial.b
    return f"{doing}: period {period.number} of {2 * plan.pairs}, day {number} of {plan.length}"


def _last_of(trial: Trial, span: Running) -> int | None:
    """Of one that is over. The last episode may have come back long before it would have been followed no longer."""
    newest: datetime.date | None = trial.newest  # type: ignore[attr-defined]
    return newest.toordinal() if newest and trial.ended_on is None else span.last


def _dates(trial: Trial, last: int | None) -> str:
    first = f"{trial.first_day:%-d %b %Y}"
    if last is None:
        return f"From {first} on"
    return f"{first} to {datetime.date.fromordinal(last):%-d %b %Y}"
