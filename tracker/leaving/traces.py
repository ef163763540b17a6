"""What names an account by no foreign key: sessions, attempts that were counted, the admin log."""

from collections.abc import Iterable, Iterator

from allauth.account.app_settings import RATE_LIMITS
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal import ratelimit
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpRequest

from tracker.gate import attempts
from tracker.gate.sessions import delete
from tracker.models import Person

_APP = "allauth.account"


def end_sessions(people: Iterable[Person]) -> int:
    """Every session of these people, and those in which one of them is half way through signing in."""
    ids = {str(person.pk) for person in people}
    halfway = {user_pk_to_url_str(person) for person in people}
    theirs = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        begun = data.get("account_login") or {}
        if data.get(SESSION_KEY) in ids or begun.get("user_pk") in halfway:
            theirs.append(session.pk)
    delete(theirs)
    return len(theirs)


def forget_attempts(request: HttpRequest, person: Person) -> None:
    """How often somebody tried to sign in as this person, or to change something of the account."""
    attempts.take_failures(person)
    cache.delete_many(list(_counted(request, person)))


def _counted(request: HttpRequest, person: Person) -> Iterator[str]:
    addresses = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    emails = {person.email, *addresses} - {""}
    names = {person.username, *emails}
    keys = {
        f"mfa-auth-user-{person.pk}",
        *emails,
        *(email.lower() for email in emails),
        *map(attempts.account_key, names),
        *(attempts.attempts_key(request, name) for name in names),
    }
    for action in RATE_LIMITS:
        for rate in ratelimit.get_rates(app=_APP, action=action):
            named = [{"user": person}] if rate.per == "user" else [{"key": key} for key in keys]
            for who in named if rate.per != "ip" else ():
                yield ratelimit.get_cache_key(request, app=_APP, action=action, rate=rate, **who)


def forget_in_admin_log(person: Person) -> None:
    """What administrators did to the account names it; what the person did there goes with the account."""
    about = ContentType.objects.get_for_model(Person)
    LogEntry.objects.filter(content_type=about, object_id=str(person.pk)).delete()
