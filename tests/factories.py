"""Tiny builders. A diary in a test is a string, one word a day: "0 3 4 . 2" ("." is a day of which nothing is known).

`diary("0 3 4 . 2")` is plain records for tracker.analysis; `write(spot, "0 3 4 . 2")` stores the same as ratings.
A word may carry more: "c" completes the day ("3c", "c" alone: completed and the spot not mentioned).
"""

import datetime
import re
import uuid
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from tracker import recurrence
from tracker.analysis.records import CheckInRecord, Day, Diary, RatingRecord, SpotRecord, TreatmentRecord
from tracker.analysis.trial_plan import EpisodePlan, PeriodPlan, Terms
from tracker.body.catalogue import anchor
from tracker.body.sides import Side
from tracker.changes import trials
from tracker.changes.holding import hold
from tracker.models import CheckIn, Person, Rating, Spot, TreatedSpot, Treatment, Trial
from tracker.models.diary import SIGNS

FIRST_DAY = datetime.date(2026, 3, 2)
_WORD = re.compile(r"(\d+|\.?)(c?)")
_names = (f"person{number}" for number in count(1))


def words(text: str) -> list[tuple[int | None, bool]]:
    """ "0 3c . c" -> pain and whether the day was completed: [(0, False), (3, True), (None, False), (None, True)]."""
    found = []
    for word in text.split():
        match = _WORD.fullmatch(word)
        if match is None:
            raise ValueError(f"not a day: {word!r}")
        pain, completed = match.groups()
        found.append((int(pain) if pain.isdigit() else None, completed == "c"))
    return found


def diary(text: str, *others: str, first: Day = 0, treatments: tuple[TreatmentRecord, ...] = ()) -> Diary:
    """Records of one spot "a", and of "b", "c" ... for each other text. Days count from `first`."""
    texts = dict(zip("abcdefgh", (text, *others), strict=False))
    days = {key: list(enumerate(words(one), first)) for key, one in texts.items()}
    logged: dict[Day, bool] = {}
    for spot_days in days.values():
        for day, (pain, completed) in spot_days:
            if pain is not None or completed:
                logged[day] = logged.get(day, False) or completed
    return Diary(
        spots=tuple(SpotRecord(key, "levator_scapulae", "left", first) for key in texts),
        check_ins=tuple(CheckInRecord(day, logged[day]) for day in sorted(logged)),
        ratings=tuple(
            RatingRecord(key, day, pain)
            for key, spot_days in days.items()
            for day, (pain, _) in spot_days
            if pain is not None
        ),
        treatments=treatments,
    )


def changed(owner: Person) -> None:
    """As every change of the app does: what was worked out from the diary before holds no longer."""
    hold(owner)
    recurrence.forget()


def person(username: str = "", **fields: Any) -> Person:
    return Person.objects.create_user(username or next(_names), password="correct horse battery", **fields)


def spot(
    owner: Person, muscle: str = "levator_scapulae", side: str = "left", x: float | None = None, **fields: Any
) -> Spot:
    """A spot at the muscle's own centre, with the next number, known since FIRST_DAY."""
    point = anchor(muscle, Side(side))
    across, down = point.x if x is None else x, fields.pop("y", point.y)
    view = fields.pop("view", point.view.value)
    taken = Spot.objects.for_user(owner).order_by("-number").values_list("number", flat=True).first()
    known = {
        "anchor_view": view,
        "anchor_x": across,
        "anchor_y": down,
        "number": (taken or 0) + 1,
        "first_day": FIRST_DAY,
    }
    changed(owner)
    return Spot.objects.create(
        person=owner, muscle=muscle, side=side, view=view, x=across, y=down, **(known | fields)
    )


def check_in(owner: Person, date: datetime.date, *, completed: bool = False, **fields: Any) -> CheckIn:
    values = {"completed_at": timezone.now() if completed else None, **fields}
    changed(owner)
    return CheckIn.objects.update_or_create(person=owner, date=date, defaults=values)[0]


def rating(rated: Spot, date: datetime.date, pain: int | None, *signs: str, **fields: Any) -> Rating:
    """A rating and the check-in of its day, if there is none yet."""
    CheckIn.objects.get_or_create(person=rated.person, date=date)
    ticks = {sign: sign in signs for sign in SIGNS}
    changed(rated.person)
    return Rating.objects.create(person=rated.person, spot=rated, date=date, pain=pain, **(ticks | fields))


def treatment(
    date: datetime.date,
    *treated: Spot | tuple[Spot, int | None, int | None],
    owner: Person | None = None,
    kind: str = "self_pressure",
    minutes: float | None = 2,
    **fields: Any,
) -> Treatment:
    """A treatment of `treated`: spots, or (spot, pain before, pain after). None at all: of `owner`'s whole body."""
    spots = [each if isinstance(each, tuple) else (each, None, None) for each in treated]
    of = spots[0][0].person if spots else owner
    if of is None:
        raise ValueError("a treatment of the whole body needs its owner")
    CheckIn.objects.get_or_create(person=of, date=date)
    changed(of)
    done = Treatment.objects.create(
        person=of,
        date=date,
        kind=kind,
        minutes=None if minutes is None else Decimal(str(minutes)),
        whole_body=not spots,
        **fields,
    )
    for each, before, after in spots:
        TreatedSpot.objects.create(person=of, treatment=done, spot=each, pain_before=before, pain_after=after)
    return done


def write(rated: Spot, text: str, first: datetime.date = FIRST_DAY) -> list[datetime.date]:
    """Stores `text` as ratings and check-ins from `first` on, and gives every date, unknown ones included."""
    dates = []
    for number, (pain, completed) in enumerate(words(text)):
        date = first + datetime.timedelta(days=number)
        if completed:
            check_in(rated.person, date, completed=True)
        if pain is not None:
            rating(rated, date, pain)
        dates.append(date)
    return dates


def trial(
    owner: Person, first: datetime.date, *, spot: Spot | None = None, blocks: int | None = None, **plan: int
) -> Trial:
    """Of a spot or all pain; with `blocks` of episodes of the spot, else of periods."""
    day = first.toordinal()
    place = trials.Place("spot", spot=spot) if spot else trials.Place()
    fixed: EpisodePlan | PeriodPlan = PeriodPlan(day, **plan)
    if blocks is not None:
        place, fixed = trials.Place("spot", spot=spot, measure="return"), EpisodePlan(day, blocks)
    at = f" {spot.public_id}" if spot else ""
    terms = Terms(
        "Does stretching matter?",
        "stretching before bed",
        "no stretching",
        f"{place.measure} {place.target}{at}",
        fixed,
    )
    begun = trials.begin(owner, uuid.uuid4(), terms, place)
    owner.refresh_from_db()
    return begun
