"""The signs of one spot on one day: what was noticed beside the pain, and where the pain travels."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from tracker.body.catalogue import catalogue, muscle
from tracker.body.sides import Side
from tracker.models import Person, Rating, Spot
from tracker.models.diary import SIGNS
from tracker.spot_names import anatomical, display_name
from tracker.today.controls import Control, Typed
from tracker.warning_signs import SignsToKnow, signs_by_tick


@dataclass(frozen=True)
class ZoneChoice:
    """A place where pain may travel. `value` is "side:zone"."""

    value: str
    label: str


@dataclass(frozen=True)
class SignsPage:
    date: datetime.date
    spot: Spot
    name: str
    anatomical: str
    signs: Control
    zones: Control
    described: tuple[ZoneChoice, ...]
    others: tuple[ZoneChoice, ...]
    to_know: SignsToKnow

    @property
    def address(self) -> str:
        return reverse("day", args=[self.date.isoformat()])

    @property
    def day_part(self) -> str:
        """The spot on the page of the day."""
        return f"{self.address}#spot-{self.spot.public_id}"

    @property
    def has_lines(self) -> bool:
        """Whether a recorded sign is one beside which lines of the warning signs stand."""
        return any(tick in self.signs.ticked for group in self.to_know.groups for tick in group.ticks)

    @property
    def other_ticked(self) -> bool:
        return any(choice.value in self.zones.ticked for choice in self.others)

    @property
    def sign_choices(self) -> dict[str, str]:
        return SIGNS


def signs_page(person: Person, date: datetime.date, spot: Spot) -> SignsPage:
    rating = Rating.objects.for_user(person).filter(date=date, spot=spot).first()
    key = spot.public_id
    ticked = tuple(sorted(sign for sign in SIGNS if rating and getattr(rating, sign)))
    zones = Typed().control(f"zones.{key}", tuple(rating.zones) if rating else ())
    described = tuple(
        choice for zone in muscle(spot.muscle).referral for choice in _sided(zone, Side(spot.side))
    )
    known = {choice.value for choice in described}
    others = tuple(
        choice
        for zone in catalogue().zones
        for choice in (*_sided(zone, Side.LEFT), *_sided(zone, Side.RIGHT))
        if choice.value not in known
    )
    return SignsPage(
        date=date,
        spot=spot,
        name=display_name(spot),
        anatomical=anatomical(spot),
        signs=Typed().control(f"signs.{key}", ticked),
        zones=zones,
        described=described,
        others=tuple(dict.fromkeys(others)),
        to_know=signs_by_tick(muscle(spot.muscle).region),
    )


def _sided(slug: str, side: Side) -> tuple[ZoneChoice, ...]:
    """The zone on that side; a zone on the midline has no side; a spot on the midline offers both."""
    zone = catalogue().zones[slug]
    if zone.midline:
        return (ZoneChoice(f"midline:{slug}", zone.label),)
    sides = (Side.LEFT, Side.RIGHT) if side is Side.MIDLINE else (side,)
    return tuple(ZoneChoice(f"{each}:{slug}", f"{zone.label}, {each}") for each in sides)
