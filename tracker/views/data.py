"""The person's data: what is there, and taking it away."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from tracker.changes.auditing import record
from tracker.exchange.columns import CSV_FILES
from tracker.exchange.downloads import ARCHIVE, DOWNLOADS, contents_of, download
from tracker.exchange.stored import Selection
from tracker.forms.data import ExportForm
from tracker.http import UNPROCESSABLE, PersonRequest, signed_in, today_of


@signed_in
@require_safe
def data(request: PersonRequest) -> HttpResponse:
    return _show(request, ExportForm(today=today_of(request.user), names=DOWNLOADS))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: PersonRequest) -> HttpResponseBase:
    """Answers with the file itself. The choice comes in the body, so no address and no log tells of it."""
    if request.method != "POST":
        return redirect("data")
    today = today_of(request.user)
    form = ExportForm(request.POST, today=today, names=DOWNLOADS)
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    choice = form.cleaned_data
    selection = Selection(request.user, choice["start"], choice["end"], notes=choice["notes"])
    file = download(choice["file"], selection, today)
    record(request.user, "archived" if choice["file"] == ARCHIVE else "exported")
    disposition = content_disposition_header(as_attachment=True, filename=file.file_name)
    return StreamingHttpResponse(
        file.chunks, content_type=file.content_type, headers={"Content-Disposition": disposition}
    )


def _show(request: PersonRequest, form: ExportForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "contents": contents_of(request.user), "files": CSV_FILES.values()}
    return render(request, "data/data.html", context, status=status)
