"""The table of the first page: one row a spot."""

from collections import Counter
from collections.abc import Iterator

from tracker.analysis.away import away_of
from tracker.analysis.episodes import QUIET
from tracker.analysis.records import Day
from tracker.analysis.recurrence import SpotRecurrence
from tracker.body.catalogue import muscle
from tracker.body.names import anatomical, full_name, plain
from tracker.body.sides import Side
from tracker.calendars.words import count_days, number
from tracker.models import FlagRest, Spot
from tracker.report.content import SpotRow, Tried
from tracker.report.flag_words import flag_words
from tracker.report.reading import Reading
from tracker.report.words import long_date, middle_of
from tracker.vocabulary import treatment_name


def spot_rows(reading: Reading) -> tuple[SpotRow, ...]:
    rests = {
        str(rest.spot.public_id): rest
        for rest in FlagRest.objects.for_user(reading.person).select_related("spot")
    }
    return tuple(_row(reading, spot, rests.get(str(spot.public_id))) for spot in reading.spots)


def _row(reading: Reading, spot: Spot, rest: FlagRest | None) -> SpotRow:
    key = str(spot.public_id)
    found = reading.within[key]
    pains = list(found.series.values())
    episodes = len(found.timeline.episodes)
    away = away_of(found.durability)
    return SpotRow(
        number=spot.number,
        key=key,
        name=reading.names[key],
        anatomical=_anatomical(spot),
        since=f"in the diary since {long_date(reading.since[key])}",
        level=int(max(pains)) if pains else None,
        episodes=episodes,
        episodes_beside="the first had begun before" if reading.went_on(key) else "",
        median=middle_of(pain for pain in pains if pain),
        worst=number(max(pains)) if pains else "",
        rated=len(pains),
        days=days_of(reading, key),
        sessions=len(found.sessions),
        tried=tuple(tried(found)),
        back="" if away is None else _back(away.median, away.followed),
        back_rests_on="" if away is None else f"n = {away.reliefs}, {away.returned} came back",
        away_now=_away_now(found),
        flag=flag_words(reading, key, rest),
        back_is_median=away is not None and away.median is not None,
        with_pain=sum(pain > 0 for pain in pains),
    )


def _anatomical(spot: Spot) -> str:
    """The muscle with its side. A nickname says neither place nor side, so then both come first."""
    found, side = muscle(spot.muscle), Side(spot.side)
    return f"{full_name(found, side)}: {plain(found)}" if spot.nickname else anatomical(found, side)


def days_of(reading: Reading, key: str) -> int:
    """Days of the period on which the spot was there, today among them: as many as the period has, or fewer.

    From its first mark on, and not while it was archived, unless something is known of it then.
    """
    found, period = reading.within[key], reading.period
    spot = found.spot

    def there(day: Day) -> bool:
        return day in found.series or day < spot.first_day or spot.asked_on(day)

    return sum(there(day) for day in range(max(period.first, reading.since[key]), period.last + 1))


def tried(found: SpotRecurrence) -> Iterator[Tried]:
    """By kind, the most frequent first: days on which it was done, and how long it took."""
    sessions = Counter(kind for session in found.sessions for kind in session.kinds)
    done = [each for session in found.sessions for each in session.treatments]
    for kind, count in sorted(sessions.items(), key=lambda each: (-each[1], each[0])):
        minutes = [each.minutes for each in done if each.kind == kind and each.minutes is not None]
        yield Tried(treatment_name(kind), count, middle_of(minutes), len(minutes))


def _back(median: float | None, followed: int) -> str:
    """Half of the times it was back by then, by Kaplan and Meier; or it was followed for so long and was not."""
    if median is None:
        return f"more than {count_days(followed)}"
    return f"{number(median)} day{'' if median == 1 else 's'}"


def _away_now(found: SpotRecurrence) -> str:
    """As in: still away after 12 days."""
    timeline = found.timeline
    if not found.durability or timeline.state_on(timeline.as_of) != QUIET:
        return ""
    last = found.durability[-1]
    if last.came_back or last.episode != len(timeline.episodes) - 1:
        return ""
    return f"still away after {count_days(last.days[0])}"
