"""What every row of a diary has in common: it belongs to one person, and it is only ever found through them."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.sql.where import WhereNode

if TYPE_CHECKING:
    from tracker.models.account import Person


M = TypeVar("M", bound=models.Model)


class OwnedManager(models.Manager[M]):
    """The only door to rows of a diary. They come from where the person was read: see tracker.exchange.source."""

    def for_user(self, person: "Person") -> models.QuerySet[M]:
        return self.using(person._state.db).filter(person=person)  # noqa: SLF001


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

    def _do_update(self, base_qs: models.QuerySet[Self], *rest: Any) -> Any:
        """A row that is saved again is found by its person too, wherever the rows of that person may lie one day."""
        return super()._do_update(base_qs.filter(person_id=self.person_id), *rest)


if TYPE_CHECKING:
    # To those who read types it is what it is in the database.
    SamePersonKey = models.ForeignKey
else:

    class _OneOfThesePeoples(RelatedIn):
        """As `in`, with the person beside it wherever rows are given: Django asks so for what it deletes along."""

        people = ()

        def get_prep_lookup(self) -> Any:
            if self.rhs_is_direct_value():
                self.rhs = list(self.rhs)
                self.people = sorted({row.person_id for row in self.rhs if isinstance(row, Owned)})
            return super().get_prep_lookup()

        def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
            sql, values = super().as_sql(compiler, connection)
            if not self.people:
                return sql, tuple(values)
            person = self.lhs.output_field.model._meta.get_field("person")
            also = person.get_lookup("in")(person.get_col(self.lhs.alias), self.people)
            also_sql, also_values = compiler.compile(also)
            return f"({also_sql} AND {sql})", (*also_values, *values)

    class SamePersonKey(models.ForeignKey):
        """Names another row of the same person, and is joined by the person as well as by the number.

        Every index leads with the person: a join by the number alone would look each row up in one that does not.
        """

        def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
            # The database keeps (person, number) in one piece: tracker.models.references.
            super().__init__(to, on_delete, **{"db_index": False, "db_constraint": False, **options})

        def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
            """`alias`: the table that is named, `related_alias`: the one that names it."""
            named, naming = (
                model._meta.get_field("person") for model in (self.remote_field.model, self.model)
            )
            exact: Any = named.get_lookup("exact")
            return WhereNode([exact(named.get_col(alias), naming.get_col(related_alias))])

        def deconstruct(self) -> Any:
            """As the plain field that it is in the database."""
            name, _, words, options = super().deconstruct()
            return name, "django.db.models.ForeignKey", words, options

    SamePersonKey.register_lookup(_OneOfThesePeoples)


class Entered(models.Model):
    """When something was written down. `late`: more than 24 h after its day had ended, fixed at that moment."""

    entered_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    late = models.BooleanField(default=False)

    class Meta:
        abstract = True
