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

if not TEST_DATABASE_URL:
    # A real file, at the place where a server with the same DATA_DIR looks for it.
    _file = {"NAME": str(DATA_DIR / "unknot.sqlite3")}
    DATABASES = {"default": {**settings.DATABASES["default"], "TEST": _file}}
