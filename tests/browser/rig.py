"""The pieces of the browser tests: a running server, a watched page, axe."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

from tools import serve
from tools.steps import NODE_MODULES, PYTHON, ROOT
from tracker.models import Person

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO_GET_CHROMIUM = (
    "No Chromium found. Debian: apt install chromium-headless-shell; "
    "elsewhere: install Chromium or Chrome, or set CHROMIUM."
)
START_SECONDS = 60
# The console tells of what the policy refuses too, but says neither which directive nor, of a frame, that it did.
_HEARD = "unknotHeardRefusal"
_LISTEN = f"""addEventListener("securitypolicyviolation", event =>
    window.{_HEARD}(`${{event.effectiveDirective}} refused ${{event.blockedURI}} on ${{event.documentURI}}`))"""
# Refused input is answered 422 by design, and the browser's console reports every such answer.
HARMLESS = [re.compile(r"status of 422")]


def find_chromium() -> str | None:
    # The shell is Chromium without its windows: the same pages for a third of the work.
    names = [
        os.environ.get("CHROMIUM", ""),
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@dataclass(frozen=True)
class Server:
    """A running server. It shares the test's database: rows made with the ORM are there at once."""

    base_url: str
    log: Path

    def manage(self, *words: str) -> str:
        """Runs manage.py on the server's data and gives what it printed."""
        done = subprocess.run(
            [PYTHON, "manage.py", *words],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def environment() -> dict[str, str]:
    """What the server's process sees: the tests' data folder, and none of the tests' own settings."""
    own = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {name: value for name, value in serve.environment().items() if name not in own} | {
        "LOG_LEVEL": "INFO"
    }


def start_server(workers: int = 1, **variables: str) -> tuple[subprocess.Popen[bytes], Server]:
    address = serve.Address("127.0.0.1", _free_port())
    log = Path(settings.DATA_DIR) / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            serve.web(address, workers),
            cwd=ROOT,
            env=environment() | variables,
            stdout=output,
            stderr=output,
            preexec_fn=serve.die_with_parent(),  # noqa: PLW1509 - or a killed test run leaves its server behind
        )
    server = Server(address.url, log)
    deadline = time.monotonic() + START_SECONDS
    while not _answers(server.base_url):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)
    return process, server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/robots.txt", timeout=5).close()
    except urllib.error.HTTPError as answer:
        answer.close()
        return True
    except (OSError, HTTPException):
        return False
    return True


@dataclass
class Problems:
    """What went wrong in a page without the test asking: errors, refused resources, requests to elsewhere."""

    base_url: str
    seen: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=lambda: list(HARMLESS))

    def expect(self, pattern: str) -> None:
        """This test provokes such a message on purpose."""
        self.expected.append(re.compile(pattern))

    def watch(self, page: Page) -> None:
        page.expose_binding(_HEARD, lambda _, text: self.seen.append(f"Content Security Policy: {text}"))
        page.add_init_script(_LISTEN)
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"uncaught: {error}"))
        page.on("request", self._request)

    def unexpected(self) -> list[str]:
        return [text for text in self.seen if not any(pattern.search(text) for pattern in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.seen.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base_url, "data:", "blob:", "about:")):
            self.seen.append(f"request to elsewhere: {request.url}")


def sign_in(page: Page, person: Person, base_url: str) -> None:
    """Gives the page a session of that person, without going through the sign-in form."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url, "httpOnly": True}]
    )


def axe_violations(page: Page, exclude: list[str] | None = None) -> list[str]:
    """What axe finds wrong with the page as it is now: one line for each element concerned.

    Looks at both themes: everything in the one that is shown, the contrast of colours in the other too.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = _axe(page, exclude)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    other: Literal["light", "dark"] = "light" if is_dark else "dark"
    # Without motion, or colours would still be on their way from one theme to the other.
    page.emulate_media(color_scheme=other, reduced_motion="reduce")
    found += [f"{other}: {line}" for line in _axe(page, exclude, "color-contrast")]
    page.emulate_media(color_scheme="dark" if other == "light" else "light", reduced_motion="reduce")
    page.evaluate("getComputedStyle(document.body).color")  # so that the colours are back before motion is
    page.emulate_media(reduced_motion="no-preference")
    return found


def _axe(page: Page, exclude: list[str] | None, *rules: str) -> list[str]:
    context = json.dumps({"exclude": [[selector] for selector in exclude or []]})
    options = json.dumps({"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {}))
    result = page.evaluate(f"axe.run({context}, {options})")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {' '.join(map(str, node['target']))}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def keep_evidence(page: Page, folder: Path, name: str, log: Path) -> None:
    """A picture, the HTML and the server's last words, for a test that failed."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w.-]+", "_", name)
    steps: list[Callable[[], object]] = [
        lambda: page.screenshot(path=folder / f"{stem}.png", full_page=True),
        lambda: (folder / f"{stem}.html").write_text(page.content(), encoding="utf-8"),
        lambda: shutil.copyfile(log, folder / f"{stem}.server.log"),
    ]
    for step in steps:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - a page that crashed must not hide why the test failed
            print(f"no evidence kept: {error}")
