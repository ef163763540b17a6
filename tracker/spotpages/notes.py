"""The notes on one spot, the latest first."""

from tracker.models import Person, Spot, SpotNote


def notes_of(person: Person, spot: Spot) -> list[SpotNote]:
    return list(SpotNote.objects.for_user(person).filter(spot=spot))
