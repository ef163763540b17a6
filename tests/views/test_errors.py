"""Every error page in our look, and each with its own status."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse

from tracker import urls
from tracker.models import Person
from tracker.views import errors


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("strange/", raising(SuspiciousOperation("no"))),
    path("forbidden/", raising(PermissionDenied("no"))),
    path("crash/", raising(RuntimeError("a secret detail"))),
    *urls.urlpatterns,
]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500


@pytest.mark.parametrize(
    ("address", "status"), [("/strange/", 400), ("/forbidden/", 403), ("/nowhere/", 404)]
)
@pytest.mark.parametrize("who", ["visitor", "person"])
@override_settings(ROOT_URLCONF=__name__)
def test_errors_have_friendly_pages(
    address: str, status: int, who: str, alice: Person, client_of: Callable[[Person], Client]
):
    client = client_of(alice) if who == "person" else Client()
    answer = client.get(address)
    assert answer.status_code == status
    assert "When to get help now" in answer.content.decode()
    assert "<h1" in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_crash_shows_a_page_and_no_detail(alice: Person, client_of: Callable[[Person], Client]):
    client = client_of(alice)
    client.raise_request_exception = False
    answer = client.get("/crash/")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_the_page_for_crashes_needs_no_database_and_no_person(rf: RequestFactory):
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "When to get help now" in answer.content.decode()


@override_settings(TEMPLATES=[])
def test_even_without_templates_there_is_an_answer(rf: RequestFactory):
    assert errors.server_error(rf.get("/")).status_code == 500


def test_ten_megabytes_are_too_much_and_said_so(alice: Person, client_of: Callable[[Person], Client]):
    answer = client_of(alice).post(reverse("settings"), {"time_zone": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "too much at once" in answer.content.decode()


def test_ten_megabytes_are_too_much_for_a_visitor_as_well(db: None):
    assert Client().post(reverse("account_login"), {"login": "x" * 10_000_000}).status_code == 413


def test_too_many_fields_are_a_bad_request(alice: Person, client_of: Callable[[Person], Client]):
    fields = urlencode({f"field{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)})
    answer = client_of(alice).post(
        reverse("settings"), fields, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400


def test_a_form_without_its_token_is_refused_kindly(alice: Person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post(reverse("settings"), {"theme": "dark"})
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()
    alice.refresh_from_db()
    assert alice.theme == "system"


@pytest.mark.usefixtures("no_rate_limits")
def test_too_many_tries_are_told_to_wait(alice: Person):
    client = Client()
    for _ in range(5):
        assert client.post(reverse("account_reset_password"), {"email": "a@example.org"}).status_code == 302
    answer = client.post(reverse("account_reset_password"), {"email": "a@example.org"})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
