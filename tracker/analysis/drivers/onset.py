"""The beginning of new episodes as an outcome: which days begin one, and on which one could have been seen to begin."""

from collections.abc import Iterable, Mapping

from tracker.analysis.drivers.questions import Outcome
from tracker.analysis.episodes import QUIET, timeline_of
from tracker.analysis.records import CheckInRecord, Day, SpotRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series, completed_days

# Below so many beginnings nothing is said; even with them only strong effects can be seen.
FEWEST_ONSETS = 20


def region_series(
    pain: Mapping[SpotRecord, Series], check_ins: Iterable[CheckInRecord], rules: Rules
) -> Series:
    """The worst pain of a region by day; `pain`: that of each of its spots.

    Unknown if no spot is active and any that is in use is unknown; 0 on a completed check-in with nothing there, so
    that the first day of a brand-new spot has a known quiet past.
    """
    found: Series = dict.fromkeys(completed_days(check_ins), 0.0)
    for series in pain.values():
        for day, value in series.items():
            found[day] = max(value, found.get(day, 0.0))
    return {
        day: value
        for day, value in found.items()
        if value >= rules.active_min
        or all(day in series for spot, series in pain.items() if spot.asked_on(day))
    }


def onset_outcome(key: str, pain: Series, as_of: Day, rules: Rules) -> Outcome:
    """`pain`: `region_series`. The effect is a difference in the chance of a day, 0 to 1."""
    series = onset_series(pain, as_of, rules)
    return Outcome(key, series, pain=pain, negligible=None, fewest_events=FEWEST_ONSETS)


def onset_series(pain: Series, as_of: Day, rules: Rules) -> Series:
    """1 on a day on which an episode was seen to begin, 0 on a day that was not active after a quiet state.

    Missing on all others: already active, not known, or not known whether it was quiet before.
    """
    timeline = timeline_of(pain, as_of, rules)
    found: Series = {
        day: 0.0
        for day in timeline.days
        if pain[day] < rules.active_min and timeline.state_on(day - 1) == QUIET
    }
    found.update((episode.start, 1.0) for episode in timeline.episodes if episode.onset_seen)
    return found
