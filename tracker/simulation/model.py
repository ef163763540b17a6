"""Simulates the sample person's diary from a seed.

What is true in it, so that an analysis can be checked against it: a short night raises the pain of the day that
follows, a long time of sitting raises the pain of the next day, and both bring a spot back sooner. Nothing else
that is recorded acts on pain: not water, magnesium, coffee, activity, screen, stress, sleep quality or desk hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tracker.simulation.habits import Habits, habits
from tracker.simulation.records import MadeDay, MadeDiary, MadeSpot, MadeTreatment
from tracker.simulation.spots import SpotCourse
from tracker.simulation.story import AFTER_HOLIDAY_NOTE, BAD_NIGHT_NOTES, DESK_CHANGES, FACTORS, NOTES, SPOTS
from tracker.simulation.writing import rating_of, treatments_of, whole_body_treatments

# Points of pain for an hour less of sleep than usual, and for 45 minutes more of sitting.
SLEEP_EFFECT = 1.0
SITTING_EFFECT = 0.85
USUAL_SLEEP = 7.0
USUAL_SITTING = 85.0

SHORT_NIGHT = 6.0
LOGGED_SHARE = 0.93
COMPLETED_SHARE = 0.86
LATE_SHARE = 0.05
NOTE_SHARE = 0.13
HOLIDAY_BEGINS = 0.55
HOLIDAY_LENGTH = 8


def simulate(length: int, weekday: int, seed: int) -> MadeDiary:
    """`length` days, the first of which is a `weekday` (Monday 0). The same arguments give the same diary."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    lived = habits(random, length, weekday)
    courses = [SpotCourse(story, round(story.begins * length)) for story in SPOTS]
    days = tuple(_days(random, lived, courses))
    first_days = [length if course.first_day is None else course.first_day for course in courses]
    spots = tuple(
        MadeSpot(story.muscle, story.side, first, story.nickname, story.beside)
        for story, first in zip(SPOTS, first_days, strict=True)
    )
    return MadeDiary(length, spots, FACTORS, days)


def strain(lived: list[Habits], day: int) -> float:
    """What last night's sleep and yesterday's sitting add to the pain of `day`, in points."""
    sitting = lived[day - 1].sitting if day else USUAL_SITTING
    short = SLEEP_EFFECT * (USUAL_SLEEP - lived[day].sleep)
    long = SITTING_EFFECT * (sitting - USUAL_SITTING) / 45
    return max(-2.0, min(3.0, short + long))


@dataclass(frozen=True, slots=True)
class Logging:
    """Whether, and how, the person writes down a day."""

    logged: bool
    completed: bool
    late: bool


def _logging(random: Random, day: int, length: int) -> Logging:
    holiday = round(HOLIDAY_BEGINS * length)
    away = holiday <= day < holiday + HOLIDAY_LENGTH
    kept, whole, late = (random.random() for _ in range(3))
    # The last days are kept, and on time: whoever opens the sample sees a diary in use.
    recent = day >= length - 3
    return Logging(
        logged=recent or (kept < LOGGED_SHARE and not away),
        completed=recent or whole < COMPLETED_SHARE,
        late=late < LATE_SHARE and not recent,
    )


def _days(random: Random, lived: list[Habits], courses: list[SpotCourse]) -> Iterator[MadeDay]:
    length = len(lived)
    for day in range(length):
        today = strain(lived, day)
        for course in courses:
            course.live(random, day, today, courses)
        cared = [treatments_of(random, number, course) for number, course in enumerate(courses)]
        treatments = [each for of_spot in cared for each in of_spot]
        treatments += whole_body_treatments(random, lived[day].stress)
        treatments += _desk_changes(day, length)
        logging = _logging(random, day, length)
        note = _note(random, day, length, lived[day])
        if logging.logged:
            yield _written(random, day, lived[day], courses, tuple(treatments), logging, note)


def _written(
    random: Random,
    day: int,
    habit: Habits,
    courses: list[SpotCourse],
    treatments: tuple[MadeTreatment, ...],
    logging: Logging,
    note: str,
) -> MadeDay:
    ratings = [
        rating_of(random, number, course) for number, course in enumerate(courses) if course.known(day)
    ]
    forgot_sleep = not logging.completed and random.random() < 0.4
    return MadeDay(
        day=day,
        completed=logging.completed,
        late=logging.late,
        sleep_hours=None if forgot_sleep else habit.sleep,
        sleep_quality=None if forgot_sleep else habit.sleep_quality,
        stress=None if random.random() < 0.04 else habit.stress,
        note=note,
        ratings=tuple(rating for rating in ratings if rating),
        treatments=treatments,
        factors=habit.recorded(random),
    )


def _desk_changes(day: int, length: int) -> list[MadeTreatment]:
    return [
        MadeTreatment("ergonomic_change", tool, lasting=True, note=note)
        for when, tool, note in DESK_CHANGES
        if day == round(when * length)
    ]


def _note(random: Random, day: int, length: int, habit: Habits) -> str:
    if day == round(HOLIDAY_BEGINS * length) + HOLIDAY_LENGTH:
        return AFTER_HOLIDAY_NOTE
    if random.random() >= NOTE_SHARE:
        return ""
    if habit.sleep < SHORT_NIGHT:
        return random.choice(BAD_NIGHT_NOTES)
    return random.choice(NOTES)
