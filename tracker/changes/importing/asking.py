"""What a completed day may imply after an import: only what was asked on that day.

A completed day says 0 of spots, and no of yes/no factors, that it does not mention. So a day that the file calls
complete is complete here only if it asked about everything that the diary asks about on it; and a spot or factor
that comes with the file was not asked about on the days that were completed here without it.
"""

import datetime
from collections.abc import Collection, Iterable
from functools import cached_property

from tracker.changes.importing.here import Here, Key
from tracker.changes.importing.matching import Matched
from tracker.entries import Date, Document, FactorEntry, Id, SpotEntry
from tracker.models import Factor

_DAY = datetime.timedelta(days=1)
Away = tuple[Date, Date | None]


class Use:
    """When a spot or factor is asked about: from `first` on but for the periods `away`; None: never."""

    def __init__(self, first: Date | None, away: Iterable[Away]) -> None:
        self.first, self.away = first, tuple(away)

    def __contains__(self, date: Date) -> bool:
        if self.first is None or date < self.first:
            return False
        return not any(start <= date and (end is None or date < end) for start, end in self.away)


class Asked:
    def __init__(self, here: Here, matched: Matched, document: Document) -> None:
        self._here, self._matched, self._document = here, matched, document

    def is_told_of_all(self, date: Date, mentioned: Collection[Key]) -> bool:
        """Whether a day that the file calls complete said something of everything asked about here on that day."""
        for key, use in self._spots_here.items():
            if (
                date in use
                and (key, date) not in mentioned
                and not self._in_file(self._spots_there, key, date)
            ):
                return False
        for key, periods in self._factors_here.items():
            is_asked = any(date in use for use in periods) and (key, date) not in mentioned
            if is_asked and not self._in_file(self._factors_there, key, date):
                return False
        return True

    @staticmethod
    def _in_file(there: dict[Id, list[Use]], key: Id, date: Date) -> bool:
        return any(date in use for use in there.get(key, ()))

    @cached_property
    def _spots_here(self) -> dict[Id, Use]:
        return {
            key: Use(spot.first_day, [*_pairs(spot.archived_before), *_since(spot.archived_on)])
            for key, spot in self._here.spots.items()
        }

    @cached_property
    def _spots_there(self) -> dict[Id, list[Use]]:
        found: dict[Id, list[Use]] = {}
        for entry in self._document.spots:
            if entry.id in self._matched.spots:
                use = Use(entry.first_day, [*entry.archived_before, *_since(entry.archived_on)])
                found.setdefault(self._matched.spots[entry.id], []).append(use)
        return found

    @cached_property
    def _factors_here(self) -> dict[Id, list[Use]]:
        factors = self._here.factors.items()
        return {key: _periods_of(factor) for key, factor in factors if factor.kind == "yes_no"}

    @cached_property
    def _factors_there(self) -> dict[Id, list[Use]]:
        found: dict[Id, list[Use]] = {}
        for entry in self._document.factors:
            if entry.id in self._matched.factors:
                periods = [*entry.asked_before, *([(entry.asked_since, None)] if entry.asked_since else [])]
                found.setdefault(self._matched.factors[entry.id], []).extend(map(_period, periods))
        return found


def spot_as_asked(entry: SpotEntry, unasked: Collection[Date]) -> SpotEntry:
    """Put away on the days that were completed here without it."""
    away = [run for run in runs_of(unasked) if run[1] > entry.first_day]
    return entry._replace(archived_before=_joined([*entry.archived_before, *away]))


def factor_as_asked(entry: FactorEntry, unasked: Collection[Date], today: Date) -> FactorEntry:
    """Asked about on the days of the file, but for those that were completed here without it."""
    if entry.kind != "yes_no" or not unasked:
        return entry
    open_since = entry.asked_since
    periods = [*entry.asked_before, *([(open_since, today)] if open_since and open_since < today else [])]
    for gone in runs_of(unasked):
        periods = [part for period in periods for part in _without(period, gone)]
    return entry._replace(asked_before=_joined(periods), asked_since=today if open_since else None)


def runs_of(dates: Collection[Date]) -> list[tuple[Date, Date]]:
    """Days as half-open periods."""
    return list(_joined([(date, date + _DAY) for date in dates]))


def _joined(periods: Iterable[tuple[Date, Date]]) -> tuple[tuple[Date, Date], ...]:
    found: list[tuple[Date, Date]] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _without(period: tuple[Date, Date], gone: tuple[Date, Date]) -> list[tuple[Date, Date]]:
    (start, end), (first, last) = period, gone
    parts = [(start, min(end, first)), (max(start, last), end)]
    return [part for part in parts if part[0] < part[1]]


def _pairs(periods: list[list[str]]) -> list[Away]:
    return [(Date.fromisoformat(start), Date.fromisoformat(end)) for start, end in periods]


def _since(date: Date | None) -> list[Away]:
    return [] if date is None else [(date, None)]


def _period(period: Away) -> Use:
    start, end = period
    return Use(start, _since(end))


def _periods_of(factor: Factor) -> list[Use]:
    now: list[Away] = [(factor.asked_since, None)] if factor.asked_since else []
    return [_period(period) for period in [*_pairs(factor.asked_before), *now]]
