"""Every route there is, allauth's and the admin's included, found from the URL patterns, with ids of one person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver

from tests.attack.passkeys import passkey
from tracker.models import Person

METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "POST")
_IN_PATH = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[[^\]]*\]|[^()\[\]])*\)")


@dataclass(frozen=True)
class Route:
    """`owned`: the address names something of the person whose ids it was made with."""

    name: str
    path: str
    family: str
    owned: bool


def ids_of_account(person: Person) -> dict[str, str]:
    """What addresses of allauth and of the admin name, beside the ids of the diary."""
    key = passkey(person)
    UserSession.objects.create(user=person, ip="10.0.0.9", session_key="s" * 32, user_agent="test")
    return {
        "pk": str(key.pk),
        "key": "MQ:1abcde:x",
        "uidb36": "1",
        "id": str(person.pk),
        "object_id": str(person.pk),
        "content_type_id": str(ContentType.objects.get_for_model(Person).pk),
        "app_label": "tracker",
        "url": "no/such/page/",
    }


def routes(ids: dict[str, str]) -> list[Route]:
    """Raises KeyError for a part of an address that is not known here: add it to tests/addresses.py."""
    return list(_walk(get_resolver().url_patterns, "/", ids, (), ""))


def _walk(
    patterns: list[URLPattern | URLResolver],
    before: str,
    ids: dict[str, str],
    named: tuple[str, ...],
    family: str,
) -> Iterator[Route]:
    for pattern in patterns:
        text = str(pattern.pattern)
        names = (*named, *(one or other for one, other in _IN_PATH.findall(text)))
        path = before + _IN_PATH.sub(lambda part: ids[part[1] or part[2]], text).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path, ids, names, family or text.strip("/"))
        else:
            yield Route(
                pattern.name or "", path, family, any(name.endswith("_id") or name == "pk" for name in names)
            )
