"""The recurrence engine by itself: no database, no server, one core."""

import time
from dataclasses import dataclass
from random import Random

from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, SpotRecord, TreatmentRecord
from tracker.analysis.recurrence import recurrence_of
from tracker.analysis.rules import Rules

DAYS = 3_652
SPOTS = 8
ROUNDS = 25
BUDGET = 50.0


@dataclass(frozen=True)
class EngineTime:
    """The least of several runs: what the work takes when nothing else is in its way."""

    milliseconds: float
    episodes: int
    name: str = f"engine, ten years x {SPOTS} spots"


def spells(days: int = DAYS, spots: int = SPOTS, seed: int = 1) -> Diary:
    """Every spot rated on every day: ten quiet days, then pain for four, treated on one day of it, over and over."""
    random = Random(seed)
    ratings, treatments = [], []
    for number in range(spots):
        pain = 0
        for day in range(days):
            if not pain and random.random() < 0.1:
                pain = random.randint(3, 8)
            elif pain and random.random() < 0.25:
                pain = 0
            ratings.append(RatingRecord(str(number), day, pain))
            if pain and random.random() < 0.3:
                treatments.append(TreatmentRecord(day, str(number), "self_pressure"))
    return Diary(
        # Two by two in one muscle, so that spread has something to look at.
        spots=tuple(SpotRecord(str(number), f"muscle {number // 2}", "left", 0) for number in range(spots)),
        check_ins=tuple(CheckInRecord(day, completed=True) for day in range(days)),
        ratings=tuple(ratings),
        treatments=tuple(treatments),
    )


def time_engine(rounds: int = ROUNDS) -> EngineTime:
    diary = spells()
    took, episodes = [], 0
    for _ in range(rounds):
        began = time.process_time()
        found = recurrence_of(diary, DAYS - 1, Rules(), {})
        took.append(time.process_time() - began)
        episodes = sum(len(each.timeline.episodes) for each in found.values())
    return EngineTime(min(took) * 1000, episodes)
