"""The process that compares. It is told its work in lines of JSON, and answers in lines of JSON.

Whatever a text does to it, the server goes on: a worker that dies, hangs or is ended is replaced. It writes
into the folder of its work only, which becomes visible by the server's rename, once all is there.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from traceback import extract_tb
from types import TracebackType
from typing import IO, Any

import orjson

from compare.errors import CompareError
from compare.ingest.decisions import parse_decisions
from compare.model.decision import Decisions
from compare.model.result import Result
from compare.report.wording import finding, plain, shorten
from compare.settings import Settings
from compare.web.accounts import DECISIONS, gather
from compare.workflow import compare, interface_language, write_report

EAGER = ("html", "json")
"""What every comparison is written as; the other formats are made when somebody asks for them."""
_REMEMBERED = 4
_MANY = 3
_BETWEEN = 0.1
_TITLE = 90
_NOTES = 50

Tell = Callable[[str, int, int], None]


class Worker:
    """Does one work after the other. Remembers the last results, so that exports need no new comparison."""

    def __init__(self) -> None:
        self._results: OrderedDict[str, Result] = OrderedDict()

    def do(self, work: Mapping[str, Any], tell: Tell) -> Any:
        """The answer to a work. Raises `CompareError` with one sentence."""
        kinds: dict[str, Callable[[Mapping[str, Any], Tell], Any]] = {
            "compare": self._compare,
            "export": self._export,
            "repeats": _repeats,
            "call": _call,
        }
        return kinds[work["kind"]](work, tell)

    def _compare(self, work: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
        folder = Path(work["folder"])
        result = self._result(work["key"], folder, tell)
        lang = work["lang"] or interface_language(result)
        tell("report", 0, 0)
        formats = tuple(work.get("formats") or EAGER)
        if len(result.witnesses) >= _MANY and "html" in formats:
            formats = (*formats, "png")
        files = write_report(result, folder / "report", formats, lang)
        about = {
            "kind": "compare",
            "lang": lang,
            "title": _title([w.title or w.outlet or w.id for w in result.witnesses]),
            "finding": plain(finding(result, lang)),
            "language": lang,
            "decided": len(result.decisions),
            "witnesses": [
                {
                    "siglum": w.siglum,
                    "title": shorten(w.title or w.id, _TITLE),
                    "outlet": shorten(w.outlet, _TITLE) if w.outlet else None,
                    "language": w.language,
                    "published": w.published.value,
                }
                for w in result.witnesses
            ],
        }
        return _about(folder, about, files)

    def _export(self, work: Mapping[str, Any], tell: Tell) -> list[str]:
        result = self._result(work["key"], Path(work["source"]), tell)
        tell("report", 0, 0)
        base = Path(work["folder"], "report")
        files = write_report(result, base, (work["format"],), work["lang"])
        return [file.relative_to(base).as_posix() for file in files]

    def _result(self, key: str, folder: Path, tell: Tell) -> Result:
        """The result of the inputs in a folder: remembered, or compared again, which gives the same."""
        if key not in self._results:
            told = orjson.loads((folder / "inputs.json").read_bytes())
            settings = replace(Settings(), **told["settings"])
            reading = gather(folder / "inputs", told["inputs"], settings)
            self._results[key] = compare(
                reading.witnesses, settings, progress=tell, notes=reading.notes, decisions=_decided(folder)
            )
            while len(self._results) > _REMEMBERED:
                self._results.popitem(last=False)
        self._results.move_to_end(key)
        return self._results[key]


def _decided(folder: Path) -> Decisions | None:
    """What a person decided about the inputs in a folder."""
    file = folder / DECISIONS
    return parse_decisions(file.read_bytes(), DECISIONS) if file.exists() else None


def _repeats(work: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Repeated paragraphs of uploaded files, as a report."""
    from compare.duplicates.search import Asked, search, write
    from compare.report.duplicates_words import finding as found_text

    folder = Path(work["folder"])
    told = orjson.loads((folder / "inputs.json").read_bytes())
    # The report names files as they are called here, by our names, and tells nobody where they lie.
    home = Path.cwd()
    os.chdir(folder / "inputs")
    try:
        found = search([entry["file"] for entry in told["inputs"]], Asked(threshold=told["threshold"]), tell)
    finally:
        os.chdir(home)
    lang = work["lang"] or found.repeats.language
    tell("report", 0, 0)
    files = write(found, folder / "report", ("html", "md", "json", "csv"), lang)
    names = [entry.get("name") or entry["file"] for entry in told["inputs"]]
    about = {
        "kind": "repeats",
        "lang": lang,
        "title": _title(names),
        "finding": plain(found_text(found.repeats, lang)),
        "language": lang,
        "witnesses": [{"siglum": str(n), "title": name} for n, name in enumerate(names, start=1)],
    }
    return _about(folder, about, files)


def _about(folder: Path, about: dict[str, Any], files: list[Path]) -> dict[str, Any]:
    """Writes what the lists tell of a comparison, the last of its files."""
    base = folder / "report"
    about |= {"version": 1, "files": [file.relative_to(base).as_posix() for file in files]}
    (folder / "about.json").write_bytes(orjson.dumps(about, option=orjson.OPT_SORT_KEYS))
    return about


def _title(names: list[str]) -> str:
    shown = " / ".join(shorten(name, _TITLE) for name in names[:2])
    return f"{shown} +{len(names) - 2}" if len(names) > 2 else shown


# --------------------------------------------------------------------------------------------------- calls


def _call(work: Mapping[str, Any], tell: Tell) -> Any:
    """One of the small calls, with its arguments as they were checked."""
    return {
        "similarity": _similarity,
        "judge": _judge,
        "details": _details,
        "duplicates": _duplicates,
    }[work["name"]](work["told"])


def _similarity(told: Mapping[str, Any]) -> dict[str, float]:
    from compare.workflow import similarity

    return {"similarity": similarity(told["a"], told["b"])}


def _judge(told: Mapping[str, Any]) -> dict[str, Any]:
    from compare.workflow import judge

    verdict = judge(told["a"], told["b"], told.get("published_a"), told.get("published_b"))
    return {
        "relation": verdict.relation,
        "score": verdict.score,
        "related": verdict.related,
        "differences": verdict.differences,
        "channels": dict(verdict.channels),
    }


def _details(told: Mapping[str, Any]) -> dict[str, Any]:
    from compare.workflow import extract_details

    return {"details": extract_details(told["text"], told.get("published"), told.get("language"))}


def _duplicates(told: Mapping[str, Any]) -> dict[str, Any]:
    from compare.workflow import find_duplicates

    found = find_duplicates(told["texts"], told.get("threshold", 0.7))
    first, second, scores = (column.tolist() for column in found.pairs)
    return {
        "pairs": [
            {"a": a, "b": b, "score": score} for a, b, score in zip(first, second, scores, strict=True)
        ],
        "clusters": found.clusters,
        "representatives": found.representatives,
        "notes": [{"slug": note.slug, "message": note.message} for note in found.notes[:_NOTES]],
    }


# ---------------------------------------------------------------------------------------------------- loop


def serve(lines: IO[bytes], answers: IO[bytes]) -> None:
    """Takes works from `lines` until they end. When they do, the server is gone, and so is this."""
    waiting: SimpleQueue[bytes] = SimpleQueue()

    def listen() -> None:
        for line in lines:
            waiting.put(line)
        _leave()

    threading.Thread(target=listen, daemon=True).start()

    def answer(kind: str, value: Any) -> None:
        answers.write(orjson.dumps({kind: value}, option=orjson.OPT_PASSTHROUGH_DATETIME) + b"\n")
        answers.flush()

    worker = Worker()
    while True:
        work = orjson.loads(waiting.get())
        try:
            answer("done", worker.do(work, _teller(answer)))
        except CompareError as error:
            answer("failed", {"slug": error.slug, "message": plain(str(error))})


def _leave() -> None:
    """Ends this process, and what it started: a reader of files, a browser that prints."""
    if os.name != "nt" and os.getpgrp() == os.getpid():
        os.killpg(0, 9)
    os._exit(0)


def _teller(answer: Callable[[str, Any], None]) -> Tell:
    """Passes progress on, now and then: each stage at once, its steps ten times a second at most."""
    last: list[Any] = ["", 0.0]

    def tell(stage: str, done: int, of: int) -> None:
        now = monotonic()
        if stage != last[0] or now - last[1] >= _BETWEEN:
            last[:] = [stage, now]
            answer("progress", [stage, done, of])

    return tell


def main() -> None:
    """Keeps standard output for answers alone; what a library prints goes nowhere, as it may hold texts."""
    answers = os.fdopen(os.dup(1), "wb")
    told = os.fdopen(os.dup(2), "w", encoding="ascii", errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Where it ended, and on what kind of error, without the words of a text."""
        places = [f"{Path(at.filename).name}:{at.lineno}" for at in extract_tb(trace)[-3:]]
        told.write(f"tawatur: a comparison ended on {kind.__name__} ({' > '.join(places)})\n")
        told.flush()

    sys.excepthook = last_words
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
