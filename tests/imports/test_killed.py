"""A worker that is killed outright, a real process on the real database: nothing is lost, and nothing half done."""

import datetime
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tests.imports.rig import WEEK, received
from tracker.imports import uploads
from tracker.models import CheckIn, Import, Person, Rating, Spot

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parent.parent.parent
WORKER = """
import sys
import django
django.setup()
from django.core.management import execute_from_command_line
from tracker.imports import reading
reading.KNOWN = "tests.imports.stand_ins"
execute_from_command_line(["manage.py", "worker", "--interval", "0.1", *sys.argv[1:]])
"""
# As the rows are in and the transaction is still open, the worker says so in a file and waits to be killed.
WAITS_WHILE_ADDING = """
import pathlib, time
import django
django.setup()
from tracker.changes.importing import writing
def treatments(*_):
    pathlib.Path("{folder}/adding").touch()
    time.sleep(60)
writing._Writer.treatments = treatments
"""


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    running = []

    def begin(*words: str, first: str = "") -> subprocess.Popen[bytes]:
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen([sys.executable, "-c", first + WORKER, *words], cwd=ROOT, env=env)
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.wait()
    for path in uploads.folder().iterdir():
        path.unlink()


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    # As if it had happened two minutes ago.
    Import.objects.update(alive_at=timezone.now() - datetime.timedelta(minutes=2))


def readers() -> list[str]:
    """The processes that read a file of this test's own folder; other tests have theirs."""
    mine = f"DATA_DIR={settings.DATA_DIR}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words, surroundings = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"tracker.imports.child" in words and mine in surroundings.split(b"\0"):
            found.append(process.name)
    return found


def test_killed_while_it_reads_it_is_read_again(alice: Person, start) -> None:
    row = received(alice, WEEK.replace("plain", "slow"))
    worker = start()
    until(lambda: Import.objects.get(pk=row.pk).bytes_done > 0)
    kill(worker)
    row.refresh_from_db()
    assert (row.state, uploads.path_of(row.upload).exists()) == ("reading", True)
    until(lambda: not readers())
    (uploads.folder() / "go").touch()
    assert start("--once").wait(60) == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("ready", 0)
    assert not uploads.path_of(row.upload).is_file()
    assert not CheckIn.objects.exists()


def test_killed_while_it_adds_all_is_added_once(alice: Person, start) -> None:
    row = received(alice)
    assert start("--once").wait(60) == 0
    mapping = {"sleep": {"to": "sleep_hours"}, "neck": {"to": "place:levator_scapulae:left"}}
    Import.objects.filter(pk=row.pk).update(state="adding", mapping=mapping)
    marker = Path(settings.DATA_DIR) / "adding"
    worker = start(first=WAITS_WHILE_ADDING.format(folder=settings.DATA_DIR))
    until(marker.exists)
    kill(worker)
    marker.unlink()
    assert (CheckIn.objects.count(), Spot.objects.count()) == (0, 0)
    assert Import.objects.get(pk=row.pk).state == "adding"
    assert start("--once").wait(60) == 0
    assert Import.objects.get(pk=row.pk).state == "added"
    assert [each.pain for each in Rating.objects.order_by("date")] == [5, 10]


def test_told_to_stop_it_lets_go_of_what_it_reads(alice: Person, start) -> None:
    row = received(alice, "slow\n")
    worker = start()
    until(lambda: Import.objects.get(pk=row.pk).bytes_done > 0)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    row.refresh_from_db()
    assert (row.state, row.claim, row.attempts) == ("waiting", "", 0)
    assert not readers()
