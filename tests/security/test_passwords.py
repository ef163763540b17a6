"""What a password may be, and what it is kept as."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tracker.models import Person
from tracker.passwords import OWN_WORDS, known

pytestmark = pytest.mark.usefixtures("no_rate_limits")
ROOT = Path(__file__).resolve().parents[2]


def is_refused(password: str, user: Person | None = None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


def change(client: Client, **words: str) -> int:
    return client.post(reverse("account_change_password"), words).status_code


def can_sign_in(username: str, password: str) -> bool:
    answer = Client().post(reverse("account_login"), {"login": username, "password": password})
    return answer.status_code == 302


def test_ten_characters_are_the_least():
    assert is_refused("vzqkwmxrt")
    assert not is_refused("vzqkwmxrtb")


@pytest.mark.parametrize(
    "password", ["rain on the roof", "ééééßßßßøø", "0246813579753", "-_-_-;.;.;.:", "x" * 9 + " "]
)
def test_any_kind_of_character_will_do(password: str):
    assert not is_refused(password)


def test_the_list_has_far_more_than_three_thousand_that_the_rules_would_let_through():
    assert len(known()) > 100_000
    assert all(len(password) >= 10 and password == password.lower() for password in known())


@pytest.mark.parametrize("password", ["1q2w3e4r5t", "Password123", "BASKETBALL", "totalcommander"])
def test_what_leaked_often_is_refused_in_any_case(password: str):
    assert is_refused(password)


@pytest.mark.parametrize("password", ["unknot-diary-2026", "Unknot20261", "myKnotDiary!!", "painpainpain"])
def test_words_of_this_app_alone_are_refused(password: str):
    assert is_refused(password)


def test_words_of_this_app_beside_others_are_not():
    assert not is_refused("unknot rain on the roof")


def test_every_word_that_is_refused_stands_in_the_documentation():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert [word for word in OWN_WORDS if f"`{word}`" not in text] == []


def test_the_persons_own_name_is_refused(make_person: Callable[..., Person]):
    assert is_refused("wilhelmina1", make_person("wilhelmina"))


@pytest.mark.parametrize(
    "password",
    [f"{'long and different ' * 12}end", " a space on either side ", "Größer Als Zwölf", "CaSe MaTtErS hErE"],
)
def test_a_password_counts_exactly_as_it_was_typed(password: str, alice: Person):
    client = Client()
    client.force_login(alice)
    assert change(client, oldpassword=PASSWORD, password1=password, password2=password) == 302
    others = {password.strip(), password.swapcase(), password[:-1], password[:64]} - {password}
    assert [each for each in others if can_sign_in("alice", each)] == []
    assert can_sign_in("alice", password)


def test_a_change_asks_for_the_password_of_now(alice: Person):
    client = Client()
    client.force_login(alice)
    new = "rain on the roof"
    assert change(client, oldpassword="not this one", password1=new, password2=new) == 422
    assert change(client, password1=new, password2=new) == 422
    assert can_sign_in("alice", PASSWORD)


def test_fields_for_passwords_hide_them_and_let_managers_fill_them_in(alice: Person):
    client = Client()
    login = Client().get(reverse("account_login")).content.decode()
    client.force_login(alice)
    change_page = client.get(reverse("account_change_password")).content.decode()
    assert login.count('type="password"') == 1
    assert 'autocomplete="current-password"' in login
    assert change_page.count('type="password"') >= 2
    assert 'autocomplete="new-password"' in change_page
    assert "onpaste" not in login + change_page
    assert "maxlength" not in change_page


def test_passwords_are_kept_by_argon2id_at_least_as_slowly_as_owasp_asks(tmp_path: Path):
    """OWASP's cheat sheet: 19 MiB and two rounds, or more. The tests' own settings are cheaper, so a process asks."""
    tell = (
        "import json, django; django.setup();"
        "from django.contrib.auth.hashers import get_hasher, make_password;"
        "print(json.dumps([make_password('x'), get_hasher().memory_cost, get_hasher().time_cost]))"
    )
    env = {
        "DATA_DIR": str(tmp_path),
        "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", tell], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    stored, memory, rounds = json.loads(done.stdout)
    assert stored.startswith("argon2$argon2id$")
    assert memory >= 19 * 1024
    assert rounds >= 2


def test_nothing_makes_a_password_expire_and_no_hint_is_kept():
    names = {field.name for field in Person._meta.get_fields()}
    assert not {name for name in names if "hint" in name or "question" in name or "expire" in name}
    assert not [name for name in settings.MIDDLEWARE if "expir" in name]
