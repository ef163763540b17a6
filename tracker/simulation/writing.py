"""What the sample person writes down of a day: not everything, and not always the same."""

from random import Random

from tracker.simulation.records import MadeRating, MadeTreatment, Treated
from tracker.simulation.spots import PAINFUL, SpotCourse
from tracker.simulation.story import WHOLE_BODY, Care

SIGNS_SHARE = 0.35
QUIET_MENTIONED = 0.12
BEFORE_AND_AFTER = 0.7
TENSE = 6


def rating_of(random: Random, number: int, course: SpotCourse) -> MadeRating | None:
    """A quiet spot is mostly left to "that's all", a painful one is always rated."""
    mention, looks = random.random(), random.random()
    if course.pain == 0 and mention > QUIET_MENTIONED:
        return None
    if course.pain < PAINFUL or looks > SIGNS_SHARE:
        return MadeRating(number, course.pain)
    story = course.story
    signs = tuple(sign for sign in story.signs if random.random() < 0.55)
    zones = tuple(zone for zone in story.zones if random.random() < 0.6) if "travels" in signs else ()
    return MadeRating(number, course.pain, signs, zones)


def treatments_of(random: Random, number: int, course: SpotCourse) -> list[MadeTreatment]:
    """What was done about the spot, with pain before and after on most days. Before is at most the day's worst."""
    asked, eased, worst = random.random(), random.random(), random.random()
    if course.care is None:
        return []
    before = course.pain - (worst < 0.3)
    after = max(0, before - 1 - round(2.4 * eased))
    measured = asked < BEFORE_AND_AFTER
    treated = Treated(number, before if measured else None, after if measured else None)
    return [_treatment(course.care, (treated,))]


def whole_body_treatments(random: Random, stress: int) -> list[MadeTreatment]:
    wish = random.random()
    care = random.choices(WHOLE_BODY, [care.weight for care in WHOLE_BODY])[0]
    return [_treatment(care)] if wish < (0.3 if stress >= TENSE else 0.1) else []


def _treatment(care: Care, treated: tuple[Treated, ...] = ()) -> MadeTreatment:
    return MadeTreatment(care.kind, care.tool, care.minutes, care.pressure, care.by, treated)
