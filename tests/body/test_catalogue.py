import pytest

from tracker.body import catalogue as lookups
from tracker.body.anatomy import Depth
from tracker.body.catalogue import anchor, catalogue, muscle, muscles_near, regions, search, synergists_of
from tracker.body.names import anatomical, full_name
from tracker.body.sides import Point, Side, View

MUSCLES = tuple(catalogue().muscles.values())


def near(view: View, x: float, y: float, limit: int = 5) -> list[str]:
    return [each.slug for each in muscles_near(Point(view, Side.LEFT, x, y), limit)]


def test_the_catalogue_holds_what_was_compiled():
    found = catalogue()
    assert (len(found.muscles), len(found.zones), len(found.joints)) == (70, 58, 28)
    assert (len(found.nerves), len(found.drivers)) == (35, 24)


@pytest.mark.parametrize("each", MUSCLES, ids=lambda each: each.slug)
def test_every_slug_of_a_muscle_resolves(each):
    found = catalogue()
    assert set(each.referral) <= set(found.zones)
    assert set(each.joints) <= set(found.joints)
    assert {check.nerve for check in each.nerves_to_check} <= set(found.nerves)
    assert set(each.synergists) <= set(found.muscles) - {each.slug}
    assert set(each.drivers) <= set(found.drivers)
    assert set(each.sources) <= set(found.citations)
    assert each.wpi_area is None or each.wpi_area in found.pain_areas


def test_every_muscle_stands_in_one_region_in_head_to_foot_order():
    listed = [each.slug for region in regions() for each in region.muscles]
    assert sorted(listed) == sorted(catalogue().muscles)
    tops = [
        min(centre.y for each in region.muscles for centre in each.centres.values()) for region in regions()
    ]
    assert tops[0] == min(tops)
    assert tops[-1] == max(tops)


@pytest.mark.parametrize("each", [*MUSCLES, *catalogue().zones.values()], ids=lambda each: each.slug)
def test_coordinates_are_fractions_of_body_height(each):
    assert each.centres
    for centre in each.centres.values():
        assert 0 <= centre.x < 0.25
        assert 0 <= centre.y <= 1
        assert 0 < centre.radius < 0.1


def test_a_place_is_short_unique_and_without_a_side():
    places = [each.place for each in MUSCLES]
    assert len(set(places)) == len(places)
    for place in places:
        assert 0 < len(place) <= 24
        assert not {"left", "right"} & set(place.split())
        assert place[0].islower()


def test_a_spot_is_named_with_the_persons_own_side():
    levator = muscle("levator_scapulae")
    assert full_name(levator, Side.LEFT) == "Left shoulder blade, top"
    assert anatomical(levator, Side.LEFT) == "left levator scapulae"
    assert full_name(muscle("lumbar_multifidus"), Side.MIDLINE) == "Low back, by the spine, middle"


def test_deep_muscles_are_offered_under_the_covering_one():
    offered = near(View.BACK, 0.05, 0.163)
    assert {"upper_trapezius", "levator_scapulae"} <= set(offered[:3])
    assert muscle("quadratus_lumborum").depth is Depth.DEEP
    assert near(View.BACK, 0.054, 0.383)[0] == "quadratus_lumborum"


@pytest.mark.parametrize("each", MUSCLES, ids=lambda each: each.slug)
def test_a_tap_on_the_centre_of_a_muscle_offers_it_first(each):
    for view in each.views:
        centre = each.centres[view]
        assert near(view, centre.x, centre.y, 1) == [each.slug]


def test_only_muscles_of_the_tapped_view_are_offered():
    for view in View:
        offered = muscles_near(Point(view, Side.RIGHT, 0.06, 0.236), 70)
        assert offered
        assert all(view in each.centres for each in offered)


def test_search_finds_everyday_and_anatomical_names_and_regions():
    assert [each.slug for each in search("Levator")] == ["levator_scapulae"]
    assert "upper_trapezius" in [each.slug for each in search("top of shoulder")]
    assert {each.region for each in search("calf")} == {"lower_leg"}
    assert "biceps_femoris" in [each.slug for each in search("thigh outer")]
    assert "suboccipitals" in [each.slug for each in search("obliquus")]
    assert search("elbowx") == ()
    assert len(search("  ")) == 70


def test_synergists_of_the_levator_are_its_neighbours():
    assert {"rhomboids", "upper_trapezius"} <= {each.slug for each in synergists_of("levator_scapulae")}


def test_drivers_put_the_muscles_own_first():
    slugs = [each.slug for each in lookups.drivers_of("masseter")]
    assert slugs[: len(muscle("masseter").drivers)] == list(muscle("masseter").drivers)
    assert "dehydration" in slugs
    assert len(set(slugs)) == len(slugs)


def test_the_anchor_of_a_spot_from_the_list_is_the_muscles_centre():
    assert anchor("levator_scapulae", Side.RIGHT) == Point(View.BACK, Side.RIGHT, 0.046, 0.164)
    assert anchor("levator_scapulae", Side.RIGHT, View.FRONT).view is View.BACK
    assert anchor("upper_trapezius", Side.LEFT, View.FRONT) == Point(View.FRONT, Side.LEFT, 0.06, 0.166)
    assert anchor("lumbar_multifidus", Side.MIDLINE).x == 0
