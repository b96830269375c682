"""A person's decisions: the file that a report's page exports, taken in with accounts or afterwards."""

from __future__ import annotations

from contextlib import AsyncExitStack

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from compare.errors import CompareError
from compare.ingest.decisions import MAX_BYTES, parse_decisions
from compare.web.accounts import label
from compare.web.jobs import Busy
from compare.web.pages import kept_of, render
from compare.web.problems import Problem
from compare.web.received import read_form
from compare.web.service import Service
from compare.web.store import Kept
from compare.web.texts import language, texts


async def uploaded_decisions(form: FormData) -> bytes | None:
    """The bytes of the file of decisions in a form, None where none was chosen.

    Raises `Problem` (422, "decisions") where they are none.
    """
    for file in form.getlist("decisions"):
        if isinstance(file, UploadFile) and (file.filename or file.size):
            return await checked(await file.read(MAX_BYTES + 1), file.filename)
    return None


async def checked(data: bytes, name: str | None = None) -> bytes:
    """The same bytes, where they are decisions. Raises `Problem` (422, "decisions") with the reason."""
    try:
        await run_in_threadpool(parse_decisions, data, label(name))
    except CompareError as error:
        raise Problem(422, "decisions", str(error)) from None
    return data


async def ask(request: Request) -> Response:
    """The page that takes decisions for a comparison that is there."""
    return _asked(request, _compared(request))


def _asked(request: Request, kept: Kept, status: int = 200, wrong: str = "", why: str = "") -> Response:
    return render(request, "decisions.html.j2", status, kept=kept, wrong=wrong, why=why)


async def apply(request: Request) -> Response:
    """Queues the same comparison with the decisions. What was there before stays as it is."""
    service: Service = request.app.state.service
    kept = _compared(request)
    known = texts(language(request))["problems"]
    async with AsyncExitStack() as stack:
        try:
            told = await uploaded_decisions(await read_form(request, stack))
            if told is None:
                return _asked(request, kept, 422, known["no-file"])
            job = await service.again(kept, told)
        except Busy:
            return _asked(request, kept, 503, known["busy"])
        except FileNotFoundError:
            # Deleted in the meantime.
            raise Problem(404, "missing") from None
        except Problem as problem:
            if problem.slug != "decisions":
                raise
            return _asked(request, kept, 422, known["decisions"], problem.detail)
    return RedirectResponse(f"/c/{job.id}", 303)


def _compared(request: Request) -> Kept:
    """The comparison of the address; a search for repeats takes no decisions."""
    kept = kept_of(request)
    if kept.about["kind"] != "compare":
        raise Problem(404, "missing")
    return kept
