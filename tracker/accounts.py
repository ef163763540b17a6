"""Who may sign up, and what a new account starts with. The one module that extends allauth."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tracker.changes.auditing import record
from tracker.changes.factors import give_builtin_factors
from tracker.changes.old_steps import let_go_of_old_steps
from tracker.changes.sample_account import adopt_sample
from tracker.gate import attempts, sessions
from tracker.http import UNPROCESSABLE, today_of
from tracker.models import Person

_SIGNED_IN = "_unknot_signed_in"
_SHOW_CODES = ("mfa_view_recovery_codes", "mfa_download_recovery_codes")


def no_account_yet() -> bool:
    """Whether this is the first visit: nobody has an account, sample data apart."""
    return not Person.objects.filter(is_sample=False).exists()


def nobody_can_sign_in() -> bool:
    """Whether no account has a password: sample data may have been given one on the command line."""
    return (
        not Person.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .exclude(password="")
        .exists()
    )


def enter_sample(request: HttpRequest, person: Person) -> None:
    """Signs in to sample data, which asks for no password. The session is listed, so that removing ends it."""
    if not person.is_sample:
        raise ValueError("only sample data is entered without a password")
    if isinstance(request.user, Person):
        record(request.user, "signed-out")
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)


class PasskeyAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """What a passkey is called until the person names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is for the first account, or for everybody where REGISTRATION=open."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "This username and this password do not belong together.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not the password you have now.",
        "too_many_login_attempts": "That was tried too often. Wait five minutes, then try again.",
        "username_blacklisted": "This username cannot be used. Choose another one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.REGISTRATION_OPEN or no_account_yet()

    def save_user(  # type: ignore[override]  # every account here is a Person
        self, request: HttpRequest, user: Person, form: Form, commit: bool = True
    ) -> Person:
        """The first account is the administrator. Of two first sign-ups at one moment, one is the first."""
        with transaction.atomic():
            # Somebody's row must be locked to queue up behind, and there is no person yet.
            ContentType.objects.select_for_update().get(app_label="tracker", model="person")
            if not self.is_open_for_signup(request):
                raise ImmediateHttpResponse(redirect("account_signup"))
            user.is_staff = user.is_superuser = first = no_account_yet()
            user.time_zone = form.cleaned_data["time_zone"]
            super().save_user(request, user, form, commit)
            if first:
                adopt_sample(user)
        return user

    def login(self, request: HttpRequest, user: Person) -> None:  # type: ignore[override]
        """Built-in factors that came with a new version, or that an account made by hand lacks, arrive here.

        What undo has kept for too long goes: who never saves again would otherwise leave it there for good.
        """
        give_builtin_factors(user, today_of(user))
        let_go_of_old_steps(user, timezone.now())
        with transaction.atomic():
            record(user, "signed-in", attempts.take_failures(user) or None)
            super().login(request, user)
        setattr(request, _SIGNED_IN, user)

    def set_password(self, user: Person, password: str) -> None:  # type: ignore[override]
        """Changed by somebody signed in, or set anew by the link in a mail: no other session outlives it."""
        request = context.request
        here = request is not None and request.user == user
        with transaction.atomic():
            super().set_password(user, password)
            record(user, "password-changed" if here else "password-reset")
            sessions.end_others(user, request.session.session_key if here else None)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        attempts.count_failure(_name_in(credentials))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return attempts.attempts_key(request, _name_in(credentials))


def _name_in(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


def account_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What all of allauth's pages have in common here.

    Sample data is entered without a password, so nobody may give it one: its account pages are closed. A form that
    is refused answers 422, as everywhere else.
    """
    prefix, sign_out = reverse("account_login").removesuffix("login/"), reverse("account_logout")

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(prefix):
            return get_response(request)
        user = request.user
        if user.is_authenticated and user.is_sample and request.path_info != sign_out:
            messages.info(request, "Sample data has no account of its own, so there is nothing to set here.")
            return redirect("settings")
        response = _at_once(get_response, request) if isinstance(user, Person) else get_response(request)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == HTTPStatus.OK and form and form.errors:
            response.status_code = UNPROCESSABLE
        came = getattr(request, _SIGNED_IN, None)
        if came is not None:
            attempts.know_browser(response, came)
        return response

    return middleware


def _at_once(get_response: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
    """A change of an account and the entry that tells of it, in one transaction; so also where codes are shown."""
    shows_codes = request.path_info in {reverse(name) for name in _SHOW_CODES}
    if request.method != "POST" and not shows_codes:
        return get_response(request)
    with transaction.atomic():
        response = get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            transaction.set_rollback(True)
        elif shows_codes and response.status_code == HTTPStatus.OK and isinstance(request.user, Person):
            record(request.user, "codes-seen")
    return response
