"""Fixtures for flows in a real Chromium against a real server: granian, real static files, real settings."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import rig
from tools import project, serve
from tools.steps import BUILD, ROOT, one_at_a_time
from tracker.models import Person

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
FAILURES = BUILD / "test-failures"

# Playwright's synchronous calls run inside an event loop, and Django's ORM refuses to work where it sees one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    skipped = not rig.find_chromium() and not os.environ.get("CI")
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if skipped:
                item.add_marker(pytest.mark.skip(rig.HOW_TO_GET_CHROMIUM))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = rig.find_chromium()
    if path is None:
        pytest.fail(f"CI runs these tests. {rig.HOW_TO_GET_CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=rig.CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def static_files() -> None:
    """Collects them as `make` does, so that a change in static/ is never tested in its old form."""
    with one_at_a_time():
        project.vendor_files().ensure()
        project.static_files().ensure()


@pytest.fixture(scope="session")
def running_server(browser: Browser, static_files: None, django_db_setup: None) -> Iterator[rig.Server]:
    """One server for each test process. It asks for the browser first: without one there is nothing to serve."""
    process, server = rig.start_server()
    yield server
    process.terminate()
    process.wait(20)


@pytest.fixture
def server(running_server: rig.Server, transactional_db: None) -> rig.Server:
    """The server with an empty database. What a test's ORM commits, the server sees, and the reverse."""
    cache.clear()
    return running_server


@pytest.fixture
def worker(server: rig.Server) -> Iterator[None]:
    """What reads and adds files, as `make run` starts it beside the server."""
    process = subprocess.Popen(
        [*serve.worker(), "--interval", "0.2"],
        cwd=ROOT,
        env=rig.environment(),
        preexec_fn=serve.die_with_parent(),  # noqa: PLW1509 - as in the rig
    )
    yield
    process.terminate()
    process.wait(20)


@pytest.fixture
def problems(server: rig.Server) -> Iterator[rig.Problems]:
    """Fails the test for every console error, refused resource and request to elsewhere that it did not expect."""
    problems = rig.Problems(server.base_url)
    yield problems
    assert not problems.unexpected(), "\n".join(problems.unexpected())


@pytest.fixture
def new_page(
    browser: Browser, server: rig.Server, problems: rig.Problems, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser profile of its own: `new_page(viewport=..., color_scheme="dark", ...)`."""
    opened: list[Page] = []

    def make(**options: Any) -> Page:
        context: BrowserContext = browser.new_context(
            **{
                "base_url": server.base_url,
                "viewport": PHONE,
                "locale": "en-GB",
                "timezone_id": "Europe/Berlin",
                **options,
            },
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        problems.watch(page)
        opened.append(page)
        return page

    yield make
    for number, page in enumerate(opened):
        if request.node.stash.get(FAILED, True):
            rig.keep_evidence(page, FAILURES, f"{request.node.name}-{number}", server.log)
        page.context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A phone: touch, 390 x 844."""
    return new_page(has_touch=True, is_mobile=True)


@pytest.fixture
def desktop_page(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport=DESK)


@pytest.fixture
def plain_page(new_page: Callable[..., Page]) -> Page:
    """A phone on which no script runs."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def sign_in(server: rig.Server) -> Callable[[Page, Person], None]:
    def with_session(page: Page, person: Person) -> None:
        rig.sign_in(page, person, server.base_url)

    return with_session


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    return rig.axe_violations
