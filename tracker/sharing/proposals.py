"""One proposal as the person reads it: what was written, of which spots, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracker.changes.fields import as_text
from tracker.changes.proposals import Written, from_json
from tracker.models import Proposal, Treatment
from tracker.sharing.shares import names_of
from tracker.vocabulary import treatment_name


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """`names`: every spot of the person, by public id. `gone`: so many of the spots named are no longer there.

    `already`: kinds of treatment by a professional that the diary has on that day without this.
    """

    proposal: Proposal
    written: Written
    names: Mapping[str, str]
    gone: int
    already: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        return self.proposal.accepted is None

    @property
    def spots(self) -> list[tuple[str, str]]:
        """Those that it is about, with their public ids."""
        keys = dict.fromkeys([*self.written.spots, *self.written.assessed])
        return [(key, self.names[key]) for key in keys if key in self.names]

    @property
    def treatments(self) -> list[str]:
        return [_treatment(kind, minutes) for kind, minutes in self.written.treatments.items()]

    @property
    def assessed(self) -> list[tuple[str, str]]:
        """Spot and outcome."""
        said = self.written.assessed.items()
        return [(self.names[key], outcome) for key, outcome in said if key in self.names]


def proposal_page(proposal: Proposal) -> ProposalPage:
    written = from_json(proposal.content)
    names = {str(key): name for key, name in names_of(proposal.person).items()}
    gone = {*written.spots, *written.assessed} - names.keys()
    return ProposalPage(proposal, written, names, len(gone), _already(proposal, written))


def _already(proposal: Proposal, written: Written) -> tuple[str, ...]:
    """The person may have noted the visit themselves: what is accepted would then stand there twice."""
    done = Treatment.objects.for_user(proposal.person).filter(date=written.date, by="professional")
    kinds = set(done.values_list("kind", flat=True))
    return tuple(treatment_name(kind) for kind in written.treatments if kind in kinds)


def _treatment(kind: str, minutes: Decimal | None) -> str:
    return treatment_name(kind) + ("" if minutes is None else f", {as_text(minutes)} min")
