"""Deletes one spot for good, with everything that was recorded of it and what undo keeps of that.

A treatment of this spot alone goes; one of other spots too stays with those. Its number is never given again.
What was found to go with pain in this spot goes, and in an area that has fewer than two spots left; what was found
for more places than this one stays as it was found.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from tracker.body.catalogue import muscle
from tracker.changes.auditing import record
from tracker.changes.deleting_around import delete_around_spot
from tracker.changes.emptied import drop_emptied
from tracker.changes.holding import hold
from tracker.changes.scrubbing import steps_of_spot
from tracker.changes.trials import delete_trial_rows, note_last
from tracker.changes.wiping import leave_no_trace, wipe
from tracker.models import (
    FindingsSnapshot,
    FlagRest,
    Person,
    Rating,
    Spot,
    SpotNote,
    TreatedSpot,
    Treatment,
    Trial,
    UndoStep,
)


@dataclass(frozen=True, slots=True)
class SpotPlan:
    """What goes, by kind. `alone`: treatments of this spot only; `shared`: those that stay with other spots.

    `merged`: the numbers of spots that were merged into it.
    """

    ratings: int
    notes: int
    alone: int
    shared: int
    rests: int
    findings: int
    undo: int
    trials: tuple[Trial, ...]
    merged: tuple[int, ...]


def plan_spot(spot: Spot) -> SpotPlan:
    """What `delete_spot` would do. Changes nothing."""
    person = spot.person
    treated = TreatedSpot.objects.for_user(person).filter(spot=spot).count()
    alone = _alone(spot).count()
    steps = steps_of_spot(spot)
    return SpotPlan(
        ratings=Rating.objects.for_user(person).filter(spot=spot).count(),
        notes=SpotNote.objects.for_user(person).filter(spot=spot).count(),
        alone=alone,
        shared=treated - alone,
        rests=FlagRest.objects.for_user(person).filter(spot=spot).count(),
        findings=_findings(spot).count(),
        undo=len([step for step in steps if step.kind == "day"]),
        trials=tuple(Trial.objects.for_user(person).filter(spot=spot)),
        merged=tuple(_merged_numbers(steps)),
    )


def delete_spot(spot: Spot) -> None:
    """In one transaction. There is no undo."""
    person = spot.person
    with transaction.atomic():
        hold(person)
        steps, findings = steps_of_spot(spot), _findings(spot)
        _remember_numbers(person, [spot.number, *_merged_numbers(steps)])
        wipe(findings)
        wipe(UndoStep.objects.for_user(person).filter(pk__in=[step.pk for step in steps]))
        trials = Trial.objects.for_user(person).filter(spot=spot)
        delete_trial_rows(person, list(trials.values_list("pk", flat=True)))
        note_last(person)
        _wipe_recorded(spot)
        wipe(FlagRest.objects.for_user(person).filter(spot=spot))
        delete_around_spot(spot)
        wipe(Spot.objects.for_user(person).filter(pk=spot.pk))
        _forget_flags(person, str(spot.public_id))
        record(person, "spot-deleted")
        transaction.on_commit(leave_no_trace, robust=True)


def _wipe_recorded(spot: Spot) -> None:
    """Ratings, treatments, and the check-ins of days on which nothing else was recorded."""
    person = spot.person
    ratings = Rating.objects.for_user(person).filter(spot=spot)
    treated = TreatedSpot.objects.for_user(person).filter(spot=spot)
    alone = list(_alone(spot).values_list("pk", "date"))
    dates = {*ratings.values_list("date", flat=True), *(date for _, date in alone)}
    wipe(ratings)
    wipe(treated)
    wipe(Treatment.objects.for_user(person).filter(pk__in=[pk for pk, _ in alone]))
    drop_emptied(person, dates)


def _alone(spot: Spot) -> QuerySet[Treatment]:
    """The treatments of this spot and of no other."""
    treated = TreatedSpot.objects.for_user(spot.person).filter(treatment=OuterRef("pk"))
    mine = Treatment.objects.for_user(spot.person).filter(Exists(treated.filter(spot=spot)))
    return mine.exclude(Exists(treated.exclude(spot=spot)))


def _findings(spot: Spot) -> QuerySet[FindingsSnapshot]:
    others = Spot.objects.for_user(spot.person).exclude(pk=spot.pk).values_list("muscle", flat=True)
    region = muscle(spot.muscle).region
    left = [muscle(slug).region for slug in others]
    places = [str(spot.public_id)]
    if left.count(region) < 2:
        places.append(region)
    if not left:
        places.append("all")
    rows = FindingsSnapshot.objects.for_user(spot.person)
    return rows.filter(Q(outcome__in=[f"{what}:{place}" for what in ("pain", "new") for place in places]))


def _merged_numbers(steps: list[UndoStep]) -> list[int]:
    return [int(step.before["merged"]["number"]) for step in steps if step.kind == "merge"]


def _remember_numbers(person: Person, numbers: list[int]) -> None:
    highest: Any = Greatest(F("deleted_number"), max(numbers))
    Person.objects.filter(pk=person.pk).update(deleted_number=highest)


def _forget_flags(person: Person, spot: str) -> None:
    mine = Person.objects.filter(pk=person.pk)
    seen = mine.values_list("seen_flags", flat=True).get()
    mine.update(seen_flags=[key for key in seen if not key.startswith(f"{spot} ")])
