"""The page of one experiment. While it runs it shows what was done and how much is known, and no result."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tracker.analysis.series import Series
from tracker.analysis.trial_outcome import Closed
from tracker.analysis.trial_periods import PeriodResult
from tracker.analysis.trial_plan import PlannedPeriod, assigned, revealed
from tracker.insights.trial_result import ResultPage, episode_page, period_page
from tracker.insights.trial_words import Names
from tracker.models import Spot, Trial, TrialDay, TrialEpisode
from tracker.recurrence import Reading, read
from tracker.spot_names import display_name
from tracker.today.trials import TrialLine
from tracker.trial_records import order_of, period_plan
from tracker.trials import (
    Result,
    counts_until,
    is_ready_for_next,
    outcome_series,
    outcome_words,
    result_of,
)


class DayRow(NamedTuple):
    """One day of a period. `known`: whether its pain is in the diary; the value itself is not said here."""

    date: datetime.date
    counted: bool
    known: bool
    kept: bool | None
    flare: bool


class PeriodRow(NamedTuple):
    """A period that has begun. `known` of `of` counted days so far; `kept` of `answered`."""

    number: int
    letter: str
    doing: str
    first: datetime.date
    last: datetime.date
    known: int
    of: int
    kept: int
    answered: int
    is_now: bool
    days: list[DayRow]


class EpisodeRow(NamedTuple):
    number: int
    letter: str
    doing: str
    date: datetime.date
    kept: bool | None
    is_today: bool


@dataclass(frozen=True)
class TrialPage:
    """Everything the page of a trial shows on `today`. `reading`: the diary as far as it counts."""

    trial: Trial
    today: datetime.date
    days: Sequence[TrialDay]
    named: Sequence[TrialEpisode]
    reading: Reading

    @cached_property
    def outcome(self) -> Result | Closed:
        until = counts_until(self.trial, self.today)
        return result_of(self.trial, self.days, self.named, self.reading, until)

    @property
    def names(self) -> Names:
        return Names(self.trial.a, self.trial.b)

    @property
    def is_open(self) -> bool:
        return not isinstance(self.outcome, Closed)

    @property
    def has_begun(self) -> bool:
        return self.today >= self.trial.first_day

    @property
    def closed_until(self) -> datetime.date | None:
        opens = self.outcome.opens if isinstance(self.outcome, Closed) else None
        return None if opens is None else datetime.date.fromordinal(opens)

    @property
    def last(self) -> datetime.date | None:
        """The last day of the plan, None for episodes."""
        if self.trial.design == "episodes":
            return None
        return datetime.date.fromordinal(period_plan(self.trial).last)

    @cached_property
    def result(self) -> ResultPage | None:
        if isinstance(self.outcome, Closed):
            return None
        if isinstance(self.outcome, PeriodResult):
            return period_page(self.outcome, self.names)
        return episode_page(self.outcome, self.names)

    @property
    def compared(self) -> str:
        return outcome_words(self.trial, display_name(self.trial.spot) if self.trial.spot else "")

    @property
    def day_after(self) -> bool:
        return self.trial.horizon == 1

    @cached_property
    def series(self) -> Series:
        return outcome_series(self.trial, self.reading)

    @cached_property
    def periods(self) -> list[PeriodRow]:
        """Newest first. What comes next is not here, so that no page can tell of it."""
        if self.trial.design == "episodes":
            return []
        ended = self.trial.ended_on.toordinal() if self.trial.ended_on else None
        begun = revealed(period_plan(self.trial), order_of(self.trial), self.today.toordinal(), ended)
        return [self._period(each) for each in reversed(begun)]

    def _period(self, period: PlannedPeriod) -> PeriodRow:
        until = (self.trial.ended_on or self.today).toordinal()
        noted = {each.date.toordinal(): each for each in self.days}
        horizon, rows = self.trial.horizon, []
        for day in range(period.days.first, min(period.days.last, until) + 1):
            note = noted.get(day)
            known = day + horizon in self.series and day + horizon <= self.today.toordinal()
            rows.append(
                DayRow(
                    datetime.date.fromordinal(day),
                    counted=day in period.analysed,
                    known=known,
                    kept=note.kept if note else None,
                    flare=bool(note and note.flare),
                )
            )
        counted = [row for row in rows if row.counted]
        return PeriodRow(
            number=period.number,
            letter=period.condition,
            doing=self.names.of(period.condition),
            first=datetime.date.fromordinal(period.days.first),
            last=datetime.date.fromordinal(period.days.last),
            known=sum(row.known for row in counted),
            of=len(counted),
            kept=sum(row.kept is True for row in rows),
            answered=sum(row.kept is not None for row in rows),
            is_now=not self.is_open and self.today.toordinal() in period.days,
            days=rows,
        )

    @property
    def known(self) -> tuple[int, int]:
        """Counted days that are known, of all so far."""
        return sum(row.known for row in self.periods), sum(row.of for row in self.periods)

    @cached_property
    def episodes(self) -> list[EpisodeRow]:
        """Newest first, those alone that were named."""
        conditions = assigned(order_of(self.trial), len(self.named))
        found = [
            EpisodeRow(
                each.number, letter, self.names.of(letter), each.date, each.kept, each.date == self.today
            )
            for each, letter in zip(self.named, conditions, strict=True)
        ]
        return found[::-1]

    @property
    def lines(self) -> list[TrialLine]:
        """What is on today, as on Today."""
        if self.is_open or not self.has_begun:
            return []
        if self.trial.design == "periods":
            return [
                TrialLine(self.trial, each.doing, self._when(each), each.days[-1].kept)
                for each in self.periods
                if each.is_now
            ]
        now = [each for each in self.episodes if each.is_today]
        if now:
            when = f"episode {now[0].number} of {2 * self.trial.pairs}"
            return [TrialLine(self.trial, now[0].doing, when, now[0].kept, now[0].number)]
        return [TrialLine(self.trial, "", "the spot is back")] if self._is_ready else []

    def _when(self, period: PeriodRow) -> str:
        day = (self.today - period.first).days + 1
        return f"period {period.number} of {2 * self.trial.pairs}, day {day} of {self.trial.length}"

    @property
    def _is_ready(self) -> bool:
        spot = self.trial.spot
        found = self.reading.found.get(str(spot.public_id)) if spot else None
        return found is not None and is_ready_for_next(self.trial, self.named, found, self.today)

    @property
    def noted(self) -> list[TrialDay]:
        """Days with a flare or words."""
        return [day for day in self.days if day.flare or day.harm or day.change]

    @property
    def date(self) -> datetime.date:
        """The day that the buttons of `lines` answer for."""
        return self.today


def trial_page(trial: Trial, today: datetime.date) -> TrialPage:
    """`trial` as loaded for its person; four queries besides the diary itself."""
    person = trial.person
    if trial.spot_id is not None:
        trial.spot = Spot.objects.for_user(person).get(pk=trial.spot_id)
    days = list(TrialDay.objects.for_user(person).filter(trial=trial).order_by("date"))
    named = list(TrialEpisode.objects.for_user(person).filter(trial=trial).order_by("number"))
    return TrialPage(trial, today, days, named, read(person, counts_until(trial, today)))
