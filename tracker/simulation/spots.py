"""The course of one spot: quiet until its time is up, painful until relieved, and so on again."""

from collections.abc import Sequence
from random import Random

from tracker.simulation.story import Care, SpotStory

PAINFUL = 3
RELIEF_AFTER_CARE = 0.52
RELIEF_BY_ITSELF = 0.1
CARE_SHARE = 0.68


class SpotCourse:
    """State of a spot on the day last lived: `pain` 0-10, and what was done about it (`care`)."""

    def __init__(self, story: SpotStory, begins: int) -> None:
        self.story = story
        self.begins = begins
        self.first_day: int | None = None
        self.painful = False
        self.last_began: int | None = None
        self.pain = 0
        self.care: Care | None = None
        self._severity = 0.0
        self._left = 0.0

    def known(self, day: int) -> bool:
        return self.first_day is not None and day >= self.first_day

    def live(self, random: Random, day: int, strain: float, courses: Sequence["SpotCourse"]) -> None:
        """One more day. `strain`: points that last night and yesterday's sitting add."""
        wear, relief, shiver, cared = random.random(), random.random(), random.gauss(0, 1), random.random()
        if self.first_day is None and not self._starts(day, courses):
            return
        if not self.painful:
            self._wait(random, day, strain, wear)
        elif relief < self._relief_chance(strain):
            self._rest(random)
        self.pain = self._pain(strain, shiver)
        self.care = self._choose_care(random, cared)

    def _starts(self, day: int, courses: Sequence["SpotCourse"]) -> bool:
        if day < self.begins:
            return False
        if self.story.follows is not None:
            led = courses[self.story.follows].last_began
            if led is None or day - led != self.story.lag:
                return False
        self.first_day = day
        return True

    def _wait(self, random: Random, day: int, strain: float, wear: float) -> None:
        """Strain uses up the quiet time faster."""
        self._left -= 0.4 + wear * 0.6 + 1.1 * max(0.0, strain)
        if self._left <= 0:
            self.painful = True
            self.last_began = day
            self._severity = random.uniform(*self.story.pain)

    def _relief_chance(self, strain: float) -> float:
        """Strain holds relief up, and a good night helps it along."""
        chance = RELIEF_AFTER_CARE if self.care else RELIEF_BY_ITSELF
        return chance * min(1.7, max(0.1, 1 - 0.5 * strain))

    def _rest(self, random: Random) -> None:
        self.painful = False
        self._left = random.uniform(*self.story.away)

    def _pain(self, strain: float, shiver: float) -> int:
        if not self.painful:
            return round(min(2.0, max(0.0, 0.1 + 0.5 * strain + 0.2 * shiver)))
        return round(min(10.0, max(2.0, self._severity + strain + 0.6 * shiver)))

    def _choose_care(self, random: Random, cared: float) -> Care | None:
        chosen = random.choices(self.story.care, [care.weight for care in self.story.care])[0]
        return chosen if self.pain >= PAINFUL and cared < CARE_SHARE else None
