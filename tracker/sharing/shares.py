"""The person's list of links: what each shows, how often it was opened, what came back."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from tracker.changes.proposals import from_json
from tracker.models import Person, Proposal, ReportShare
from tracker.records import stored_spots
from tracker.report.choice import ReportChoice
from tracker.spot_names import display_names

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Came:
    """One proposal in few words. `state`: waiting, accepted or declined."""

    proposal: Proposal
    by: str
    date: datetime.date
    state: str


@dataclass(frozen=True, slots=True)
class Link:
    """`state`: open, locked (too many wrong codes), expired or revoked."""

    share: ReportShare
    state: str
    choice: ReportChoice
    spots: str
    came: tuple[Came, ...]

    @property
    def is_open(self) -> bool:
        return self.state in {"open", "locked"}


@dataclass(frozen=True, slots=True)
class SharesPage:
    """`adrift`: what came through links that were taken off the list."""

    links: tuple[Link, ...]
    adrift: tuple[Came, ...]

    @property
    def open(self) -> list[Link]:
        return [link for link in self.links if link.is_open]

    @property
    def over(self) -> list[Link]:
        return [link for link in self.links if not link.is_open]


def shares_page(person: Person, now: datetime.datetime) -> SharesPage:
    names = names_of(person)
    rows = Proposal.objects.for_user(person).order_by("share_id", "-received_at", "-pk")
    came = {share: tuple(map(_came, group)) for share, group in groupby(rows, lambda row: row.share_id)}
    links = [_link(share, names, came, now) for share in ReportShare.objects.for_user(person)]
    return SharesPage(tuple(links), came.get(None, ()))


def names_of(person: Person) -> dict[UUID, str]:
    """Every spot's number and name, by public id."""
    spots = stored_spots(person)
    names = display_names(spots)
    return {spot.public_id: f"{spot.number} {names[spot.pk]}" for spot in spots}


def spots_in_words(chosen: Iterable[UUID], names: Mapping[UUID, str]) -> str:
    """As in: 1 Left shoulder blade, top · 2 Right calf · 3 more. Names may hold commas."""
    known = [names[key] for key in chosen if key in names]
    shown, more = known[:_NAMED], len(known) - _NAMED
    if not known:
        return "no spots"
    return " · ".join([*shown, f"{more} more"] if more > 0 else shown)


def _link(
    share: ReportShare,
    names: Mapping[UUID, str],
    came: Mapping[int | None, tuple[Came, ...]],
    now: datetime.datetime,
) -> Link:
    choice = ReportChoice.from_json(share.choice)
    spots = spots_in_words(choice.spots or (), names)
    return Link(share, _state(share, now), choice, spots, came.get(share.pk, ()))


def _state(share: ReportShare, now: datetime.datetime) -> str:
    if share.revoked_at is not None:
        return "revoked"
    if not share.is_open(now):
        return "expired"
    return "locked" if share.is_locked else "open"


def _came(proposal: Proposal) -> Came:
    written = from_json(proposal.content)
    state = {None: "waiting", True: "accepted", False: "declined"}[proposal.accepted]
    return Came(proposal, written.by, written.date, state)
