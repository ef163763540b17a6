"""Large libraries are loaded by the page that needs them, and by no other."""

import subprocess

from tools.steps import PYTHON, ROOT

PROGRAM = """
import sys, django
django.setup()
import tracker.urls
assert not {"numpy", "scipy"} & sys.modules.keys()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from tests import factories, tables
from tests.addresses import TODAY
tables.given(settings.DATA_DIR / "unknot.sqlite3")
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
alice = factories.person()
spot = factories.spot(alice)
for day in factories.write(spot, "0c 6c 6c 0c 0c 7c 0c 0c"):
    factories.treatment(day, (spot, 6, 2))
client = Client(headers={"host": "127.0.0.1"})
client.force_login(alice)
pages = "/ /history/ /days/ /spots/ /trends/ /trends/pain.json /trends/worst.json /insights/ /insights/trials/ "
pages += f"/insights/rules/ /data/ /report/ /settings/ /more/ /learn/ /spots/{spot.public_id}/"
for page in pages.split():
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    loaded = {"scipy", "typst"} & sys.modules.keys()
    assert not loaded, (page, loaded)
client.post(f"/day/{TODAY}/", {"stress": "4"})
assert "scipy" not in sys.modules
"""


def test_starting_loads_neither_and_a_request_that_needs_no_quantile_loads_no_scipy() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(
        [PYTHON, "-c", PROGRAM], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
