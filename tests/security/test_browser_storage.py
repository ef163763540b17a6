"""What the app leaves in a browser: a few cookies, none of which holds anything of a diary."""

import datetime
import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path

from django.test import Client
from django.urls import reverse

from tests import factories
from tests.conftest import PASSWORD
from tracker.localday import local_date
from tracker.models import Person

ROOT = Path(__file__).resolve().parents[2]
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|caches\.|document\.cookie\s*=|serviceWorker")


def names(cookies: SimpleCookie) -> set[str]:
    return {name.removeprefix("__Host-") for name, cookie in cookies.items() if cookie.value}


def test_a_message_for_the_next_page_is_in_no_cookie(alice: Person, client_of: Callable[[Person], Client]):
    client = client_of(alice)
    day = local_date(datetime.datetime.now(datetime.UTC), alice.zone, alice.day_starts_at)
    spot = factories.spot(alice)
    answer = client.post(
        reverse("days"), {"day": day.isoformat(), f"{day}/pain.{spot.public_id}": "7"}, follow=True
    )
    assert "Saved" in answer.content.decode()
    assert names(client.cookies) - {"browser"} <= {"sessionid", "csrftoken"}


def test_signing_in_and_looking_around_sets_no_cookies_but_those_that_are_documented(alice: Person):
    client = Client()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    for name in ("today", "more", "data", "settings", "insights", "privacy"):
        client.get(reverse(name))
    assert names(client.cookies) - {"browser"} == {"sessionid", "csrftoken"}


def test_no_script_of_ours_stores_anything():
    scripts = [*(ROOT / "static" / "js").glob("*.js")]
    assert len(scripts) > 10
    assert [path.name for path in scripts if STORES.search(path.read_text(encoding="utf-8"))] == []
