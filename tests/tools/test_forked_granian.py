"""What granian's processes share is loaded before they part, and nothing that two of them must not share is open."""

import subprocess

from tools.steps import PYTHON, ROOT

PROGRAM = """
import threading
from tools.forked_granian import load
load()
import sys
from django.db import connections
assert {"tracker.urls", "scipy"} <= sys.modules.keys()
assert [each.connection for each in connections.all()] == [None] * len(connections.all())
assert threading.enumerate() == [threading.main_thread()]
"""


def test_no_connection_and_no_thread_is_there_when_it_forks() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(
        [PYTHON, "-c", PROGRAM], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
