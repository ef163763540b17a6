import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests import factories
from tests.factories import FIRST_DAY
from tracker.changes import day, undo
from tracker.changes.factors import (
    NameTakenError,
    add_factor,
    change_factor,
    give_builtin_factors,
    move_factor,
    remove_factor,
    set_in_use,
)
from tracker.changes.fields import FieldChange
from tracker.models import CheckIn, Factor, FactorReading, Person, UndoStep
from tracker.vocabulary import BUILTIN_FACTORS


def names(person: Person) -> str:
    return " ".join(Factor.objects.for_user(person).filter(in_use=True).values_list("name", flat=True))


@pytest.fixture
def own(alice: Person) -> Callable[[str], Factor]:
    def make(name: str) -> Factor:
        return add_factor(
            alice, FIRST_DAY, uuid.uuid4(), name=name, kind="count", unit="", night_before=False
        )

    return make


def test_everybody_gets_the_built_in_factors_in_their_order(alice: Person):
    give_builtin_factors(alice, FIRST_DAY)
    rows = Factor.objects.for_user(alice)
    assert [row.builtin for row in rows] == list(BUILTIN_FACTORS)
    assert {row.builtin for row in rows if row.in_use} == {s for s, f in BUILTIN_FACTORS.items() if f.in_use}


def test_giving_them_again_changes_nothing_and_fills_gaps_only(alice: Person):
    give_builtin_factors(alice, FIRST_DAY)
    water = Factor.objects.for_user(alice).get(builtin="water")
    set_in_use(water, FIRST_DAY, in_use=True)
    Factor.objects.for_user(alice).filter(builtin="posture").delete()
    give_builtin_factors(alice, FIRST_DAY)
    give_builtin_factors(alice, FIRST_DAY)
    assert Factor.objects.for_user(alice).count() == len(BUILTIN_FACTORS)
    assert Factor.objects.for_user(alice).get(builtin="water").in_use


def test_a_name_of_the_persons_own_does_not_stop_the_others(alice: Person, own: Callable[[str], Factor]):
    own("WATER")
    give_builtin_factors(alice, FIRST_DAY)
    assert Factor.objects.for_user(alice).count() == len(BUILTIN_FACTORS)
    assert not Factor.objects.for_user(alice).filter(builtin="water").exists()


def test_the_same_request_sent_twice_makes_one_factor(alice: Person):
    sent = uuid.uuid4()
    values = {"name": "Coffee", "kind": "count", "unit": "", "night_before": False}
    assert add_factor(alice, FIRST_DAY, sent, **values) == add_factor(alice, FIRST_DAY, sent, **values)
    assert Factor.objects.for_user(alice).count() == 1


def test_two_factors_of_one_name_are_refused_in_any_case(alice: Person, own: Callable[[str], Factor]):
    own("Coffee")
    tea = own("Tea")
    with pytest.raises(NameTakenError):
        own("coffee")
    with pytest.raises(NameTakenError):
        change_factor(tea, name="COFFEE")
    assert names(alice) == "Coffee Tea"


def test_moving_changes_places_with_the_neighbour_in_use(alice: Person, own: Callable[[str], Factor]):
    _a, b, c, d = own("a"), own("b"), own("c"), own("d")
    set_in_use(b, FIRST_DAY, in_use=False)
    move_factor(c, "up")
    assert names(alice) == "c a d"
    move_factor(c, "up")
    assert names(alice) == "c a d"
    move_factor(d, "down")
    move_factor(b, "up")
    assert names(alice) == "c a d"
    set_in_use(b, FIRST_DAY, in_use=True)
    assert names(alice) == "c a d b"


def test_moving_touches_nobody_elses_order(alice: Person, bob: Person, own: Callable[[str], Factor]):
    give_builtin_factors(bob, FIRST_DAY)
    before = list(Factor.objects.for_user(bob).values_list("pk", "position"))
    own("a")
    move_factor(own("b"), "up")
    assert list(Factor.objects.for_user(bob).values_list("pk", "position")) == before


def test_switching_off_keeps_readings_and_removing_takes_them(alice: Person, own: Callable[[str], Factor]):
    coffee, tea = own("Coffee"), own("Tea")
    for factor in (coffee, tea):
        FactorReading.objects.create(person=alice, factor=factor, date=datetime.date(2026, 11, 1), value=2)
    set_in_use(coffee, FIRST_DAY, in_use=False)
    assert FactorReading.objects.for_user(alice).count() == 2
    remove_factor(coffee)
    assert [reading.factor for reading in FactorReading.objects.for_user(alice)] == [tea]


def test_days_with_nothing_left_after_removing_a_factor_are_not_logged_any_more(
    alice: Person, bob: Person, own: Callable[[str], Factor]
) -> None:
    coffee, tea = own("Coffee"), own("Tea")
    days = [FIRST_DAY + datetime.timedelta(days=number) for number in range(6)]
    for date in days:
        factories.check_in(alice, date)
        FactorReading.objects.create(person=alice, factor=coffee, date=date, value=2)
    factories.check_in(alice, days[1], completed=True)
    factories.check_in(alice, days[2], note="tired")
    FactorReading.objects.create(person=alice, factor=tea, date=days[3], value=1)
    factories.rating(factories.spot(alice), days[4], None, "stiff")
    factories.check_in(bob, days[0])
    remove_factor(coffee)
    assert list(CheckIn.objects.for_user(alice).values_list("date", flat=True)) == days[1:5]
    assert CheckIn.objects.for_user(bob).exists()


def test_removing_a_factor_lets_go_of_what_undo_kept_of_it(
    alice: Person, own: Callable[[str], Factor]
) -> None:
    coffee, tea = own("Coffee"), own("Tea")
    now = datetime.datetime(2026, 3, 2, 20, tzinfo=datetime.UTC)
    fields = [f"factor.{coffee.public_id}", f"factor_note.{coffee.public_id}", f"factor.{tea.public_id}"]
    for field, value in zip(fields, (Decimal(2), "iced", Decimal(1)), strict=True):
        day.save(alice, FIRST_DAY, [FieldChange(field, value)], now)
    remove_factor(coffee)
    (kept,) = UndoStep.objects.for_user(alice)
    assert list(kept.before["fields"]) == [fields[2]]
    undo.take_back(kept, now)
    assert not CheckIn.objects.for_user(alice).exists()


def test_switching_off_and_on_keeps_the_days_on_which_it_was_followed(alice: Person) -> None:
    tea = add_factor(alice, FIRST_DAY, uuid.uuid4(), name="Tea", kind="yes_no", unit="", night_before=False)
    later, again = FIRST_DAY + datetime.timedelta(days=5), FIRST_DAY + datetime.timedelta(days=9)
    set_in_use(tea, later, in_use=False)
    set_in_use(tea, later, in_use=False)
    tea.refresh_from_db()
    assert (tea.asked_since, tea.asked_before) == (None, [[FIRST_DAY.isoformat(), later.isoformat()]])
    set_in_use(tea, again, in_use=True)
    tea.refresh_from_db()
    assert (tea.asked_since, tea.asked_before) == (again, [[FIRST_DAY.isoformat(), later.isoformat()]])


def test_switching_off_on_the_day_it_was_switched_on_leaves_no_period(alice: Person) -> None:
    tea = add_factor(alice, FIRST_DAY, uuid.uuid4(), name="Tea", kind="yes_no", unit="", night_before=False)
    set_in_use(tea, FIRST_DAY, in_use=False)
    tea.refresh_from_db()
    assert (tea.asked_since, tea.asked_before) == (None, [])
