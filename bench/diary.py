"""A diary of ten years with everything in it: what the pages are timed on."""

from random import Random

from tracker.simulation.records import (
    MadeDay,
    MadeDiary,
    MadeFactor,
    MadeRating,
    MadeSpot,
    MadeTreatment,
    Treated,
)
from tracker.vocabulary import BUILTIN_FACTORS

DAYS = 3_650
TREATMENTS = 4_000
SPOTS = (
    ("levator_scapulae", "left"),
    ("levator_scapulae", "right"),
    ("rhomboids", "left"),
    ("upper_trapezius", "left"),
    ("infraspinatus", "right"),
    ("pectoralis_minor", "left"),
    ("quadratus_lumborum", "right"),
    ("lumbar_erector_spinae", "left"),
)
FACTORS = tuple(
    MadeFactor(factor.name, factor.kind, factor.unit, slug)
    for slug, factor in list(BUILTIN_FACTORS.items())[:12]
)
TOOLS = (
    ("self_pressure", "ball"),
    ("self_pressure", "board, bullseye"),
    ("stretching", "static"),
    ("heat", "wrap"),
)


def long_diary(
    days: int = DAYS,
    treatments: int = TREATMENTS,
    seed: int = 1,
    spots: int = len(SPOTS),
    factors: int = len(FACTORS),
) -> MadeDiary:
    """Every day logged, every spot rated, every factor recorded: nothing a person could add."""
    random = Random(seed)
    places, asked = SPOTS[:spots], FACTORS[:factors]
    treated: dict[int, list[MadeTreatment]] = {}
    for number in range(treatments):
        day = number % days if number < days else random.randrange(days)
        treated.setdefault(day, []).append(_treatment(random, len(places)))
    pains = [_pains(random, days) for _ in places]
    return MadeDiary(
        days,
        tuple(MadeSpot(muscle, side, 0) for muscle, side in places),
        asked,
        tuple(
            _day(random, day, [each[day] for each in pains], tuple(treated.get(day, ())), asked)
            for day in range(days)
        ),
    )


def _pains(random: Random, days: int) -> list[int]:
    """Pain of one spot: about ten quiet days, then about four with pain, over and over."""
    pain, found = 0, []
    for _ in range(days):
        if not pain and random.random() < 0.1:
            pain = random.randint(3, 8)
        elif pain:
            pain = 0 if random.random() < 0.25 else min(10, max(1, pain + random.randint(-1, 1)))
        found.append(pain)
    return found


def _day(
    random: Random,
    day: int,
    pains: list[int],
    treatments: tuple[MadeTreatment, ...],
    factors: tuple[MadeFactor, ...],
) -> MadeDay:
    return MadeDay(
        day=day,
        completed=random.random() < 0.9,
        sleep_hours=random.randrange(16, 38) / 4,
        sleep_quality=random.randrange(11),
        stress=random.randrange(11),
        note="Sat through a long call, walked home." if random.random() < 0.2 else "",
        ratings=tuple(_rating(random, spot, pain) for spot, pain in enumerate(pains)),
        treatments=treatments,
        factors={
            factor.name: float(random.randrange(2 if factor.kind == "yes_no" else 9)) for factor in factors
        },
    )


def _rating(random: Random, spot: int, pain: int) -> MadeRating:
    return MadeRating(spot, pain, ("tender",) if random.random() < 0.1 else ())


def _treatment(random: Random, places: int) -> MadeTreatment:
    kind, tool = random.choice(TOOLS)
    spots = random.sample(range(places), min(places, random.choice((1, 1, 1, 2))))
    before = random.randrange(3, 9)
    return MadeTreatment(kind, tool, 2, treated=tuple(Treated(spot, before, before - 2) for spot in spots))
