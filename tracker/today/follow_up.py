"""Asking after treatments: for the spots whose turn it is, one tap that says whether they are still away."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tracker.analysis.follow_up import ASK_AFTER, FollowUp, follow_up
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.sessions import treatments_by_spot
from tracker.changes.fields import BadValueError, DayFields, FieldChange, UnknownFieldError
from tracker.recurrence import narrowed, rules_of
from tracker.today.rows import DayRows
from tracker.today.spots import SpotRow
from tracker.vocabulary import treatment_name, within_a_sentence

# The latest session of a spot is looked for no further back: later than that nothing is asked.
_RECENT = max(ASK_AFTER)


@dataclass(frozen=True)
class FollowUpRow:
    """One spot that is asked after. Each answer is a button's value: the field it sets and the pain it records."""

    row: SpotRow
    after: str
    away: bool
    pain: int

    @property
    def gone(self) -> str:
        return f"{self.row.pain.name}=0"

    @property
    def back(self) -> str:
        return f"{self.row.pain.name}={self.pain}"

    @property
    def gone_words(self) -> str:
        return "Still away" if self.away else "Gone now"

    @property
    def back_words(self) -> str:
        return "Back, as before" if self.away else "Still there"

    @property
    def noted(self) -> str:
        """What was answered, as in: still away, 0. Empty while it is asked."""
        value = self.row.value
        if value is None:
            return ""
        words = {self.pain: self.back_words, 0: self.gone_words}.get(value, "")
        return f"{words.lower()}, {value}" if words else str(value)


def follow_up_rows(rows: DayRows, spots: Iterable[SpotRow], noted: Collection[str] = ()) -> list[FollowUpRow]:
    """`spots`: those in use today. Asks the database for the person's thresholds only if a spot may have its turn.

    `noted`: keys of those answered since the page was opened, which keep their line until it is opened again.
    """
    today = rows.date.toordinal()
    treated = treatments_by_spot(rows.diary.treatments)
    due = [
        row
        for row in spots
        if (row.value is None or row.key in noted)
        and any(today - _RECENT <= day < today for day in treated.get(row.key, ()))
    ]
    if not due:
        return []
    rules = rules_of(rows.person)
    found = []
    for row in due:
        own = narrowed(rules, row.spot.active_min, row.spot.quiet_max)
        before = {day: pain for day, pain in rows.pains[row.key].items() if day < today}
        asked = follow_up(before, treated[row.key], today, own)
        if asked is not None:
            found.append(FollowUpRow(row, after_words(asked), asked.away, asked.pain))
    return found


def answered(text: str, fields: DayFields) -> FieldChange:
    """What a tapped answer records. It was offered where the page had shown no value.

    Raises UnknownFieldError for what is no answer, and for a spot that is not the person's.
    """
    name, _, value = text.partition("=")
    if not name.startswith("pain."):
        raise UnknownFieldError(text)
    try:
        pain = fields[name]([value])
    except BadValueError as error:
        raise UnknownFieldError(text) from error
    if pain is None:
        raise UnknownFieldError(text)
    return FieldChange(name, pain, knows_was=True)


def after_words(asked: FollowUp) -> str:
    """As 3 days after self pressure (ball)."""
    days = "1 day" if asked.days == 1 else f"{asked.days} days"
    return f"{days} after {_done(asked.treatments)}"


def _done(treatments: Sequence[TreatmentRecord]) -> str:
    """As self pressure (ball), heat (wrap) and stretching; each once."""
    names = list(dict.fromkeys(_name(each) for each in treatments))
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _name(treatment: TreatmentRecord) -> str:
    name = within_a_sentence(treatment_name(treatment.kind))
    return f"{name} ({treatment.tool})" if treatment.tool else name
