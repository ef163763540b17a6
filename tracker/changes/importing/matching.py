"""Which spots and factors of a document the diary has already, and which are new to it.

A spot is the same by its id, or by its muscle, side and first mark; a factor by its id, by what it is in the
catalogue, or by its name where kind and unit agree.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from tracker.changes.importing import checks
from tracker.changes.importing.here import Here
from tracker.changes.spots import next_number
from tracker.entries import Date, Document, FactorEntry, Id, SpotEntry

Refuse = Callable[[checks.UnfitError, Date | None], None]


class Matched:
    """`spots`, `factors`: the id in the document -> the id it has here; `new_...`: what is to be made, by that id."""

    def __init__(self, here: Here, document: Document, today: Date, refuse: Refuse) -> None:
        self.here, self.today, self._refuse = here, today, refuse
        self.spots: dict[Id, Id] = {key: key for key in here.spots}
        self.factors: dict[Id, Id] = {key: key for key in here.factors}
        self.new_spots: dict[Id, SpotEntry] = {}
        self.new_factors: dict[Id, FactorEntry] = {}
        self._match_spots(document.spots)
        self._match_factors(document.factors)

    def factor_kind(self, key: Id) -> str:
        if key in self.new_factors:
            return self.new_factors[key].kind
        return self.here.factors[key].kind

    def _match_spots(self, entries: Iterable[SpotEntry]) -> None:
        places: dict[Any, Id] = {_place(spot): key for key, spot in self.here.spots.items()}
        named = {entry.id for entry in entries}
        ids = {UUID(key) for key in self.here.spots}
        new = []
        for entry in entries:
            if entry.id in self.here.spots:
                continue
            try:
                fit = checks.spot(entry, self.today)
            except checks.UnfitError as error:
                self._refuse(error, None)
                continue
            known = places.pop(_place(fit), None)
            if known is not None and known not in named:
                self.spots[entry.id] = known
                continue
            key = Id(str(checks.uuid_or_new(entry.id, ids)))
            self.spots[entry.id] = key
            new.append(fit._replace(id=key))
        self._number(new)

    def _number(self, new: list[SpotEntry]) -> None:
        """Numbers stay as the file has them where they are free: never one that the person ever had."""
        if not new:
            return
        free = next_number(self.here.person)
        kept = {entry.number for entry in new if entry.number >= free}
        given: set[int] = set()
        free = max([free - 1, *kept]) + 1 if kept else free
        for entry in new:
            number = entry.number
            if number not in kept or number in given:
                number, free = free, free + 1
            given.add(number)
            self.new_spots[entry.id] = entry._replace(number=number)

    def _match_factors(self, entries: Iterable[FactorEntry]) -> None:
        builtin = {factor.builtin: key for key, factor in self.here.factors.items() if factor.builtin}
        named = {factor.name.casefold(): key for key, factor in self.here.factors.items()}
        ids = {UUID(key) for key in self.here.factors}
        for entry in entries:
            if entry.id in self.here.factors:
                continue
            try:
                fit = checks.factor(entry)
            except checks.UnfitError as error:
                self._refuse(error, None)
                continue
            known = builtin.get(fit.builtin) or named.get(fit.name.casefold())
            if known and self._agrees(known, fit):
                self.factors[entry.id] = known
                continue
            key = Id(str(checks.uuid_or_new(entry.id, ids)))
            self.factors[entry.id] = key
            name = _free_name(fit.name, named)
            named[name.casefold()] = key
            self.new_factors[key] = fit._replace(id=key, name=name, builtin="" if known else fit.builtin)
            if fit.builtin:
                builtin.setdefault(fit.builtin, key)

    def _agrees(self, known: Id, entry: FactorEntry) -> bool:
        found = self.new_factors.get(known) or self.here.factors[known]
        return (found.kind, found.unit.casefold()) == (entry.kind, entry.unit.casefold())


def _place(spot: Any) -> tuple[Any, ...]:
    """Muscle, side and the first mark, which never moves."""
    point = (round(spot.anchor_x, 6), round(spot.anchor_y, 6))
    return (spot.muscle, spot.side, spot.anchor_view, point)


def _free_name(name: str, taken: dict[str, Id]) -> str:
    """The name with a number behind it where a factor of another kind or unit has it."""
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{name[:55]} {number}", number + 1
    return found
