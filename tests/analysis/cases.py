"""Worked cases of recurrence as JSON: read into records, put to the engine, and what it says turned back into JSON.

A case is a diary of one or more spots ("kind": "diary") or a mark beside known spots ("kind": "match"); what
`run_case` gives is compared with its "expected" as it stands.
"""

from typing import Any

from tracker.analysis.matching import Anchored, Mark, same_spot
from tracker.analysis.records import CheckInRecord, Diary, RatingRecord, SpotRecord, TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules

SIDES = {"L": "left", "R": "right", "M": "midline"}


def run_case(case: dict[str, Any]) -> Any:
    """What the engine says of a case: results by spot, or for a match the id of the spot, None if there is none."""
    if case["kind"] == "match":
        return _matched(case)
    diary = diary_in(case)
    as_of = case.get("as_of")
    found = recurrence_of(
        diary,
        as_of=diary.check_ins[-1].day if as_of is None else as_of,
        rules=Rules(**case.get("config", {})),
        synergists=case.get("synergists", {}),
    )
    return {key: _result(spot) for key, spot in found.items()}


def diary_in(case: dict[str, Any]) -> Diary:
    spots = case["spots"]
    return Diary(
        spots=tuple(SpotRecord(each["id"], each["muscle"], _side(each), first_day=0) for each in spots),
        check_ins=tuple(CheckInRecord(day, False) for day in range(max(len(each["pain"]) for each in spots))),
        ratings=tuple(rating for each in spots for rating in _ratings(each)),
        treatments=tuple(treatment for each in spots for treatment in _treatments(each)),
    )


def _side(spot: dict[str, Any]) -> str:
    return SIDES.get(spot["side"], spot["side"])


def _ratings(spot: dict[str, Any]) -> list[RatingRecord]:
    return [
        RatingRecord(spot["id"], day, 10 if character == "X" else int(character))
        for day, character in enumerate(spot["pain"])
        if character != "."
    ]


def _treatments(spot: dict[str, Any]) -> list[TreatmentRecord]:
    return [
        TreatmentRecord(int(day), spot["id"], kind)
        for day, kinds in spot.get("treat", {}).items()
        for kind in kinds
    ]


def _matched(case: dict[str, Any]) -> str | None:
    known = [
        Anchored(each["id"], number, _mark(each), each["last_active"])
        for number, each in enumerate(case["existing"])
    ]
    found = same_spot(_mark(case["new"]), known)
    return None if found is None else found.key


def _mark(data: dict[str, Any]) -> Mark:
    return Mark(data["muscle"], data["side"], data["view"], data["x"], data["y"])


def _result(found: SpotRecurrence) -> dict[str, Any]:
    flags = found.flags
    return {
        "episodes": [
            {
                "start": each.start,
                "last_active": each.last_active,
                "relief_day": each.relief_day,
                "status": each.status.value,
                "origin": each.origin.value,
                "onset_seen": each.onset_seen,
            }
            for each in found.timeline.episodes
        ],
        "sessions": [
            {"day": each.day, "types": list(each.kinds), "outcome": each.outcome.value}
            for each in found.sessions
        ],
        "durability": [
            {
                "label": each.label,
                "origin_day": each.origin_day,
                "relief_day": each.relief_day,
                "event": each.came_back,
                "days": list(each.days),
                "free_days": list(each.free_days),
            }
            for each in found.durability
        ],
        "flags": {
            "rapid_return": flags.rapid_return.level.name.lower(),
            "persistence": flags.persistence.level.name.lower(),
            "spread": flags.spread.level.name.lower(),
            "stale": flags.stale,
        },
    }
