"""Ids of somebody else in every field that takes one, and fields that no form has: nothing moves, nothing is told."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from tests import factories
from tests.addresses import TODAY, owned_ids
from tests.attack.test_table import rows_of
from tests.attack.written import Writer
from tests.conftest import PASSWORD
from tracker.importers.reading import Found, Reading, Subject
from tracker.imports.packing import Contents, pack
from tracker.models import Factor, Import, Person, Rating, ReportShare, Spot, TreatedSpot, Treatment, Trial

pytestmark = pytest.mark.django_db

MARK = "Zq7w"
# What an attacker adds to whatever a form sends: fields of the tables behind it.
MORE = {
    "is_staff": "on",
    "is_superuser": "1",
    "is_active": "",
    "is_sample": "1",
    "revision": "999",
    "username": "root",
    "password": "x",
    "id": "1",
    "pk": "1",
    "deleted_number": "77",
    "number": "77",
    "position": "77",
    "builtin": "sitting",
    "entered_at": "2001-01-01",
    "late": "1",
    "seed": "0",
    "order": "AB",
    "digest": "0",
    "ended_on": "2026-11-23",
    "expires_at": "2099-01-01",
    "views": "77",
    "code": "",
    "whole_body": "1",
    "archived_on": "2026-01-01",
}


@pytest.fixture
def theirs(alice: Person, client_of: Callable[[Person], Client]) -> dict[str, str]:
    client = client_of(alice)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    Writer(alice, client, lambda what, most: f"{MARK} {what}"[:most]).write()
    return owned_ids(alice) | {"person": str(alice.pk)}


@pytest.fixture
def own(charlie: Person) -> dict[str, str]:
    spot = factories.spot(charlie)
    factories.rating(spot, TODAY, 5)
    found = Found((Subject("p", "Neck", "pain", "", 0, 10),), (Reading(2, TODAY, "p", None, "x"),))
    file = {"state": "ready", "file_name": "a.csv", "importer": "any_csv", "found": pack(Contents(found))}
    return {
        "spot": str(spot.public_id),
        "trial": str(factories.trial(charlie, TODAY, spot=spot).public_id),
        "import": str(Import.objects.create(person=charlie, **file).public_id),
        "treatment": str(factories.treatment(TODAY, spot).public_id),
    }


PLAN = {"do": "begin", "question": "q", "a": "a", "b": "b", "design": "periods", "pairs": "2", "length": "2"}
PLAN |= {"wash": "0", "horizon": "0", "blocks": "2", "measure": "return", "first_day": str(TODAY)}


def attempts_on_days(theirs: dict[str, str], own: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    spot, factor, day = theirs["spot_id"], theirs["factor_id"], f"/day/{TODAY}/"
    new = {"public_id": str(uuid.uuid4()), "kind": "self_pressure", "by": "self"}
    chip = f"{uuid.uuid4()} {spot} self_pressure|2|self|ball"
    return [
        (day, {f"pain.{spot}": "9"}),
        (day, {f"signs.{spot}": "tender"}),
        (day, {f"factor.{factor}": "9"}),
        (day, {f"factor_note.{factor}": "x"}),
        (day, {"repeat": chip}),
        (day, {"do": f"pain.{spot}=9"}),
        (day, {"stress": "4", "signs-of": spot}),
        ("/days/", {f"{TODAY}/pain.{spot}": "9"}),
        (f"{day}undo/", {"step": theirs["step_id"]}),
        (f"{day}treatments/", {**new, "spots": [spot]}),
        (f"{day}treatments/", {**new, "spots": [own["spot"]], f"before.{spot}": "9"}),
        (f"{day}treatments/", {**new, "public_id": theirs["treatment_id"], "spots": [own["spot"]]}),
        (f"{day}treatments/{own['treatment']}/", {**new, "spots": [own["spot"], spot]}),
    ]


def attempts_elsewhere(theirs: dict[str, str], own: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    spot, other, factor = theirs["spot_id"], theirs["other_id"], theirs["factor_id"]
    return [
        ("/spots/add/", {"public_id": spot, "muscle": "levator_scapulae", "side": "left", "same": spot}),
        ("/spots/add/", {"public_id": spot, "muscle": "infraspinatus", "side": "left", "same": "no"}),
        (f"/spots/{own['spot']}/merge/{other}/", {}),
        (f"/spots/{other}/merge/{own['spot']}/", {}),
        (f"/spots/{own['spot']}/notes/{theirs['note_id']}/remove/", {}),
        (f"/spots/{own['spot']}/notes/", {"public_id": theirs["note_id"], "text": "x", "date": str(TODAY)}),
        ("/insights/trials/new/", {**PLAN, "public_id": str(uuid.uuid4()), "outcome": f"spot:{spot}"}),
        ("/insights/trials/new/", {**PLAN, "public_id": theirs["trial_id"], "outcome": "all"}),
        ("/report/share/", {"public_id": theirs["share_id"], "days": "7", "spots": [spot]}),
        ("/settings/factors/", {"public_id": factor, "name": "Mine", "kind": "count"}),
        (f"/data/import/{own['import']}/choose/", {"to.p": f"spot:{spot}", "target.p": spot, "do": "add"}),
        ("/account/email/", {"action_remove": "", "email": "alice@example.org"}),
        ("/account/sessions/", {"session": "1"}),
        ("/data/delete/", {"username": "alice", "password": PASSWORD}),
    ]


def looks(theirs: dict[str, str]) -> list[str]:
    spot = theirs["spot_id"]
    return [
        f"/trends/?spot={spot}&range=year",
        f"/trends/pain.json?spot={spot}&range=year",
        f"/trends/pair.json?first=factor:{theirs['factor_id']}&second=pain:{spot}",
        f"/insights/lasts/?spot={spot}",
        f"/insights/goes-with/?of=spot:{spot}",
        f"/insights/goes-with/?outcome=spot:{spot}",
        f"/report/?spots={spot}&start=2026-10-01&end={TODAY}&notes=on",
        f"/report/pdf/?spots={spot}&start=2026-10-01&end={TODAY}",
        f"/report/share/?spots={spot}",
        f"/day/{TODAY}/treatments/?spot={spot}",
        f"/history/?spot={spot}",
        f"/spots/?merged={theirs['step_id']}",
    ]


def test_ids_of_somebody_else_move_nothing_and_tell_nothing(
    alice: Person,
    charlie: Person,
    theirs: dict[str, str],
    own: dict[str, str],
    client_of: Callable[[Person], Client],
) -> None:
    client, before = client_of(charlie), rows_of(alice)
    sent = attempts_on_days(theirs, own) + attempts_elsewhere(theirs, own)
    answers = [(address, client.post(address, fields)) for address, fields in sent]
    answers += [(address, client.get(address)) for address in looks(theirs)]
    for address, answer in answers:
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code < 500, address
        assert MARK.encode() not in body, address
    assert rows_of(alice) == before
    hers = {row.pk for row in Spot.objects.for_user(alice)}
    for model in (Rating, TreatedSpot, Trial):
        assert not model.objects.for_user(charlie).filter(spot__in=hers).exists(), model
    assert client.get("/settings/").status_code == 200  # still there, still signed in


def look_at_account(charlie: Person) -> None:
    """What the forms have is changed, and nothing else."""
    charlie.refresh_from_db()
    assert (charlie.is_staff, charlie.is_superuser, charlie.is_active, charlie.is_sample) == (
        False,
        False,
        True,
        False,
    )
    assert (charlie.username, charlie.deleted_number, charlie.theme) == ("charlie", 0, "dark")
    assert charlie.revision < 900
    assert charlie.check_password(PASSWORD)


def test_fields_that_no_form_has_change_nothing(
    alice: Person,
    charlie: Person,
    theirs: dict[str, str],
    own: dict[str, str],
    client_of: Callable[[Person], Client],
) -> None:
    """Sent along with what does fit: the row is made as the form has it, and it is the sender's."""
    client, before = client_of(charlie), rows_of(alice)
    more = MORE | dict.fromkeys(("person", "person_id", "user", "owner"), theirs["person"])
    key, treated, link = (str(uuid.uuid4()) for _ in range(3))
    day = f"/day/{TODAY}/"
    answers = [
        client.post(
            "/settings/",
            {**more, "time_zone": "UTC", "day_starts_at": "4", "figure": "male", "theme": "dark"},
        ),
        client.post("/settings/factors/", {**more, "public_id": key, "name": "Mine", "kind": "count"}),
        client.post(day, {**more, "stress": "4"}),
        client.post(
            f"{day}treatments/",
            {**more, "public_id": treated, "kind": "heat", "spots": [own["spot"]], "date": "2020-01-01"},
        ),
        client.post("/insights/rules/", {**more, **RULES, "do": "save"}),
        client.post("/report/share/", {**more, "public_id": link, "days": "7"}),
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 303, 303, 303, 200]
    look_at_account(charlie)
    factor = Factor.objects.get(public_id=key)
    assert (factor.person, factor.builtin, factor.position < 77) == (charlie, "", True)
    done = Treatment.objects.get(public_id=treated)
    assert (done.person, done.date, done.whole_body) == (charlie, TODAY, False)
    made = ReportShare.objects.get(public_id=link)
    assert (made.person, made.views, (made.expires_at - timezone.now()).days) == (charlie, 0, 7)
    assert rows_of(alice) == before


RULES = {"rapid_days": "7", "watch_rapid": "2", "assess_rapid": "3", "assess_percent": "50", "lookback": "90"}
RULES |= {"persist_sessions": "3", "persist_days": "14", "active_min": "3", "quiet_max": "1", "max_gap": "3"}


@override_settings(REGISTRATION_OPEN=True)
def test_nobody_signs_up_as_an_administrator(alice: Person) -> None:
    cache.clear()
    new = {"password1": "a calm evening walk", "time_zone": "UTC"}
    Client().post("/account/signup/", {**MORE, **new, "username": "newcomer"})
    made = Person.objects.get(username="newcomer")
    assert (made.is_staff, made.is_superuser, made.is_active, made.is_sample) == (False, False, True, False)
