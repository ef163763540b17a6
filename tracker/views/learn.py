"""Pages to read about knots. They hold nothing of anybody's, so they are open to all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.learning.evidence import STRENGTHS
from tracker.learning.pages import PAGES
from tracker.learning.pages import learn_page as found
from tracker.learning.sources import Citations


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    return render(request, "learn/index.html", {"pages": PAGES, "strengths": STRENGTHS})


@require_safe
def learn_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = found(slug)
    if page is None:
        raise Http404
    return render(request, page.template, {"page": page, "pages": PAGES, "citations": Citations()})
