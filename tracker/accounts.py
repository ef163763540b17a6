"""Who may sign up, and what a new account starts with. The one module that extends allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from tracker.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is for the first account, or for everybody where REGISTRATION=open."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.REGISTRATION_OPEN or not Person.objects.filter(is_sample=False).exists()
