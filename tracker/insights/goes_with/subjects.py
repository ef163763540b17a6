"""What may go with pain: sleep, stress and the factors in use, by name, as series, and how their values are said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.analysis.drivers.questions import Cut, Factor, Relation
from tracker.analysis.records import CheckInRecord
from tracker.analysis.series import check_in_series, with_implied_no
from tracker.calendars.words import number
from tracker.models import Factor as FactorRow
from tracker.models import Person
from tracker.records import factors_of, reading_series_of
from tracker.vocabulary import within_a_sentence

YES_NO = "yes_no"
_UNITS = {"hours": "h", "minutes": "min"}
# How amounts of the catalogue's factors are said, where their name alone would not do.
_AMOUNT_OF = {
    "desk_hours": "at the desk",
    "longest_sitting": "of sitting without a break",
    "movement_breaks": "movement breaks",
    "screen_hours": "of screen and phone",
    "carried_load": "carried",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """`builtin`: the entry of the catalogue, or the field of the check-in; empty for the person's own."""

    key: str
    name: str
    kind: str
    unit: str = ""
    builtin: str = ""
    night_before: bool = False
    cut: Cut | None = None

    @property
    def is_yes_no(self) -> bool:
        return self.kind == YES_NO

    @property
    def within(self) -> str:
        return within_a_sentence(self.name)

    def value(self, value: float) -> str:
        """As in: 6.5 h; 7; yes."""
        if self.is_yes_no:
            return "yes" if value else "no"
        return f"{number(value)} {self.unit or _UNITS.get(self.kind, '')}".strip().replace(
            " ", "\N{NO-BREAK SPACE}"
        )

    def days_of(self, amount: str) -> str:
        """As in: less than 6 h of sleep; stress of 7 or more."""
        if self.builtin in _AMOUNT_OF:
            return f"{amount} {_AMOUNT_OF[self.builtin]}"
        is_counted = self.kind in _UNITS or self.unit
        return f"{amount} of {self.within}" if is_counted else f"{self.within} of {amount}"

    def cut_words(self, cut: Cut) -> str:
        edge = self.value(cut.value)
        if cut.relation is Relation.BELOW:
            return f"less than {edge}"
        return self.at_most(cut.value) if cut.relation is Relation.AT_MOST else f"{edge} or more"

    def at_most(self, value: float) -> str:
        """Nothing is less than zero."""
        return f"{self.value(value)} or less" if value > 0 else self.value(0)

    def other_side(self, cut: Cut) -> str:
        """The words for the days that are not of the cut."""
        edge = self.value(cut.value)
        if cut.relation is Relation.BELOW:
            return f"{edge} or more"
        return f"more than {edge}" if cut.relation is Relation.AT_MOST else f"less than {edge}"


CHECK_IN = (
    Subject(
        "sleep_hours", "Sleep", "hours", "h", "sleep_hours", night_before=True, cut=Cut(Relation.BELOW, 6.0)
    ),
    Subject("sleep_quality", "Sleep quality", "scale", builtin="sleep_quality", night_before=True),
    Subject("stress", "Stress", "scale", builtin="stress", cut=Cut(Relation.AT_LEAST, 7.0)),
)


def subjects_of(person: Person) -> dict[str, Subject]:
    """Sleep, stress and the factors in use, in the order of Today."""
    rows = FactorRow.objects.for_user(person).filter(in_use=True).order_by("position", "pk")
    columns = ("public_id", "name", "kind", "unit", "builtin", "night_before")
    own = [Subject(str(key), *rest) for key, *rest in rows.values_list(*columns)]
    return {each.key: each for each in (*CHECK_IN, *own)}


def factors_to_ask(
    person: Person,
    check_ins: Sequence[CheckInRecord],
    subjects: Iterable[Subject],
    cuts: Mapping[str, Cut],
) -> dict[str, Factor]:
    """What is asked of each. `cuts`: those frozen when a number was first looked at."""
    asked = {each.key: each for each in subjects}
    own = any(key not in _CHECK_IN_KEYS for key in asked)
    readings = reading_series_of(person) if own else {}
    records = {each.key: each for each in (factors_of(person) if own else ())}
    found = {}
    for key, subject in asked.items():
        if key in _CHECK_IN_KEYS:
            series = check_in_series(check_ins, key)
        else:
            series = with_implied_no(readings.get(key, {}), records[key], check_ins)
        factor = Factor(key, series, is_yes_no=subject.is_yes_no, night_before=subject.night_before)
        found[key] = replace(factor, cut=cuts.get(key, subject.cut))
    return found


_CHECK_IN_KEYS = frozenset(each.key for each in CHECK_IN)
