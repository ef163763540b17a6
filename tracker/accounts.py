"""Who may sign up, and what a new account starts with. The one module that extends allauth."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tracker.changes.factors import give_builtin_factors
from tracker.changes.sample_account import adopt_sample
from tracker.models import Person


def no_account_yet() -> bool:
    """Whether this is the first visit: nobody has an account, sample data apart."""
    return not Person.objects.filter(is_sample=False).exists()


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is for the first account, or for everybody where REGISTRATION=open."""

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
        """Built-in factors that came with a new version, or that an account made by hand lacks, arrive here."""
        give_builtin_factors(user)
        super().login(request, user)


def sample_has_no_account(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sample data is entered without a password, so nobody may give it one: its account pages are closed."""
    prefix, sign_out = reverse("account_login").removesuffix("login/"), reverse("account_logout")

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(prefix) and request.path_info != sign_out:
            user = request.user
            if user.is_authenticated and user.is_sample:
                messages.info(
                    request, "Sample data has no account of its own, so there is nothing to set here."
                )
                return redirect("settings")
        return get_response(request)

    return middleware
