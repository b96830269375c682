"""Errors as whoever asked gets them: a problem document, or a page in the reader's language."""

from __future__ import annotations

import errno

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from compare.web.pages import error_page
from compare.web.problems import Problem, document, is_for_programs

_REFUSED = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, errno.EDQUOT), "disk-full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "disk-refused"),
}
"""What the system says of a folder that cannot be written to."""


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
    if isinstance(error, OSError) and error.errno in _REFUSED:
        return answer(request, Problem(507, _REFUSED[error.errno]))
    return answer(request, Problem(500, "internal"))
