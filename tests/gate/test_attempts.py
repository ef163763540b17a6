"""Trying to sign in: what is counted together, who is not locked out by it, and what nobody learns."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.gate.codes import code_of_now
from tracker.models import AuditEntry, FailedSignIns, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]

REFUSED = "That was tried too often"


def sign_in(client: Client, name: str, password: str, **extra: Any) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": password}, **extra)


def fail(times: int, name: str = "alice", **extra: Any) -> Any:
    """From another address each time, as somebody does who has many."""
    answers = [
        sign_in(Client(), name, "wrong", REMOTE_ADDR=f"198.51.100.{number}", **extra)
        for number in range(times)
    ]
    return answers[-1]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How often a password was hashed in earnest."""
    done: list[str] = []
    hasher = type(hashers.get_hasher())
    real = hasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        done.append(password)
        return real(self, password, salt)

    real_verify = hasher.verify

    def verified(self: Any, password: str, encoded: str) -> bool:
        done.append(password)
        return real_verify(self, password, encoded)

    monkeypatch.setattr(hasher, "encode", counted)
    monkeypatch.setattr(hasher, "verify", verified)
    return done


def test_a_name_that_nobody_has_costs_what_one_costs_that_somebody_has(
    alice: Person, hashed: list[str]
) -> None:
    costs = []
    for name in ("alice", "nobody", "alice", "nobody"):
        hashed.clear()
        with CaptureQueriesContext(connection) as captured:
            sign_in(Client(), name, "wrong", REMOTE_ADDR=f"198.51.100.{len(name)}")
        writes = sorted(q["sql"].split()[0] for q in captured if not q["sql"].startswith("SELECT"))
        costs.append((len(hashed), writes))
    assert costs[0] == costs[1]
    assert costs[2] == costs[3]
    assert costs[0][0] == 1
    assert list(FailedSignIns.objects.values_list("times", flat=True)) == [2, 2]


def test_many_addresses_share_the_five_tries_of_an_account(alice: Person) -> None:
    assert REFUSED not in fail(5).content.decode()
    assert REFUSED in fail(6).content.decode()
    assert REFUSED in sign_in(Client(), "ALICE", PASSWORD).content.decode()


def test_another_name_for_the_host_is_no_other_count(alice: Person) -> None:
    for number in range(5):
        fail(1, headers={"Host": f"localhost:{number + 1}"})
    assert REFUSED in fail(1, headers={"Host": "127.0.0.1:9"}).content.decode()


def test_who_fails_on_purpose_does_not_lock_the_person_out_of_their_own_browser(
    alice: Person, bob: Person
) -> None:
    own = Client()
    assert sign_in(own, "alice", PASSWORD).status_code == 302
    own.post(reverse("account_logout"))
    fail(6)
    assert sign_in(own, "alice", PASSWORD).status_code == 302
    strange = Client()
    strange.cookies["browser"] = own.cookies["browser"].value + "x"
    assert REFUSED in sign_in(strange, "alice", PASSWORD).content.decode()


def test_a_known_browser_has_five_tries_as_well_and_for_its_own_name_alone(
    alice: Person, bob: Person
) -> None:
    own = Client()
    sign_in(own, "alice", PASSWORD)
    own.post(reverse("account_logout"))
    fail(5, "bob")
    assert REFUSED in sign_in(own, "bob", PASSWORD).content.decode()
    tries = [sign_in(own, "alice", "wrong").content.decode() for _ in range(6)]
    assert [REFUSED in text for text in tries] == [False] * 5 + [True]


def test_one_address_has_ten_tries_a_minute_however_many_names_it_tries(db: None) -> None:
    answers = [sign_in(Client(), f"name-{number}", "wrong").content.decode() for number in range(11)]
    assert [REFUSED in text for text in answers] == [False] * 10 + [True]


def test_codes_have_five_tries_and_a_wrong_one_is_told(alice: Person) -> None:
    TOTP.activate(alice, "A" * 32)
    codes = RecoveryCodes.activate(alice)
    client = Client()
    sign_in(client, "alice", PASSWORD)
    for number in range(5):
        assert (
            "Incorrect"
            in client.post(reverse("mfa_authenticate"), {"code": f"{number:06d}"}).content.decode()
        )
    for code in (code_of_now("A" * 32), codes.generate_codes()[0]):
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422
    assert AuditEntry.objects.for_user(alice).filter(kind="wrong-code", network="127.0.0.x").count() == 5


def test_a_count_that_cannot_be_kept_stops_what_it_was_to_count(db: None) -> None:
    cache.set("a", 1)
    off, on = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
    if connection.vendor == "postgresql":
        off, on = "SET TRANSACTION READ ONLY", "SELECT 1"
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        cursor.execute(off)
        try:
            with pytest.raises(DatabaseError, match="could not be kept"):
                cache.set("a", 2)
        finally:
            cursor.execute(on)
            cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert cache.get("a") == 1
