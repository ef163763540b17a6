"""Whole random diaries for archives: everything that a diary can hold, drawn small."""

import datetime
import json
import uuid

from hypothesis import strategies as st

from tests.exchange.diaries import dates, drawn_diaries, store, texts
from tracker.analysis.trial_draw import draw
from tracker.analysis.trial_plan import EpisodePlan, PeriodPlan, Terms
from tracker.body.catalogue import catalogue
from tracker.exchange.archive_json import diary_json
from tracker.models import (
    FindingsSnapshot,
    FlagRest,
    Person,
    RecurrenceRules,
    Spot,
    Trial,
    TrialDay,
    TrialEpisode,
)

MADE_ON = datetime.date(2026, 11, 22)
ZONES = ("Europe/Berlin", "Pacific/Auckland", "UTC")
# A look as tracker.insights.goes_with.stored lays it out, with one of everything.
CUT = {"relation": "<", "value": 6.0}
SEEN = {"outcome": "pain", "factor": "stress", "direction": 1, "shape": "cut", "horizon": 2, "cut": CUT}
CONTRAST = {
    "points": 1.25,
    "low": 0.1,
    "high": 2.4,
    "level": 0.95,
    "first_value": 1,
    "other_value": 0,
    "first_days": 30,
    "other_days": 61,
    "days": 91,
}
TEST = {
    "shape": "cut",
    "cut": CUT,
    "horizon": 2,
    "estimate": 1e-07,
    "error": 0.4,
    "freedom": 88.5,
    "rows": 91,
    "p": 0.003,
}
FINDING = {
    "outcome": "pain",
    "factor": "stress",
    "status": "listed",
    "best": TEST,
    "direction": 1,
    "contrast": CONTRAST,
    "p": 0.004,
    "adjusted_p": 0.02,
    "overlaps_with": None,
    "obstacle": {"reason": "few_pairs", "missing": None, "usual": 0.0, "since": 739000},
}
TRACK = {
    "first": SEEN,
    "since": 739000,
    "last_seen": 739028,
    "step": "seen_twice",
    "absent": 0,
    "confirmation": {
        "days": 12,
        "looks": [{"days": 30, "p": None}],
        "held_up_on": None,
        "contrast": CONTRAST,
    },
}
LOOK = {
    "known": 91,
    "tested": 3,
    "selected": 1,
    "findings": [FINDING],
    "tracks": [TRACK],
    "cuts": {"sleep_hours": CUT},
    "seen": [SEEN],
}

letters = texts(40).filter(lambda text: text.strip())


@st.composite
def whole_diaries(draw_one):
    """Gives (diary, what else) to be stored with `store_whole`."""
    drawn = draw_one(drawn_diaries())
    known = sorted(catalogue().muscles)
    drawn.spots = [
        spot if spot.muscle in known else spot._replace(muscle=draw_one(st.sampled_from(known)))
        for spot in drawn.spots
    ]
    others = {
        "rules": draw_one(st.none() | st.integers(0, 2)),
        "rests": [spot.id for spot in drawn.spots if draw_one(st.booleans())],
        "words": draw_one(letters),
        "day": draw_one(dates.filter(lambda day: day.year > 1900)),
        "seed": draw_one(st.binary(min_size=32, max_size=32)),
        "look": draw_one(st.booleans()),
        "trials": draw_one(st.integers(0, 2)),
        "zone": draw_one(st.sampled_from(ZONES)),
        "starts": draw_one(st.integers(0, 12)),
    }
    return drawn, others


def store_whole(person: Person, whole) -> None:
    drawn, others = whole
    store(person, drawn)
    person.time_zone, person.day_starts_at = others["zone"], others["starts"]
    person.figure, person.theme = "male", "dark"
    person.save()
    flags = [f"{spot.id} return 2" for spot in drawn.spots]
    Person.objects.filter(pk=person.pk).update(seen_flags=flags)
    spots = {str(spot.public_id): spot for spot in Spot.objects.for_user(person)}
    if others["rules"] is not None:
        RecurrenceRules.objects.create(person=person, quiet_max=others["rules"], rapid_days=9)
    for key in others["rests"]:
        spot = spots[key]
        FlagRest.objects.create(person=person, spot=spot, since=others["day"], seen_by=others["words"])
        Spot.objects.for_user(person).filter(pk=spot.pk).update(active_min=6, quiet_max=2)
    if others["look"]:
        FindingsSnapshot.objects.create(person=person, outcome="pain:all", date=others["day"], content=LOOK)
    for number in range(others["trials"]):
        _store_trial(person, others, list(spots.values())[:1] if number else [])
    person.refresh_from_db()


def _store_trial(person: Person, others, spots) -> None:
    """Of the periods of all pain, or of the episodes of a spot, with a day and an episode noted."""
    first, words = others["day"], others["words"]
    day = first.toordinal()
    plan = EpisodePlan(day, 6) if spots else PeriodPlan(day, 8)
    terms = Terms(words, words, words, "pain all", plan)
    made = draw(others["seed"], terms.pairs, terms.fixed())
    place = {"design": "episodes", "measure": "return", "target": "spot", "spot": spots[0]} if spots else {}
    trial = Trial.objects.create(
        person=person,
        question=words,
        a=words,
        b=words,
        outcome="pain all",
        **({"design": "periods", "target": "all"} | place),
        first_day=first,
        pairs=terms.pairs,
        seed=made.seed,
        digest=made.digest,
        order=" ".join(made.order),
    )
    TrialDay.objects.create(person=person, trial=trial, date=first, kept=None, flare=True, harm=words)
    if spots:
        TrialEpisode.objects.create(person=person, trial=trial, number=1, date=first, kept=True)


def json_of(person: Person, made_on: datetime.date = MADE_ON) -> str:
    return b"".join(diary_json(person, made_on)).decode()


def changed(text: str, change) -> str:
    """The archive after `change` was let at its content."""
    content = json.loads(text)
    change(content)
    return json.dumps(content)


def somebody() -> Person:
    return Person.objects.create(username=str(uuid.uuid4()))
