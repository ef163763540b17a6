"""Everything the page of one spot shows, from one reading of the diary."""

from dataclasses import dataclass
from uuid import UUID

from tracker.body import catalogue
from tracker.body.anatomy import Muscle
from tracker.body.names import plain
from tracker.body.picture import Picture, picture_of
from tracker.models import Person, SpotNote
from tracker.recurrence import read
from tracker.spotpages.backward import Backward, backward_of
from tracker.spotpages.entries import Entry, newest_entries
from tracker.spotpages.facts import Date, SpotFacts, known_of, point_of
from tracker.spotpages.following import Followings, followings
from tracker.spotpages.notes import notes_of
from tracker.spotpages.referral import Referral, referral_of
from tracker.spotpages.signs import ticked_on
from tracker.spotpages.staying_away import StayingAway, staying_away
from tracker.timelines.story import Story, story_of
from tracker.warning_signs import SignsToKnow, signs_for


@dataclass(frozen=True, slots=True)
class General:
    """What is the same for everybody with this muscle: chosen by the muscle alone, never by what was recorded."""

    muscle: Muscle
    name: str
    joints: tuple[str, ...]
    nerves: tuple[tuple[str, str], ...]
    signs: SignsToKnow


@dataclass(frozen=True, slots=True)
class SpotPage:
    facts: SpotFacts
    picture: Picture
    story: Story
    away: StayingAway
    backward: Backward
    followings: Followings
    referral: Referral
    general: General
    entries: list[Entry]
    notes: list[SpotNote]
    others: int


def spot_page(person: Person, spot_id: UUID, today: Date, shown_range: str) -> SpotPage | None:
    """None where the person has no such spot."""
    known = known_of(person, today)
    facts = known.of(spot_id)
    if facts is None:
        return None
    spot, ticked = facts.spot, ticked_on(person, facts)
    return SpotPage(
        facts=facts,
        picture=picture_of(person.figure, point_of(spot)),
        story=story_of(facts.found, shown_range),
        away=staying_away(facts.found),
        backward=backward_of(person, facts, known, ticked),
        followings=followings(facts, known),
        referral=referral_of(spot, person.figure, ticked),
        general=general_of(spot.muscle),
        entries=newest_entries(person, facts, known.diary, ticked),
        notes=notes_of(person, spot),
        others=len(known.facts) - 1,
    )


def story_of_spot(person: Person, spot_id: UUID, today: Date, shown_range: str) -> Story | None:
    """The timeline alone, in another range."""
    found = read(person, today).found.get(str(spot_id))
    return None if found is None else story_of(found, shown_range)


def general_of(slug: str) -> General:
    muscle = catalogue.muscle(slug)
    every = catalogue.catalogue()
    return General(
        muscle=muscle,
        name=plain(muscle),
        joints=tuple(every.joints[joint].label for joint in muscle.joints),
        nerves=tuple((every.nerves[check.nerve].label, check.note) for check in muscle.nerves_to_check),
        signs=signs_for(muscle.region),
    )
