"""The app's own settings with one page more, which does nothing: the floor that the others are compared with."""

from pathlib import Path

from tracker import settings

globals().update({name: getattr(settings, name) for name in dir(settings) if name.isupper()})

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.count_queries", *settings.MIDDLEWARE]
TEMPLATES = [
    {**settings.TEMPLATES[0], "DIRS": [settings.BASE_DIR / "templates", Path(__file__).parent / "templates"]}
]
