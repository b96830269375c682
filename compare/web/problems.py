"""Errors as programs get them, and what went wrong with a job."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from starlette.responses import Response

from compare.web.jobs import Job


class Problem(Exception):
    """An answer that says what is wrong: the status, the stable name of the case, and a sentence."""

    def __init__(self, status: int, slug: str, detail: str = "") -> None:
        super().__init__(slug)
        self.status, self.slug, self.detail = status, slug, detail


_FAILED = {
    "crashed": "The comparison ended without a result; nothing was kept.",
    "timeout": "This took too long and was stopped; nothing was kept.",
    "cancelled": "This was cancelled; nothing was kept.",
    "stopped": "The server was stopped; nothing was kept.",
}


def of_job(job: Job) -> Problem:
    """What went wrong with a job that is over without being done."""
    if job.message:
        return Problem(422, job.slug, job.message)
    return Problem(503, job.slug or "cancelled", _FAILED.get(job.slug, _FAILED["cancelled"]))


def is_for_programs(path: str) -> bool:
    return path.startswith("/api/")


def document(problem: Problem) -> Response:
    """The problem as RFC 9457 has it."""
    title = HTTPStatus(problem.status).phrase
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": problem.status,
        "detail": problem.detail or title,
        "slug": problem.slug,
    }
    headers = {"Retry-After": "5"} if problem.status == 503 else {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(orjson.dumps(told), problem.status, headers, "application/problem+json")
