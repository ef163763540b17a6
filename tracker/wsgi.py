"""The WSGI entry point that the server loads."""

import gc
import os
from typing import Any

from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application

from tracker.request_bodies import utf_8_alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = utf_8_alone(get_wsgi_application())

# A page over a long history makes tens of thousands of short-lived tuples. By default the collector of cycles would
# walk the whole program several times meanwhile: what is loaded now is set aside, and it looks once a page is answered.
_ENOUGH = (100_000, 10, 10)
gc.collect()
gc.freeze()
gc.set_threshold(3 * _ENOUGH[0], *_ENOUGH[1:])


def _collect(**_: Any) -> None:
    young, *older = gc.get_count()
    if young > _ENOUGH[0]:
        full = [count > enough for count, enough in zip(older, _ENOUGH[1:], strict=True)]
        gc.collect(2 if all(full) else int(full[0]))


request_finished.connect(_collect)
