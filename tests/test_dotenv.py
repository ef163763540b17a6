import os
from pathlib import Path

import pytest

from tracker import dotenv


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Reads a .env of that text into an environment of its own and gives what it set."""

    def read(text: str, **given: str) -> dict[str, str]:
        (tmp_path / ".env").write_text(text)
        monkeypatch.setattr(os, "environ", dict(given))
        dotenv.load(tmp_path)
        return dict(os.environ)

    return read


def test_it_sets_what_the_file_names(load):
    assert load("# a comment\n\nPORT=8001\n export HOST = 0.0.0.0\n") == {"PORT": "8001", "HOST": "0.0.0.0"}


def test_the_shell_wins(load):
    assert load("PORT=8001", PORT="9000") == {"PORT": "9000"}


def test_quotes_are_taken_off_and_equal_signs_kept(load):
    assert load("A='x y'\nB=\"a=b\"\nC=a=b#c") == {"A": "x y", "B": "a=b", "C": "a=b#c"}


def test_a_line_that_is_none_is_named(load):
    with pytest.raises(ValueError, match="line 2"):
        load("PORT=1\nPORT 8001\n")


def test_no_file_is_no_fault(tmp_path: Path):
    dotenv.load(tmp_path)
