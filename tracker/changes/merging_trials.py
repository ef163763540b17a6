"""What a merge does to experiments on the spot that goes: they go on with the one that stays."""

import datetime
from typing import Any

from tracker.analysis.trial_plan import Running, clash
from tracker.models import Spot, Trial
from tracker.trial_records import running_of


class TwoTrialsError(Exception):
    """Each of two spots has an experiment under way: as one spot they would have two at once."""


def both_on_trial(kept: Spot, merged: Spot, today: datetime.date) -> bool:
    """Whether the spots have experiments of their own that share days and are not over."""
    under_way = [
        (trial.spot_id, Running("", running.first, running.last))
        for trial, running in running_of(kept.person)
        if trial.ended_on is None and (running.last is None or running.last >= today.toordinal())
    ]
    mine = [running for spot, running in under_way if spot == kept.pk]
    return any(clash(running, mine) for spot, running in under_way if spot == merged.pk)


def merge_trials(kept: Spot, merged: Spot) -> dict[str, Any]:
    """Gives the log of it. What was sealed stays as it was written."""
    trials = Trial.objects.for_user(kept.person).filter(spot=merged)
    moved = list(trials.order_by("pk").values_list("pk", flat=True))
    trials.update(spot=kept)
    return {"trials_moved": moved}


def unmerge_trials(kept: Spot, log: dict[str, Any]) -> None:
    trials = Trial.objects.for_user(kept.person).filter(pk__in=log.get("trials_moved", []), spot=kept)
    trials.update(spot=log["merged"]["id"])
