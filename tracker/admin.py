"""The operator's view of accounts. Diaries are private and are not shown here."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from tracker.models import Person

admin.site.register(Person, UserAdmin)
# The one sign-in page: its rate limits and second step must not be got around here.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign, no-untyped-call]
