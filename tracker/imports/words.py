"""How values, days and sizes are called on the pages of imports."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tracker.entries import Date, Id
from tracker.models import Factor, Person, Spot
from tracker.spot_names import display_names
from tracker.vocabulary import treatment_name

_OF_THE_DAY = {
    "check_in.sleep_hours": "Hours of sleep",
    "check_in.sleep_quality": "Sleep quality",
    "check_in.stress": "Stress",
    "check_in.note": "Notes",
    "check_in.completed": "Days marked complete",
}


class Names:
    """Of spots and factors by public id: those of the person, and `more` that are not theirs yet."""

    def __init__(self, person: Person, more: Mapping[Id, str] | None = None) -> None:
        spots = list(Spot.objects.for_user(person))
        names = display_names(spots)
        self._names = {str(spot.public_id): names[spot.pk] for spot in spots}
        factors = Factor.objects.for_user(person).values_list("public_id", "name")
        self._names |= {str(key): name for key, name in factors}
        self._names |= {str(key): name for key, name in (more or {}).items()}

    def of(self, kind: str, ref: str) -> str:
        """Of one kind of value, as "Pain: Left shoulder blade, top"."""
        if kind in _OF_THE_DAY:
            return _OF_THE_DAY[kind]
        if kind == "treatment":
            return treatment_name(ref)
        name = self._names.get(str(ref), "no longer in your diary")
        return {
            "rating.pain": f"Pain: {name}",
            "rating.signs": f"Signs: {name}",
            "rating.zones": f"Where it travels: {name}",
            "reading.note": f"Notes: {name}",
        }.get(kind, name)


class Counted(NamedTuple):
    """One line of what is added, or was; `days`: from when to when, or which."""

    name: str
    added: int
    days: str
    same: int = 0
    differing: int = 0


_ORDER = ("check_in", "rating", "reading", "treatment")
_NEW = {"spot": "New spots", "factor": "New factors"}
_NAMED = 6


def in_order(lines: Iterable[tuple[str, Counted]]) -> list[Counted]:
    """Of kinds and lines: the day itself first, then pain, factors and what was done."""
    found = sorted(
        (
            (_ORDER.index(family), line)
            for kind, line in lines
            if (family := kind.partition(".")[0]) in _ORDER
        ),
        key=lambda each: each[0],
    )
    return [line for _, line in found]


def new_things(lines: Iterable[tuple[str, str]]) -> list[Counted]:
    """Of kinds and names: "New factors", how many, and which."""
    every = list(lines)
    found = []
    for kind, label in _NEW.items():
        names = [name for of, name in every if of == kind]
        rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        if names:
            found.append(Counted(label, len(names), ", ".join(names[:_NAMED]) + rest))
    return found


def value(kind: str, found: Any) -> str:
    """A value as in a table. Notes are cut: the whole of it is in the diary and in the file."""
    if isinstance(found, tuple):
        return ", ".join(map(str, found))
    if isinstance(found, str):
        return found if len(found) <= 40 else f"{found[:38]} ..."
    if isinstance(found, bool):
        return "yes" if found else "no"
    return f"{number(float(found))} h" if kind == "check_in.sleep_hours" else number(float(found))


def number(found: float) -> str:
    return f"{found:.2f}".rstrip("0").rstrip(".")


def days(first: Date | None, last: Date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return f"{first:%-d %b %Y}"
    return f"{first:%-d %b %Y} to {last:%-d %b %Y}"


def size(count: int) -> str:
    """As in: 1.2 GB, 34 MB, 812 kB."""
    for step, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= step:
            amount = count / step
            return (
                f"{number(round(amount, 1))} {unit}"
                if amount < 10 and step > 10**3
                else f"{amount:.0f} {unit}"
            )
    return f"{count} bytes"
