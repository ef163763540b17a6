"""The thresholds of everything that is said about returns: product choices, each by name, each the person's to set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Pain in points 0-10, the rest in days or counts. Only the person's own list of spots may narrow them per spot."""

    # A day with a worst pain of `active_min` or more is active, of `quiet_max` or less is quiet, between them grey.
    active_min: float = 3
    quiet_max: float = 1
    # So many unknown days in a row are bridged; one more cuts the diary of a spot.
    max_gap: int = 3
    # A session is credited with a quiet day at most so many days later (soreness lasts 24-48 hours).
    relief_window: int = 2
    # A return within so many days of the session is rapid.
    rapid_days: int = 7
    # Flags look at so many days, the last one included.
    lookback: int = 90
    watch_rapid: int = 2
    assess_rapid: int = 3
    assess_share: float = 0.5
    persist_sessions: int = 3
    persist_days: int = 14
    spread_days: int = 14
    spread_assess: int = 2
    # In the first days of a diary every spot is new.
    burn_in: int = 14
