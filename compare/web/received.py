"""The forms that come in, within the limits of the server."""

from __future__ import annotations

from contextlib import AsyncExitStack

from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, Request

from compare.web.problems import Problem


async def read_form(request: Request, stack: AsyncExitStack) -> FormData:
    """The form of a request. Files beyond a megabyte go to the disk while they come in."""
    options = request.app.state.service.options
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Problem(415, "media-type")
    try:
        return await stack.enter_async_context(
            request.form(max_files=options.max_files + 1, max_fields=300, max_part_size=options.max_text)
        )
    except ClientDisconnect:
        raise Problem(400, "request") from None
