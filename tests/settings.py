"""The real settings on a data folder that is thrown away, so that no test ever meets somebody's diary."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tools import configuration

DATA_DIR = Path(tempfile.mkdtemp(prefix="unknot-tests-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

TEST_DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "")
# Whatever the shell has set for a real server would make tests differ from one machine to the next.
for _name in configuration.names():
    os.environ.pop(_name, None)
os.environ |= {"DATA_DIR": str(DATA_DIR), "DATABASE_URL": TEST_DATABASE_URL, "ENV_FILE": os.devnull}

from tracker import settings  # noqa: E402

globals().update({name: getattr(settings, name) for name in dir(settings) if name.isupper()})

# The same algorithm at its cheapest, so that the running server accepts what a test's ORM has hashed.
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]

# Plain tests need names of static files, not their hashes; browser tests run the real storage.
STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Otherwise every test's client begins by reading all static files: a third of the time that the views' tests took.
WHITENOISE_AUTOREFRESH = True

# A database for each test process, at the place where a server started by it looks for its own.
_database = settings.DATABASES["default"]
if TEST_DATABASE_URL:
    _name = f"test_unknot_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    os.environ["DATABASE_URL"] = f"{TEST_DATABASE_URL.rpartition('/')[0]}/{_name}"
    # Django drops a test database when no connection is left, and a pool keeps some.
    _options = {name: value for name, value in _database["OPTIONS"].items() if name != "pool"}
    _database = {**_database, "OPTIONS": _options}
else:
    _name = str(DATA_DIR / "unknot.sqlite3")
DATABASES = {"default": {**_database, "TEST": {"NAME": _name}}}
