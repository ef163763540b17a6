"""Every page of somebody as JSON, by its address. Run as a program: `python -m tests.backups.looking USER IDS`."""

import hashlib
import json
import re
import sys

import django

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


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
        if answer["Content-Type"].startswith("text/html"):
            text = _TOKEN.sub("", text.decode()).encode()
        elif not answer["Content-Type"].startswith(("text/", "application/json")):
            # A zip and a PDF say when they were made.
            text = b""
        found[address.path] = f"{answer.status_code} {hashlib.sha256(text).hexdigest()}"
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(pages(sys.argv[1], json.loads(sys.argv[2]))))
