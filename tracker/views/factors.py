"""Factors: which are in use, in which order, and the person's own."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tracker.changes import factors as changes
from tracker.forms.factors import KIND_WORDS, NAME_TAKEN, FactorForm, NewFactorForm
from tracker.http import UNPROCESSABLE, PersonRequest, owned_or_404, page_or_fragment, signed_in, today_of
from tracker.models import Factor, FactorReading

PAGE = "settings/factors.html"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: PersonRequest) -> HttpResponse:
    """The list; a POST adds one of the person's own."""
    if request.method != "POST":
        return _show(request, NewFactorForm(person=request.user))
    form = NewFactorForm(request.POST, person=request.user)
    if form.is_valid():
        try:
            changes.add_factor(request.user, today_of(request.user), **form.cleaned_data)
        except changes.NameTakenError:
            form.add_error("name", NAME_TAKEN)
        else:
            messages.success(request, f"{form.cleaned_data['name']} is now on Today.")
            return redirect("factors")
    return _show(request, form, status=UNPROCESSABLE)


@signed_in
@require_POST
def use(request: PersonRequest, factor_id: UUID) -> HttpResponse:
    factor = _factor(request, factor_id)
    changes.set_in_use(factor, today_of(request.user), in_use=request.POST.get("in_use") == "yes")
    return _done(request)


@signed_in
@require_POST
def move(request: PersonRequest, factor_id: UUID) -> HttpResponse:
    factor = _factor(request, factor_id)
    changes.move_factor(factor, "up" if request.POST.get("direction") == "up" else "down")
    return _done(request)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, factor_id: UUID) -> HttpResponse:
    """Name and unit of the person's own factor, and the way to remove it."""
    factor = _own_factor(request, factor_id)
    form = FactorForm(request.POST or None, instance=factor, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            changes.change_factor(factor, **form.cleaned_data)
        except changes.NameTakenError:
            form.add_error("name", NAME_TAKEN)
        else:
            return redirect("factors")
    context = {
        "form": form,
        "factor": factor,
        "kind": KIND_WORDS[factor.kind],
        "stored_name": Factor.objects.for_user(request.user).values_list("name", flat=True).get(pk=factor.pk),
        "readings": FactorReading.objects.for_user(request.user).filter(factor=factor).count(),
    }
    return render(request, "settings/factor.html", context, status=UNPROCESSABLE if form.errors else 200)


@signed_in
@require_POST
def remove(request: PersonRequest, factor_id: UUID) -> HttpResponse:
    factor = _own_factor(request, factor_id)
    changes.remove_factor(factor)
    messages.success(request, f"{factor.name} is removed.")
    return redirect("factors")


def _factor(request: PersonRequest, factor_id: UUID) -> Factor:
    return owned_or_404(Factor.objects.for_user(request.user), factor_id)


def _own_factor(request: PersonRequest, factor_id: UUID) -> Factor:
    """Built-in factors are switched off, never renamed or removed."""
    factor = _factor(request, factor_id)
    if factor.builtin:
        raise Http404
    return factor


def _done(request: PersonRequest) -> HttpResponse:
    return _show(request, NewFactorForm(person=request.user)) if request.htmx else redirect("factors")


def _show(request: PersonRequest, form: NewFactorForm, *, status: int = 200) -> HttpResponse:
    rows = list(Factor.objects.for_user(request.user))
    context = {
        "form": form,
        "in_use": [row for row in rows if row.in_use],
        "resting": [row for row in rows if not row.in_use],
        "kind_words": KIND_WORDS,
    }
    return page_or_fragment(request, PAGE, "lists", context, status=status)
