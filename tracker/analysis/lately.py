"""Which flags are set today, from the last months of a diary alone.

A flag looks back over `Rules.lookback` days, and no episode that matters to it began before the last quiet day ahead
of them. From a quiet day on, or after a cut, the engine comes to the same whatever had been before. So the flags of
ten years are those of some months, unless a spot has not been quiet for long: then more has to be read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tracker.analysis.flags import Earlier, Levels, Synergists
from tracker.analysis.records import Day, Diary
from tracker.analysis.recurrence import Alone, alone, together
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, pain_by_spot
from tracker.analysis.sessions import treatments_by_spot


@dataclass(frozen=True, slots=True)
class Lately:
    """A diary from `start` to `as_of`; `active_before`: the spots that had an active day before `start`.

    Something of it was observed before `start`: a diary that is younger is read whole.
    """

    diary: Diary
    start: Day
    as_of: Day
    active_before: Collection[str]


def reach(rules: Rules) -> int:
    """So many days back lies the first day that a flag of today may depend on."""
    return rules.lookback + max(rules.rapid_days, rules.spread_days, rules.burn_in)


def least_before(rules: Rules) -> int:
    """With fewer days before that first day nothing is settled: an unknown stretch might still be bridged."""
    return rules.max_gap + 1


def levels_of(lately: Lately, rules: Mapping[str, Rules], synergists: Synergists) -> dict[str, Levels] | None:
    """By key of the spot, as `recurrence_of` the whole diary sets them; None where these days do not settle it.

    `rules`: those of each spot.
    """
    series = pain_by_spot(lately.diary)
    treated = treatments_by_spot(lately.diary.treatments)
    active = set(lately.active_before)
    every: list[Alone] = []
    for spot in lately.diary.spots:
        own, values = rules[spot.key], series[spot.key]
        first = _settled_from(values, lately, own)
        if first is None:
            return None
        if any(value >= own.active_min for day, value in values.items() if day < first):
            active.add(spot.key)
        values = {day: value for day, value in values.items() if day >= first}
        done = {day: each for day, each in treated.get(spot.key, {}).items() if day >= first}
        every.append(alone(spot, values, done, lately.as_of, own))
    found = together(every, synergists, Earlier(lately.start - 1, active))
    return {key: each.flags.levels for key, each in found.items()}


def _settled_from(series: Series, lately: Lately, rules: Rules) -> Day | None:
    """The last quiet day, or first day of a piece, up to the first that matters; None if there is none.

    Where nothing is known up to that day, whatever comes next begins a piece.
    """
    matters = lately.as_of - reach(rules)
    known_until = lately.start + rules.max_gap
    days = sorted(series)
    found = None
    for day in days:
        if day > matters:
            break
        if day > known_until or series[day] <= rules.quiet_max:
            found = day
        known_until = day + rules.max_gap + 1
    if found is None and (not days or days[0] > matters):
        return lately.start
    return found
