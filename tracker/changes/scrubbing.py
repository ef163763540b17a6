"""What undo keeps of values that are deleted on purpose goes with them: it must not bring them back."""

import datetime
import json
from typing import Any

from tracker.models import Person, Spot, UndoStep

Date = datetime.date


def steps_of_days(person: Person, start: Date, end: Date) -> Any:
    """The steps that would put values of these days back."""
    return UndoStep.objects.for_user(person).filter(kind="day", date__range=(start, end))


def scrub_merges(person: Person, start: Date, end: Date, treatments: frozenset[int]) -> None:
    """Takes these days, and the treatments that are deleted, out of the log of merges.

    What is left of a log still fits together: the merge can be taken back for all other days.
    """
    for step in UndoStep.objects.for_user(person).filter(kind="merge"):
        log = _without(step.before, start.isoformat(), end.isoformat(), treatments)
        if log != step.before:
            step.before = log
            step.save(update_fields=["before"])


def _without(log: dict[str, Any], start: str, end: str, treatments: frozenset[int]) -> dict[str, Any]:
    """ISO dates sort as the days they name."""

    def stays(date: str) -> bool:
        return not start <= date <= end

    kept = {
        name: [row for row in log.get(name, []) if stays(row["date"])] for name in _BY_DATE if name in log
    }
    if "rating_days" in log:
        kept["rating_days"] = [date for date in log["rating_days"] if stays(date)]
    if "clashes" in log:
        kept["clashes"] = [clash for clash in log["clashes"] if stays(clash[0])]
    for name in ("treated", "treated_after"):
        if name in log:
            kept[name] = [row for row in log[name] if int(row["treatment_id"]) not in treatments]
    if "treatments" in log:
        kept["treatments"] = [key for key in log["treatments"] if key not in treatments]
    return {**log, **kept}


_BY_DATE = ("ratings", "ratings_after", "check_ins")


def steps_of_spot(spot: Spot) -> list[UndoStep]:
    """The steps that hold anything of the spot or of those that were merged into it."""
    steps = list(UndoStep.objects.for_user(spot.person).order_by("pk"))
    found: dict[int, UndoStep] = {}
    ids, more = {str(spot.public_id)}, True
    while more:
        merged = [step for step in steps if step.kind == "merge" and step.pk not in found]
        into = [step for step in merged if step.before.get("kept", {}).get("public_id") in ids]
        ids |= {step.before["merged"]["public_id"] for step in into}
        found |= {step.pk: step for step in into}
        more = bool(into)
    days = [step for step in steps if step.kind == "day"]
    found |= {step.pk: step for step in days if any(key in json.dumps(step.before) for key in ids)}
    return list(found.values())
