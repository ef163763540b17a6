"""What it takes to undo the restoring of a whole diary: its account was empty, so everything in it came along."""

from tracker.changes.importing.here import Here
from tracker.changes.importing.preparing import plain
from tracker.changes.importing.writing import Log
from tracker.models import CheckIn, Factor, FactorReading, Person, Rating, Spot, TreatedSpot, Treatment
from tracker.models.portable import tables

_OF_THE_DAYS = (Spot, Factor, CheckIn, Rating, FactorReading, Treatment, TreatedSpot)


def log_of_all(person: Person) -> Log:
    """As `add` gives it. Called in the transaction that has restored the diary."""
    here = Here(person)
    stored = {"check_ins": here.check_ins, "ratings": here.ratings, "readings": here.readings}
    others = [model for model in tables() if model not in _OF_THE_DAYS]
    return {
        "spots": [spot.pk for spot in here.spots.values()],
        "factors": [factor.pk for factor in here.factors.values()],
        "treatments": list(Treatment.objects.for_user(person).values_list("pk", flat=True)),
        **{
            table: [[row.pk, 1, plain(row.values), {}] for row in rows.values()]
            for table, rows in stored.items()
        },
        "others": [
            [model.__name__, list(model.objects.for_user(person).values_list("pk", flat=True))]
            for model in others
        ],
    }
