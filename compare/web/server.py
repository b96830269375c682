"""Runs the application on a port, with the limits that the application cannot keep by itself."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from compare.errors import UsageError
from compare.web.app import make_app
from compare.web.options import Options

_CONNECTIONS = 300
_HEADERS = 32_768
_GRACE = 3


class Plain(logging.Formatter):
    """One line for each record: no control character of a request or text reaches the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in super().format(record))


def listen(options: Options) -> socket.socket:
    """A socket bound as told. Raises `UsageError` with one sentence where that cannot be."""
    host = options.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, options.port))
        bound.listen(_CONNECTIONS)
    except (OSError, OverflowError, UnicodeError) as error:
        bound.close()
        in_use = isinstance(error, OSError) and error.errno in _IN_USE
        why = "is in use; name another by --port" if in_use else "cannot be listened on"
        raise UsageError(f"Port {options.port} of {options.host} {why}.", slug="port") from None
    return bound


def _in_use() -> frozenset[int]:
    import errno

    return frozenset((errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)))


_IN_USE = _in_use()


def run(options: Options, bound: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serves until interrupted. `ready` is called once requests are answered."""
    _log()
    app = make_app(options)
    config = uvicorn.Config(
        app,
        http=_guarded(options.headers),
        ws="none",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_HEADERS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE,
    )
    server = uvicorn.Server(config)

    async def serve() -> None:
        telling = asyncio.create_task(_tell(server, ready))
        try:
            await server.serve(sockets=[bound])
        finally:
            telling.cancel()

    # The server itself ends on Ctrl-C, and then lets the interrupt through.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


async def _tell(server: uvicorn.Server, ready: Callable[[], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.02)
    ready()


def _log() -> None:
    logger = logging.getLogger("uvicorn.error")
    logger.handlers.clear()
    handler = logging.StreamHandler()
    handler.setFormatter(Plain("tawatur: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.ERROR)
    logger.propagate = False


def _guarded(seconds: float) -> type[asyncio.Protocol]:
    """The protocol with a limit: a connection whose first request does not come in time is closed."""

    class Guarded(H11Protocol):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._late = self.loop.call_later(seconds, self._close_late)

        def connection_lost(self, exc: Exception | None) -> None:
            self._late.cancel()
            super().connection_lost(exc)

        def _close_late(self) -> None:
            if self.cycle is None and not self.transport.is_closing():
                self.transport.close()

    return Guarded
