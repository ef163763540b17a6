"""What is stored. Everything derived (episodes, returns, flags) is recomputed, never stored.

One exception: what was found to go with pain (`FindingsSnapshot`), since looking again is what makes false findings.
"""

from tracker.models.account import Person
from tracker.models.diary import CheckIn, Rating, Spot, TreatedSpot, Treatment
from tracker.models.factors import Factor, FactorReading
from tracker.models.findings import FindingsSnapshot
from tracker.models.imports import Import
from tracker.models.recurrence import FlagRest, RecurrenceRules
from tracker.models.trials import Trial, TrialDay, TrialEpisode
from tracker.models.undo import UndoStep

__all__ = [
    "CheckIn",
    "Factor",
    "FactorReading",
    "FindingsSnapshot",
    "FlagRest",
    "Import",
    "Person",
    "Rating",
    "RecurrenceRules",
    "Spot",
    "TreatedSpot",
    "Treatment",
    "Trial",
    "TrialDay",
    "TrialEpisode",
    "UndoStep",
]
