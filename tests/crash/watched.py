"""The real settings, with an app beside the others that writes down how each connection to the database is set."""

from tracker import settings

globals().update({name: getattr(settings, name) for name in dir(settings) if name.isupper()})

INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.crash.watching"]
