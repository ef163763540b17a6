"""What a merge does to experiments on the spot that goes: they go on with the one that stays."""

from typing import Any

from tracker.models import Spot, Trial


def merge_trials(kept: Spot, merged: Spot) -> dict[str, Any]:
    """Gives the log of it. What was sealed stays as it was written."""
    trials = Trial.objects.for_user(kept.person).filter(spot=merged)
    moved = list(trials.order_by("pk").values_list("pk", flat=True))
    trials.update(spot=kept)
    return {"trials_moved": moved}


def unmerge_trials(kept: Spot, log: dict[str, Any]) -> None:
    trials = Trial.objects.for_user(kept.person).filter(pk__in=log.get("trials_moved", []), spot=kept)
    trials.update(spot=log["merged"]["id"])
