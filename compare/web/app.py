"""The application: the guard around the routes of pages, forms and interface."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from compare.web import api, decided, forms, guard, pages, served
from compare.web.answers import answer, handler
from compare.web.options import Options
from compare.web.problems import Problem
from compare.web.service import Service

_ID = "/c/{id:str}"


def make_app(options: Options) -> ASGIApp:
    """The server as an ASGI application. Takes the data folder for itself; its lifespan gives it free."""
    service = Service(options)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            await service.stop()

    app = Starlette(
        routes=_routes(),
        lifespan=lifespan,
        exception_handlers={Problem: handler, HTTPException: handler, OSError: handler, Exception: handler},
    )
    app.router.redirect_slashes = False
    app.state.service = service

    async def refuse(scope: Scope, receive: Receive, send: Send, status: int, slug: str) -> None:
        """Answers a request that does not get as far as a page."""
        response = answer(Request({**scope, "app": app}), Problem(status, slug))
        # What is left of the request is not read: the connection ends with this answer.
        response.headers["Connection"] = "close"
        await response(scope, receive, send)

    # Around everything, the page of an unforeseen error among it.
    return guard.Guard(app, options, refuse)


def _routes() -> list[Route]:
    return [
        Route("/", forms.start),
        Route("/compare", forms.compare, methods=["POST"]),
        Route("/repeats", forms.repeats, methods=["GET"]),
        Route("/repeats/find", forms.find_repeats, methods=["POST"]),
        Route("/archive", forms.archive),
        Route("/comparisons", pages.comparisons),
        Route(_ID, pages.comparison),
        Route(f"{_ID}/state", pages.state),
        Route(f"{_ID}/cancel", pages.cancel, methods=["POST"]),
        Route(f"{_ID}/delete", pages.ask_delete, methods=["GET"]),
        Route(f"{_ID}/delete/yes", pages.delete, methods=["POST"]),
        Route(f"{_ID}/decisions", decided.ask, methods=["GET"]),
        Route(f"{_ID}/decisions/apply", decided.apply, methods=["POST"]),
        Route(f"{_ID}/as/{{format:str}}", pages.export),
        Route("/r/{id:str}/{key:str}/{name:path}", pages.file),
        Route("/api", pages.describe),
        *api.routes(),
        Route("/assets/{name:str}", _asset),
    ]


async def _asset(request: Request) -> Response:
    """A style or script out of a fixed list. Its address changes with it, so that it may be kept."""
    name = request.path_params["name"]
    if name not in served.NAMES:
        raise Problem(404, "missing")
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(served.held(name), media_type=kind, headers=headers)
