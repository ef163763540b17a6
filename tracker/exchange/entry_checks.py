"""Whether an entry that was read from a file may stand in a diary: asked of the models it would become rows of."""

from functools import cache
from typing import Any

from tracker.entries import (
    CheckInEntry,
    FactorEntry,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatedEntry,
    TreatmentEntry,
)
from tracker.exchange.archive_values import UnfitError, checker, plain
from tracker.exchange.constraints import Seen, checks_of
from tracker.models import CheckIn, Factor, FactorReading, Rating, Spot, TreatedSpot, Treatment
from tracker.models.diary import EARLIEST_DAY
from tracker.models.factors import HIGHEST
from tracker.models.owned import Owned
from tracker.models.portable import fields_of, named_by

_MODELS: dict[type, type[Owned]] = {
    SpotEntry: Spot,
    FactorEntry: Factor,
    CheckInEntry: CheckIn,
    ReadingEntry: FactorReading,
    RatingEntry: Rating,
    TreatedEntry: TreatedSpot,
    TreatmentEntry: Treatment,
}


class EntryChecks:
    """Takes the entries of one file, one after the other, and says of each what is wrong with it."""

    def __init__(self) -> None:
        self._seen = {kind: Seen(model) for kind, model in _MODELS.items()}
        self._factor_kinds: dict[str, str] = {}

    def fault_of(self, entry: Any) -> str:
        """Empty: nothing. A good entry is noted: no other may be of the same day and spot, or of the same id."""
        fault = _fault_of(entry)
        if not fault and isinstance(entry, TreatmentEntry):
            fault = next(filter(None, map(_fault_of, entry.spots)), "")
        if not fault and isinstance(entry, ReadingEntry):
            fault = self._beyond(entry)
        repeated = "" if fault else self._seen[type(entry)].repeats(_values(entry))
        if not fault and not repeated and isinstance(entry, FactorEntry):
            self._factor_kinds[entry.id] = entry.kind
        return fault or (
            f"the same {repeated.replace('public_id', 'id')} was there before" if repeated else ""
        )

    def _beyond(self, entry: ReadingEntry) -> str:
        highest = HIGHEST[self._factor_kinds.get(entry.factor, "amount")]
        return f"{entry.value} is more than {highest:,}" if entry.value > highest else ""


def _fault_of(entry: Any) -> str:
    """What single values and their constraints say."""
    kind: type = type(entry)
    values = _values(entry)
    for name, check in _checkers(kind):
        try:
            check(values[name])
        except UnfitError as error:
            return f"{name} {error}"
    for name, value in values.items():
        if name in ("started_on", "archived_on", "asked_since") and value and value < EARLIEST_DAY:
            return f"{name} lies before {EARLIEST_DAY.year}"
    broken = [name for name, test in checks_of(_MODELS[kind]) if test(values) is False]
    return f"it holds a value that cannot be ({broken[0]})" if broken else ""


@cache
def _checkers(kind: type) -> tuple[tuple[str, Any], ...]:
    """By name of the entry's field. Ids are whatever they are read as; rows that are named are looked up later."""
    fields = {field.name: field for field in fields_of(_MODELS[kind])}
    return tuple(
        (name, checker(fields[name]))
        for name in kind._fields  # type: ignore[attr-defined]
        if name in fields and not named_by(fields[name])
    )


def _values(entry: Any) -> dict[str, Any]:
    """By the names and in the types of the model's fields; what an entry lacks is as in a new row."""
    kind = type(entry)
    defaults = dict.fromkeys(_names(_MODELS[kind]))
    values = {**defaults, **entry._asdict()}
    for name in ("archived_before", "asked_before"):
        if name in values:
            values[name] = [[plain(start), plain(end)] for start, end in values[name]]
    if "zones" in values:
        values["zones"] = list(values["zones"])
    return {**values, "public_id": values.get("id")}


@cache
def _names(model: type[Owned]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(model))
