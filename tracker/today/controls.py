"""One control of the page: the text it shows, what it had shown when the page was made, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tracker.changes.fields import Value, as_slug, as_text
from tracker.today.rows import DayCheckIn, DayFactor


@dataclass(frozen=True)
class Control:
    """`name` is the field's name, `text` what it shows now, `was` what is stored."""

    name: str
    text: str
    was: str
    error: str = ""

    @cached_property
    def slug(self) -> str:
        """The name as part of an HTML id."""
        return as_slug(self.name)

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self.text.split(",")) if self.text else frozenset()


@dataclass(frozen=True)
class Typed:
    """What was typed but not saved, and messages, by field: kept on the page until it fits."""

    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def control(self, name: str, stored: Value) -> Control:
        was = as_text(stored)
        return Control(name, self.texts.get(name, was), was, self.errors.get(name, ""))


@dataclass(frozen=True)
class FactorRow:
    """A factor with its value of the day."""

    factor: DayFactor
    control: Control
    note: Control | None
    step: str
    highest: int


_STEPS = {"hours": "0.5", "minutes": "5", "count": "1", "amount": "0.25"}


def factor_rows(factors: Iterable[DayFactor], typed: Typed, highest: Mapping[str, int]) -> list[FactorRow]:
    return [
        FactorRow(
            factor=each,
            control=typed.control(f"factor.{each.key}", each.value),
            note=typed.control(f"factor_note.{each.key}", each.note) if each.asks_note else None,
            step=_STEPS.get(each.kind, "1"),
            highest=highest[each.kind],
        )
        for each in factors
    ]


def check_in_controls(check_in: DayCheckIn | None, typed: Typed) -> dict[str, Control]:
    """Controls of the day itself, by field."""
    stored: dict[str, Value] = {
        "sleep_hours": check_in.sleep_hours if check_in else None,
        "sleep_quality": check_in.sleep_quality if check_in else None,
        "stress": check_in.stress if check_in else None,
        "note": check_in.note if check_in else "",
    }
    return {name: typed.control(name, value) for name, value in stored.items()}
