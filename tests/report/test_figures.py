"""Every figure of the report of the sample diary, once more from its rows by SQL and by the brute-force oracle."""

import datetime
from collections import Counter
from itertools import groupby
from statistics import median

import pytest
from django.db import connection

from tests.addresses import TODAY
from tests.analysis.oracle import DEFAULTS
from tests.analysis.oracle import Spot as OracleSpot
from tracker.calendars.words import number
from tracker.changes.sample import fill
from tracker.insights.coming_back import coming_back
from tracker.insights.words import text_of
from tracker.models import Person
from tracker.report.assemble import report_of
from tracker.report.choice import ReportChoice, usual
from tracker.report.content import Report, SpotRow
from tracker.vocabulary import treatment_name

pytestmark = pytest.mark.django_db

Date = datetime.date
PERIODS = [
    (TODAY - datetime.timedelta(days=89), TODAY),
    (Date(2026, 4, 3), Date(2026, 5, 20)),
    (Date(2026, 1, 1), TODAY),
]


@pytest.fixture
def diarist(db: None) -> Person:
    person = Person.objects.create_user("sampled", password="correct horse battery", is_sample=True)
    fill(person, TODAY)
    person.refresh_from_db()
    return person


def sql(query: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def days_between(start: Date, end: Date) -> list[str]:
    return [(start + datetime.timedelta(days=ago)).isoformat() for ago in range((end - start).days + 1)]


def pains(person: Person, key: str, start: Date, end: Date) -> dict[str, int]:
    """The worst of rating and pain before, by day; 0 on completed days that do not mention the spot."""
    spot, first_day = sql(
        "SELECT id, first_day FROM tracker_spot WHERE person_id = %s AND public_id = %s",
        person.pk, key.replace("-", ""),
    )[0]  # fmt: skip
    rows = sql(
        """
        SELECT date, MAX(pain) FROM (
            SELECT date, pain FROM tracker_rating WHERE spot_id = %s
            UNION ALL
            SELECT t.date, ts.pain_before FROM tracker_treatedspot ts
            JOIN tracker_treatment t ON t.id = ts.treatment_id WHERE ts.spot_id = %s
            UNION ALL
            SELECT c.date, 0 FROM tracker_checkin c
            WHERE c.person_id = %s AND c.completed_at IS NOT NULL AND c.date >= %s
            AND NOT EXISTS (SELECT 1 FROM tracker_rating r WHERE r.spot_id = %s AND r.date = c.date)
            AND NOT EXISTS (SELECT 1 FROM tracker_treatedspot ts JOIN tracker_treatment t ON t.id = ts.treatment_id
                            WHERE ts.spot_id = %s AND t.date = c.date)
        ) AS known GROUP BY date HAVING MAX(pain) IS NOT NULL AND date BETWEEN %s AND %s
        """,
        spot, spot, person.pk, first_day, spot, spot, start, end,
    )  # fmt: skip
    return {str(date): pain for date, pain in rows}


def treated(person: Person, key: str, start: Date, end: Date) -> list[tuple]:
    """Day, kind, minutes, pain before and after of each treatment of the spot that is a session."""
    return sql(
        """
        SELECT t.date, t.kind, t.minutes, ts.pain_before, ts.pain_after FROM tracker_treatedspot ts
        JOIN tracker_treatment t ON t.id = ts.treatment_id JOIN tracker_spot s ON s.id = ts.spot_id
        WHERE s.person_id = %s AND s.public_id = %s AND t.kind <> 'none' AND t.started_on IS NULL
        AND t.date BETWEEN %s AND %s
        """,
        person.pk, key.replace("-", ""), start, end,
    )  # fmt: skip


def second_reading(person: Person, row: SpotRow, start: Date, end: Date) -> OracleSpot:
    days = days_between(start, end)
    known = pains(person, row.key, start, end)
    sessions = {
        days.index(str(day)): [kind for _, kind, *_ in group]
        for day, group in groupby(sorted(treated(person, row.key, start, end)), key=lambda each: each[0])
    }
    data = {
        "id": row.key,
        "muscle": "m",
        "side": "L",
        "pain": "".join("X" if known.get(day) == 10 else str(known.get(day, ".")) for day in days),
        "treat": sessions,
    }
    return OracleSpot(data, len(days) - 1, DEFAULTS)


def kaplan_meier_median(records: list[dict]) -> float | None:
    """Written out: the first day on which the product of shares is one half or less."""
    share = 1.0
    followed = [
        (sum(each["days"]) / 2 if each["event"] else each["days"][0], each["event"]) for each in records
    ]
    for day in sorted({day for day, event in followed if event}):
        at_risk = sum(days >= day for days, _ in followed)
        share *= 1 - sum(days == day and event for days, event in followed) / at_risk
        if share <= 0.5 + 1e-9:
            return day
    return None


def test_table_and_stretches_are_what_the_rows_say(diarist: Person):
    """Three periods in one test, since the diary takes longer to write than to check."""
    for start, end in PERIODS:
        check_the_table(diarist, start, end)
        check_stretches_and_days_away(diarist, start, end)


def check_the_table(diarist: Person, start: Date, end: Date) -> None:
    report = report_of(diarist, ReportChoice(start, end), TODAY)
    assert len(report.spots) >= 3
    for row, details in zip(report.spots, report.details, strict=True):
        known = pains(diarist, row.key, start, end)
        assert row.rated == len(known)
        assert row.worst == number(max(known.values()))
        assert row.with_pain == sum(pain > 0 for pain in known.values())
        painful = [pain for pain in known.values() if pain]
        assert row.median == (number(median(painful)) if painful else "")
        done = treated(diarist, row.key, start, end)
        assert row.sessions == len({day for day, *_ in done})
        by_kind = Counter(kind for _, kind in {(day, kind) for day, kind, *_ in done})
        assert {each.name: each.sessions for each in row.tried} == {
            treatment_name(kind): days for kind, days in by_kind.items()
        }
        for each, line in zip(row.tried, details.treatments, strict=True):
            mine = [rest for _, kind, *rest in done if treatment_name(kind) == each.name]
            minutes = [float(length) for length, _, _ in mine if length is not None]
            assert each.minutes == number(median(minutes))
            pairs = [(before, after) for _, before, after in mine if None not in (before, after)]
            assert line.change_n == len(pairs)
            if pairs:
                before, after = (number(median(side)) for side in zip(*pairs, strict=True))
                assert line.change == f"{before} before, {after} after"


def check_stretches_and_days_away(diarist: Person, start: Date, end: Date) -> None:
    """As the oracle reads these days alone."""
    report = report_of(diarist, ReportChoice(start, end), TODAY)
    for row, details in zip(report.spots, report.details, strict=True):
        second = second_reading(diarist, row, start, end)
        assert row.episodes == len(second.episodes) == len(details.episodes) + details.left_off
        records = second.durability()
        back = kaplan_meier_median(records)
        if records:
            assert (
                row.back_rests_on == f"n = {len(records)}, {sum(each['event'] for each in records)} came back"
            )
            followed = max(each["days"][0] for each in records)
            assert row.back.split(" day")[0] == (
                number(back) if back is not None else f"more than {followed}"
            )
        else:
            assert row.back == ""


def test_a_stretch_that_had_begun_before_is_counted_once_and_says_so(diarist: Person):
    """By the whole diary as many stretches reach into the period as the report counts."""
    first = Date(2026, 2, 20)
    for ago in range(20, 240, 43):
        start = TODAY - datetime.timedelta(days=ago)
        report = report_of(diarist, ReportChoice(start, TODAY), TODAY)
        for row in report.spots:
            whole = second_reading(diarist, row, first, TODAY)
            offset = (start - first).days
            reaching = [each for each in whole.episodes if each.last_active >= offset]
            assert row.episodes == len(reaching)
            assert bool(row.episodes_beside) == any(each.start < offset for each in reaching)


def test_signs_late_entries_and_logged_days_are_those_of_the_rows(diarist: Person):
    start, end = PERIODS[0]
    report = report_of(diarist, ReportChoice(start, end), TODAY)
    for row, sign in zip(report.spots, report.signs, strict=True):
        ((entries, tingling, weak, stiff),) = sql(
            """
            SELECT COUNT(*), COUNT(NULLIF(tingling, FALSE)), COUNT(NULLIF(weak, FALSE)), COUNT(NULLIF(stiff, FALSE))
            FROM tracker_rating r JOIN tracker_spot s ON s.id = r.spot_id
            WHERE s.public_id = %s AND r.date BETWEEN %s AND %s
            AND (r.pain > 0 OR tender OR cord OR familiar OR travels OR stiff OR tingling OR weak OR zones <> '[]')
            """,
            row.key.replace("-", ""), start, end,
        )  # fmt: skip
        assert (sign.entries, sign.tingling, sign.weak, sign.stiff) == (entries, tingling, weak, stiff)
    counts = [
        sql(f"SELECT COUNT(*), COUNT(NULLIF(late, FALSE)) FROM {table} WHERE person_id = %s AND date BETWEEN %s AND %s",
            diarist.pk, start, end)[0]
        for table in ("tracker_checkin", "tracker_rating", "tracker_treatment")
    ]  # fmt: skip
    assert report.logged.entries == sum(every for every, _ in counts)
    assert report.logged.late == sum(late or 0 for _, late in counts)
    assert report.logged.days == counts[0][0]
    # One denominator for whoever reads: today is a day of the period, also while nothing is logged on it.
    assert report.logged.of == 90
    assert {multiple.days for multiple in report.multiples} == {90}
    assert {row.days for row in report.spots} == {90, 53}, "one began later"


def test_small_multiples_are_the_days_as_they_are(diarist: Person):
    start, end = PERIODS[0]
    report = report_of(diarist, ReportChoice(start, end), TODAY)
    every = [pains(diarist, row.key, start, end) for row in report.spots]
    pain, sleep, stress = report.multiples
    columns = sql(
        "SELECT date, sleep_hours, stress FROM tracker_checkin WHERE person_id = %s AND date BETWEEN %s AND %s",
        diarist.pk, start, end,
    )  # fmt: skip
    by_day = {str(date): (hours, level) for date, hours, level in columns}
    for index, day in enumerate(days_between(start, end)):
        known = [each[day] for each in every if day in each]
        assert pain.points[index].value == (max(known) if known else None)
        hours, level = by_day.get(day, (None, None))
        assert sleep.points[index].value == (None if hours is None else float(hours))
        assert stress.points[index].value == level
    assert pain.recorded == sum(point.value is not None for point in pain.points)


def test_the_usual_report_flags_what_insights_flags(diarist: Person):
    report = report_of(diarist, usual(TODAY), TODAY)
    cards = {str(card.spot.public_id): card for card in coming_back(diarist, TODAY).cards}
    assert {row.key for row in report.spots if row.flag} == set(cards)
    for row in flagged(report):
        said = text_of(cards[row.key].facts[0].statement).replace("the last 90 days.", "these 90 days")
        assert row.flag is not None
        assert row.flag.facts[0].startswith(said)


def flagged(report: Report) -> list[SpotRow]:
    found = [row for row in report.spots if row.flag]
    assert found, "the sample diary has a candidate"
    return found
