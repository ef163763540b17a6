"""What an import may add to a diary, whatever file it came from: plain entries, as exchange.entries has them."""

from typing import NamedTuple

from tracker.exchange.entries import (
    CheckInEntry,
    FactorEntry,
    RatingEntry,
    ReadingEntry,
    SpotEntry,
    TreatmentEntry,
)


class Document(NamedTuple):
    """Part of a diary, or a whole one.

    Entries name spots and factors by their id: of one listed here, or of one that the person has. A check-in stands
    for its day alone; what it leaves None says nothing.
    """

    spots: tuple[SpotEntry, ...] = ()
    factors: tuple[FactorEntry, ...] = ()
    check_ins: tuple[CheckInEntry, ...] = ()
    readings: tuple[ReadingEntry, ...] = ()
    ratings: tuple[RatingEntry, ...] = ()
    treatments: tuple[TreatmentEntry, ...] = ()
