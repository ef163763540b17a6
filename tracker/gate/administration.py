"""The door of the administration: our own sign-in, an administrator, and a second step not long ago.

Whoever may look after accounts may do more than anybody else, so a password alone is not enough, and neither is a
browser that was left open. What is shown is in `tracker.admin`.
"""

import time
from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from tracker.models import Person

SECOND_STEP_HOLDS = 3600
_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Administration(AdminSite):
    site_header = site_title = "Unknot administration"
    index_title = "Accounts and operation"
    enable_nav_sidebar = False
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what `tracker.admin` chose. Libraries would show the secrets of second factors, and who is where."""
        if getattr(admin_class, "__module__", "") == "tracker.admin":
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and proved_lately(request)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Asks for what is missing. Django's own form, which knows no second step and no limits, is never shown."""
        person, to = request.user, _wanted(request)
        if not isinstance(person, Person):
            return _ask("account_login", to)
        if not (person.is_active and person.is_staff):
            raise PermissionDenied
        if proved_lately(request):
            return redirect(to)
        has = set(Authenticator.objects.filter(user=person, type__in=_SECOND).values_list("type", flat=True))
        if not has:
            return render(request, "admin/no_second_step.html", status=HTTPStatus.FORBIDDEN)
        by_code = Authenticator.Type.TOTP in has
        return _ask("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn", to)

    def logout(  # type: ignore[override]  # a way there, not a page
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def password_change(  # type: ignore[override]  # as above
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")


def proved_lately(request: HttpRequest) -> bool:
    """Whether in this session a second factor was used within the hour: a code, a recovery code or a passkey."""
    person = request.user
    if not isinstance(person, Person):
        return False
    used = [each for each in get_authentication_records(request, person) if each.get("method") == "mfa"]
    return any(time.time() - each["at"] < SECOND_STEP_HOLDS for each in used)


def _wanted(request: HttpRequest) -> str:
    """Only ever a page of the administration."""
    index, wanted = reverse("admin:index"), request.GET.get("next", "")
    within = wanted.startswith(index) and not wanted.startswith((reverse("admin:login"), "//"))
    return wanted if within else index


def _ask(name: str, to: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': to})}")
