"""What a merge does to flags at rest: what was decided of the merged spot holds for the kept one if it had no rest."""

import datetime
from typing import Any

from tracker.changes.snapshots import put_back, snapshots
from tracker.models import FlagRest, Spot


def merge_rest(kept: Spot, merged: Spot, today: datetime.date) -> dict[str, Any]:
    """Hands the rest over, or lets it go where the kept spot has one of its own; gives the log of it."""
    rests = FlagRest.objects.for_user(kept.person)
    rests.filter(spot=kept, until__lte=today).delete()  # it is over and would stand in the way
    theirs = list(rests.filter(spot=merged))
    log: dict[str, Any] = {"rests": snapshots(theirs), "rests_after": []}
    if theirs and not rests.filter(spot=kept).exists():
        (rest,) = theirs
        said = {name: getattr(rest, name) for name in ("since", "until", "seen_by", "outcome")}
        log["rests_after"] = snapshots([FlagRest.objects.create(person=kept.person, spot=kept, **said)])
    rests.filter(spot=merged).delete()
    return log


def unmerge_rest(kept: Spot, log: dict[str, Any]) -> None:
    """Gives the merged spot its rest back. What was decided of the kept spot since then stays."""
    rests = FlagRest.objects.for_user(kept.person).filter(spot=kept)
    if log.get("rests_after") and snapshots(rests) == log["rests_after"]:
        rests.delete()
    put_back(FlagRest, log.get("rests", []))
