"""What monitors ask: /health of the process, /ready of all it needs."""

import pytest
from django.db import connection
from django.test import Client, override_settings

from tracker.imports import alive
from tracker.operating import readiness


@pytest.fixture(autouse=True)
def nothing_looked_up() -> None:
    readiness._migrated.clear()


@override_settings(ALLOWED_HOSTS=["diary.example.org"], SECURE_SSL_REDIRECT=True)
def test_health_needs_no_database_no_https_and_no_name():
    answer = Client().get("/health", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@override_settings(ALLOWED_HOSTS=["diary.example.org"], SECURE_SSL_REDIRECT=True)
@pytest.mark.django_db
def test_ready_says_that_all_is_well():
    alive.say_so()
    answer = Client().get("/ready", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": "ok", "migrations": "ok", "worker": "ok"},
    )


@pytest.mark.django_db
def test_a_worker_that_is_away_is_told_unless_only_the_server_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(alive, "GONE_AFTER", -1)
    assert Client().get("/ready").status_code == 503
    assert Client().get("/ready").json()["worker"] == "away"
    assert Client().get("/ready?without=worker").status_code == 200


@pytest.mark.django_db
def test_a_missing_migration_is_told():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'tracker'")
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch):
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
        answer = Client().get("/ready")
        connection.close()
    assert (answer.status_code, answer.json()["database"]) == (503, "away")
