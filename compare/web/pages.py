"""The pages: every one works without JavaScript, and none holds a text unescaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from compare.languages import LANGUAGES
from compare.report.html import day
from compare.report.view import visible
from compare.web.accounts import ENDINGS
from compare.web.contract import OPERATIONS
from compare.web.jobs import Busy, Job
from compare.web.problems import Problem, of_job
from compare.web.served import address
from compare.web.service import Service
from compare.web.store import ID, Kept
from compare.web.texts import COOKIE, language, texts
from compare.web.waiting import while_there
from compare.workflow import EXPORTS, FORMATS

SHOWN = 100
_REPEATS = ("html", "md", "json", "csv")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
}
_ENDINGS = {
    "annotations": "annotations.jsonld",
    "tei": "comparison.tei.xml",
    "csv": "differences.csv",
    "png": "heatmap.png",
    "svg": "heatmap.svg",
}


@lru_cache(maxsize=8)
def environment(lang: str) -> Environment:
    """The templates in a language: escaping on, a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("compare.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(visible=visible, day=lambda value: day(value, _worded(lang)))
    made.globals["asset"] = address
    return made


def _worded(lang: str) -> str:
    """The language that days are worded in, where the report has no words of this one yet."""
    from compare.web.texts import REPORT_LANGUAGES

    return lang if lang in REPORT_LANGUAGES else "en"


def render(request: Request, name: str, status: int = 200, **more: Any) -> Response:
    """A page in the language of its reader."""
    lang = language(request)
    service: Service = request.app.state.service
    here = request.url.path
    query = {name: value for name, value in request.query_params.items() if name not in ("lang", "token")}
    switches = [
        (other, str(texts(other)["name"]), _address(here, {**query, "lang": other})) for other in LANGUAGES
    ]
    page = (
        environment(lang)
        .get_template(name)
        .render(
            t=texts(lang),
            lang=lang,
            here=here,
            switches=switches,
            archive=service.options.archive is not None,
            max_file=service.options.max_file,
            endings=ENDINGS,
            **more,
        )
    )
    response = Response(page, status, media_type="text/html")
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, lang, max_age=31_536_000, samesite="strict", httponly=True)
    response.headers["Content-Language"] = lang
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def _address(path: str, query: Mapping[str, str]) -> str:
    from urllib.parse import quote, urlencode

    return f"{quote(path)}?{urlencode(query)}"


def error_page(request: Request, problem: Problem) -> Response:
    """What went wrong, in one sentence of the reader's language."""
    t = texts(language(request))
    told = t["problems"].get(problem.slug)
    title = told or t["problems"]["request" if problem.status < 500 else "internal"]
    return render(
        request,
        "error.html.j2",
        problem.status,
        title=title,
        detail="" if told else problem.detail,
        token=problem.slug == "token",
    )


# ------------------------------------------------------------------------------------------- comparisons


async def comparisons(request: Request) -> Response:
    """What was compared before, and the search in it."""
    query = request.query_params.get("q", "")[:300]
    found = await run_in_threadpool(_service(request).store.listed, query)
    return render(request, "list.html.j2", kept=found[:SHOWN], hidden=max(len(found) - SHOWN, 0), query=query)


async def comparison(request: Request) -> Response:
    """The report in its frame; how far it is, while it is being made; or what went wrong."""
    service, id = _service(request), request.path_params["id"]
    kept = service.store.find(id)
    if kept is not None:
        return await _report(request, kept)
    job = service.job(id)
    if job is None or job.state == "done":
        # Over and not kept: it was deleted.
        raise Problem(404, "missing")
    if job.state in ("failed", "cancelled"):
        return _ended(request, job)
    return render(request, "progress.html.j2", job=job, told=_told(request, job))


async def _report(request: Request, kept: Kept) -> Response:
    service = _service(request)
    present = await run_in_threadpool(service.store.present, kept)
    formats = (*FORMATS, *EXPORTS) if kept.about["kind"] == "compare" else _REPEATS
    return render(
        request,
        "report.html.j2",
        kept=kept,
        frame=service.address(kept.id, kept.files[0]),
        formats=formats,
        files=[(name, service.address(kept.id, name)) for name in present],
    )


def _ended(request: Request, job: Job) -> Response:
    problem = of_job(job)
    known = texts(language(request))["problems"]
    title = known.get(problem.slug) or known["failed"]
    detail = "" if problem.slug in known else problem.detail
    return render(request, "error.html.j2", 200, title=title, detail=detail, token=False)


async def state(request: Request) -> Response:
    """How far a comparison is, for the page that shows it."""
    import orjson

    service, id = _service(request), request.path_params["id"]
    job = service.job(id)
    if job is None:
        if service.store.find(id) is None:
            raise Problem(404, "missing")
        told: dict[str, Any] = {"state": "done"}
    else:
        told = {"state": job.state, "stage": job.stage, "done": job.done, "of": job.of}
        told["text"] = _told(request, job)
    return Response(orjson.dumps(told), media_type="application/json")


def _told(request: Request, job: Job) -> str:
    """How far a job is, in words."""
    t = texts(language(request))
    ahead = _service(request).lane.ahead(job)
    if job.state == "queued" and ahead:
        return str(t["waiting_behind"]).replace("{n}", str(ahead))
    if job.state == "queued":
        return str(t["waiting"])
    stage = str(t["stages"].get(job.stage) or t["working"])
    return f"{stage}: {job.done} / {job.of}" if job.of else stage


async def cancel(request: Request) -> Response:
    """Cancels a comparison that waits or runs."""
    service, id = _service(request), request.path_params["id"]
    job = service.job(id)
    if job is not None and not job.over:
        service.lane.cancel(job)
    return RedirectResponse(f"/c/{_id(id)}", 303)


async def ask_delete(request: Request) -> Response:
    return render(request, "delete.html.j2", kept=kept_of(request))


async def delete(request: Request) -> Response:
    """Deletes a comparison, confirmed."""
    kept = kept_of(request)
    await run_in_threadpool(_service(request).store.delete, kept.id)
    return RedirectResponse("/comparisons", 303)


async def export(request: Request) -> Response:
    """A report in a further format, made now if it is not there yet."""
    service, kept, fmt = _service(request), kept_of(request), request.path_params["format"]
    allowed = (*FORMATS, *EXPORTS) if kept.about["kind"] == "compare" else _REPEATS
    if fmt not in allowed:
        raise Problem(404, "missing")
    names = _names(await run_in_threadpool(service.store.present, kept), fmt)
    if not names and kept.about["kind"] == "compare":
        try:
            job = await service.export(kept, fmt)
        except Busy:
            raise Problem(503, "busy") from None
        await while_there(request, service.wait(job))
        if job.state != "done":
            raise of_job(job)
        names = [str(name) for name in job.answer]
    if not names:
        raise Problem(404, "missing")
    if len(names) == 1 and (path := service.store.file(kept, names[0])) is not None:
        return FileResponse(path, filename=_download(kept, names[0]), media_type="application/octet-stream")
    packed = await run_in_threadpool(service.store.packed, kept, names)
    headers = {"Content-Disposition": f'attachment; filename="{_download(kept, f"{fmt}.zip")}"'}
    return Response(packed, headers=headers, media_type="application/zip")


def _names(present: list[str], fmt: str) -> list[str]:
    """The files of a format among those that are there; none where it was not written."""
    if fmt == "html":
        # Pages of many accounts take their style and pictures from files beside them.
        page = [name for name in present if name.endswith((".html", ".css"))]
        return page if len(page) == 1 else [*page, *(name for name in present if name.endswith(".png"))]
    wanted = _ENDINGS.get(fmt)
    if wanted:
        ending = wanted.rpartition(".")[2]
        return (
            [name for name in present if name.endswith(f".{ending}")]
            if fmt != "tei"
            else _only(present, wanted)
        )
    return [name for name in present if name.endswith(f".{fmt}")]


def _only(present: list[str], name: str) -> list[str]:
    return [name] if name in present else []


def _download(kept: Kept, name: str) -> str:
    return f"tawatur-{kept.id[:8]}-{name.rpartition('/')[2]}"


async def file(request: Request) -> Response:
    """A file of a report, shut in by its headers. The key in the address is the permission."""
    service = _service(request)
    id, key, name = (request.path_params[part] for part in ("id", "key", "name"))
    kept = service.store.find(id)
    if kept is None or not service.may_see(id, key):
        raise Problem(404, "missing")
    path = service.store.file(kept, name)
    if path is None:
        raise Problem(404, "missing")
    kind = _TYPES.get(path.suffix[1:])
    if kind is None:
        return FileResponse(path, filename=_download(kept, name), media_type="application/octet-stream")
    return FileResponse(path, media_type=kind)


async def describe(request: Request) -> Response:
    """The interface for programs, for people."""
    return render(
        request, "api.html.j2", operations=OPERATIONS, origin=f"{request.url.scheme}://{request.url.netloc}"
    )


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _id(id: str) -> str:
    if not ID.fullmatch(id):
        raise Problem(404, "missing")
    return id


def kept_of(request: Request) -> Kept:
    """The kept comparison of the address."""
    kept = _service(request).store.find(request.path_params["id"])
    if kept is None:
        raise Problem(404, "missing")
    return kept
