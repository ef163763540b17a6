"""manage.py worker: does what takes longer than a page may, and every minute what is due."""

import datetime
import logging
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tracker.changes.wiping import leave_no_trace
from tracker.gate.tidying import tidy_gate
from tracker.imports import alive, reading
from tracker.imports.tidying import tidy
from tracker.leaving.counts import forget_old_counts
from tracker.operating import problems
from tracker.outages import outage_of

logger = logging.getLogger(__name__)

TICK = 60.0
# So short that nobody who saves meanwhile notices.
LOG_PATIENCE_MS = 100


def empty_log(_: datetime.datetime) -> None:
    """So that of what is deleted nothing can be read any more, and the one file has nearly everything after a crash."""
    leave_no_trace(patience_ms=LOG_PATIENCE_MS)


DUE = (tidy, tidy_gate, forget_old_counts, problems.tell, empty_log)
"""What is done every minute; each is told what time it is."""


class Command(BaseCommand):
    help = "Works on imports, and tidies up every minute. `make run` starts it beside the server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what there is to do, then stop")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between two looks (default: 1)"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        worker = TickingWorker(options["interval"])
        worker.configure_signals()
        worker.work(once=options["once"])


class TickingWorker(Worker):
    """The worker of django-tasks-db in its batch mode: until nothing waits, again and again, with a tick between."""

    def __init__(self, interval: float) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        reading.STOPPING.set()
        super().shutdown(signum, frame)

    def work(self, *, once: bool) -> None:
        """A database that cannot be reached for a while is no reason to stop, and to stop the server with it."""
        ticked = -TICK
        while self.running:
            try:
                if time.monotonic() - ticked >= TICK or ticked < 0:
                    ticked = time.monotonic()
                    self.tick(timezone.now())
                self._do_what_waits()
            except DatabaseError as error:
                outage = outage_of(error)
                logger.warning(
                    "%s (%s)", outage.log if outage else "the database failed", type(error).__name__
                )
                close_old_connections()
            alive.say_so()
            if once:
                return
            if self.running:
                time.sleep(self.interval)

    def _do_what_waits(self) -> None:
        # A look takes no lock; to claim a task locks the whole of an SQLite file for a moment.
        if DBTaskResult.objects.ready().exists():
            self.run()
        close_old_connections()

    @staticmethod
    def tick(now: datetime.datetime) -> None:
        for do in DUE:
            try:
                do(now)
            except DatabaseError:
                raise
            except Exception:  # the others are due as well
                logger.exception("%s failed", do.__name__)
