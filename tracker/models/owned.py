"""What every row of a diary has in common: it belongs to one person, and it is only ever found through them."""

import uuid
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from tracker.models.account import Person


M = TypeVar("M", bound=models.Model)


class OwnedManager(models.Manager[M]):
    """The only door to rows of a diary. They come from where the person was read: see tracker.exchange.source."""

    def for_user(self, person: "Person") -> models.QuerySet[M]:
        return self.using(person._state.db).filter(person=person)


class Owned(models.Model):
    """A row that belongs to a person.

    `public_id` is what the outside sees; the client may choose it, so that a request sent twice makes one row.
    It is unique for the person only: nobody learns from a clash that somebody else has a row of that name.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)

    objects: ClassVar[OwnedManager[Self]] = OwnedManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["person", "public_id"], name="%(class)s_person_public_id"),
        ]


class Entered(models.Model):
    """When something was written down. `late`: more than 24 h after its day had ended, fixed at that moment."""

    entered_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    late = models.BooleanField(default=False)

    class Meta:
        abstract = True
