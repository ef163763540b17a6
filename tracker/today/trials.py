"""What the day of an experiment asks: one quiet line, and one tap for "did it" or "did not"."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from tracker.analysis.trial_plan import assigned, period_on
from tracker.models import Trial, TrialDay, TrialEpisode
from tracker.recurrence import read
from tracker.spot_names import display_names
from tracker.today.rows import DayRows
from tracker.trial_records import order_of, period_plan
from tracker.trials import is_ready_for_next


class Answer(NamedTuple):
    """A button: tapped again it takes the answer back."""

    label: str
    value: str
    chosen: bool


@dataclass(frozen=True)
class TrialLine:
    """`doing`: the condition of today, empty where the next one is still to be named. `number`: of its episode."""

    trial: Trial
    doing: str
    when: str
    kept: bool | None = None
    number: int | None = None

    @property
    def answers(self) -> list[Answer]:
        return [
            Answer("Did it", "" if self.kept else "yes", chosen=self.kept is True),
            Answer("Did not", "" if self.kept is False else "no", chosen=self.kept is False),
        ]


def trial_lines(rows: DayRows, today: datetime.date) -> list[TrialLine]:
    """Asks the database only if the person has an experiment that may ask something on this day."""
    until = rows.person.on_trial_until
    if until is None or rows.date > until:
        return []
    going_on = Q(ended_on=None) | Q(ended_on__gte=rows.date)
    trials = list(Trial.objects.for_user(rows.person).filter(going_on, first_day__lte=rows.date))
    by_design = {
        design: [each for each in trials if each.design == design] for design in ("periods", "episodes")
    }
    return [
        *_of_periods(rows, by_design["periods"], today),
        *_of_episodes(rows, by_design["episodes"], today),
    ]


def _of_periods(rows: DayRows, trials: list[Trial], today: datetime.date) -> Iterable[TrialLine]:
    """Days of a trial whose result is open are fixed."""
    day = rows.date.toordinal()
    open_now = [
        each for each in trials if each.ended_on is None and today.toordinal() < period_plan(each).opens
    ]
    noted = TrialDay.objects.for_user(rows.person).filter(date=rows.date, trial__in=open_now)
    kept = {each.trial_id: each.kept for each in noted} if open_now else {}
    for trial in open_now:
        plan = period_plan(trial)
        period = period_on(plan, order_of(trial), day, today.toordinal())
        if period is not None:
            doing = trial.a if period.condition == "A" else trial.b
            when = f"period {period.number} of {2 * plan.pairs}, day {day - period.days.first + 1} of {plan.length}"
            yield TrialLine(trial, doing, when, kept.get(trial.pk))


def _of_episodes(rows: DayRows, trials: list[Trial], today: datetime.date) -> Iterable[TrialLine]:
    """What to do is named on the day itself, and asked after on the day on which it was named."""
    running = [each for each in trials if each.ended_on is None]
    if not running:
        return
    named: dict[int, list[TrialEpisode]] = {each.pk: [] for each in running}
    for episode in TrialEpisode.objects.for_user(rows.person).filter(trial__in=running, date__lte=rows.date):
        named[episode.trial_id].append(episode)
    names = display_names(rows.spots)
    found = read(rows.person, today).found if rows.date == today else {}
    keys = {spot.pk: str(spot.public_id) for spot in rows.spots}
    for trial in running:
        so_far, key = named[trial.pk], keys.get(trial.spot_id or 0, "")
        if so_far and so_far[-1].date == rows.date:
            last = so_far[-1]
            doing = trial.a if assigned(order_of(trial), last.number)[-1] == "A" else trial.b
            when = f"{names[trial.spot_id or 0]}, episode {last.number} of {2 * trial.pairs}"
            yield TrialLine(trial, doing, when, last.kept, last.number)
        elif key in found and is_ready_for_next(trial, so_far, found[key], today):
            when = f"{names[trial.spot_id or 0]} is back, episode {len(so_far) + 1} of {2 * trial.pairs}"
            yield TrialLine(trial, "", when)
