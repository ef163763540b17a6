"""The operator's view: that somebody has an account, and whether it may be used. Diaries are never shown here."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django_tasks_db.models import DBTaskResult

from tracker.changes.auditing import record
from tracker.gate.sessions import end_others
from tracker.models import Person, Problem


@admin.register(Person)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # not subscriptable when the app runs
    """Who looks after accounts sees that a person exists, and may close the account or open it again.

    Nobody deletes another person's diary: a closed account keeps it, and its person deletes it.
    """

    list_display = ("username", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "is_sample")
    search_fields = ("username",)
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("May sign in, may look after accounts", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("date_joined", "last_login")}),
    )
    readonly_fields = ("date_joined", "last_login")
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only who may do everything gives names, and makes others able to look after accounts."""
        fields = ("date_joined", "last_login")
        return fields if _may_all(request) else (*fields, "username", "is_staff", "is_superuser")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _looks_after(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _looks_after(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not of somebody who may do more than oneself."""
        above = isinstance(obj, Person) and obj.is_superuser and not _may_all(request)
        return _looks_after(request) and not above

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Who sets a password can sign in with it: for who may do everything, and the person is told."""
        if not _may_all(request):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """Tells the person, and ends their sessions: what they may do is not what it was."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if change and form.changed_data:
                self._tell(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Setting a password goes past `save_model`, and comes here."""
        if isinstance(obj, Person) and "password" in str(message).lower():
            self._tell(request, obj)
        return super().log_change(request, obj, message)

    def _tell(self, request: HttpRequest, person: Person) -> None:
        record(person, "changed-by-staff")
        own = request.session.session_key if request.user == person else None
        end_others(person, own)


class Watched(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """To be looked at, not to be changed."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _looks_after(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _looks_after(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DBTaskResult)
class WorkAdmin(Watched):
    """Whether the worker keeps up. What a task was about, and what went wrong in it, is not shown."""

    list_display = ("task_name", "status", "enqueued_at", "started_at", "finished_at")
    list_display_links = None
    list_filter = ("status",)
    ordering = ("-enqueued_at",)
    fields = ("status",)


@admin.register(Problem)
class ProblemAdmin(Watched):
    """Errors that the app met, as `manage.py problems` lists them; who met them is not known."""

    list_display = ("kind", "place", "count", "last_at", "reference")
    ordering = ("-last_at",)
    fields = ("kind", "place", "count", "first_at", "last_at", "reference", "trace")


def _looks_after(request: HttpRequest) -> bool:
    """The door has asked for the second step before anything here is asked."""
    return isinstance(request.user, Person) and request.user.is_active and request.user.is_staff


def _may_all(request: HttpRequest) -> bool:
    return isinstance(request.user, Person) and request.user.is_superuser
