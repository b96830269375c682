"""Errors as whoever asked gets them: a problem document, or a page in the reader's language."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from compare.web.pages import error_page
from compare.web.problems import Problem, document, is_for_programs


def answer(request: Request, problem: Problem) -> Response:
    """The problem in the form that the address asks for."""
    if is_for_programs(request.url.path):
        return document(problem)
    return error_page(request, problem)


def handler(request: Request, error: Exception) -> Response:
    """Turns what a handler raised into an answer. No trace and no text of a document leaves with it."""
    if isinstance(error, Problem):
        return answer(request, error)
    if isinstance(error, HTTPException):
        slug = {404: "missing", 405: "method"}.get(error.status_code, "request")
        response = answer(request, Problem(error.status_code, slug))
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response
    return answer(request, Problem(500, "internal"))
