"""What a report says to everybody: its head, questions to bring, signs that need help, how it was counted.

Chosen by the spots' muscles alone, never by what was recorded of them.
"""

import datetime
from collections.abc import Iterable, Iterator

from tracker.analysis.rules import Rules
from tracker.body.catalogue import REGION_LABELS, muscle
from tracker.body.names import plain
from tracker.insights.general import WORTH_TELLING, general_of
from tracker.insights.rule_words import day_words
from tracker.insights.words import counted
from tracker.models import Spot
from tracker.report.content import Head, Questions, Topic, WarningGroup, Warnings
from tracker.report.reading import Reading
from tracker.report.words import long_date
from tracker.warning_signs import EMERGENCY, NOT_AN_ALL_CLEAR, signs_by_tick

TITLE = "Muscle knot diary"
SELF_REPORTED = "Self-reported by the user. Not verified. Entries made more than 24 h late are marked."
DISCLAIMER = "A diary, not a medical opinion. It cannot tell you what is causing pain."
ASK = (
    "What do the joints and nerves of this area show when they are examined?",
    "What could keep it coming back, and what could I change first?",
    "Which movements or treatments suit this area, how often, and which should I leave out?",
    "What should I note in the diary until next time, and when should I come back sooner?",
)


def head_of(reading: Reading) -> Head:
    choice = reading.choice
    spots = "All spots in use in these days" if choice.spots is None else "Spots chosen by the user"
    return Head(
        title=TITLE,
        period=f"{long_date(reading.period.first)} to {long_date(reading.period.last)}",
        days=counted(reading.period.days, "day"),
        made=datetime.date.fromordinal(reading.today),
        made_on=f"Made on {long_date(reading.today)}",
        scope=f"{spots}, {'with notes' if choice.notes else 'without notes'}",
        self_reported=SELF_REPORTED,
        disclaimer=DISCLAIMER,
    )


def questions_of(spots: Iterable[Spot]) -> Questions:
    return Questions(
        about="General topics for these areas, the same for everybody and chosen by the muscles alone.",
        ask=ASK,
        topics=tuple(_topics(spots)),
        tell=WORTH_TELLING,
    )


def _topics(spots: Iterable[Spot]) -> Iterator[Topic]:
    """One for each part of the body, head to foot."""
    slugs = {spot.muscle for spot in spots}
    for region, label in REGION_LABELS.items():
        mine = [slug for slug in sorted(slugs) if muscle(slug).region == region]
        general = [general_of(slug) for slug in mine]
        if general:
            yield Topic(
                area=label,
                muscles=tuple(plain(muscle(slug)) for slug in mine),
                joints=tuple(dict.fromkeys(joint for each in general for joint in each.joints)),
                nerves=tuple(dict.fromkeys(nerve for each in general for nerve in each.nerves)),
            )


def warnings_of(spots: Iterable[Spot]) -> Warnings:
    """The lines of the static list that stand beside ticks, for every area concerned, each once."""
    regions = dict.fromkeys(muscle(spot.muscle).region for spot in spots)
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for region in regions:
        for group in signs_by_tick(region).groups:
            lines = groups.setdefault((group.urgency.title, group.urgency.advice), {})
            lines.update(dict.fromkeys(sign.text for sign in group.signs))
    return Warnings(
        emergency=EMERGENCY,
        groups=tuple(WarningGroup(title, advice, tuple(lines)) for (title, advice), lines in groups.items()),
        caveat=NOT_AN_ALL_CLEAR,
    )


def method_of(rules: Rules) -> tuple[str, ...]:
    """How it was counted, by the rules of the user."""
    return (
        "Only entries of these days and spots are in this report. A day that is not recorded is a gap, never a zero.",
        (
            "The pain of a day is its worst: of the rating and of the pain before treatments. On a day that was closed "
            "as complete a spot that is not mentioned counts as 0."
        ),
        *day_words(rules)[:3],
        (
            "An episode runs from its first painful day to the last one before a quiet day. One that had begun "
            "before these days counts from its first painful day in them."
        ),
        (
            "Days until it came back count from the treatment that a quiet day followed, else from the last painful "
            "day. The median is that of Kaplan and Meier, so times that are not over count as long as they are known."
        ),
        "A session is a day on which the spot was treated; minutes are those of the treatment.",
        (
            "An entry is a check-in, a rating or a treatment. Ticks count among entries with pain above 0 or with "
            "anything ticked; what is not ticked was not asked, so it says nothing."
        ),
    )
