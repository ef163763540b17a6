import datetime

import pytest

from tracker.backups.rotation import Keep, name, parse, superfluous

NOW = datetime.datetime(2026, 11, 22, 3, 15, tzinfo=datetime.UTC)
DAILY = [name(NOW - datetime.timedelta(days=days)) for days in range(400)]


def test_a_number_keeps_the_newest():
    assert superfluous(DAILY, Keep(newest=3)) == DAILY[3:]


def test_days_weeks_and_months_keep_the_last_one_of_each():
    kept = set(DAILY) - set(superfluous(DAILY, parse("3d,3w,3m")))
    assert sorted(each[7:15] for each in kept) == [
        *("20260930", "20261031"),  # the ends of two months; the third is the newest of all
        *("20261108", "20261115"),  # two Sundays
        *("20261120", "20261121", "20261122"),
    ]


def test_of_several_on_one_day_the_last_is_kept():
    hours = [name(NOW + datetime.timedelta(hours=hour)) for hour in range(3)]
    assert superfluous(hours, parse("1d")) == [hours[1], hours[0]]


@pytest.mark.parametrize("rule", ["1", "1d", "1w", "1m", "7d,5w,12m"])
def test_the_newest_is_never_superfluous(rule: str):
    assert DAILY[0] not in superfluous(DAILY, parse(rule))
    assert superfluous(DAILY[:1], parse(rule)) == []


def test_days_without_a_backup_use_nothing_up():
    """A machine that was off for months keeps as many as one that was not."""
    rare = DAILY[::30]
    assert superfluous(rare, parse("5d")) == rare[5:]


def test_other_files_and_other_occasions_are_left_alone():
    upgrade, encrypted = name(NOW, "before-upgrade"), name(NOW, suffix=".age")
    others = ["notes.txt", "unknot.sqlite3", "unknot-2026.tar.gz", ".unknot-part-x"]
    assert superfluous([*others, upgrade, DAILY[1], encrypted], Keep(newest=1)) == [DAILY[1]]
    assert superfluous([*DAILY[:3], upgrade], Keep(newest=1), "before-upgrade") == []


@pytest.mark.parametrize("text", ["", "0", "0d", "-1", "7x", "7d,3d", "7 d", "always", "99999"])
def test_what_is_no_rule_is_refused(text: str):
    with pytest.raises(ValueError):
        parse(text)
