"""What else holds values that are deleted on purpose: notes on spots, what was written back, links, imports."""

import datetime
from typing import Any

from django.utils import timezone

from tracker.changes.sharing import revoke
from tracker.changes.wiping import wipe
from tracker.models import Import, Person, Proposal, ReportShare, Spot, SpotNote

Date = datetime.date


def notes_of_days(person: Person, start: Date, end: Date) -> int:
    return SpotNote.objects.for_user(person).filter(date__range=(start, end)).count()


def delete_around_days(person: Person, start: Date, end: Date) -> None:
    """Notes on spots of these days, and what was written back of visits on them."""
    wipe(SpotNote.objects.for_user(person).filter(date__range=(start, end)))
    written = Proposal.objects.for_user(person).values_list("pk", "content")
    first, last = start.isoformat(), end.isoformat()
    _drop_proposals(person, [pk for pk, content in written if first <= content["date"] <= last])
    _end_undo_of_imports(person)


def delete_around_spot(spot: Spot) -> None:
    """Its notes, and what was written back of it. A link to a report shows the other spots; to this alone, it ends."""
    person, key = spot.person, str(spot.public_id)
    wipe(SpotNote.objects.for_user(person).filter(spot=spot))
    written = Proposal.objects.for_user(person).values_list("pk", "content")
    _drop_proposals(person, [pk for pk, content in written if key in _spots_of(content)])
    for share in ReportShare.objects.for_user(person):
        named = share.choice.get("spots") or []
        if key in named:
            share.choice = share.choice | {"spots": [each for each in named if each != key]}
            share.save(update_fields=["choice"])
            if not share.choice["spots"]:
                revoke(share, timezone.now())
    _end_undo_of_imports(person)


def _spots_of(content: dict[str, Any]) -> set[str]:
    return {*content["spots"], *(spot for spot, _ in content["assessed"])}


def _drop_proposals(person: Person, proposals: list[int]) -> None:
    wipe(Proposal.objects.for_user(person).filter(pk__in=proposals))
    waiting = Proposal.objects.for_user(person).filter(accepted__isnull=True).count()
    Person.objects.filter(pk=person.pk).update(open_proposals=waiting)


def _end_undo_of_imports(person: Person) -> None:
    """They keep every value that they added, and what it replaced."""
    Import.objects.for_user(person).filter(state="added").update(added=None, found=None)
