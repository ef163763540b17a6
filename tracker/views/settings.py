"""Settings: zone, start of the day, drawing, colours, and the ways to the account's own pages."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.changes.sample_account import sample_of
from tracker.forms.settings import SettingsForm
from tracker.http import UNPROCESSABLE, PersonRequest, page_or_fragment, signed_in

PAGE = "settings/settings.html"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, SettingsForm(instance=request.user))
    theme = request.user.theme
    form = SettingsForm(request.POST, instance=request.user)
    if not form.is_valid():
        # The form has written to the instance what was valid; nothing of it is saved, so nothing is shown.
        request.user.refresh_from_db()
        return _show(request, form, status=UNPROCESSABLE)
    person = form.save()
    if not request.htmx:
        return redirect("settings")
    response = _show(request, SettingsForm(instance=person), saved=True)
    if person.theme != theme:
        response["HX-Refresh"] = "true"
    return response


def _show(
    request: PersonRequest, form: SettingsForm, *, saved: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "saved_at": timezone.now() if saved else None,
        "sample": None if request.user.is_sample else sample_of(request.user),
    }
    return page_or_fragment(request, PAGE, "form", context, status=status)
