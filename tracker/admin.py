"""The operator's view of accounts. Diaries are private and are not shown here."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from tracker.models import Person

admin.site.register(Person, UserAdmin)
