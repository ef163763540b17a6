"""The newest entries of one spot: pain, signs, where it travels, treatments, a line a day."""

import datetime
from dataclasses import dataclass

from tracker.analysis.series import Series
from tracker.body import catalogue
from tracker.models import Rating, Spot, TreatedSpot
from tracker.models.diary import SIGNS
from tracker.today.treatments import treatment_label

SHOWN = 10
_TREATED = (
    "treatment__date",
    "treatment__kind",
    "treatment__tool",
    "treatment__minutes",
    "treatment__by",
    "pain_before",
    "pain_after",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`pain` is the day's value; None where it is not known."""

    date: datetime.date
    pain: int | None
    notes: tuple[str, ...]
    treatments: tuple[str, ...]


def newest_entries(spot: Spot, series: Series) -> list[Entry]:
    """Days on which this spot was rated or treated, the latest first."""
    ratings = Rating.objects.for_user(spot.person).filter(spot=spot).order_by("-date")
    notes = {rating.date: _notes(rating) for rating in ratings[:SHOWN]}
    treated = TreatedSpot.objects.for_user(spot.person).filter(spot=spot).order_by("-treatment__date", "pk")
    treatments: dict[datetime.date, list[str]] = {}
    for date, kind, tool, minutes, by, before, after in treated.values_list(*_TREATED)[: SHOWN * 3]:
        label = treatment_label(kind, tool, minutes, by)
        treatments.setdefault(date, []).append(f"{label}{_change(before, after)}")
    dates = sorted({*notes, *treatments}, reverse=True)[:SHOWN]
    return [
        Entry(
            date=date,
            pain=int(series[date.toordinal()]) if date.toordinal() in series else None,
            notes=notes.get(date, ()),
            treatments=tuple(treatments.get(date, ())),
        )
        for date in dates
    ]


def _notes(rating: Rating) -> tuple[str, ...]:
    signs = [label for sign, label in SIGNS.items() if getattr(rating, sign)]
    zones = [zone_words(zone) for zone in rating.zones]
    return (*signs, *([f"to {', '.join(zones)}"] if zones else []))


def zone_words(zone: str) -> str:
    """Side and area in plain words: left:ear is "left ear or just behind it"."""
    side, _, slug = zone.partition(":")
    label = catalogue.zone(slug).label
    return f"{'middle of' if side == 'midline' else side} {label[0].lower()}{label[1:]}"


def _change(before: int | None, after: int | None) -> str:
    if before is None and after is None:
        return ""
    if before is None or after is None:
        return f", {before} before" if after is None else f", {after} after"
    return f", {before} before and {after} after"
