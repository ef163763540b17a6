"""Files of other apps and of our own: sending one, watching it, saying what is what, adding it, undoing it."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from tracker.forms.imports import AnswersForm, UploadForm
from tracker.http import UNPROCESSABLE, PersonRequest, owned_or_404, page_or_fragment, see_other, signed_in
from tracker.imports import jobs, receiving, tidying
from tracker.imports.page import import_page, kinds, sent_files
from tracker.imports.preview import Chosen
from tracker.imports.uploads import IntoTheFolder
from tracker.models import Import

TOO_LARGE = 413


@csrf_exempt
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: PersonRequest) -> HttpResponseBase:
    """The token stands in the form, so it can only be looked at with the file: `_send` looks, before anything else."""
    if request.method != "POST":
        return _show(request, UploadForm())
    if receiving.is_said_to_be_too_large(request.META.get("CONTENT_LENGTH", "")):
        return _refuse(request, UploadForm(), receiving.too_large(), TOO_LARGE)
    handler = IntoTheFolder()
    request.upload_handlers = [handler]
    try:
        return _send(request, handler)
    finally:
        handler.discard()


@csrf_protect
def _send(request: PersonRequest, handler: IntoTheFolder) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if handler.is_too_large:
        return _refuse(request, UploadForm(), receiving.too_large(), TOO_LARGE)
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    try:
        receiving.check_room(request.user, timezone.now())
    except receiving.NotNowError as error:
        return _refuse(request, form, str(error), UNPROCESSABLE)
    row = receiving.receive(request.user, handler.handed_over())
    if request.htmx:
        return HttpResponseClientRedirect(see_other("import", row.public_id).url)
    return see_other("import", row.public_id)


def _refuse(request: PersonRequest, form: UploadForm, why: str, status: int) -> HttpResponse:
    """Says why by the field, where the form itself had nothing to object to."""
    return _show(request, form, status=status, refused=why)


def _show(request: PersonRequest, form: UploadForm, *, status: int = 200, refused: str = "") -> HttpResponse:
    context = {
        "form": form,
        "refused": refused or form.errors.get("file", [""])[0],
        "kinds": kinds(),
        "sent": sent_files(request.user),
        "limit": receiving.limit(),
    }
    return page_or_fragment(request, "imports/imports.html", "upload", context, status=status)


def _owned(request: PersonRequest, import_id: UUID) -> Import:
    found = owned_or_404(Import.objects.for_user(request.user), import_id)
    found.person = request.user
    return found


@signed_in
@require_safe
def one(request: PersonRequest, import_id: UUID) -> HttpResponse:
    page = import_page(_owned(request, import_id), timezone.now())
    return page_or_fragment(request, "imports/import.html", "body", {"page": page})


@signed_in
@require_POST
def answer(request: PersonRequest, import_id: UUID) -> HttpResponse:
    found = _owned(request, import_id)
    if found.state != "asking":
        return see_other("import", found.public_id)
    form = AnswersForm(request.POST, questions=found.questions, answers=found.answers)
    if not form.is_valid():
        page = import_page(found, timezone.now())
        page.form = form
        return render(request, "imports/import.html", {"page": page}, status=UNPROCESSABLE)
    jobs.go_on(found, "asking", "waiting", answers={**found.answers, **form.answers()})
    return see_other("import", found.public_id)


@signed_in
@require_POST
def choose(request: PersonRequest, import_id: UUID) -> HttpResponse:
    """Keeps what was chosen; `do=add` adds it, but never anything that was not shown before."""
    found = _owned(request, import_id)
    if found.state != "ready":
        return see_other("import", found.public_id)
    chosen = Chosen(found)
    changed = chosen.take(request.POST)
    adds = request.POST.get("do") == "add"
    if not chosen.errors:
        chosen.keep()
        if adds and not changed:
            jobs.go_on(found, "ready", "adding", error="")
            return see_other("import", found.public_id)
        if not adds and not request.htmx:
            return see_other("import", found.public_id)
    page = import_page(found, timezone.now(), chosen=chosen)
    number = request.POST.get("changed", "")
    context = {
        "page": page,
        "adds": adds,
        "looked_again": adds and changed and not chosen.errors,
        "row": page.preview.row(number) if page.preview else None,
    }
    status = UNPROCESSABLE if chosen.errors else 200
    return page_or_fragment(request, "imports/import.html", "changed", context, status=status)


@signed_in
@require_POST
def cancel(request: PersonRequest, import_id: UUID) -> HttpResponse:
    found = _owned(request, import_id)
    if tidying.cancel(found):
        jobs.enqueue_next(found.person_id)
        return see_other("imports")
    return see_other("import", found.public_id)


@signed_in
@require_POST
def undo(request: PersonRequest, import_id: UUID) -> HttpResponse:
    found = _owned(request, import_id)
    if import_page(found, timezone.now()).undo_until is not None:
        jobs.go_on(found, "added", "undoing", error="")
    return see_other("import", found.public_id)
