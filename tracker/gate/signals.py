"""What follows from signing in and out and from changes of an account, wherever in it they are made."""

from typing import Any

from allauth.account import signals as account
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth
from django.db.models.signals import post_delete, post_save, pre_save
from django.http import HttpRequest

from tracker.changes.auditing import forget_with_person, record
from tracker.gate import sessions
from tracker.gate.origins import shortened
from tracker.models import Person

_ADDED = {"totp": "app-added", "webauthn": "passkey-added", "recovery_codes": "codes-made"}
_REMOVED = {"totp": "app-removed", "webauthn": "passkey-removed"}


def connect() -> None:
    auth.user_logged_in.connect(_signed_in)
    auth.user_logged_out.connect(_signed_out)
    account.authentication_step_completed.connect(_proved_again)
    for changed in (account.email_added, account.email_removed, account.email_changed):
        changed.connect(_email_changed)
    # Not allauth's signals, which come when the transaction is over.
    post_save.connect(_factor_saved, sender=Authenticator)
    post_delete.connect(_factor_deleted, sender=Authenticator)
    mfa.authenticator_used.connect(_factor_used)
    mfa.authentication_failed.connect(_code_wrong)
    pre_save.connect(_shorten_address, sender=UserSession)
    post_delete.connect(forget_with_person, sender=Person)


def _signed_in(request: HttpRequest, **_: Any) -> None:
    sessions.begin(request)


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    """Also when an account has just been deleted: then there is nobody to tell it to."""
    sessions.note_signed_out(request)
    if isinstance(user, Person) and user.pk is not None:
        record(user, "signed-out")


def _proved_again(request: HttpRequest, **extra: Any) -> None:
    """Who proves again who they are gets a new key: one that was stolen before is worth nothing after."""
    if extra.get("reauthenticated"):
        request.session.cycle_key()


def _email_changed(user: Person, **_: Any) -> None:
    record(user, "email-changed")


def _factor_saved(instance: Authenticator, created: bool, **_: Any) -> None:
    if created:
        _factors_changed(instance, _ADDED[instance.type])


def _factor_deleted(instance: Authenticator, origin: Any, **_: Any) -> None:
    """Not when an account goes. Codes go with the last other factor, or to make way for new ones: that is told."""
    of_their_own = getattr(origin, "model", type(origin)) is Authenticator
    if of_their_own and instance.type in _REMOVED:
        _factors_changed(instance, _REMOVED[instance.type])


def _factors_changed(factor: Authenticator, kind: str) -> None:
    """What was begun under other terms of signing in does not go on under the new ones."""
    person, request = factor.user, context.request
    record(person, kind)
    here = request is not None and request.user == person
    sessions.end_others(person, request.session.session_key if here else None)


def _factor_used(user: Person, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record(user, "code-used", _codes_left(authenticator))


def _codes_left(codes: Authenticator) -> int:
    return len(codes.wrap().get_unused_codes())  # type: ignore[no-untyped-call]


def _code_wrong(user: Person, **_: Any) -> None:
    record(user, "wrong-code")


def _shorten_address(instance: UserSession, **_: Any) -> None:
    """Before it is stored: where a device is matters only roughly."""
    instance.ip = shortened(instance.ip)
