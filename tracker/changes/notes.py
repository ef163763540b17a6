"""Notes on a spot: the person's own, and those of a clinician that were accepted."""

import datetime
from uuid import UUID

from django.db import transaction

from tracker.changes.holding import hold
from tracker.localday import is_late
from tracker.models import Spot, SpotNote


def add_note(
    spot: Spot, public_id: UUID, date: datetime.date, text: str, now: datetime.datetime, by: str = ""
) -> SpotNote:
    """Sent twice with one `public_id`, it is added once and the second call changes nothing."""
    person = spot.person
    with transaction.atomic():
        hold(person)
        known = SpotNote.objects.for_user(person).filter(public_id=public_id).first()
        if known is not None:
            return known
        late = is_late(date, now, person.zone, person.day_starts_at)
        said = {"date": date, "text": text, "by": by, "late": late}
        return SpotNote.objects.create(person=person, spot=spot, public_id=public_id, **said)


def remove_note(spot: Spot, public_id: UUID) -> None:
    """Removing what is gone already changes nothing."""
    with transaction.atomic():
        hold(spot.person)
        SpotNote.objects.for_user(spot.person).filter(spot=spot, public_id=public_id).delete()
