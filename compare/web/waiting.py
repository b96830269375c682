"""Work for somebody who waits for it: when they leave, nobody works on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

from compare.web.problems import Problem

Made = TypeVar("Made")


async def while_there(request: Request, work: Coroutine[Any, Any, Made]) -> Made:
    """What the work gives. It is cancelled when whoever sent the request closes the connection.

    The body of the request must have been read.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(_left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Problem(400, "request", "The request broke off.")
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
