"""Readers that meet hostile files, run in a process of their own that is held to a time and a memory.

One such process serves many files; it is started at the first and replaced after one that broke it.
"""

from __future__ import annotations

import atexit
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from compare.errors import InputError
from compare.ingest.document import Means
from compare.ingest.files import Contents, read_file
from compare.ingest.readers import safe_name
from compare.model.text import Evidence, PassageKind, Published, Span, Witness
from compare.settings import Settings

_BROKE = "This file broke its reader: it is damaged, or needs more memory than is allowed."
_OPEN_FILES = 64
_START_SECONDS = 30.0
_ARABIC_SCRATCH = "page.pdf"


def read_confined(
    data: bytes, *, id: str, path: str | None, settings: Settings, columns: Mapping[str, str] | None = None
) -> Contents:
    """As `ingest.files.read_file`, in the other process.

    Raises InputError also where that process takes longer than `Settings.reading_seconds` ("too-slow"), needs
    more than `Settings.reading_memory` or dies ("damaged").
    """
    with _LOCK:
        return _Reader.ready(settings).ask(data, id, path, settings, dict(columns or {}))


def means(settings: Settings, columns: Mapping[str, str] | None = None) -> Means:
    """The means of readers on this machine: with the reader of Arabic in PDF where it is installed."""
    try:
        import qalam  # noqa: F401
    except ImportError:
        return Means(settings, columns or {})
    return Means(settings, columns or {}, _arabic_pdf)


# ------------------------------------------------------------------------------------- the asking side

_LOCK = threading.Lock()


class _Reader:
    """The other process, and how it is spoken to: a line of JSON with a size, then that many bytes."""

    _only: _Reader | None = None

    def __init__(self, settings: Settings) -> None:
        self.memory = settings.reading_memory
        self.owner = os.getpid()
        self.started = False
        package = str(Path(__file__).resolve().parent.parent)
        paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        limit = str(max(settings.reading_memory, 1))
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from compare.confined import serve; serve()", limit],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **one, "PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"},
        )

    @classmethod
    def ready(cls, settings: Settings) -> _Reader:
        """The process that runs, or a new one where none does, or one of other limits."""
        only = cls._only
        if only is not None and only.owner == os.getpid():
            if only.memory == settings.reading_memory and only.process.poll() is None:
                return only
            only.stop()
        cls._only = cls(settings)
        return cls._only

    @classmethod
    def end(cls) -> None:
        if cls._only is not None and cls._only.owner == os.getpid():
            cls._only.stop()
        cls._only = None

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                cast(IO[bytes], stream).close()

    def _leave(self) -> None:
        self.stop()
        type(self)._only = None

    def ask(
        self, data: bytes, id: str, path: str | None, settings: Settings, columns: dict[str, str]
    ) -> Contents:
        name = safe_name(path)
        question = {"id": id, "path": path, "columns": columns, "settings": dataclasses.asdict(settings)}
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.process.kill()

        # Starting counts for itself: a busy machine takes seconds for it.
        start = 0.0 if self.started else _START_SECONDS
        timer = threading.Timer(settings.reading_seconds + start, give_up)
        timer.daemon = True
        timer.start()
        try:
            _send(cast(IO[bytes], self.process.stdin), question, data)
            answer, _ = _receive(cast(IO[bytes], self.process.stdout))
            self.started = True
        except (OSError, EOFError, ValueError):
            self._leave()
            if late.is_set():
                seconds = f"{settings.reading_seconds:g} seconds"
                raise InputError(
                    f"{name}: Reading this took longer than {seconds}.", slug="too-slow"
                ) from None
            raise InputError(f"{name}: {_BROKE}", slug="damaged") from None
        except BaseException:
            # What was asked for would be taken for the answer to the next question.
            self._leave()
            raise
        finally:
            timer.cancel()
        if answer.get("last"):
            self._leave()
        if "error" in answer:
            slug, message = answer["error"]
            raise InputError(message, slug=slug)
        return _contents(answer)


atexit.register(_Reader.end)


def _send(stream: IO[bytes], head: Mapping[str, object], data: bytes = b"") -> None:
    # Half surrogates pass through JSON as escapes.
    line = json.dumps({**head, "size": len(data)}).encode("ascii")
    stream.write(line + b"\n")
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    data = stream.read(head.pop("size"))
    return head, data


def _plain(contents: Contents) -> dict[str, object]:
    return {"witnesses": [dataclasses.asdict(w) for w in contents.witnesses], "notes": contents.notes}


def _contents(plain: Mapping[str, Any]) -> Contents:
    return Contents([_witness(row) for row in plain["witnesses"]], [(a, b) for a, b in plain["notes"]])


def _witness(row: dict[str, Any]) -> Witness:
    def span(value: dict[str, int] | None) -> Span | None:
        return Span(**value) if value else None

    published = row["published"]
    return Witness(
        **{
            **row,
            "published": Published(published["value"], published["basis"], span(published["span"])),
            "marks": tuple((start, end, PassageKind(kind)) for start, end, kind in row["marks"]),
            "notes": tuple((slug, message) for slug, message in row["notes"]),
            "evidence": tuple(Evidence(**{**e, "span": span(e["span"])}) for e in row["evidence"]),
            "languages": tuple((start, end, language) for start, end, language in row["languages"]),
        }
    )


# ---------------------------------------------------------------------------------- the answering side


def serve() -> None:
    """What the other process runs: it answers until its input ends."""
    inward, outward = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    # A library that prints must not speak in between.
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    _limit(int(sys.argv[1]))
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            question, data = _receive(inward)
            answer, whole = _answer(question, data)
            _send(outward, {**answer, "last": not whole})
            if not whole:
                return


def _answer(question: dict[str, Any], data: bytes) -> tuple[dict[str, object], bool]:
    """The accounts or the reason why there are none; and whether this process is still fit for more."""
    path = question["path"]
    try:
        chosen = means(Settings(**question["settings"]), question["columns"])
        return _plain(read_file(data, id=question["id"], path=path, means=chosen)), True
    except InputError as error:
        return {"error": [error.slug, str(error)]}, True
    except MemoryError:
        message = f"{safe_name(path)}: Reading this needs more memory than is allowed."
        return {"error": ["too-large", message]}, False
    except Exception as error:  # noqa: BLE001 - whatever a hostile file brings about, the other side goes on
        kind = type(error).__name__
        return {"error": ["damaged", f"{safe_name(path)}: This file is damaged ({kind})."]}, False


def _limit(memory: int) -> None:
    """Holds this process to its limits, as far as the system knows them."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _arabic_pdf(data: bytes) -> Sequence[str]:
    """The pages of a PDF file by the reader of Arabic, without the tags that lead it astray."""
    import io

    import qalam
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(data))
    # A paragraph that runs over two pages is told by tags whose numbers begin anew on each page.
    for key in ("/StructTreeRoot", "/MarkInfo"):
        writer.root_object.pop(key, None)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, _ARABIC_SCRATCH)
        with place.open("wb") as file:
            writer.write(file)
        try:
            return ["" if page.needs_ocr else page.text for page in qalam.Document(str(place)).pages]
        except qalam.QalamError as error:
            raise ValueError(str(error)) from error
