"""The key of the server, and what its log makes of what strangers send."""

import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tracker import environment
from tracker.logs import Line


def test_the_key_of_the_server_is_made_once_and_readable_by_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path)
    path = tmp_path / "secret_key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(key) >= 64
    assert environment.secret_key(tmp_path) == key
    other = tmp_path / "other"
    other.mkdir()
    assert environment.secret_key(other) != key


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no%0aERROR%20made%20up", "/no%0d%0aERROR", "/no%1b[31m", "/s/x%0aERROR/"])
def test_an_address_with_line_ends_is_one_line_of_the_log(path: str, caplog: pytest.LogCaptureFixture):
    formatter = Line("%(levelname)s %(name)s %(message)s")
    with caplog.at_level(logging.INFO, logger="django.request"):
        caplog.handler.setFormatter(formatter)
        assert Client().get(path).status_code == 404
    lines = [formatter.format(record) for record in caplog.records]
    assert lines
    assert not [line for line in lines if re.search(r"[\n\r\x1b]", line)]


def test_no_secret_stands_in_the_code():
    """Bandit's S105 to S107 look for passwords; this for what keys look like."""
    looks_like_a_key = re.compile(
        r"[\"'](?=[A-Za-z0-9+/_-]*[0-9])(?=[A-Za-z0-9+/_-]*[A-Z])[A-Za-z0-9+/_-]{40,}[\"']"
    )
    root = Path(settings.BASE_DIR)
    files = [*root.glob("tracker/**/*.py"), *root.glob("tools/*.py"), root / ".env.example"]
    found = [path.name for path in files if looks_like_a_key.search(path.read_text(encoding="utf-8"))]
    assert found == []
