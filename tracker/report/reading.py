"""What a report is made of: the diary of the chosen days and spots, and nothing else of it.

How figures are restricted to the period, whole:

    Pain, episodes, treatments, days away and the flag of treatments without relief rest on the days of the
    period alone: `within` is `tracker.recurrence` over a diary that has no other days and no other spots. So a
    episode that had begun before counts as one, from its first painful day of the period on, and that it had begun
    before is said beside it (`went_on`). A relief counts if its last painful day lies in the period too. The last
    day of the period is the last one that is known, even if there are later ones.

    Two flags need what was before: that a spot came back soon is known on the day it is back, and a treatment before
    the first day may be the one before it; that a spot never hurt before cannot be seen from some days alone. For
    these `whole` is the diary of the chosen spots up to the last day, looked back on no farther than the first day of
    the period. With the usual 90 days these are the very counts of Insights. No date before the period is told.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.analysis.period import Period
from tracker.analysis.records import Day, Diary
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules
from tracker.models import Person, Spot
from tracker.records import stored_spots
from tracker.recurrence import read, synergists
from tracker.report.choice import ReportChoice
from tracker.report.rows import Rows, rows_of
from tracker.spot_names import display_names

Date = datetime.date


@dataclass(frozen=True)
class Reading:
    """`whole`, `within`: by the public ids of `spots`. `diary`: of the period and these spots. `since`: first days."""

    person: Person
    choice: ReportChoice
    period: Period
    today: Day
    spots: tuple[Spot, ...]
    whole: Mapping[str, SpotRecurrence]
    within: Mapping[str, SpotRecurrence]
    diary: Diary
    since: Mapping[str, Day]
    begins: Day | None

    @cached_property
    def names(self) -> dict[str, str]:
        """By public id; told apart from one another, not from spots that are not in the report."""
        named = display_names(self.spots)
        return {str(spot.public_id): named[spot.pk] for spot in self.spots}

    @cached_property
    def logged(self) -> frozenset[Day]:
        return frozenset(check_in.day for check_in in self.diary.check_ins)

    @cached_property
    def rows(self) -> Rows:
        return rows_of(self.person, self.choice, self.spots)

    def rules(self, key: str) -> Rules:
        """Those of the spot, looking back no farther than the first day of the period."""
        rules = self.whole[key].rules
        return replace(rules, lookback=min(rules.lookback, self.period.days))

    def went_on(self, key: str) -> bool:
        """Whether the first episode of the period had begun before it."""
        first = self.period.first
        return any(each.start < first <= each.last_active for each in self.whole[key].timeline.episodes)


def reading_of(person: Person, choice: ReportChoice, today: Date) -> Reading:
    """`choice`: days after today do not exist."""
    end = min(choice.end, today)
    period = Period(min(choice.start, end).toordinal(), end.toordinal())
    diary, rules, found = read(person, end)
    spots = _chosen(person, choice, diary, period)
    keys = {str(spot.public_id) for spot in spots if str(spot.public_id) in found}
    part = _part(diary, keys, period)
    whole = {key: each for key, each in found.items() if key in keys}
    ruled = {key: each.rules for key, each in whole.items()}
    return Reading(
        person=person,
        choice=replace(choice, start=Date.fromordinal(period.first), end=end),
        period=period,
        today=today.toordinal(),
        spots=tuple(spot for spot in spots if str(spot.public_id) in keys),
        whole=whole,
        within=recurrence_of(part, period.last, rules, synergists(), ruled),
        diary=part,
        since=_since(whole.values()),
        begins=diary.check_ins[0].day if diary.check_ins else None,
    )


def _chosen(person: Person, choice: ReportChoice, diary: Diary, period: Period) -> list[Spot]:
    """By number. Without a choice those that were in use on a day of the period, or have an entry in it."""
    every = stored_spots(person)
    if choice.spots is not None:
        return [spot for spot in every if spot.public_id in choice.spots]
    first, last = period.first, period.last
    # Not `day in period`: a long diary has tens of thousands of entries.
    entered: set[str | None] = {each.spot for each in diary.ratings if first <= each.day <= last}
    entered.update(each.spot for each in diary.treatments if first <= each.day <= last)
    days = range(period.first, period.last + 1)
    used = {each.key for each in diary.spots if any(each.asked_on(day) for day in days)}
    return [spot for spot in every if str(spot.public_id) in entered | used]


def _part(diary: Diary, keys: set[str], period: Period) -> Diary:
    """The days of the period and the chosen spots; treatments of the whole body with them."""
    first, last, told = period.first, period.last, {None, *keys}
    return Diary(
        spots=tuple(each for each in diary.spots if each.key in keys),
        check_ins=tuple(each for each in diary.check_ins if first <= each.day <= last),
        ratings=tuple(each for each in diary.ratings if first <= each.day <= last and each.spot in keys),
        treatments=tuple(
            each for each in diary.treatments if first <= each.day <= last and each.spot in told
        ),
    )


def _since(spots: Iterable[SpotRecurrence]) -> dict[str, Day]:
    """The first day on which each was marked, or on which something was known of it or done to it."""
    return {
        each.spot.key: min(
            each.spot.first_day,
            *each.timeline.days[:1],
            *(session.day for session in each.sessions[:1]),
            each.timeline.as_of,
        )
        for each in spots
    }
