"""From within every process that is started on these settings: what a new connection is like, one line of JSON each."""

import json
import sys
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created

FILE = "connections.jsonl"
ASKED = {
    "sqlite": ("PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA busy_timeout", "PRAGMA foreign_keys"),
    "postgresql": ("SHOW fsync", "SHOW synchronous_commit", "SHOW full_page_writes"),
}


class WatchingConfig(AppConfig):
    name = "tests.crash.watching"
    label = "watching"

    def ready(self) -> None:
        connection_created.connect(note)


def note(connection: Any, **_: object) -> None:
    answers = {}
    for question in ASKED[connection.vendor]:
        with connection.cursor() as cursor:
            answers[question.partition(" ")[2]] = cursor.execute(question).fetchone()[0]
    line = {"program": " ".join(sys.argv), "mode": getattr(connection, "transaction_mode", None), **answers}
    with (Path(settings.DATA_DIR) / FILE).open("a") as file:
        file.write(json.dumps(line) + "\n")
