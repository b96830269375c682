"""The interface for programs: a handler for every row of the table in `contract`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from compare.web.contract import OPERATIONS, Operation, openapi
from compare.web.decided import checked
from compare.web.jobs import Busy, Job
from compare.web.problems import Problem, of_job
from compare.web.service import Input, Service
from compare.web.store import Kept
from compare.web.valid import wrong
from compare.web.waiting import while_there

Handler = Callable[[Service, Request, Any], Awaitable[Response]]
_MOST_LISTED = 500


def routes() -> list[Route]:
    """The routes of the table, and the document that describes them."""
    paths = [Route(row.path, _endpoint(row), methods=[row.method], name=row.name) for row in OPERATIONS]
    return [Route("/api/openapi.json", _openapi, methods=["GET"]), *_joined(paths)]


def _joined(paths: list[Route]) -> list[Route]:
    """One route for each path: a method that it lacks is told with those that it has."""
    joined: dict[str, dict[str, Any]] = {}
    for route in paths:
        for method in route.methods or ():
            joined.setdefault(route.path, {})[method] = route.endpoint

    def of(handlers: dict[str, Any]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            response: Response = await handlers[request.method](request)
            return response

        return endpoint

    return [Route(path, of(handlers), methods=sorted(handlers)) for path, handlers in joined.items()]


def _endpoint(row: Operation) -> Callable[[Request], Awaitable[Response]]:
    handler = _HANDLERS[row.name]

    async def endpoint(request: Request) -> Response:
        service: Service = request.app.state.service
        _check_query(row, request)
        told = await _body(request, row.body) if row.body is not None else None
        try:
            return await handler(service, request, told)
        except Busy:
            raise Problem(503, "busy", "Too much waits already; try again in a moment.") from None

    return endpoint


def _check_query(row: Operation, request: Request) -> None:
    for name, schema in row.query.items():
        for value in request.query_params.getlist(name):
            if fault := wrong(value, schema, f"?{name}"):
                raise Problem(400, "request", fault)


async def _body(request: Request, schema: Any) -> Any:
    """The checked body of a request."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "media-type", "Send application/json.")
    try:
        told = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise Problem(400, "request", "This is not valid JSON in UTF-8.") from None
    except ClientDisconnect:
        raise Problem(400, "request", "The request broke off.") from None
    if fault := wrong(told, schema):
        raise Problem(400, "request", fault)
    return told


async def _openapi(request: Request) -> Response:
    return _json(openapi())


def _json(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


# ------------------------------------------------------------------------------------------------ handlers


async def _compare(service: Service, request: Request, told: dict[str, Any]) -> Response:
    inputs = [
        Input(
            entry["text"].encode(),
            *(entry.get(name) for name in ("name", "title", "outlet", "published", "language")),
        )
        for entry in told["texts"]
    ]
    keep = told.get("keep", False)
    decisions = told.get("decisions")
    job = await service.compare(
        inputs,
        told.get("settings", {}),
        told.get("report_language"),
        keep=keep,
        formats=() if keep else ("json",),
        decisions=None if decisions is None else await checked(orjson.dumps(decisions)),
    )
    await while_there(request, service.wait(job))
    if job.state != "done":
        raise of_job(job)
    if not keep:
        return Response(job.answer, media_type="application/json")
    kept = service.store.find(job.id)
    response = await _result(service, kept)
    response.headers["Location"] = f"/api/comparisons/{job.id}"
    return response


def _call(name: str) -> Handler:
    async def handler(service: Service, request: Request, told: dict[str, Any]) -> Response:
        job: Job = await while_there(request, service.call(name, told))
        if job.state != "done":
            raise of_job(job)
        return _json(job.answer)

    return handler


async def _comparisons(service: Service, request: Request, told: None) -> Response:
    kept = await run_in_threadpool(service.store.listed, request.query_params.get("q", ""))
    return _json({"comparisons": [one.summary() for one in kept[:_MOST_LISTED]]})


async def _comparison(service: Service, request: Request, told: None) -> Response:
    return await _result(service, service.store.find(request.path_params["id"]))


async def _result(service: Service, kept: Kept | None) -> Response:
    if kept is None:
        raise Problem(404, "missing", "There is no comparison of this id.")
    name = "comparison.json" if kept.about["kind"] == "compare" else "duplicates.json"
    path = service.store.file(kept, name)
    if path is None:
        raise Problem(404, "missing", "This comparison has lost its result.")
    return Response(await run_in_threadpool(path.read_bytes), media_type="application/json")


async def _delete(service: Service, request: Request, told: None) -> Response:
    if not await run_in_threadpool(service.store.delete, request.path_params["id"]):
        raise Problem(404, "missing", "There is no comparison of this id.")
    return Response(status_code=204)


_HANDLERS: dict[str, Handler] = {
    "compare": _compare,
    "comparisons": _comparisons,
    "comparison": _comparison,
    "delete": _delete,
    **{name: _call(name) for name in ("similarity", "judge", "details", "duplicates")},
}
