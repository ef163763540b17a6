"""Makes and changes spots: add, rename, move, archive. Merging is in tracker.changes.merging."""

import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from tracker.body.sides import Point
from tracker.changes.holding import hold
from tracker.models import Person, Spot, UndoStep


def add_spot(
    person: Person, public_id: UUID, muscle: str, point: Point, date: datetime.date, nickname: str = ""
) -> Spot:
    """The spot of that public id; made with the next number never used before if there is none yet.

    A request sent twice makes one spot. If that spot was merged into another since, the other is the answer.
    `date` is the first day on which a completed check-in implies that it was quiet.
    """
    with transaction.atomic():
        hold(person)
        known = Spot.objects.for_user(person).filter(public_id=public_id).first()
        known = known or _merged_into(person, public_id)
        if known is not None:
            return known
        return Spot.objects.create(
            person=person,
            public_id=public_id,
            muscle=muscle,
            side=point.side.value,
            view=point.view.value,
            x=point.x,
            y=point.y,
            anchor_view=point.view.value,
            anchor_x=point.x,
            anchor_y=point.y,
            number=next_number(person),
            nickname=" ".join(nickname.split()),
            first_day=date,
        )


def next_number(person: Person) -> int:
    """One more than any spot of the person ever had: also those that were merged into others, or deleted."""
    highest = Spot.objects.for_user(person).aggregate(highest=Max("number"))["highest"] or 0
    gone = merges_of(person).values_list("before__merged__number", flat=True)
    deleted = Person.objects.values_list("deleted_number", flat=True).get(pk=person.pk)
    return max(highest, deleted, *map(int, gone)) + 1


def merges_of(person: Person) -> QuerySet[UndoStep]:
    """The log of merges that were not taken back."""
    return UndoStep.objects.for_user(person).filter(kind="merge")


def _merged_into(person: Person, public_id: UUID) -> Spot | None:
    steps = merges_of(person).filter(before__merged__public_id=str(public_id))
    kept = steps.values_list("before__kept__public_id", flat=True).first()
    return Spot.objects.for_user(person).filter(public_id=kept).first() if kept else None


def rename(spot: Spot, nickname: str) -> None:
    """An empty nickname gives the spot its place name back."""
    spot.nickname = " ".join(nickname.split())
    _write(spot, "nickname")


def move(spot: Spot, muscle: str, point: Point) -> None:
    """Moves the dot, and says of which muscle and side it is.

    The anchor, by which a new mark is found to be this spot, stays where the first mark was.
    """
    spot.muscle, spot.side = muscle, point.side.value
    spot.view, spot.x, spot.y = point.view.value, point.x, point.y
    _write(spot, "muscle", "side", "view", "x", "y")


def archive(spot: Spot, today: datetime.date) -> None:
    """Puts the spot away from `today` on: completed days imply nothing of it. Doing it again changes nothing."""
    if spot.archived_on is None:
        spot.archived_on = today
        _write(spot, "archived_on")


def unarchive(spot: Spot, today: datetime.date) -> None:
    """Brings the spot back from `today` on. The days it was away stay known as such: nothing is implied there."""
    if spot.archived_on is None:
        return
    if spot.archived_on < today:
        away = [spot.archived_on.isoformat(), today.isoformat()]
        spot.archived_before = [*spot.archived_before, away]
    spot.archived_on = None
    _write(spot, "archived_on", "archived_before")


def _write(spot: Spot, *fields: str) -> None:
    with transaction.atomic():
        hold(spot.person)
        spot.save(update_fields=[*fields, "changed_at"])
