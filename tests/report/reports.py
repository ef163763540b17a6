"""Reports made by hand, for what lays them out: as many spots as wanted, with nothing read from a diary."""

import datetime
from dataclasses import replace
from random import Random
from typing import Any

from tests.factories import diary
from tracker.analysis.period import Period
from tracker.analysis.records import TreatmentRecord
from tracker.analysis.recurrence import SpotRecurrence, recurrence_of
from tracker.analysis.rules import Rules
from tracker.report import content
from tracker.timelines.story import Story, story_in

END = datetime.date(2026, 11, 22)
BOX = (-260.0, -15.0, 520.0, 1030.0)
SPOTS = (
    ("Left shoulder blade, top", "levator scapulae", "back", -44.0, 176.0, 6),
    ("Right shoulder blade", "infraspinatus", "back", 62.0, 232.0, 4),
    ("Left low back", "quadratus lumborum", "back", -34.0, 398.0, 8),
    ("Right jaw", "masseter", "front", -22.0, 92.0, 3),
    ("Left chest", "pectoralis major", "front", 70.0, 228.0, 2),
    ("Right front thigh", "rectus femoris", "front", -58.0, 600.0, 5),
    ("Right buttock", "gluteus medius", "back", 66.0, 470.0, 9),
    ("Left calf", "gastrocnemius, inner head", "back", -56.0, 760.0, None),
    ("Left neck", "upper trapezius", "back", -30.0, 150.0, 7),
    ("Right neck", "splenius capitis", "back", 26.0, 128.0, 1),
    ("Right forearm", "extensor carpi radialis longus", "front", -150.0, 380.0, 0),
    ("Left sole", "flexor digitorum brevis", "back", -52.0, 990.0, 4),
)
HEAD = content.Head(
    title="Muscle knots: summary of a diary",
    period="25 August to 22 November 2026",
    days="90 days",
    made=END,
    made_on="Made on 22 November 2026",
    scope="All spots in use, without notes",
    self_reported="Self-reported by the user. Not verified. Entries made more than 24 h late are marked.",
    disclaimer="A diary, not a medical opinion. It cannot tell you what is causing pain.",
)
FLAG = content.FlagWords(
    level="assess",
    title="Candidate for assessment",
    facts=("Came back within 7 days after 5 of 7 treatments, last on 18 November.",),
    rule="Said from 3 quick returns in 90 days on.",
)


def report(spots: int = 3, days: int = 90, **changed: Any) -> content.Report:
    """`changed`: fields of the report in place of the usual ones."""
    rows = tuple(row(number) for number in range(1, spots + 1))
    usual = content.Report(
        head=HEAD,
        figure=figure(spots),
        multiples=multiples(days),
        spots=rows,
        factors=factors(),
        signs=tuple(content.SignRow(each.number, each.name, 41, 9, 0, 12) for each in rows[:2]),
        logged=content.Logged(84, 90, 3, 214),
        questions=questions(),
        details=tuple(details(each, days) for each in rows),
        whole_body=(content.TreatmentLine("Sauna", 6, "20", "yourself", "", 0),),
        lasting=("New desk chair since 3 October 2026",),
        before_after="Pain often eases by itself: lower pain after a treatment does not show that it helped.",
        notes=(),
        warnings=warnings(),
        method=("An episode begins on a day with pain of 2 or more and ends after 3 quiet days.",),
    )
    return replace(usual, **changed)


def row(number: int, **changed: Any) -> content.SpotRow:
    name, anatomical, _, _, _, level = SPOTS[number - 1]
    known = level is not None
    usual = content.SpotRow(
        number=number,
        key=f"spot-{number}",
        name=name,
        anatomical=anatomical,
        since="May 2025, before the period" if number % 2 else "3 Sep 2026",
        level=level,
        episodes=6 if known else 0,
        episodes_beside="1 going on" if number == 1 else "",
        median="3" if known else "",
        worst=str(level) if known else "",
        rated=71 if known else 0,
        days=90,
        sessions=22 if known else 0,
        tried=(content.Tried("Self pressure", 14, "3", 12), content.Tried("Heat", 8, "", 0)) if known else (),
        back="6 days" if known else "",
        back_rests_on="median of 7 times" if known else "",
        away_now="still away after 12 days" if number == 2 else "",
        flag=FLAG if number == 1 else replace(FLAG, level="watch", title="To watch") if number == 3 else None,
    )
    return replace(usual, **changed)


def figure(spots: int) -> content.Figure:
    dots = [
        (view, content.Dot(number, name, x, y, x, y, level))
        for number, (name, _, view, x, y, level) in enumerate(SPOTS[:spots], 1)
    ]
    sides = {"front": ("right", "left"), "back": ("left", "right")}
    return content.Figure(
        "female",
        BOX,
        26.0,
        tuple(
            content.FigureView(view, between, tuple(dot for at, dot in dots if at == view))
            for view, between in sides.items()
        ),
    )


def multiples(days: int) -> tuple[content.Multiple, ...]:
    return (
        _multiple("pain", "Worst pain", "pain", "0 to 10", 10, days, 0),
        _multiple("sleep_hours", "Sleep", "hours", "hours", 12, days, 5),
        _multiple("stress", "Stress", "scale", "0 to 10", 10, days, 2),
    )


def _multiple(key: str, name: str, kind: str, unit: str, top: float, days: int, low: int) -> content.Multiple:
    random = Random(key)
    weekly = days > 125
    values = [
        None if random.random() < 0.08 else random.randint(low, low + 4)
        for _ in range(days // (7 if weekly else 1))
    ]
    begins = END - datetime.timedelta(days=days - 1)
    points = tuple(
        content.SeriesPoint(
            begins + datetime.timedelta(days=index * (7 if weekly else 1)), value, value, value
        )
        for index, value in enumerate(values)
    )
    known = sum(value is not None for value in values)
    sentence = f"Median 3, 0 to 7, on {known} of {days} days"
    return content.Multiple(key, name, kind, unit, top, weekly, points, known, days, sentence)


def factors() -> content.Factors:
    line = content.FactorLine(
        "Sleep under 6 h",
        "held up",
        "1.4 higher the next day (0.6 to 2.1)",
        ("41 days", "held up on new days"),
        60,
        90,
        75,
        "41",
    )
    better = line._replace(name="Activity, 30 min more", sentence="0.5 lower the next day (0.9 to 0.1)")
    return content.Factors(
        about="Worst pain of all spots on the day after, 84 days.",
        worse=(line,),
        better=(better,),
        foot="12 things checked. Of those listed about 1 in 10 may be chance.",
        ends=("less pain", "more pain"),
    )


def questions() -> content.Questions:
    return content.Questions(
        about="General topics for these areas, the same for everybody.",
        ask=(
            "What could be examined here?",
            "What may I do by myself, and how often?",
            "When should I come back?",
        ),
        topics=(
            content.Topic(
                "Shoulder blade", ("levator scapulae",), ("neck C1 to C4",), ("dorsal scapular nerve",)
            ),
            content.Topic(
                "Low back", ("quadratus lumborum",), ("T12 to L4", "sacroiliac joint"), ("T12 to L4 roots",)
            ),
        ),
        tell=("What makes it better or worse during the day", "Earlier injuries and operations"),
    )


def warnings() -> content.Warnings:
    group = content.WarningGroup(
        "Back", "See somebody the same day.", ("Numbness between the legs", "Trouble passing urine")
    )
    return content.Warnings(
        "Call your emergency number for chest pain.", (group,), "This list is not complete."
    )


def details(row: content.SpotRow, days: int) -> content.SpotDetails:
    episode = content.EpisodeLine("3 Sep", "9 Sep", "10 Sep", 6, "Self pressure, 5 Sep", "6 days", True, "")
    return content.SpotDetails(
        row=row,
        story=_story(days, row.number),
        episodes=(episode, episode._replace(back="not yet", quick=False, beside="going on")),
        left_off=3,
        treatments=(content.TreatmentLine("Self pressure", 14, "3", "yourself", "6 to 3", 12),),
        signs=("tingling 9 of 41 entries",),
        late="2 of 96 entries made more than 24 h late",
    )


def _story(days: int, seed: int) -> Story:
    random = Random(seed)
    text = " ".join(random.choices(["0", "2", "5", "8", "."], [5, 1, 2, 1, 1], k=days))
    first = END.toordinal() - days + 1
    treatments = tuple(
        TreatmentRecord(first + day, "a", "self_pressure") for day in random.sample(range(days), days // 6)
    )
    found: SpotRecurrence = recurrence_of(
        diary(text, first=first, treatments=treatments), END.toordinal(), Rules(), {}
    )["a"]
    return story_in(found, Period(first, END.toordinal()))
