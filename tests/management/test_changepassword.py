import io

import pytest
from django.core.management import CommandError, call_command

from tests.leaving.life import session_of
from tracker.changes.auditing import record
from tracker.models import AuditEntry

NEW = "another long password"


def typed(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setattr("tracker.management.commands.changepassword.Command._get_pass", lambda *_, **__: word)


def test_a_password_set_by_the_operator_is_told_and_ends_every_session(alice, monkeypatch):
    client = session_of(alice)
    typed(monkeypatch, NEW)
    call_command("changepassword", "alice", stdout=io.StringIO())
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert client.get("/data/").status_code == 302
    kinds = AuditEntry.objects.for_user(alice).order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["changed-by-staff", "sessions-ended"]


def test_one_that_is_refused_changes_nothing(alice, monkeypatch):
    record(alice, "exported")
    typed(monkeypatch, "short")
    with pytest.raises(CommandError, match="Aborting"):
        call_command("changepassword", "alice", stdout=io.StringIO(), stderr=io.StringIO())
    assert AuditEntry.objects.for_user(alice).get().kind == "exported"
