import pytest

from tracker.body.catalogue import catalogue
from tracker.body.parts import place_of


@pytest.mark.parametrize(
    ("muscle", "side", "place"),
    [
        ("infraspinatus", "left", ("left shoulder_girdle", "left upper")),
        ("piriformis", "right", ("right hip_buttock", "right lower")),
        ("levator_scapulae", "left", ("neck", "axis")),
        ("quadratus_lumborum", "right", ("lower_back", "axis")),
        ("masseter", "left", ("left jaw", None)),
        ("temporalis", "left", None),
    ],
)
def test_a_muscle_counts_for_an_area_and_a_part(muscle, side, place):
    assert place_of(muscle, side) == place


def test_there_are_five_parts():
    places = [
        place_of(muscle, side) for muscle in catalogue().muscles for side in ("left", "right", "midline")
    ]
    parts = {place[1] for place in places if place}
    assert parts == {"left upper", "right upper", "left lower", "right lower", "axis", None}
