"""The forms: pasted texts, uploaded files, accounts of the archive, and the search for repeats."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from compare.errors import CompareError
from compare.model.archived import Hit
from compare.model.text import Witness, is_published
from compare.web.accounts import holds_many
from compare.web.contract import NAME
from compare.web.decided import uploaded_decisions
from compare.web.jobs import Busy
from compare.web.pages import render
from compare.web.problems import Problem
from compare.web.received import read_form
from compare.web.service import Input, Service
from compare.web.texts import REPORT_LANGUAGES, language, texts

BOXES, AT_ONCE = 6, 2
"""Boxes for pasted texts, and how many of them are open from the start."""
_FOUND = 50
_ALIGN = ("auto", "words")
_UNCHOSEN = {"report": "", "align": ""}


async def start(request: Request) -> Response:
    return _start(request)


def _start(
    request: Request, status: int = 200, wrong: str = "", form: FormData | None = None, why: str = ""
) -> Response:
    """The start page; with what was typed, where something about it is wrong."""
    boxes = [{"text": "", "outlet": "", "published": ""} for _ in range(BOXES)]
    if form is not None:
        for name in ("text", "outlet", "published"):
            for box, value in zip(boxes, form.getlist(name), strict=False):
                box[name] = value if isinstance(value, str) else ""
    return render(
        request,
        "start.html.j2",
        status,
        boxes=boxes,
        open_boxes=AT_ONCE,
        wrong=wrong,
        why=why,
        report_languages=_report_languages(),
        chosen={name: str(form.get(name, "")) if form else "" for name in ("report", "align")},
    )


def _report_languages() -> list[tuple[str, str]]:
    return [(lang, str(texts(lang)["name"])) for lang in REPORT_LANGUAGES]


async def compare(request: Request) -> Response:
    """Takes the accounts in and queues their comparison."""
    service: Service = request.app.state.service
    t = texts(language(request))
    async with AsyncExitStack() as stack:
        form = await read_form(request, stack)
        try:
            inputs = [*_pasted(form), *_uploaded(form, service), *await _picked(form, service)]
            decisions = await uploaded_decisions(form)
        except Problem as problem:
            told = t["problems"].get(problem.slug)
            why = problem.detail if told else ""
            return _start(request, problem.status, told or problem.detail, form, why)
        if len(inputs) < 2 and not any(holds_many(one.name) for one in inputs):
            return _start(request, 422, t["problems"]["one-input"], form)
        align = str(form.get("align", ""))
        settings = {"align_by": align} if align in _ALIGN else {}
        try:
            job = await service.compare(inputs, settings, _report_language(form), decisions=decisions)
        except Busy:
            return _start(request, 503, t["problems"]["busy"], form)
    return RedirectResponse(f"/c/{job.id}", 303)


async def repeats(request: Request) -> Response:
    return _repeats(request)


def _repeats(request: Request, status: int = 200, wrong: str = "") -> Response:
    return render(
        request,
        "repeats.html.j2",
        status,
        wrong=wrong,
        why="",
        report_languages=_report_languages(),
        chosen=_UNCHOSEN,
    )


async def find_repeats(request: Request) -> Response:
    """Takes files in and queues the search for paragraphs that stand in them more than once."""
    service: Service = request.app.state.service
    t = texts(language(request))
    async with AsyncExitStack() as stack:
        form = await read_form(request, stack)
        try:
            inputs = list(_uploaded(form, service))
        except Problem as problem:
            told = t["problems"].get(problem.slug)
            return _repeats(request, problem.status, told or problem.detail)
        if not inputs:
            return _repeats(request, 422, t["problems"]["no-file"])
        try:
            job = await service.repeats(inputs, 0.7, _report_language(form))
        except Busy:
            return _repeats(request, 503, t["problems"]["busy"])
    return RedirectResponse(f"/c/{job.id}", 303)


def _report_language(form: FormData) -> str | None:
    told = form.get("report")
    return told if isinstance(told, str) and told in REPORT_LANGUAGES else None


def _pasted(form: FormData) -> list[Input]:
    columns = [form.getlist(name) for name in ("text", "outlet", "published")]
    rows = zip(*([*column, *[""] * (BOXES - len(column))] for column in columns), strict=False)
    return [
        Input(text.encode(), outlet=outlet.strip()[:NAME] or None, published=_day(published))
        for text, outlet, published in rows
        if isinstance(text, str) and isinstance(outlet, str) and isinstance(published, str) and text.strip()
    ]


def _uploaded(form: FormData, service: Service) -> list[Input]:
    days = form.getlist("file_published")
    files = [file for file in form.getlist("file") if isinstance(file, UploadFile)]
    if len(files) > service.options.max_files:
        raise Problem(400, "request")
    found: list[Input] = []
    for number, file in enumerate(files):
        if not file.filename and not file.size:
            continue
        if (file.size or 0) > service.options.max_file:
            raise Problem(413, "too-large")
        day = days[number] if number < len(days) else ""
        # Without a name a browser would not send it: such a file is called by its number.
        name = (file.filename or f"{number + 1}.txt")[:NAME]
        found.append(Input(file.file, name, published=_day(day if isinstance(day, str) else "")))
    return found


def _day(told: str) -> str | None:
    day = told.strip().translate(_DIGITS)
    if not day:
        return None
    if len(day) > 30 or not is_published(day):
        raise Problem(422, "published")
    return day


_DIGITS = str.maketrans({chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)})
"""Arabic and Persian digits, which a reader may type a day in."""


# ------------------------------------------------------------------------------------------------ archive


async def archive(request: Request) -> Response:
    """The search in the archive; what was chosen before stays chosen."""
    service: Service = request.app.state.service
    if service.options.archive is None:
        raise Problem(404, "missing")
    query = request.query_params.get("q", "")[:NAME]
    page = _page(request.query_params.get("page", ""))
    chosen = list(dict.fromkeys(request.query_params.getlist("a")))[: service.options.max_files]
    try:
        hits, count, picked = await run_in_threadpool(_looked_up, service, query, chosen, page)
    except CompareError as error:
        raise Problem(422, error.slug, str(error)) from None
    return render(
        request,
        "archive.html.j2",
        query=query,
        hits=[(hit, _marked(hit)) for hit in hits if hit.witness not in chosen],
        count=count,
        page=page,
        more=not query.strip() and page * _FOUND < count,
        picked=picked,
        report_languages=_report_languages(),
        chosen=_UNCHOSEN,
    )


def _page(told: str) -> int:
    """The number of a page, from 1."""
    return int(told) if told.isascii() and told.isdigit() and 0 < len(told) < 8 and int(told) else 1


def _looked_up(
    service: Service, query: str, chosen: Sequence[str], page: int
) -> tuple[list[Hit], int, list[Witness]]:
    """What is met by the query, or the newest without one; how many accounts there are; those chosen."""
    from compare.archive.store import Archive

    assert service.options.archive is not None
    with Archive(service.options.archive, create=False) as opened:
        searched = bool(query.strip())
        hits = opened.search(query, _FOUND) if searched else opened.newest(_FOUND, (page - 1) * _FOUND)
        return hits, opened.info().witnesses, opened.witnesses(chosen) if chosen else []


def _marked(hit: Hit) -> list[tuple[str, bool]]:
    """The snippet in pieces, each with whether it was searched for."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for mark in hit.marks:
        pieces += [(hit.snippet[at : mark.start], False), (hit.snippet[mark.start : mark.end], True)]
        at = mark.end
    return [piece for piece in [*pieces, (hit.snippet[at:], False)] if piece[0]]


async def _picked(form: FormData, service: Service) -> list[Input]:
    """The accounts of the archive that are named by their ids."""
    ids = [id[:NAME] for id in form.getlist("a") if isinstance(id, str) and id][: service.options.max_files]
    if not ids or service.options.archive is None:
        return []
    try:
        witnesses = await run_in_threadpool(_taken, service, list(dict.fromkeys(ids)))
    except CompareError as error:
        raise Problem(422, error.slug, str(error)) from None
    return [_input(witness) for witness in witnesses]


def _taken(service: Service, ids: Sequence[str]) -> list[Witness]:
    from compare.archive.store import Archive

    assert service.options.archive is not None
    with Archive(service.options.archive, create=False) as opened:
        return opened.witnesses(ids)


def _input(witness: Witness) -> Input:
    told: dict[str, Any] = {"title": witness.title, "outlet": witness.outlet, "language": witness.language}
    data = witness.text.encode("utf-8", "replace")
    return Input(data, f"{witness.id}.txt", published=witness.published.value, **told)
