import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command

from tests.leaving.life import session_of
from tracker.models import AuditEntry


def test_it_removes_every_factor_and_session_of_one_person(alice, bob):
    for person in (alice, bob):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
        Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    of_alice, of_bob = session_of(alice), session_of(bob)
    said = io.StringIO()
    call_command("forgetfactors", "alice", stdout=said)
    assert said.getvalue().startswith(
        "Second factors of alice removed: 1, and all recovery codes; sessions ended: 1. "
    )
    assert AuditEntry.objects.filter(person=alice, kind="sessions-ended", number=1).exists()
    assert set(Authenticator.objects.values_list("user", flat=True)) == {bob.pk}
    assert set(UserSession.objects.values_list("user", flat=True)) == {bob.pk}
    assert of_alice.get("/data/").status_code == 302
    assert of_bob.get("/data/").status_code == 200
    told = AuditEntry.objects.filter(device="").order_by("pk").values_list("person", "kind")
    assert [kind for person, kind in told if person == alice.pk][-3:] == [
        *("changed-by-staff", "sessions-ended", "app-removed"),
    ]


def test_it_names_who_is_not_there(db):
    with pytest.raises(CommandError, match=r"There is no account named zoe\."):
        call_command("forgetfactors", "zoe")
