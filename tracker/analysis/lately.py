"""Which flags are set today, from the last months of a diary alone.

A flag looks back over `Rules.lookback` days, and no episode that matters to it began before the last quiet day ahead
of them. From a quiet day on, or after a cut, the engine comes to the same whatever had been before. So the flags of
ten years are those of some months, unless a spot has not been quiet for long: then more has to be read.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis.episodes import Timeline
from tracker.analysis.flags import Earlier, Flags, Levels, Persistence, RapidReturn, Synergists, spreads
from tracker.analysis.records import Day, SpotRecord, TreatmentRecord
from tracker.analysis.recurrence import alone
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series
from tracker.analysis.spot_story import story_of


@dataclass(frozen=True, slots=True)
class Recent:
    """A spot by its last months. `active_before`: active on a day of these that came before the first one settled."""

    spot: SpotRecord
    rules: Rules
    timeline: Timeline
    rapid_return: RapidReturn
    persistence: Persistence
    active_before: bool


def reach(rules: Rules) -> int:
    """So many days back lies the first day that a flag of today may depend on."""
    return rules.lookback + max(rules.rapid_days, rules.spread_days, rules.burn_in)


def least_before(rules: Rules) -> int:
    """With fewer days before that first day nothing is settled: an unknown stretch might still be bridged."""
    return rules.max_gap + 1


def recent_of(
    spot: SpotRecord,
    values: Series,
    treated: Mapping[Day, list[TreatmentRecord]],
    start: Day,
    as_of: Day,
    rules: Rules,
) -> Recent | None:
    """From its pain and treatments by day, from `start` to `as_of`; None where these days do not settle it."""
    first = _settled_from(values, start, as_of, rules)
    if first is None:
        return None
    known = {day: value for day, value in values.items() if day >= first}
    done = {day: each for day, each in treated.items() if day >= first}
    found = alone(story_of(spot, known, done, as_of, rules))
    active = any(value >= rules.active_min for day, value in values.items() if day < first)
    return Recent(spot, rules, found.timeline, found.rapid_return, found.persistence, active)


def levels_of(
    every: Sequence[Recent], start: Day, active_before: Collection[str], synergists: Synergists
) -> dict[str, Levels]:
    """By key of the spot, as `recurrence_of` the whole diary sets them.

    `every`: all spots from `start` on; `active_before`: those that had an active day before it. Something of the
    diary was observed before `start`: one that is younger is read whole.
    """
    timelines = {each.spot.key: each.timeline for each in every}
    active = {*active_before, *(each.spot.key for each in every if each.active_before)}
    spread = spreads(
        [each.spot for each in every],
        timelines,
        synergists,
        {each.spot.key: each.rules for each in every},
        Earlier(start - 1, active),
    )
    return {
        key: Flags(each.rapid_return, each.persistence, spread[key], stale=each.timeline.is_stale).levels
        for key, each in ((each.spot.key, each) for each in every)
    }


def _settled_from(series: Series, start: Day, as_of: Day, rules: Rules) -> Day | None:
    """The last quiet day, or first day of a piece, up to the first that matters; None if there is none.

    Where nothing is known up to that day, whatever comes next begins a piece.
    """
    matters = as_of - reach(rules)
    known_until = start + rules.max_gap
    days = sorted(series)
    found = None
    for day in days:
        if day > matters:
            break
        if day > known_until or series[day] <= rules.quiet_max:
            found = day
        known_until = day + rules.max_gap + 1
    if found is None and (not days or days[0] > matters):
        return start
    return found
