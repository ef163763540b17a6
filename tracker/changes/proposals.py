"""What a clinician writes back: received as a proposal, and written into the diary once the person accepts it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from tracker.changes.holding import hold
from tracker.changes.notes import add_note
from tracker.changes.recurrence import rest_as_seen
from tracker.changes.treatments import Pains, TreatmentEntry, add
from tracker.models import Person, Proposal, ReportShare, Spot

Date = datetime.date

# So many may wait for an answer, and so many may come through one link in all.
MOST_OPEN = 10
MOST_IN_ALL = 50


class TooManyError(Exception):
    """The person has enough to read from this link."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written back on `date`. `spots` are those it is about; `treatments` were done to each of them.

    `treatments`: kind -> minutes, None where not said. `assessed`: spot -> outcome. Spots by public id, as text.
    """

    date: Date
    by: str
    spots: tuple[str, ...] = ()
    treatments: Mapping[str, Decimal | None] = field(default_factory=dict)
    finding: str = ""
    advice: str = ""
    next_visit: Date | None = None
    assessed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The parts that go into the diary, as the person left them: `notes` and `assessed` by spot."""

    treated: tuple[str, ...] = ()
    treatments: Mapping[str, Decimal | None] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    assessed: Mapping[str, str] = field(default_factory=dict)


def as_json(written: Written) -> dict[str, Any]:
    """Pairs stand in lists: not every database keeps the order of names."""
    return {
        "date": written.date.isoformat(),
        "by": written.by,
        "spots": list(written.spots),
        "treatments": [[kind, _text(minutes)] for kind, minutes in written.treatments.items()],
        "finding": written.finding,
        "advice": written.advice,
        "next_visit": written.next_visit.isoformat() if written.next_visit else None,
        "assessed": [[spot, outcome] for spot, outcome in written.assessed.items()],
    }


def from_json(content: Mapping[str, Any]) -> Written:
    return Written(
        date=Date.fromisoformat(content["date"]),
        by=content["by"],
        spots=tuple(content["spots"]),
        treatments={kind: None if text is None else Decimal(text) for kind, text in content["treatments"]},
        finding=content["finding"],
        advice=content["advice"],
        next_visit=Date.fromisoformat(content["next_visit"]) if content["next_visit"] else None,
        assessed=dict(content["assessed"]),
    )


def _text(minutes: Decimal | None) -> str | None:
    return None if minutes is None else str(minutes)


def receive(share: ReportShare, public_id: UUID, written: Written, now: datetime.datetime) -> Proposal:
    """Keeps it for the person to decide on. Sent twice, it is kept once.

    Twice is: with one `public_id`, or the same to the letter through the same link, as after going back in a browser.
    Raises TooManyError where the link has brought too much already.
    """
    person = share.person
    with transaction.atomic():
        _queue_up(person)
        mine = Proposal.objects.for_user(person)
        of_link, content = mine.filter(share=share), as_json(written)
        same = (each for each in of_link if each.content == content)
        known = mine.filter(public_id=public_id).first() or next(same, None)
        if known is not None:
            return known
        if of_link.filter(decided_at=None).count() >= MOST_OPEN or of_link.count() >= MOST_IN_ALL:
            raise TooManyError
        values = {"content": content, "received_at": now}
        kept = Proposal.objects.create(person=person, share=share, public_id=public_id, **values)
        _count_open(person)
        return kept


def accept(proposal: Proposal, parts: Accepted, now: datetime.datetime) -> bool:
    """Writes the parts into the diary, in one transaction. False: it had been decided on before, nothing is written.

    Spots that are not the person's, or are gone, are passed over. Each treatment can be taken back on its day like any
    other change; a note is removed and a rest taken back where they are shown.
    """
    person, written = proposal.person, from_json(proposal.content)
    with transaction.atomic():
        hold(person)
        if not _decide(proposal, now, accepted=True):
            return False
        mine = {str(spot.public_id): spot for spot in Spot.objects.for_user(person).order_by("number")}
        treated = {mine[key].public_id: Pains() for key in parts.treated if key in mine}
        for kind, minutes in parts.treatments.items() if treated else ():
            entry = TreatmentEntry(kind, minutes=minutes, by="professional", spots=treated)
            add(person, written.date, uuid5(proposal.public_id, f"treatment {kind}"), entry, now)
        for key, text in parts.notes.items():
            if key in mine and text:
                name = uuid5(proposal.public_id, f"note {key}")
                add_note(mine[key], name, written.date, text, now, by=written.by)
        for key, outcome in parts.assessed.items():
            if key in mine:
                rest_as_seen(mine[key], written.by, written.date, outcome)
        return True


def decline(proposal: Proposal, now: datetime.datetime) -> bool:
    """False: it had been decided on before."""
    with transaction.atomic():
        _queue_up(proposal.person)
        return _decide(proposal, now, accepted=False)


def remove(proposal: Proposal) -> None:
    """Lets go of what was written, decided on or not. What was accepted of it stays in the diary."""
    with transaction.atomic():
        _queue_up(proposal.person)
        Proposal.objects.for_user(proposal.person).filter(pk=proposal.pk).delete()
        _count_open(proposal.person)


def _decide(proposal: Proposal, now: datetime.datetime, *, accepted: bool) -> bool:
    waiting = Proposal.objects.for_user(proposal.person).filter(pk=proposal.pk, decided_at=None)
    decided = waiting.update(decided_at=now, accepted=accepted)
    _count_open(proposal.person)
    return bool(decided)


def _queue_up(person: Person) -> None:
    """Others who would change this person's proposals wait until the transaction ends. The diary is not changed."""
    Person.objects.filter(pk=person.pk).update(open_proposals=F("open_proposals"))


def _count_open(person: Person) -> None:
    """Kept with the person, so that no page asks for it."""
    person.open_proposals = Proposal.objects.for_user(person).filter(decided_at=None).count()
    Person.objects.filter(pk=person.pk).update(open_proposals=person.open_proposals)
