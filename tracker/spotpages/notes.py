"""The notes on one spot, the latest first."""

from tracker.models import Spot, SpotNote


def notes_of(spot: Spot) -> list[SpotNote]:
    return list(SpotNote.objects.for_user(spot.person).filter(spot=spot))
