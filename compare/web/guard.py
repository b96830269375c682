"""What every request passes before a page or the interface sees it.

A page from anywhere may send requests to this machine, and a name of its own may be made to point here: so
the Host header must name this server, and what changes something must come from our own pages. Where other
machines reach the server, a token is asked for as well.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from compare.web.keys import signed
from compare.web.options import Options
from compare.web.problems import Problem

COOKIE = "tawatur"
REPORTS = "/r/"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.%]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?", re.ASCII)

Refusal: TypeAlias = Callable[[Scope, Receive, Send, int, str], Awaitable[None]]

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src data:; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
REPORT_POLICY = "sandbox allow-scripts allow-downloads allow-modals; frame-ancestors 'self'"


class Guard:
    """Refuses what must not pass, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, options: Options, refuse: Refusal) -> None:
        self._app, self._options, self._refuse = app, options, refuse
        self._hosts = _hosts(options)
        self._cookie = signed(options.token, "cookie") if options.token else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            elif scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        send = _with_headers(scope, send)
        status, why = self._wrong(scope)
        if status:
            await self._refuse(scope, receive, send, status, why)
            return
        if self._arrives(scope):
            await self._welcome(scope, send)
            return
        limited = _Limited(receive, self._options.max_body, self._options.idle)
        await self._app(scope, limited, send)

    def _wrong(self, scope: Scope) -> tuple[int, str]:
        """The status and reason of a refusal, (0, "") where nothing is wrong."""
        headers = Headers(scope=scope)
        if not self._known_host(headers.getlist("host")):
            return 421, "host"
        if scope["method"] not in SAFE and not _own_page(headers):
            return 403, "origin"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > 15:
            return 400, "length"
        if int(length) > self._options.max_body:
            return 413, "request-too-large"
        if self._options.token and not self._admitted(scope, headers):
            return 401, "token"
        return 0, ""

    def _known_host(self, told: list[str]) -> bool:
        """True for one Host that names this server; with a name of somebody else's the page is not ours."""
        found = _HOST.fullmatch(told[0]) if len(told) == 1 else None
        if found is None:
            return False
        name = found["name"].strip("[]").lower().rstrip(".")
        return name in self._hosts or (not self._options.loopback and _is_address(name))

    def _admitted(self, scope: Scope, headers: Headers) -> bool:
        path = scope["path"]
        # The key in these addresses is the permission: a sandboxed page has no cookies.
        if path.startswith((REPORTS, "/assets/")):
            return True
        token = self._options.token or ""
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(shown.strip(), token):
            return True
        return _same(_cookie(headers), self._cookie) or self._arrives(scope)

    def _arrives(self, scope: Scope) -> bool:
        """True where the address itself holds the token: the one that was printed at the start."""
        token = self._options.token
        if not token or scope["method"] != "GET":
            return False
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=20))
        return _same(query.get("token", ""), token)

    async def _welcome(self, scope: Scope, send: Send) -> None:
        """Puts the token into a cookie and goes on without it in the address.

        By a page and not by a redirect: a browser that came from elsewhere sends a strict cookie only with a
        request that this page makes itself.
        """
        query = parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=20)
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        # Only the query is kept: an address made of the path could lead elsewhere.
        target = f"/?{rest}" if rest else "/"
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>tawatur</title>'
            f'<meta http-equiv="refresh" content="0;url={target.replace("&", "&amp;")}"></head>'
            f'<body><main><h1>tawatur</h1><p><a href="{target.replace("&", "&amp;")}">tawatur</a></p>'
            "</main></body></html>"
        ).encode()
        cookie = f"{COOKIE}={self._cookie}; HttpOnly; SameSite=Strict; Path=/"
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(page)).encode()),
            (b"set-cookie", cookie.encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": page})


def _hosts(options: Options) -> frozenset[str]:
    names = {options.host.strip("[]").lower(), *(name.lower() for name in options.names)}
    names |= {"localhost", "127.0.0.1", "::1"}
    if not options.loopback:
        names.add(socket.gethostname().lower())
    return frozenset(names)


def _is_address(name: str) -> bool:
    """True for a number: what a hostile page can make point here is a name."""
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def _own_page(headers: Headers) -> bool:
    """True where a request that changes something comes from our pages, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    return origin.lower() == f"http://{headers.get('host', '').lower()}"


def _cookie(headers: Headers) -> str:
    try:
        held = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return held[COOKIE].value if COOKIE in held else ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


class _Limited:
    """What comes in, up to a limit, and not for ever."""

    def __init__(self, receive: Receive, limit: int, idle: float) -> None:
        self._receive, self._left, self._idle = receive, limit, idle
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._idle):
                message = await self._receive()
        except TimeoutError:
            raise Problem(408, "slow") from None
        self._whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise Problem(413, "request-too-large")
        return message


def _with_headers(scope: Scope, send: Send) -> Send:
    """Every answer says what may be done with it; the files of a report are shut in by themselves."""
    report = scope["path"].startswith(REPORTS)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Content-Type-Options"] = "nosniff"
            # Without a referrer no page elsewhere learns an address; our own forms need one to tell where
            # they are from.
            headers["Referrer-Policy"] = "no-referrer" if report else "same-origin"
            headers["Content-Security-Policy"] = REPORT_POLICY if report else PAGE_POLICY
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            # A sandboxed page is of no origin, and needs its own style and pictures all the same.
            headers["Cross-Origin-Resource-Policy"] = "cross-origin" if report else "same-origin"
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
