"""Every address of the app with real ids of one person, found from the URL patterns themselves."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests import factories
from tracker.changes import sharing
from tracker.changes.notes import add_note
from tracker.changes.proposals import Written, receive
from tracker.imports.packing import Contents, pack
from tracker.models import Factor, Import, Person, UndoStep
from tracker.report.choice import usual

TODAY = datetime.date(2026, 11, 22)


@dataclass(frozen=True)
class Address:
    """A URL name (empty where allauth or the admin gives none) and its path."""

    name: str
    path: str
    owned: bool


def owned_ids(person: Person) -> dict[str, str]:
    """One of everything that an address of ours may name."""
    spot = factories.spot(person)
    other = factories.spot(person, "infraspinatus", "right")
    factories.rating(spot, TODAY, 4)
    factor = Factor.objects.create(person=person, name="Piano", kind="minutes", unit="min")
    step = UndoStep.objects.create(person=person, kind="merge", before={}, made_at=timezone.now())
    trial = factories.trial(person, TODAY, spot=spot)
    shared = sharing.make(
        person,
        uuid.uuid4(),
        sharing.Terms(usual(TODAY).as_json() | {"spots": [str(spot.public_id)]}, "", 7, False),
        timezone.now(),
    )
    back = Written(TODAY, "A. Weber, doctor", (str(spot.public_id),), {"heat": None}, finding="Tender.")
    proposal = receive(shared.share, uuid.uuid4(), back, timezone.now())
    note = add_note(spot, uuid.uuid4(), TODAY, "Sat long.", timezone.now())
    found = Import.objects.create(person=person, state="ready", file_name="a.csv", found=pack(Contents()))
    return {
        "share_id": str(shared.share.public_id),
        "secret": shared.secret or "",
        "proposal_id": str(proposal.public_id),
        "note_id": str(note.public_id),
        "import_id": str(found.public_id),
        "trial_id": str(trial.public_id),
        "spot_id": str(spot.public_id),
        "other_id": str(other.public_id),
        "treatment_id": str(factories.treatment(TODAY, spot).public_id),
        "factor_id": str(factor.public_id),
        "step_id": str(step.public_id),
        "day": TODAY.isoformat(),
        "slug": "what-a-knot-is",
    }


def addresses(ids: dict[str, str]) -> list[Address]:
    """Every address of ours. Raises KeyError for a pattern whose ids are not known here: add it above."""
    return [
        Address(pattern.name or "", path, any(name.endswith("_id") for name in names))
        for pattern, path, names in _walk(get_resolver().url_patterns, "/", ids, ())
    ]


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, ids: dict[str, str], names: tuple[str, ...]
) -> Iterator[tuple[URLPattern, str, tuple[str, ...]]]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if route.startswith(("account/", "admin/")) and isinstance(pattern, URLResolver):
            continue
        for part in route.split("/"):
            if part.startswith("<"):
                name = part.strip("<>").partition(":")[2]
                names = (*names, name)
                route = route.replace(part, ids[name])
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + route, ids, names)
        else:
            yield pattern, prefix + route, names
        names = ()
