"""How long one spot stays away: numbers with what they rest on, every return in a sentence, earlier against lately."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tracker.analysis.away import FEWEST_A_HALF, Away, Halves, away_of, halves_of, longest_of
from tracker.analysis.keeping import kept
from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.returns import Days, DurabilityRecord
from tracker.calendars.words import count_days, number
from tracker.spotpages.away_dots import AwayDots, dots_of
from tracker.timelines.words import days_words, short_days

# So many returns are said one by one, in order; more are counted by their days.
_ONE_BY_ONE = 12


@dataclass(frozen=True, slots=True)
class Tile:
    """`figure` and, small below it, what it is and what it rests on. `date`: the day it leads to."""

    figure: str
    words: str
    rests_on: str
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class StayingAway:
    """`each`: where there are too many returns for a sentence, all of them by their days."""

    tiles: tuple[Tile, ...]
    sentence: str
    each: str
    dots: AwayDots | None
    trend: str
    missing: str


@kept(16)
def staying_away(found: SpotRecurrence) -> StayingAway:
    halves = halves_of(found.durability)
    return StayingAway(
        tiles=tuple(_tiles(found)),
        sentence=_sentence(found),
        each=_each(found),
        dots=dots_of(found.durability, found.rules.rapid_days, halves) if len(found.durability) > 1 else None,
        trend="" if halves is None else _trend(halves),
        missing=_missing(found),
    )


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def half_back(away: Away) -> str:
    """By which day half of the times it was back; more than so many days where that is not known."""
    return f"more than {count_days(away.followed)}" if away.median is None else f"day {number(away.median)}"


def _tiles(found: SpotRecurrence) -> Iterator[Tile]:
    episodes = found.timeline.episodes
    relieved = [episode.length for episode in episodes if episode.relief_day is not None]
    yield Tile(str(len(episodes)), "painful stretches" if len(episodes) != 1 else "painful stretch", "")
    if relieved:
        yield Tile(_in_days(median(relieved)), "median length", f"n = {len(relieved)} that ended")
    away, longest = away_of(found.durability), longest_of(found.durability)
    if away is None or longest is None:
        return
    if away.median is None:
        yield Tile(
            f"> {_in_days(away.followed)}",
            "median days away",
            f"n = {away.reliefs}, {away.returned} came back",
        )
    else:
        yield Tile(_in_days(away.median), "median days away", f"n = {away.reliefs}{_range(away)}")
    until = datetime.date.fromordinal(longest.origin_day)
    figure = f"{short_days(longest.days)} days" if longest.came_back else f"> {_in_days(longest.days[0])}"
    yield Tile(figure, "longest away", "from", until)


def _in_days(days: float) -> str:
    return f"{number(days)} day{'' if days == 1 else 's'}"


def _range(away: Away) -> str:
    """Where the half may lie, by the 95 % interval."""
    if away.median is None or (away.low is None and away.high is None):
        return ""
    if away.high is None:
        return f" ({number(away.low or 1)} or more)"
    return f" ({number(away.low or 1)} to {number(away.high)})"


def _sentence(found: SpotRecurrence) -> str:
    """Every relief and what came after it; intervals as such, nothing averaged away. See `_each` for many."""
    records = found.durability
    if not records:
        return ""
    back = [record.days for record in records if record.came_back]
    still_away = _away_now(found)
    lost = [record for record in records if not record.came_back and record is not still_away]
    parts = []
    if back:
        parts.append(_came_back(back))
    if lost:
        ends = Counter(record.days[0] for record in lost)
        said = ", ".join(
            f"{times(count)} more than {count_days(days)}" for days, count in sorted(ends.items())
        )
        parts.append(f"{said} (not logged after that)")
    if still_away is not None:
        parts.append(f"now away for more than {count_days(still_away.days[0])}")
    said = "; ".join(parts)
    return f"{times(len(records)).capitalize()} relieved. {said[0].upper()}{said[1:]}."


def _away_now(found: SpotRecurrence) -> DurabilityRecord | None:
    last = found.durability[-1]
    is_last = last.episode == len(found.timeline.episodes) - 1
    in_last_piece = found.timeline.episodes[last.episode].piece == len(found.timeline.pieces) - 1
    return last if is_last and in_last_piece and not last.came_back and not found.timeline.is_stale else None


def _came_back(back: Sequence[Days]) -> str:
    if len(back) <= _ONE_BY_ONE:
        unit = " day" if back[-1] == (1, 1) else " days"
        return f"Came back after {_and([short_days(days) for days in back])}{unit}"
    latest = [days[1] for days in back if days[1] is not None]
    return f"Came back {len(back)} times, after {min(days[0] for days in back)} to {count_days(max(latest))}"


def _each(found: SpotRecurrence) -> str:
    back = [record.days for record in found.durability if record.came_back]
    if len(back) <= _ONE_BY_ONE:
        return ""
    counted = Counter(back)
    ordered = sorted(counted, key=lambda days: (days[1] or 0, days[0]))
    return f"Came back after {_and([f'{days_words(days)} ({times(counted[days])})' for days in ordered])}."


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _trend(halves: Halves) -> str:
    earlier, later, longer = halves.earlier, halves.later, halves.longer
    counts = (
        f"The first {earlier.reliefs} times half were back by {half_back(earlier)}{_range(earlier)}; "
        f"the last {later.reliefs} by {half_back(later)}{_range(later)}."
    )
    if longer is None:
        return counts
    if longer == 0:
        return f"{counts} No difference."
    change = f"{'Longer' if longer > 0 else 'Shorter'} lately, by {_in_days(abs(longer))}"
    if halves.apart:
        return f"{counts} {change}: more than such counts usually differ by, and still possibly chance."
    if _range(earlier) and _range(later):
        return f"{counts} {change}, but the ranges overlap: it may well be chance."
    return f"{counts} {change}. With so few times it may well be chance."


def _missing(found: SpotRecurrence) -> str:
    if not found.timeline.episodes:
        return (
            f"Nothing to count yet: no day with a pain of {number(found.rules.active_min)} or more is recorded. "
            "A painful stretch begins there, and ends with a quiet day."
        )
    reliefs = len(found.durability)
    if not reliefs:
        return "It has not been quiet since it began, as far as is recorded. How long it stays away shows after that."
    if reliefs < 2 * FEWEST_A_HALF:
        more = 2 * FEWEST_A_HALF - reliefs
        more_words = f"{more} more relief{'' if more == 1 else 's'}"
        return f"Whether it stays away longer or shorter than before shows after {more_words}."
    return ""
