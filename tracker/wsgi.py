"""The WSGI entry point that the server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from tracker.request_bodies import utf_8_alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = utf_8_alone(get_wsgi_application())

# A page over a long history makes tens of thousands of short-lived tuples. By default the collector of cycles would
# walk the whole program several times meanwhile: what is loaded now is set aside, and it looks less often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
