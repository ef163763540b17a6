"""Asking after a treatment: some days later, whether the spot is still away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis.episodes import QUIET, timeline_of
from tracker.analysis.records import Day, TreatmentRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import Series

# So many days after the latest session of a spot, and on no other day.
ASK_AFTER = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to ask of a spot `days` after its latest session, which was `treatments`.

    `away`: it has been quiet since, so the question is whether it came back; else it was last known to hurt, and the
    question is whether it still does. `pain`: what the answer yes records then.
    """

    treatments: tuple[TreatmentRecord, ...]
    days: int
    away: bool
    pain: int


def follow_up(
    series: Series, treated: Mapping[Day, Sequence[TreatmentRecord]], today: Day, rules: Rules
) -> FollowUp | None:
    """None: nothing to ask. `series`: pain of the spot of the last weeks; `treated`: its sessions by day.

    Nothing is asked where today has a value already, where the spot is known to have come back since the session,
    and where no pain is known that it could come back to or still have.
    """
    last = max((day for day in treated if day <= today), default=None)
    if last is None or today - last not in ASK_AFTER or today in series:
        return None
    away = _is_away(series, last, today, rules)
    if away is None:
        return None
    pain = (
        _pain_before(series, treated[last], today, rules) if away else _pain_still(series, last, today, rules)
    )
    return None if pain is None else FollowUp(tuple(treated[last]), today - last, away, int(pain))


def _is_away(series: Series, session: Day, today: Day, rules: Rules) -> bool | None:
    """Whether the spot was quiet at the session or has been since; None if after that it was active again."""
    away = timeline_of(series, session, rules).state_on(session) == QUIET
    for day in range(session + 1, today):
        pain = series.get(day)
        if pain is None:
            continue
        if away and pain >= rules.active_min:
            return None
        away = away or pain <= rules.quiet_max
    return away


def _pain_before(
    series: Series, treatments: Sequence[TreatmentRecord], today: Day, rules: Rules
) -> float | None:
    """What a spot that is away would be back to: the pain before the treatment, or else that of its last active day."""
    before = max((each.pain_before for each in treatments if each.pain_before is not None), default=0)
    if before >= rules.active_min:
        return before
    active = [day for day, pain in series.items() if day < today and pain >= rules.active_min]
    return series[max(active)] if active else None


def _pain_still(series: Series, session: Day, today: Day, rules: Rules) -> float | None:
    """The last known value of a spot that has not been relieved, unless it is from too long before the session."""
    day = max((day for day in series if day < today), default=None)
    if day is None or day < session - rules.max_gap or series[day] <= rules.quiet_max:
        return None
    return series[day]
