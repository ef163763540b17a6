"""Tells how many queries a page took, when it is asked with a header."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASK = "X-Count-Queries"
ANSWER = "X-Queries"


def count_queries(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if ASK not in request.headers:
            return get_response(request)
        seen = 0

        def count(execute: Callable[..., Any], *words: Any) -> Any:
            nonlocal seen
            seen += 1
            return execute(*words)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response.headers[ANSWER] = str(seen)
        return response

    return middleware
