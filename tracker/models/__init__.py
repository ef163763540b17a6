"""What is stored. Everything derived (episodes, returns, flags) is recomputed, never stored.

One exception: what was found to go with pain (`FindingsSnapshot`), since looking again is what makes false findings.
"""

from tracker.models.account import Person
from tracker.models.diary import CheckIn, Rating, Spot, TreatedSpot, Treatment
from tracker.models.factors import Factor, FactorReading
from tracker.models.findings import FindingsSnapshot
from tracker.models.imports import Import
from tracker.models.notes import SpotNote
from tracker.models.operating import Problem
from tracker.models.recurrence import FlagRest, RecurrenceRules
from tracker.models.sharing import Proposal, ReportShare
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
    "Problem",
    "Proposal",
    "Rating",
    "RecurrenceRules",
    "ReportShare",
    "Spot",
    "SpotNote",
    "TreatedSpot",
    "Treatment",
    "Trial",
    "TrialDay",
    "TrialEpisode",
    "UndoStep",
]
