"""What has to happen inside the app, in a process of its own on the data of a test: `people N`, `stored`.

Answers are JSON on the last line of the output.
"""

import datetime
import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from tests import factories  # noqa: E402
from tracker.models import CheckIn, Person, Rating, UndoStep  # noqa: E402


def people(number: str) -> list[dict[str, Any]]:
    """Signed in, each with two spots."""
    made = []
    for place in range(int(number)):
        person = Person.objects.create_user(f"writer{place}", password=None)
        first_day = datetime.date(2020, 1, 1)
        spots = [
            factories.spot(person, first_day=first_day),
            factories.spot(person, "infraspinatus", side="right", first_day=first_day),
        ]
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        made.append({"person": person.pk, "cookie": cookie, "spots": [str(spot.public_id) for spot in spots]})
    return made


def stored() -> dict[str, Any]:
    """Of each person: the count of changes, every day as it stands, and what each undo step would bring back."""
    found: dict[str, Any] = {}
    for pk, revision in Person.objects.values_list("pk", "revision"):
        found[str(pk)] = {"revision": revision, "days": {}, "steps": []}
    for pk, date, note, stress in CheckIn.objects.values_list("person_id", "date", "note", "stress"):
        found[str(pk)]["days"][str(date)] = {"note": note, "stress": stress}
    for pk, date, spot, pain in Rating.objects.values_list("person_id", "date", "spot__public_id", "pain"):
        found[str(pk)]["days"][str(date)][f"pain.{spot}"] = pain
    for pk, date, before in UndoStep.objects.order_by("pk").values_list("person_id", "date", "before"):
        found[str(pk)]["steps"].append([str(date), before["fields"]])
    return found


if __name__ == "__main__":
    print(json.dumps({"people": people, "stored": stored}[sys.argv[1]](*sys.argv[2:])))
