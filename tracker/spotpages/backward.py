"""Work backward: the five kinds of driver that keep knots alive, and what this diary holds under each.

Facts and counts only, always in the same order: nothing is ranked, no cause is named, and what is not recorded says so.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.analysis.many_areas import PARTS, WEEKS, ManyAreas, many_areas
from tracker.analysis.period import Period
from tracker.analysis.work_backward import BODY, FEWEST_RETURNS, LOAD, Around, Returns, around, returns_in
from tracker.body import catalogue
from tracker.body.parts import place_of
from tracker.models import Person
from tracker.spotpages.entries import zone_words
from tracker.spotpages.exposures import BODY_MEASURES, LOAD_MEASURES, Measure, exposures_of
from tracker.spotpages.facts import Known, SpotFacts
from tracker.spotpages.signs import Ticked
from tracker.timelines.words import DayLink, day_links

Date = datetime.date
# Returns of the last year are looked at: what a day holds changes with the years.
SPAN = 365
# So many days behind a count are linked, the newest.
LINKED = 24


@dataclass(frozen=True, slots=True)
class Bars:
    """One measure around the returns and on other days, as two bars from zero to `most`."""

    measure: Measure
    around: Around

    @property
    def near(self) -> str:
        return self.measure.words(self.around.near.value)

    @property
    def other(self) -> str:
        return self.measure.words(self.around.other.value)

    @property
    def widths(self) -> tuple[float, float]:
        """In per cent: the longer of the two fills three quarters, so that bars of several measures look alike."""
        near, other = self.around.near.value or 0.0, self.around.other.value or 0.0
        most = max(near, other) or 1.0
        return round(75 * near / most, 1), round(75 * other / most, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A count in words and the days it comes from: `count` of them, the newest linked."""

    words: str
    count: int = 0
    days: tuple[DayLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of driver. `sign`: its drawing in static/img/learn.svg. `missing`: what is not recorded yet.

    `gist`: what there is, in a line.
    """

    sign: str
    title: str
    gist: str
    bars: tuple[Bars, ...] = ()
    lines: tuple[Line, ...] = ()
    few: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    general: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True)
class Backward:
    """`returns`: those known to the day, the newest first, `count` of them. `missing`: in place of all.

    `unsure`: others whose day is not known, since what came before them was not logged.
    """

    kinds: tuple[Kind, ...] = ()
    count: int = 0
    returns: tuple[DayLink, ...] = ()
    unsure: int = 0
    span: int = SPAN
    missing: str = ""

    @property
    def counted(self) -> str:
        """How many returns are behind this, and of how many, where they are fewer than those of the timeline."""
        if not self.unsure:
            return f"Returns of the last {self.span} days: {self.count}."
        which = "The other 1 is left out, with the days around it: the day before it"
        if self.unsure > 1:
            which = f"The other {self.unsure} are left out, with the days around them: the day before each"
        return (
            f"Of {self.count + self.unsure} returns in the last {self.span} days, {self.count} "
            f"{'is' if self.count == 1 else 'are'} known to the day. {which} was not logged, so it may have "
            "come back earlier."
        )


def backward_of(person: Person, facts: SpotFacts, known: Known, ticked: Ticked) -> Backward:
    today = facts.today.toordinal()
    days = facts.found.timeline.days
    period = Period(max(today - SPAN + 1, min(days, default=today)), today)
    returns = returns_in(facts.found.durability, period)
    if returns.count < FEWEST_RETURNS:
        return Backward(missing=_too_few(returns.count))
    exposures = exposures_of(person, known.diary, period)
    return Backward(
        kinds=(
            _compared("load", "Mechanical load", LOAD_MEASURES, exposures, returns, period),
            _joints(facts, ticked),
            _nerves(ticked),
            _areas(facts, known),
            _compared("whole", "Whole body", BODY_MEASURES, exposures, returns, period),
        ),
        count=len(returns.sure),
        returns=day_links(returns.sure[::-1][:LINKED]),
        unsure=len(returns.unsure),
        span=period.days,
    )


def _too_few(count: int) -> str:
    seen = "No return is" if count == 0 else "1 return is"
    return (
        f"{seen} recorded in the last year. From {FEWEST_RETURNS} on, this shows what your diary holds "
        "on the days around them."
    )


def _compared(
    sign: str,
    title: str,
    measures: Iterable[Measure],
    exposures: dict[str, dict[int, float]],
    returns: Returns,
    period: Period,
) -> Kind:
    offsets = LOAD if sign == "load" else BODY
    found = [
        Bars(measure, around(exposures.get(measure.key, {}), returns, offsets, period))
        for measure in measures
    ]
    enough = tuple(each for each in found if each.around.is_enough)
    return Kind(
        sign=sign,
        title=title,
        gist=_enough_words(len(enough), len(found)),
        bars=enough,
        few=tuple(_few(each) for each in found if each.around.is_recorded and not each.around.is_enough),
        missing=tuple(each.measure.label for each in found if not each.around.is_recorded),
        days="the day it came back and the two before"
        if sign == "load"
        else "the three days before it came back",
    )


def _enough_words(enough: int, measures: int) -> str:
    if not enough:
        return "Not recorded often enough yet"
    return f"{enough} of {measures} recorded often enough to compare"


def _few(bars: Bars) -> str:
    near, other = bars.around.near.days, bars.around.other.days
    return f"{bars.measure.label}: {near} day{'' if near == 1 else 's'} around returns, {other} other"


def _joints(facts: SpotFacts, ticked: Ticked) -> Kind:
    joints = catalogue.catalogue().joints
    labels = [joints[slug].label for slug in catalogue.muscle(facts.spot.muscle).joints]
    return Kind(
        sign="joint",
        title="Joints nearby",
        gist=f"Stiff ticked on {len(ticked.days('stiff'))} of {ticked.of_all}",
        lines=(_ticks("Stiff or blocked in one direction", ticked, "stiff"),),
        general=f"Often looked at around this muscle, in anybody: {', '.join(labels)}." if labels else "",
    )


def _nerves(ticked: Ticked) -> Kind:
    both = {*ticked.days("tingling"), *ticked.days("weak")}
    return Kind(
        sign="nerve",
        title="Nerves",
        gist=f"Tingling or weak ticked on {len(both)} of {ticked.of_all}",
        lines=(
            _ticks("Tingling or numb", ticked, "tingling"),
            _ticks("Weak", ticked, "weak"),
        ),
    )


def _ticks(words: str, ticked: Ticked, sign: str) -> Line:
    days = ticked.days(sign)
    zones = ticked.zones_with[sign]
    where = ", ".join(
        f"{zone_words(zone)} ({count})" for zone, count in sorted(zones.items(), key=lambda each: -each[1])
    )
    return Line(
        f"{words}: ticked on {len(days)} of {ticked.of_all}{f'; on those, pain to {where}' if where else ''}",
        len(days),
        day_links(days[:LINKED]),
    )


def _areas(facts: SpotFacts, known: Known) -> Kind:
    many = _many(facts, known)
    areas = len(many.areas)
    return Kind(
        sign="areas",
        title="Many areas",
        gist=f"Pain in {many.now} of {PARTS} parts of the body this week",
        lines=(
            Line(f"Areas with pain in the last 7 days, all spots together: {areas}"),
            Line(f"Parts of the body with pain in the last 7 days: {many.now} of {PARTS}"),
            Line(f"Weeks with pain in at least 4 of {PARTS} parts: {many.weeks} of the last {WEEKS}"),
        ),
    )


def _many(facts: SpotFacts, known: Known) -> ManyAreas:
    places = {key: place_of(each.spot.muscle, each.spot.side) for key, each in known.found.items()}
    return many_areas(
        {key: each.series for key, each in known.found.items()},
        {key: place for key, place in places.items() if place is not None},
        {key: each.rules.active_min for key, each in known.found.items()},
        facts.today.toordinal(),
    )
