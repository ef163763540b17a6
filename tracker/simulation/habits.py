"""How the sample person lives, day by day: what they would write down if they wrote everything down."""

from dataclasses import dataclass
from random import Random

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Habits:
    """One day. `sleep`: hours of the night that ended on its morning; `sitting`: longest stretch in minutes."""

    sleep: float
    sleep_quality: int
    stress: int
    desk: float
    sitting: float
    activity: float
    water: float
    magnesium: bool
    screen: float
    coffee: int

    def recorded(self, random: Random) -> dict[str, float]:
        """The factors by name, with a value forgotten now and then. Magnesium is ticked or not mentioned."""
        values = {
            "Desk hours": self.desk,
            "Longest sitting without a break": self.sitting,
            "Activity": self.activity,
            "Water": self.water,
            "Screen and phone": self.screen,
            "Coffee": float(self.coffee),
        }
        kept = {name: value for name, value in values.items() if random.random() > 0.03}
        return kept | ({"Magnesium": 1.0} if self.magnesium else {})


def habits(random: Random, length: int, weekday: int) -> list[Habits]:
    """Each thing is drawn by itself, so that none of them can stand in for another."""
    lived: list[Habits] = []
    tension = 0.0
    for day in range(length):
        tension = 0.6 * tension + random.gauss(0, 1.3)
        lived.append(_one_day(random, (weekday + day) % 7 >= SATURDAY, tension))
    return lived


def _one_day(random: Random, weekend: bool, tension: float) -> Habits:
    sleep = _within(random.gauss(7.6 if weekend else 6.9, 0.95), 4.25, 9.75)
    worked = (random.random() < 0.15) or not weekend
    return Habits(
        sleep=_to(0.25, sleep),
        sleep_quality=_scale(6.2 + 0.15 * (sleep - 7) + random.gauss(0, 1.7)),
        stress=_scale((2.6 if weekend else 4.4) + tension),
        desk=_to(0.5, _within(random.gauss(7.4, 1.1), 3, 11)) if worked else 0.0,
        sitting=_to(5, _within(random.gauss(95 if worked else 65, 38), 20, 240)),
        activity=_to(5, max(0.0, random.gauss(45 if weekend else 28, 18))),
        water=_to(0.1, _within(random.gauss(1.8, 0.35), 0.8, 3)),
        magnesium=random.random() < 0.45,
        screen=_to(0.5, _within(random.gauss(3.4 if weekend else 2.4, 0.9), 0.5, 7)),
        coffee=min(5, max(0, round(random.gauss(2.2, 1.0)))),
    )


def _within(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))


def _to(step: float, value: float) -> float:
    """To the nearest step, as a person would write it down."""
    return round(round(value / step) * step, 2)


def _scale(value: float) -> int:
    return round(_within(value, 0, 10))
