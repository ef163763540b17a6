"""Links to a report, made as the app makes them, and how a reader without an account opens one."""

import datetime
import uuid
from typing import Any

from django.test import Client
from django.utils import timezone

from tests import factories
from tracker.changes import sharing
from tracker.http import today_of
from tracker.models import Person, ReportShare, Spot
from tracker.report.choice import ReportChoice

DAY = datetime.timedelta(days=1)


def candidate(owner: Person, muscle: str = "levator_scapulae", **fields: Any) -> Spot:
    """A spot that came back three times, three days after each treatment, the last time today."""
    today = today_of(owner)
    spot = factories.spot(owner, muscle, first_day=today - 60 * DAY, **fields)
    dates = factories.write(spot, "5 0 0 " * 3 + "5", today - 9 * DAY)
    for day in (0, 3, 6):
        factories.treatment(dates[day], spot)
    return spot


def made(
    owner: Person, *spots: Spot, days: int = 7, code: bool = False, notes: bool = False, period: int = 90
) -> sharing.Made:
    """A link to the last days and `spots`. It has a secret, and with `code` a code."""
    today = today_of(owner)
    keys = tuple(spot.public_id for spot in spots)
    choice = ReportChoice(today - (period - 1) * DAY, today, keys, notes)
    return sharing.make(
        owner, uuid.uuid4(), sharing.Terms(choice.as_json(), "Dr. W.", days, code), timezone.now()
    )


def address(link: sharing.Made) -> str:
    return f"/s/{link.secret}/"


def opened(link: sharing.Made, client: Client | None = None) -> Client:
    """A reader who has pressed the button."""
    reader = client or Client(REMOTE_ADDR="192.0.2.7")
    answer = reader.post(address(link), {"code": link.code or ""})
    assert (answer.status_code, answer["Location"]) == (303, address(link))
    return reader


def said(*spots: Spot, **fields: Any) -> dict[str, Any]:
    """What the reader's form sends; fields with a dot come as {"kind.massage": "on"}."""
    return {
        "public_id": str(uuid.uuid4()),
        "name": "A. Weber",
        "role": "physiotherapist",
        "date": str(today_of(spots[0].person)) if spots else "",
        "spots": [str(spot.public_id) for spot in spots],
        "finding": "Tender, turns less to the left.",
        "advice": "Short breaks.",
        "next_visit": "",
        **fields,
    }


def stored(link: sharing.Made) -> ReportShare:
    return ReportShare.objects.get(pk=link.share.pk)
