"""One flagged spot as a card: what it rests on, the picture, the rule, what to do with it."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from tracker.analysis.flags import Level
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.rules import Rules
from tracker.body import catalogue
from tracker.body.picture import Picture, picture_of
from tracker.body.sides import Point, Side, View
from tracker.insights.facts import Fact, facts_of
from tracker.insights.general import General, general_of
from tracker.insights.nearly import to_assess
from tracker.insights.rule_words import RuleWords, day_words, rule_words
from tracker.insights.words import counted
from tracker.models import Spot
from tracker.spot_names import anatomical
from tracker.timelines.story import Story, recent_story
from tracker.warning_signs import SignsToKnow, signs_for

# Days that the picture on a card shows.
SPAN = 90


class Named(NamedTuple):
    """A spot, how it is called, and what is known of its returns."""

    spot: Spot
    name: str
    found: SpotRecurrence

    @property
    def key(self) -> str:
        return str(self.spot.public_id)

    @property
    def in_use(self) -> bool:
        """Those that are archived are not looked at."""
        return self.spot.archived_on is None

    @property
    def dot(self) -> str:
        """The class that colours its dot: its last known pain."""
        days = self.found.timeline.days
        return f"pain-{self.found.series[days[-1]]:.0f}" if days else "pain-none"


@dataclass(frozen=True, slots=True)
class Card:
    """`comes_back`: flagged for quick returns, whatever else. `further`: what would make a watched spot a candidate.

    `gaps`, `stale`: what the diary does not know.
    """

    spot: Spot
    name: str
    anatomical: str
    dot: str
    is_candidate: bool
    is_new: bool
    comes_back: bool
    picture: Picture
    story: Story
    facts: tuple[Fact, ...]
    further: str
    gaps: str
    stale: str
    rules: tuple[RuleWords, ...]
    days: tuple[str, ...]
    own_thresholds: bool
    general: General
    signs: SignsToKnow


def card_of(named: Named, names: dict[str, str], figure: str, general: Rules, *, is_new: bool) -> Card:
    spot, found = named.spot, named.found
    is_candidate = found.flags.level is Level.ASSESS
    point = Point(View(spot.view), Side(spot.side), spot.x, spot.y)
    return Card(
        spot=spot,
        name=named.name,
        anatomical=anatomical(spot),
        dot=named.dot,
        is_candidate=is_candidate,
        is_new=is_new,
        comes_back=bool(found.flags.rapid_return.level),
        picture=picture_of(figure, point),
        story=recent_story(found, SPAN),
        facts=facts_of(found, names),
        further="" if is_candidate else to_assess(found),
        gaps=_gaps(found),
        stale=_stale(found),
        rules=rule_words(found.rules),
        days=day_words(found.rules),
        own_thresholds=found.rules != general,
        general=general_of(spot.muscle),
        signs=signs_for(catalogue.muscle(spot.muscle).region),
    )


def _gaps(found: SpotRecurrence) -> str:
    """Days of the time looked at of which nothing is known, from the first day that is known at all.

    Today counts only once something is known of it.
    """
    today, days = found.timeline.as_of, found.timeline.days
    if not days:
        return ""
    since = max(today - found.rules.lookback + 1, days[0])
    looked_at = range(since, today + (today in found.series))
    unknown = sum(day not in found.series for day in looked_at)
    if not unknown:
        return ""
    began = datetime.date.fromordinal(since)
    share = f"{unknown} of {counted(len(looked_at), 'day')}"
    return f"Gaps hide returns: {share} since {began:%-d %b} not known for this spot."


def _stale(found: SpotRecurrence) -> str:
    if not found.flags.stale or not found.timeline.days:
        return ""
    last = datetime.date.fromordinal(found.timeline.days[-1])
    return f"Nothing is known of it since {last:%-d %B}. This says nothing about the days after."
