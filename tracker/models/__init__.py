"""What is stored. Everything derived (episodes, returns, flags) is recomputed, never stored."""

from tracker.models.account import Person
from tracker.models.diary import CheckIn, Rating, Spot, TreatedSpot, Treatment
from tracker.models.factors import Factor, FactorReading
from tracker.models.undo import UndoStep

__all__ = [
    "CheckIn",
    "Factor",
    "FactorReading",
    "Person",
    "Rating",
    "Spot",
    "TreatedSpot",
    "Treatment",
    "UndoStep",
]
