import datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import factories
from tracker.http import today_of
from tracker.models import Person, Rating, Spot, UndoStep


def merge_url(kept: Spot, merged: Spot) -> str:
    return reverse("spot-merge-with", args=[kept.public_id, merged.public_id])


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def two(alice) -> tuple[Spot, Spot]:
    return two_spots(alice)


def two_spots(person: Person) -> tuple[Spot, Spot]:
    first = today_of(person) - datetime.timedelta(days=6)
    kept = factories.spot(person, nickname="the old one", first_day=first)
    merged = factories.spot(person, nickname="the new one", first_day=first)
    factories.write(kept, "3 5 0 . 4", first)
    factories.write(merged, "6 2 . 7 4", first)
    factories.treatment(first, (merged, 6, 2))
    return kept, merged


def test_the_likeliest_spots_are_offered_first(alice, client_of):
    kept = factories.spot(alice)
    factories.spot(alice, "rhomboids", "right", nickname="other side")
    factories.spot(alice, "rhomboids", "left", nickname="same side")
    factories.spot(alice, nickname="same muscle")
    shown = text(client_of(alice).get(reverse("spot-merge", args=[kept.public_id])))
    places = [shown.index(name) for name in ("same muscle", "same side", "other side")]
    assert places == sorted(places)


def test_the_page_says_what_will_happen_and_nothing_has_happened(alice, client_of, two):
    shown = text(client_of(alice).get(merge_url(*two)))
    assert "4 rated days and 1 treatment follow to “the old one”" in shown
    assert "On 2 days both have a pain, and not the same: the higher stays." in shown
    assert "On 1 day only one of the two was recorded as quiet" in shown
    assert Spot.objects.count() == 2


def test_merging_leads_to_the_kept_spot_which_names_the_days_and_offers_undo(alice, client_of, two):
    client = client_of(alice)
    response = client.post(merge_url(*two))
    assert response.status_code == 303
    shown = text(client.get(response["Location"]))
    first = today_of(alice) - datetime.timedelta(days=6)
    second = first + datetime.timedelta(days=1)
    assert "the higher stays:" in shown
    assert f"{first:%-d %b} (6)," in shown
    assert f"{second:%-d %b} (5)" in shown
    assert reverse("spot-unmerge", args=[UndoStep.objects.get().public_id]) in shown


def test_undo_gives_both_spots_back(alice, client_of, two):
    client = client_of(alice)
    before = list(Rating.objects.order_by("pk").values())
    client.post(merge_url(*two))
    step = UndoStep.objects.get()
    response = client.post(reverse("spot-unmerge", args=[step.public_id]))
    assert response["Location"] == reverse("spot", args=[two[0].public_id])
    assert list(Rating.objects.order_by("pk").values()) == before
    assert Spot.objects.filter(public_id=two[1].public_id).exists()
    assert client.post(reverse("spot-unmerge", args=[step.public_id])).status_code == 404


def test_a_second_tap_leads_to_where_the_first_one_went(alice, client_of, two):
    client = client_of(alice)
    first, second = client.post(merge_url(*two)), client.post(merge_url(*two))
    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert UndoStep.objects.count() == 1
    assert client.get(merge_url(*two)).status_code == 404


def test_undo_over_a_later_change_is_refused_and_says_so(alice, client_of, two):
    client = client_of(alice)
    client.post(merge_url(*two))
    Rating.objects.filter(pain=6).update(pain=9)
    step = UndoStep.objects.get()
    shown = text(client.post(reverse("spot-unmerge", args=[step.public_id]), follow=True))
    assert "cannot be taken back any more" in shown
    assert Spot.objects.get() == two[0]


def test_spots_of_different_sides_may_be_merged_but_the_page_points_it_out(alice, client_of):
    kept, other = factories.spot(alice), factories.spot(alice, side="right")
    assert "different sides" in text(client_of(alice).get(merge_url(kept, other)))


def test_a_spot_is_not_merged_with_itself_nor_with_one_that_is_gone(alice, client_of):
    spot = factories.spot(alice)
    assert client_of(alice).post(merge_url(spot, spot)).status_code == 404
    url = reverse("spot-merge-with", args=[spot.public_id, uuid4()])
    assert client_of(alice).post(url).status_code == 404


def test_nobody_merges_or_unmerges_the_spots_of_somebody_else(alice, charlie, client_of, two):
    own = factories.spot(charlie)
    stranger = client_of(charlie)
    for pair in (two, (own, two[0]), (two[0], own)):
        assert stranger.get(merge_url(*pair)).status_code == 404
        assert stranger.post(merge_url(*pair)).status_code == 404
    client_of(alice).post(merge_url(*two))
    step = UndoStep.objects.get()
    assert stranger.post(reverse("spot-unmerge", args=[step.public_id])).status_code == 404
    assert UndoStep.objects.exists()


def test_an_address_with_nonsense_for_the_merge_shows_the_spot_all_the_same(alice, client_of):
    spot = factories.spot(alice)
    for value in ("nonsense", str(uuid4())):
        response = client_of(alice).get(reverse("spot", args=[spot.public_id]), {"merged": value})
        assert response.status_code == 200
        assert "Undo" not in response.content.decode()


def test_spots_that_each_have_a_trial_under_way_are_not_merged_and_the_page_says_why(alice, client_of, two):
    for spot in two:
        factories.trial(alice, today_of(alice), spot=spot)
    kept, merged = two
    address = reverse("spot-merge-with", args=[kept.public_id, merged.public_id])
    client = client_of(alice)
    for answer, status in ((client.get(address), 200), (client.post(address), 422)):
        assert answer.status_code == status
        assert "Each of the two has a" in answer.content.decode()
    assert Spot.objects.for_user(alice).count() == 2
