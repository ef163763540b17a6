"""One switch, HTTPS=on: seen from a process that was started with it."""

import json
import subprocess
from pathlib import Path

from tests import tables
from tests.browser.rig import environment
from tools.steps import PYTHON, ROOT

# What a browser gets that signs in by https, sends a form, opens a link and leaves.
VISIT = """
import django, json
django.setup()
from django.core.management import call_command
from django.test import Client
from tracker.gate.messages import NamedCookie
from tracker.models import Person
from tracker.sharing import opening
from tracker.views import leaving
call_command("check", deploy=True, fail_level="WARNING")
call_command("migrate", verbosity=0)
call_command("createcachetable")
Person.objects.create_user("alice", password="correct horse battery")
plain = Client().get("/settings/", headers={"host": "localhost"})
client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
client.get("/account/login/", secure=True)
sent = {"login": "alice", "password": "correct horse battery"}
sent["csrfmiddlewaretoken"] = client.cookies["__Host-csrftoken"].value
came = client.post("/account/login/", sent, secure=True, headers={"referer": "https://localhost/"})
client.post("/account/sessions/", {"csrfmiddlewaretoken": client.cookies["__Host-csrftoken"].value},
            secure=True, headers={"referer": "https://localhost/"})
page = client.get("/settings/", secure=True)
print(json.dumps({
    "plain": [plain.status_code, plain.headers["Location"]],
    "health": Client().get("/health", headers={"host": "localhost"}).status_code,
    "came": came.status_code,
    "page": page.status_code,
    "hsts": page.headers["Strict-Transport-Security"],
    "cookies": {name: [each["path"], each["domain"], bool(each["secure"]), bool(each["httponly"]), each["samesite"]]
                for name, each in client.cookies.items()},
    "paths": [opening.COOKIE, leaving.COOKIE, NamedCookie.cookie_name],
}))
"""


def test_one_switch_makes_cookies_addresses_and_the_check_of_django_safe(tmp_path: Path) -> None:
    tables.given(tmp_path / "unknot.sqlite3")
    done = subprocess.run(
        [PYTHON, "-c", VISIT],
        cwd=ROOT,
        env=environment()
        | {
            "HTTPS": "on",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["plain"] == [301, "https://localhost/settings/"]
    assert seen["health"] != 301
    assert (seen["came"], seen["page"]) == (302, 200)
    assert seen["hsts"] == "max-age=31536000; includeSubDomains"
    assert seen["cookies"].keys() == {"__Host-sessionid", "__Host-csrftoken", "__Host-browser"}
    for name, (path, domain, secure, http_only, same_site) in seen["cookies"].items():
        assert (path, domain, secure, same_site) == ("/", "", True, "Lax"), name
        assert http_only or name == "__Host-csrftoken"
    assert seen["paths"] == ["__Secure-opened", "__Secure-farewell", "__Host-messages"]
