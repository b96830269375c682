"""The data folder: what is kept of comparisons. Each appears whole, by one rename, or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import secrets
import shutil
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from compare.errors import OutputError, UsageError
from compare.normalise.chain import fold

ID = re.compile(r"[0-9a-f]{32}")
FILE = re.compile(r"(?!.*\.\.)[\w-][\w.-]*(?:/[\w-][\w.-]*){0,2}", re.ASCII)
_KEPT, _WORK, _SCRATCH, _TOLD, _REPORT = "comparisons", "work", "scratch", "about.json", "report"
_ZIPPED = (1980, 1, 1, 0, 0, 0)


def new_id() -> str:
    """A name that cannot be guessed."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Kept:
    """A comparison that is kept: what its page and the list of comparisons tell of it."""

    id: str
    folder: Path
    day: str
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the report, by relative name, the page first."""
        return tuple(self.about["files"])

    def summary(self) -> dict[str, Any]:
        """What the list for programs tells."""
        names = ("kind", "title", "finding", "language", "witnesses", "files")
        return {"id": self.id, "day": self.day, **{name: self.about[name] for name in names}}


class Store:
    """The data folder of one server. Another server that uses it is refused."""

    def __init__(self, folder: Path) -> None:
        self._kept, self._work, self.scratch = folder / _KEPT, folder / _WORK, folder / _SCRATCH
        try:
            for needed in (self._kept, self._work, self.scratch):
                needed.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder / "lock")
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            raise OutputError(f"The data folder cannot be used: {reason}.", slug="unwritable") from None
        # What a killed server was working on; nothing else works here now.
        self._clear()
        self._seen: dict[str, tuple[int, Kept | None]] = {}
        # Lists are read beside the loop.
        self._one = threading.RLock()

    def close(self) -> None:
        """Clears what is not done, and gives the folder free for another server."""
        self._clear()
        os.close(self._lock)

    def _clear(self) -> None:
        for folder in (self._work, self.scratch):
            # Somebody may have taken the whole folder away.
            with contextlib.suppress(OSError):
                for left in list(folder.iterdir()):
                    _discard(left)

    # ------------------------------------------------------------------------------------------- work

    def begin(self) -> tuple[str, Path]:
        """A new id, and an empty folder to work in."""
        id = new_id()
        folder = self._work / id
        (folder / "inputs").mkdir(parents=True)
        return id, folder

    def publish(self, id: str) -> None:
        """What was worked out under this id is kept from now on: one rename."""
        (self._work / id).rename(self._kept / id)

    def add(self, kept: Kept, work: str) -> None:
        """Files worked out later join the report of a kept comparison, each by one rename."""
        made = self._work / work / _REPORT
        for file in sorted(path for path in made.rglob("*") if path.is_file()):
            target = kept.folder / _REPORT / file.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)

    def discard(self, id: str) -> None:
        """What was being worked out under this id goes."""
        _discard(self._work / id)

    def made(self, id: str, name: str) -> bytes:
        """A file of the work under this id."""
        return (self._work / id / _REPORT / name).read_bytes()

    # ------------------------------------------------------------------------------------------- kept

    def find(self, id: str) -> Kept | None:
        """A kept comparison, or None."""
        if not ID.fullmatch(id):
            return None
        with self._one:
            return self._read(id)

    def listed(self, query: str = "") -> list[Kept]:
        """The kept comparisons, the newest first; with a query those that tell all its words, folded."""
        names = {path.name for path in self._kept.iterdir() if ID.fullmatch(path.name)}
        with self._one:
            self._seen = {name: seen for name, seen in self._seen.items() if name in names}
            found = [kept for kept in map(self._read, sorted(names)) if kept is not None]
            changed = {kept.id: self._seen[kept.id][0] for kept in found}
        words = fold(query).split()
        if words:
            found = [kept for kept in found if _tells(kept, words)]
        return sorted(found, key=lambda kept: (-changed[kept.id], kept.id))

    def delete(self, id: str) -> bool:
        """Removes a kept comparison: out of sight by one rename, then from the disk."""
        kept = self.find(id)
        if kept is None:
            return False
        gone = self._work / new_id()
        try:
            kept.folder.rename(gone)
        except FileNotFoundError:
            return False
        _discard(gone)
        return True

    def file(self, kept: Kept, name: str) -> Path | None:
        """A file of the report. Only what stands in the report's folder under a plain name is found."""
        if not FILE.fullmatch(name):
            return None
        base = (kept.folder / _REPORT).resolve()
        path = (base / name).resolve()
        return path if path.is_relative_to(base) and path.is_file() else None

    def packed(self, kept: Kept, names: Sequence[str]) -> bytes:
        """Files of the report as one archive; the same files give the same bytes."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(names):
                if (path := self.file(kept, name)) is not None:
                    archive.writestr(zipfile.ZipInfo(name, _ZIPPED), path.read_bytes(), zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def present(self, kept: Kept) -> list[str]:
        """The files that are there now, those of exports made later among them."""
        base = kept.folder / _REPORT
        return sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())

    def _read(self, id: str) -> Kept | None:
        path = self._kept / id / _TOLD
        try:
            changed = path.stat().st_mtime_ns
            seen = self._seen.get(id)
            if seen is None or seen[0] != changed:
                day = dt.datetime.fromtimestamp(changed / 1e9, dt.UTC).astimezone().date().isoformat()
                about = orjson.loads(path.read_bytes())
                valid = isinstance(about, dict) and about.get("version") == 1
                self._seen[id] = seen = (changed, Kept(id, self._kept / id, day, about) if valid else None)
        except (OSError, orjson.JSONDecodeError):
            return None
        return seen[1]


def _tells(kept: Kept, words: Sequence[str]) -> bool:
    about = kept.about
    told = [about["title"], about["finding"]]
    told += [str(w.get(name) or "") for w in about["witnesses"] for name in ("title", "outlet", "published")]
    text = fold(" ".join(told))
    return all(word in text for word in words)


def _discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _locked(path: Path) -> int:
    """Holds the file as long as this process lives, so that no other server clears its work away."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise UsageError(
            "Another tawatur serve uses this data folder; stop it, or name another folder by --data.",
            slug="data-in-use",
        ) from None
    return handle
