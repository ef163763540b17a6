import datetime
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import FIRST_DAY
from tracker.changes.factors import add_factor, give_builtin_factors
from tracker.models import Factor, FactorReading, Person

ADD = {"name": "Coffee", "kind": "count", "unit": "", "night_before": ""}


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    give_builtin_factors(alice, FIRST_DAY)
    return client_of(alice)


@pytest.fixture
def coffee(alice: Person) -> Factor:
    return add_factor(
        alice, FIRST_DAY, uuid.uuid4(), name="Coffee", kind="count", unit="", night_before=False
    )


def address(name: str, factor: Factor) -> str:
    return reverse(name, args=[factor.public_id])


def test_the_page_lists_what_is_on_today_and_what_is_not(client: Client):
    page = client.get(reverse("factors"))
    assert [row.builtin for row in page.context["in_use"]] == ["desk_hours", "activity_minutes"]
    assert len(page.context["resting"]) == 11


def test_a_person_adds_a_factor_without_code(client: Client, alice: Person):
    sent = {**ADD, "kind": "amount", "unit": "ml", "public_id": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(reverse("factors"), sent).status_code == 302
    (factor,) = Factor.objects.for_user(alice).filter(builtin="")
    assert (factor.name, factor.kind, factor.unit, factor.in_use) == ("Coffee", "amount", "ml", True)


def test_a_unit_belongs_to_amounts_and_hours_have_their_own(client: Client, alice: Person):
    client.post(
        reverse("factors"), {**ADD, "kind": "hours", "unit": "bananas", "public_id": str(uuid.uuid4())}
    )
    assert Factor.objects.for_user(alice).get(builtin="").unit == "h"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "desk HOURS"}, "name"),
        ({"kind": "colour"}, "kind"),
        ({"kind": "amount", "unit": "x" * 21}, "unit"),
        ({"public_id": "7"}, "public_id"),
    ],
)
def test_bad_input_is_told_by_its_field_and_nothing_is_lost(
    client: Client, alice: Person, wrong: dict[str, str], field: str
):
    answer = client.post(reverse("factors"), {**ADD, "public_id": str(uuid.uuid4()), **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert wrong.get("name", "Coffee") in answer.content.decode()
    assert not Factor.objects.for_user(alice).filter(builtin="").exists()


def test_a_switch_takes_a_factor_off_today_and_back(client: Client, coffee: Factor):
    client.post(address("factor-use", coffee), {"in_use": "no"})
    coffee.refresh_from_db()
    assert not coffee.in_use
    answer = client.post(address("factor-use", coffee), {"in_use": "yes"}, headers={"HX-Request": "true"})
    coffee.refresh_from_db()
    assert coffee.in_use
    assert "<html" not in answer.content.decode()


def test_the_order_is_the_persons_own(client: Client, alice: Person, coffee: Factor):
    client.post(address("factor-move", coffee), {"direction": "up"})
    in_use = Factor.objects.for_user(alice).filter(in_use=True)
    assert [row.name for row in in_use] == ["Desk hours", "Coffee", "Activity"]


def test_a_factor_is_renamed_and_keeps_its_kind(client: Client, coffee: Factor):
    answer = client.post(address("factor-edit", coffee), {"name": "Espresso", "kind": "hours", "unit": "kg"})
    assert answer.status_code == 302
    coffee.refresh_from_db()
    assert (coffee.name, coffee.kind, coffee.unit) == ("Espresso", "count", "")


def test_a_name_that_is_taken_is_refused_by_its_field(client: Client, coffee: Factor):
    answer = client.post(address("factor-edit", coffee), {"name": "desk hours"})
    assert answer.status_code == 422
    assert "name already" in answer.content.decode()
    coffee.refresh_from_db()
    assert coffee.name == "Coffee"


def test_removing_says_how_many_readings_go_with_it(client: Client, alice: Person, coffee: Factor):
    for day in (1, 2):
        FactorReading.objects.create(
            person=alice, factor=coffee, date=datetime.date(2026, 11, day), value=day
        )
    assert "Remove it with 2 readings" in client.get(address("factor-edit", coffee)).content.decode()
    client.post(address("factor-remove", coffee))
    assert not FactorReading.objects.for_user(alice).exists()
    assert not Factor.objects.for_user(alice).filter(builtin="").exists()


def test_a_built_in_factor_is_neither_renamed_nor_removed(client: Client, alice: Person):
    desk = Factor.objects.for_user(alice).get(builtin="desk_hours")
    for name in ("factor-edit", "factor-remove"):
        assert client.post(address(name, desk), {"name": "x"}).status_code == 404
    desk.refresh_from_db()
    assert desk.name == "Desk hours"


@pytest.mark.parametrize("name", ["factor-edit", "factor-use", "factor-move", "factor-remove"])
def test_somebody_elses_factor_is_not_found(
    name: str, coffee: Factor, bob: Person, client_of: Callable[[Person], Client]
):
    before = Factor.objects.filter(pk=coffee.pk).values().get()
    answer = client_of(bob).post(address(name, coffee), {"name": "x", "in_use": "no", "direction": "up"})
    assert answer.status_code == 404
    assert Factor.objects.filter(pk=coffee.pk).values().get() == before


def test_the_number_of_queries_does_not_grow_with_factors(
    client: Client, alice: Person, django_assert_max_num_queries: Callable[[int], object]
):
    for number in range(30):
        add_factor(
            alice, FIRST_DAY, uuid.uuid4(), name=f"own {number}", kind="count", unit="", night_before=False
        )
    client.get(reverse("factors"))  # the first page after a change counts what is new
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        client.get(reverse("factors"))
