"""A report on paper: the machine's own Chromium prints the page to PDF, shut off from the network.

The browser reads one file out of an empty folder, with an empty profile, and is ended with everything it
started when its time is over. Nothing of it stays.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from compare.errors import OutputError, UsageError

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
    *("microsoft-edge", "brave-browser"),
)
"""Names by which Chromium and its kin are looked for on the PATH, the first that is there is taken."""

SECONDS = 90
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-quic",
    "--metrics-recording-only",
    "--no-pings",
    "--password-store=basic",
    "--use-mock-keychain",
    # No name is resolved and no address reached: the page asks for none, and may not.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
# What tells when it was printed, and by which build of the browser.
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)(\d{14})([+\-Z][0-9']*)?(\))")
# The browser counts the parts of a page while it is still loading.
_NODE = re.compile(rb"\(node(\d{8})\)")
_ID = re.compile(rb"(/ID ?\[ ?)(<[0-9A-Fa-f]+> ?<[0-9A-Fa-f]+>)( ?\])")


def browser() -> str:
    """The path of the browser that prints. Raises `UsageError` where there is none."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise UsageError(
        "PDF needs Chromium or Chrome on the PATH (Debian: apt install chromium); "
        "or leave pdf out of the formats and print comparison.html from a browser.",
        slug="no-browser",
    )


def unguarded() -> bool:
    """True where the browser runs without its sandbox: the administrator may not use one."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def printed(pages: Mapping[str, bytes], seconds: float = SECONDS) -> bytes:
    """The first of the pages (HTML, by relative name) as a tagged PDF with an outline.

    Dates and identifiers are levelled, so the same pages give the same bytes with the same build of the
    browser and the same fonts. Raises `UsageError` without a browser, `OutputError` where it fails or takes
    longer than `seconds`. Cost: 1 to 3 seconds, most of it the browser's start.
    """
    program = browser()
    with tempfile.TemporaryDirectory(prefix="tawatur-", ignore_cleanup_errors=True) as folder:
        target, base = Path(folder, "printed.pdf"), Path(folder, "pages")
        for name, data in pages.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_bytes(data)
        command = [program, *_FLAGS, f"--user-data-dir={folder}/profile", f"--crash-dumps-dir={folder}"]
        command += ["--no-sandbox"] if unguarded() else []
        command += [f"--print-to-pdf={target}", (base / next(iter(pages))).as_uri()]
        _run(command, Path(folder), seconds)
        data = target.read_bytes() if target.is_file() else b""
    if not data.startswith(b"%PDF-"):
        raise OutputError(
            f"{Path(program).name} printed nothing; run it by hand with --headless --print-to-pdf "
            "to see why, or leave pdf out of the formats.",
            slug="pdf-failed",
        )
    return levelled(data)


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Runs the browser in a group of its own and ends the whole group, whatever happens."""
    environment = {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
    }
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True
        )
    except OSError as error:
        reason = error.strerror or "it cannot be run"
        raise OutputError(f"{Path(command[0]).name} does not start: {reason}.", slug="pdf-failed") from None
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired:
        raise OutputError(f"Printing took longer than {seconds:g} seconds.", slug="pdf-failed") from None
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()
    started.wait()


def levelled(data: bytes) -> bytes:
    """The PDF with fixed dates and identifiers; each keeps its length, so that places in the file hold."""
    data = _DATE.sub(lambda m: m[1] + b"20000101000000" + (m[3] or b"") + m[4], data)
    data = _ID.sub(lambda m: m[1] + re.sub(rb"[0-9A-Fa-f]", b"0", m[2]) + m[3], data)
    numbers: dict[bytes, bytes] = {}
    return _NODE.sub(
        lambda m: b"(node%08d)" % int(numbers.setdefault(m[1], b"%d" % (len(numbers) + 1))), data
    )
