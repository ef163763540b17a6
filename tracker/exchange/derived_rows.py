"""The rows of episodes.csv and returns.csv: what the diary says by docs/recurrence.md and the person's own rules.

They are worked out from the whole diary up to the last chosen day. The chosen days then say which of them are listed:
episodes by their first day, returns by the day of relief.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from tracker.analysis.recurrence import Alone
from tracker.entries import Date, Id
from tracker.exchange.columns import EpisodeRow, ReturnRow
from tracker.exchange.rows import SpotLabel, spot_labels
from tracker.exchange.stored import Selection


def episode_rows(selection: Selection) -> Iterator[EpisodeRow]:
    for spot, label, found in _by_spot(selection):
        sessions = Counter(session.episode for session in found.sessions)
        for number, episode in enumerate(found.timeline.episodes, 1):
            start = Date.fromordinal(episode.start)
            if selection.covers(start):
                relief = episode.relief_day
                yield EpisodeRow(
                    spot_id=spot,
                    **label._asdict(),
                    derived_episode=number,
                    derived_start=start,
                    derived_last_active=Date.fromordinal(episode.last_active),
                    derived_relief_day=None if relief is None else Date.fromordinal(relief),
                    derived_days=episode.length,
                    derived_status=episode.status.value,
                    derived_origin=episode.origin.value,
                    derived_onset_seen=episode.onset_seen,
                    derived_worst_pain=_worst(found, episode.start, episode.last_active),
                    derived_sessions=sessions[number - 1],
                )


def return_rows(selection: Selection) -> Iterator[ReturnRow]:
    for spot, label, found in _by_spot(selection):
        for record in found.durability:
            relief = Date.fromordinal(record.relief_day)
            if selection.covers(relief):
                yield ReturnRow(
                    spot_id=spot,
                    **label._asdict(),
                    derived_episode=record.episode + 1,
                    derived_treatment=record.label,
                    derived_from_day=Date.fromordinal(record.origin_day),
                    derived_relief_day=relief,
                    derived_came_back=record.came_back,
                    derived_days_min=record.days[0],
                    derived_days_max=record.days[1],
                    derived_free_days_min=record.free_days[0],
                    derived_free_days_max=record.free_days[1],
                    derived_sessions=len(record.course),
                    derived_preventive=record.preventive,
                )


def _by_spot(selection: Selection) -> Iterator[tuple[Id, SpotLabel, Alone]]:
    labels = spot_labels(selection)
    for found in selection.recurrence():
        key = Id(found.spot.key)
        if key in labels:
            yield key, labels[key], found


def _worst(found: Alone, first: int, last: int) -> int:
    """The highest pain of the days that the episode spans; its first and last day are known in any case."""
    days = found.timeline.days
    spanned = days[bisect_left(days, first) : bisect_right(days, last)]
    return int(max(found.series[day] for day in spanned))
