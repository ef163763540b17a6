"""What of a diary goes along to another installation, read off the models themselves.

Every table of a diary is in unless it is left out here with its reason, so a new one goes along by itself. Rows are
known by their public ids; where one names another, the other's public id stands.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey

from tracker.models.owned import Owned

# By the name of the model.
LEFT_OUT = {
    "AuditEntry": "what happened in the account here; it is no part of the diary, and says nothing of one",
    "UndoStep": "what a change replaced can be taken back where it was made, and nowhere else",
    "ReportShare": "a link leads to this installation; there it leads nowhere",
    "Proposal": "what somebody wrote back by such a link; accepted, it is in the diary itself",
    "Import": "files that were brought in here; what came of them is in the diary itself",
}

# Of the account itself. `seen_flags`: what Insights last showed, or else all of it would be news again;
# `deleted_number`: no spot gets the number of one that was deleted.
SETTINGS = ("time_zone", "day_starts_at", "figure", "theme", "seen_flags", "deleted_number")
# Of the account, and staying with it.
NOT_SETTINGS = {
    **dict.fromkeys(
        [
            *("id", "password", "last_login", "is_superuser", "username", "first_name", "last_name"),
            *("email", "is_staff", "is_active", "date_joined", "groups", "user_permissions"),
        ],
        "the account's own: who signs in here, and how",
    ),
    "revision": "counts the changes made here",
    "untouched_before": "tells of the changes made here",
    "untouched_since": "tells of the changes made here",
    "on_trial_until": "worked out from the trials",
    "open_proposals": "of links, which stay",
    "is_sample": "a made-up diary becomes the diary of whoever restores it",
}

# Not to be read by accident before a trial is over: the archive holds them veiled.
VEILED = {("Trial", "seed"), ("Trial", "order")}


@cache
def every_table() -> tuple[type[Owned], ...]:
    """Every table of a diary, those that are named by others before these."""
    waiting = [model for model in apps.get_models() if issubclass(model, Owned)]
    placed: list[type[Owned]] = []
    while waiting:
        ready = [model for model in waiting if not _parents(model) - {model, *placed}]
        if not ready:
            raise TypeError(f"{waiting} name each other")
        placed += ready
        waiting = [model for model in waiting if model not in ready]
    return tuple(placed)


@cache
def tables() -> tuple[type[Owned], ...]:
    """Those that go along, in the same order."""
    return tuple(model for model in every_table() if model.__name__ not in LEFT_OUT)


def _parents(model: type[Owned]) -> set[type[Owned]]:
    return {parent for field in model._meta.concrete_fields if (parent := named_by(field))}


def named_by(field: Any) -> type[Owned] | None:
    """The table of the row that such a field names, if it names one."""
    parent = field.remote_field.model if isinstance(field, ForeignKey) else None
    return parent if parent is not None and issubclass(parent, Owned) else None


@cache
def fields_of(model: type[Owned]) -> tuple[Any, ...]:
    """The fields that go along, the public id first. Not: the row's number here, whose it is, what is left out."""
    return tuple(
        sorted(
            (field for field in model._meta.concrete_fields if _goes_along(field)),
            key=lambda field: field.name != "public_id",
        )
    )


def _goes_along(field: Any) -> bool:
    if field.primary_key or field.name == "person":
        return False
    named = named_by(field)
    # A row that names one which stays behind comes without it, if it can.
    return not (named is not None and named.__name__ in LEFT_OUT and field.null)


def name_of(model: type[Owned]) -> str:
    """As in the archive: "check_ins"."""
    return str(model._meta.verbose_name_plural).replace(" ", "_")
