from zoneinfo import ZoneInfo

import pytest

from tracker.forms.zones import zone_named, zone_names


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("  europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("utc", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
    ],
)
def test_a_zone_is_understood_as_people_name_it(text: str, zone: str):
    assert zone_named(text) == zone


@pytest.mark.parametrize("text", ["", "Atlantis", "../etc/passwd", "Europe/", "\x00", "Berlin, Germany"])
def test_what_is_no_zone_is_none(text: str):
    assert zone_named(text) is None


def test_every_zone_that_is_offered_works_and_is_named_by_place():
    names = zone_names()
    assert {"Europe/Berlin", "America/New_York", "UTC"} <= set(names)
    assert not [name for name in names if name.startswith(("Etc/", "US/", "SystemV/"))]
    for name in names:
        assert ZoneInfo(name).key == zone_named(name)
