"""The command `tawatur serve`: its arguments, and how it starts and ends."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from compare.cli.exit_codes import DONE
from compare.cli.terminal import say

if TYPE_CHECKING:
    from compare.web.options import Options

_NEEDED = ("starlette", "uvicorn", "python_multipart")
_EPILOG = """\
Everything runs on this machine; nothing is sent anywhere. On another address than this machine's own, a token
is asked for: it is printed with the address, once, and changes with every start.

Exit codes: 0 ended by Ctrl-C, 2 usage, 3 the data folder cannot be written.
"""


def add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `tawatur serve`."""
    parser = commands.add_parser(
        "serve",
        help="compare in the browser, on this machine",
        description="Serves pages for comparing accounts, and the same as an interface for programs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="default: %(default)s")
    parser.add_argument("--port", type=int, default=8765, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--data", metavar="DIR", help="where comparisons are kept (default: reports/local/served)"
    )
    parser.add_argument("--archive", metavar="DIR", help="an archive that accounts may be picked from")
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="comparisons at a time (default: %(default)s)"
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=900,
        metavar="SECONDS",
        help="longest time of one comparison (default: %(default)s)",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name under which this machine is reached; may be repeated",
    )


def serve_command(arguments: argparse.Namespace) -> int:
    """Serves until Ctrl-C."""
    from compare.errors import UsageError

    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError("tawatur serve needs an extra: pip install 'tawatur[web]'", slug="no-web")
    from compare.web.server import listen, run

    options = _options(arguments)
    with listen(options) as bound:
        address = _address(options, bound.getsockname()[1])

        def ready() -> None:
            say(sys.stdout, f"tawatur serves {address} (Ctrl-C ends it)")
            if arguments.open:
                import webbrowser

                webbrowser.open(address)

        run(options, bound, ready)
    say(sys.stderr, "tawatur: ended.")
    return DONE


def _options(arguments: argparse.Namespace) -> Options:
    import secrets

    from compare.errors import InputError, UsageError
    from compare.web.options import DEFAULT_DATA, Options, is_loopback

    if not 0 <= arguments.port < 65_536:
        raise UsageError("--port wants a number up to 65535.", slug="port")
    if not 1 <= arguments.workers <= 64:
        raise UsageError("--workers wants a number from 1 to 64.", slug="workers")
    if not arguments.timeout > 0:
        raise UsageError("--timeout wants a number of seconds above 0.", slug="timeout")
    archive = Path(arguments.archive) if arguments.archive else None
    if archive is not None and not archive.is_dir():
        raise InputError("--archive names a folder that does not exist.", slug="missing")
    return Options(
        data=Path(arguments.data) if arguments.data else DEFAULT_DATA,
        archive=archive,
        host=arguments.host,
        port=arguments.port,
        names=tuple(arguments.allow_host),
        token=None if is_loopback(arguments.host) else secrets.token_urlsafe(24),
        workers=arguments.workers,
        timeout=arguments.timeout,
    )


def _address(options: Options, port: int) -> str:
    host = options.host if ":" not in options.host else f"[{options.host.strip('[]')}]"
    shown = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)
    return f"http://{shown}:{port}/" + (f"?token={options.token}" if options.token else "")
