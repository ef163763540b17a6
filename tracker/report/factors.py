"""What goes with worse and better days, for a report: what the last look found, as the page of insights tells it.

A report never looks by itself. A look is of whole places (every spot, an area, one spot) and of every day of the diary
up to it: so only looks at places of which every spot is in the report are told, the last one of up to the last day,
and it is said that they rest on all days until then.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from tracker.insights.goes_with.choice import EVERYWHERE, PAIN, Choice, Place, places_of
from tracker.insights.goes_with.lines import Around, Line, Told, line_of
from tracker.insights.goes_with.looking import View, kept_views
from tracker.insights.goes_with.page import GoesWithPage
from tracker.insights.goes_with.pictures import reach_of
from tracker.insights.goes_with.subjects import Subject, subjects_of
from tracker.insights.goes_with.words import Scale
from tracker.insights.words import counted, text_of
from tracker.records import stored_spots
from tracker.report.content import FactorLine, Factors
from tracker.report.reading import Reading
from tracker.report.words import long_date

_MISSING = "Not looked at yet for these spots."


class _Look(NamedTuple):
    """What was found of one place. `pain`: how its pain is called."""

    page: GoesWithPage
    pain: str

    @property
    def listed(self) -> list[Told]:
        return [each for each in self.page.told if each.is_listed and each.asked and each.contrast]

    @property
    def tested(self) -> int:
        return self.page.view.looked.findings.tested if self.page.view.looked else 0


def factors_of(reading: Reading) -> Factors:
    looks = _looks(reading)
    if not looks:
        return Factors("", missing=_MISSING)
    scale = Scale("pain")
    reach = reach_of((each.contrast for look in looks for each in look.listed if each.contrast), scale)
    worse, better = list[FactorLine](), list[FactorLine]()
    for look in looks:
        around = Around(look.page.subjects, Scale(look.pain), reach, look.tested, reading.period.last)
        for each in look.listed:
            (worse if each.direction > 0 else better).append(_line(line_of(each, around)))
    return Factors(
        about=" ".join(_about(look) for look in looks),
        worse=tuple(worse),
        better=tuple(better),
        foot=_foot(looks, any_listed=bool(worse or better)),
        ends=reach.ends,
        zero=float(reach.place(0)),
    )


def _looks(reading: Reading) -> list[_Look]:
    """Of everything in one, where there is such a look; else of whole areas, and of the spots in none of these."""
    person, until = reading.person, reading.choice.end + datetime.timedelta(days=1)
    every = stored_spots(person)
    places = [place for place in places_of(every) if place.spots and _is_told(place, reading)]
    views = kept_views(person, (f"{PAIN}:{place.kept}" for place in places), until)
    subjects = subjects_of(person)
    looks, told = list[_Look](), set[str]()
    for place in places:
        view = views.get(f"{PAIN}:{place.kept}")
        if view is None or told & set(place.spots):
            continue
        told.update(place.spots)
        looks.append(_look(reading, place, view, subjects))
    return looks


def _is_told(place: Place, reading: Reading) -> bool:
    """Whether every spot of it is in the report, or the report is of all spots there are."""
    if place.key == EVERYWHERE and reading.choice.spots is None:
        return True
    return {UUID(key) for key in place.spots} <= {spot.public_id for spot in reading.spots}


def _look(reading: Reading, place: Place, view: View, subjects: Mapping[str, Subject]) -> _Look:
    page = GoesWithPage(Choice((place,), place, PAIN), view, subjects, reading.choice.end)
    if place.key == EVERYWHERE:
        return _Look(page, "pain")
    if place.group == "Areas":
        return _Look(page, f"{place.name.lower()} pain")
    return _Look(page, f"pain in {reading.names[place.spots[0]]}")


def _about(look: _Look) -> str:
    """As in: Pain, looked at on 3 Nov 2026 over all days of the diary until then (212 days with a known pain)."""
    looked = look.page.view.looked
    if looked is None:
        return ""
    what = "Worst pain of all spots" if look.pain == "pain" else f"{look.pain[0].upper()}{look.pain[1:]}"
    known = counted(looked.known, "day")
    return f"{what}: looked at on {long_date(looked.day)}, over the whole diary until then ({known} with a known pain)."


def _line(line: Line) -> FactorLine:
    interval = line.interval
    return FactorLine(
        name=line.name,
        step=line.step.name if line.step else "",
        sentence=_plain(text_of(line.sentence)),
        beside=tuple(_plain(text_of(each)) for each in line.beside),
        low=float(interval.low) if interval else 0.0,
        high=float(interval.high) if interval else 0.0,
        dot=float(interval.dot) if interval else 0.0,
        days=_plain(line.days),
    )


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _foot(looks: Iterable[_Look], *, any_listed: bool) -> str:
    """As on the page of insights: how many things were checked, and how many of those listed may be chance."""
    tested = sum(look.tested for look in looks)
    checked = f"{counted(tested, 'thing')} {'was' if tested == 1 else 'were'} checked."
    if not tested:
        return "Nothing could be checked yet."
    if not any_listed:
        return f"{checked} None stands out from chance so far."
    return f"{checked} Of those listed about 1 in 10 may be chance. A pattern in a diary, not a cause."
