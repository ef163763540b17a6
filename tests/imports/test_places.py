"""What the name of a foreign symptom may speak of. Never more than a proposal."""

import pytest

from tracker.imports.places import Place, proposed_places


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Lower back", "Left low back"),
        ("Back (lower) pain", "Left low back"),
        ("Right calf cramps", "Right calf"),
        ("Butt", "Left buttock"),
        ("Left shoulder soreness", "Left shoulder blade"),
    ],
)
def test_the_place_that_is_named_comes_first(name: str, first: str) -> None:
    assert proposed_places(name)[0].name == first


@pytest.mark.parametrize("name", ["Fatigue", "Nausea", "Pain", "left", "", "Ωμος", "a" * 500])
def test_what_names_no_place_gets_none(name: str) -> None:
    assert proposed_places(name) == []


@pytest.mark.parametrize("text", ["wing:left", "levator_scapulae:up", "levator_scapulae:midline", "", ":"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert Place.read(text) is None
