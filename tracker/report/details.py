"""What stands behind the first page: each spot with its days, episodes, treatments and ticks."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.sessions import CONTROL
from tracker.calendars.words import number
from tracker.insights.words import counted
from tracker.models.diary import SIGNS
from tracker.report.content import EpisodeLine, NoteLine, SignRow, SpotDetails, SpotRow, TreatmentLine
from tracker.report.reading import Reading
from tracker.report.rows import DoneRow, Ticked
from tracker.report.words import long_date, middle_of, short_date
from tracker.spotpages.entries import zone_words
from tracker.timelines.story import story_in
from tracker.timelines.table import EpisodeRow, episode_rows
from tracker.today.treatments import treatment_label
from tracker.vocabulary import TREATED_BY, treatment_name

# Episodes of one spot that are told one by one, the newest; the page of the spot has them all.
MOST_EPISODES = 20
BEFORE_AFTER = (
    "Pain just before and just after is noted when it hurts most, and what is at its worst tends to be less soon "
    "after, treated or not. The figures do not show that a treatment brought the change."
)
# The marks that are told apart on the first page; the others are told in the details.
TICKED = ("tingling", "weak", "stiff")


def details_of(reading: Reading, rows: Iterable[SpotRow]) -> tuple[SpotDetails, ...]:
    return tuple(_details(reading, row) for row in rows)


def _details(reading: Reading, row: SpotRow) -> SpotDetails:
    found = reading.within[row.key]
    episodes, left_off = episode_rows(found, reading.period)
    late, entries = reading.rows.late_of(row.key)
    return SpotDetails(
        row=row,
        story=story_in(found, reading.period),
        episodes=tuple(
            _episode(reading, each, is_open=reading.went_on(row.key) and each is episodes[-1])
            for each in episodes[:MOST_EPISODES]
        ),
        left_off=left_off + max(len(episodes) - MOST_EPISODES, 0),
        treatments=tuple(_treatments(found, row.key, reading.rows.done)),
        signs=tuple(_signs(reading.rows.ticked.get(row.key, []), _telling(reading, row.key))),
        late=f"{late} of {counted(entries, 'entry', 'entries')} made more than 24 h late" if late else "",
    )


def _episode(reading: Reading, row: EpisodeRow, *, is_open: bool) -> EpisodeLine:
    def said(date: datetime.date) -> str:
        return short_date(date.toordinal(), reading.period)

    return EpisodeLine(
        first=said(row.start),
        last="" if row.last_active == row.start else said(row.last_active),
        quiet_from=row.status if row.relief is None else said(row.relief),
        worst=row.worst,
        treated=row.treated,
        back=row.back,
        quick=row.quick,
        beside="had begun before" if is_open else row.origin,
    )


def _treatments(found: SpotRecurrence, key: str, done: Iterable[DoneRow]) -> Iterator[TreatmentLine]:
    """By kind, the most frequent first; a day counts once for each kind."""
    sessions = Counter(kind for session in found.sessions for kind in session.kinds)
    rows = [row for row in done if row.started_on is None and any(spot == key for spot, _, _ in row.spots)]
    for kind, count in sorted(sessions.items(), key=lambda each: (-each[1], each[0])):
        mine = [row for row in rows if row.kind == kind]
        changes = [
            (before, after)
            for row in mine
            for spot, before, after in row.spots
            if spot == key and before is not None and after is not None
        ]
        yield _line(kind, count, mine, changes)


def _line(kind: str, sessions: int, rows: list[DoneRow], changes: list[tuple[int, int]]) -> TreatmentLine:
    change = ""
    if changes:
        before, after = (number(median(side)) for side in zip(*changes, strict=True))
        change = f"{before} before, {after} after"
    minutes = [float(row.minutes) for row in rows if row.minutes is not None]
    return TreatmentLine(
        name=treatment_name(kind),
        sessions=sessions,
        minutes=f"{middle_of(minutes)} min (n = {len(minutes)})" if minutes else "",
        by=_by(rows),
        change=change,
        change_n=len(changes),
    )


def _by(rows: Iterable[DoneRow]) -> str:
    """Who did it, where it is not always oneself: as in 3 by professional, 1 by partner."""
    others = Counter(row.by for row in rows if row.by and row.by != "self")
    return ", ".join(f"{count} by {TREATED_BY.get(by, by)}" for by, count in others.most_common())


def whole_body_of(done: Iterable[DoneRow]) -> tuple[TreatmentLine, ...]:
    """Treatments of no single spot, by kind and the days on which they were done."""
    rows = [row for row in done if not row.spots and row.started_on is None and row.kind != CONTROL]
    days = Counter(kind for kind, _ in {(row.kind, row.date) for row in rows})
    return tuple(
        _line(kind, count, [row for row in rows if row.kind == kind], [])
        for kind, count in sorted(days.items(), key=lambda each: (-each[1], each[0]))
    )


def lasting_of(reading: Reading) -> tuple[str, ...]:
    """As in: Change at desk or bag, chair: since 3 Sep 2026."""
    return tuple(
        f"{treatment_label(row.kind, row.tool, None)}: since {long_date(row.started_on.toordinal())}"
        for row in reading.rows.done
        if row.started_on is not None
    )


def sign_rows(reading: Reading) -> tuple[SignRow, ...]:
    found = []
    for spot in reading.spots:
        key = str(spot.public_id)
        ticked = reading.rows.ticked.get(key, [])
        tingling, weak, stiff = (sum(sign in each.signs for each in ticked) for sign in TICKED)
        telling = _telling(reading, key)
        found.append(SignRow(spot.number, reading.names[key], telling, tingling, weak, stiff))
    return tuple(found)


def _telling(reading: Reading, key: str) -> int:
    return reading.rows.rated[key].telling if key in reading.rows.rated else 0


def _signs(ticked: list[Ticked], telling: int) -> Iterator[str]:
    """Every tick with its count, as in: Weak: 2 of 41 entries."""
    of = f"of {counted(telling, 'entry', 'entries')}"
    for sign, label in SIGNS.items():
        count = sum(sign in each.signs for each in ticked)
        if count:
            yield f"{label[0].upper()}{label[1:]}: {count} {of}{_where(ticked) if sign == 'travels' else ''}"


def _where(ticked: Iterable[Ticked]) -> str:
    zones = Counter(zone for each in ticked for zone in each.zones)
    said = ", ".join(f"{zone_words(zone)} ({count})" for zone, count in zones.most_common())
    return f", to {said}" if said else ""


def notes_of(reading: Reading) -> tuple[NoteLine, ...]:
    """By day, that of the day first; none unless they were asked for."""
    if not reading.choice.notes:
        return ()
    rows = reading.rows
    days = [(row.date, 0, "", row.note, row.late) for row in rows.check_ins if row.note]
    done = [(row.date, 1, _about(reading, row), row.note, row.late) for row in rows.done if row.note]
    return tuple(
        NoteLine(long_date(date.toordinal()), about, text, late)
        for date, _, about, text, late in sorted([*days, *done], key=lambda each: each[:2])
    )


def _about(reading: Reading, row: DoneRow) -> str:
    label = treatment_label(row.kind, row.tool, row.minutes, row.by)
    names = ", ".join(reading.names[spot] for spot, _, _ in row.spots)
    return f"{label}, {names}" if names else label
