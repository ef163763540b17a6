"""What the shell around every page needs."""

from functools import partial
from typing import Any, NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from tracker.http import today_of
from tracker.insights.news import new_flags
from tracker.models import Person


class NavigationItem(NamedTuple):
    url_name: str
    label: str


NAVIGATION = (
    NavigationItem("today", "Today"),
    NavigationItem("history", "History"),
    NavigationItem("spots", "Spots"),
    NavigationItem("trends", "Trends"),
    NavigationItem("insights", "Insights"),
    NavigationItem("more", "More"),
)
# The first word of a path -> the navigation item it belongs to.
_FAMILIES = {
    "": "today",
    "day": "today",
    "body": "today",
    "days": "history",
    "history": "history",
    "spots": "spots",
    "trends": "trends",
    "insights": "insights",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, theme and version. Costs no query; what is new is counted where the navigation is drawn."""
    person = getattr(request, "user", None)
    theme = getattr(person, "theme", "system")
    first_word = request.path_info.strip("/").split("/")[0]
    return {
        "navigation": NAVIGATION,
        "page_family": _FAMILIES.get(first_word, "more"),
        "new_flags": partial(_new_flags, person),
        "sign_up_open": partial(get_adapter(request).is_open_for_signup, request),
        "theme": theme,
        "version": settings.VERSION,
    }


def _new_flags(person: object) -> int:
    return new_flags(person, today_of(person)) if isinstance(person, Person) else 0
