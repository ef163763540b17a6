"""Every page of somebody as JSON, by its address. Run as a program, with ids in LOOK_AT."""

import hashlib
import json
import os
import re

import django

# What a page makes up each time: its token, the id of what may be added next, when a calendar file was made, and when
# it was looked at, which the list of what happened tells of some.
_MADE_UP = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}|DTSTAMP:\w+|\d\d:\d\d(?::[\d.]+)?'
)


def pages(username: str, ids: dict[str, str]) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from tests.addresses import addresses
    from tracker.models import Person

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(username=username))
    found = {}
    for address in addresses(ids):
        answer = client.get(address.path)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content])
        if address.name == "happened":
            text = b""  # it tells of the files that are fetched here
        elif answer["Content-Type"].startswith("text/"):
            text = _MADE_UP.sub(b"", text)
        elif answer["Content-Type"] != "application/json":
            # A zip and a PDF say when they were made.
            text = b""
        found[address.path] = f"{answer.status_code} {hashlib.sha256(text).hexdigest()}"
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(pages("ida", json.loads(os.environ["LOOK_AT"]))))
