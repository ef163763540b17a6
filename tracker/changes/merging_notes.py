"""What a merge does to notes: those of the merged spot are read on the kept one."""

from typing import Any

from tracker.models import Spot, SpotNote


def merge_notes(kept: Spot, merged: Spot) -> dict[str, Any]:
    """Hands the notes over; gives the log of it."""
    notes = SpotNote.objects.for_user(kept.person).filter(spot=merged).order_by("pk")
    moved = list(notes.values_list("pk", flat=True))
    notes.update(spot=kept)
    return {"notes_moved": moved}


def unmerge_notes(kept: Spot, log: dict[str, Any]) -> None:
    """Gives them back. A note that was removed since stays removed."""
    notes = SpotNote.objects.for_user(kept.person).filter(spot=kept, pk__in=log.get("notes_moved", []))
    notes.update(spot=log["merged"]["id"])
