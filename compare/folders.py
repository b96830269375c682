"""Folders that are replaced whole: who looks sees the old files or the new ones, never some of each."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".tawatur-"
_FRESH, _OLD = "report", "old"
_PARTS = {_FRESH, _OLD}
# A report has some hundred files; a folder with more beside them is somebody's home, and is not moved.
_MOST_CARRIED = 1000
_HERE, _SWAP = -100, 2


@contextmanager
def placed(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, whose files stand in `folder` when the block ends, and not before.

    Other files of `folder` stay. Where the folder can be moved, all change at one moment, so that a process
    killed at any other leaves the old files or the new ones; where it cannot (a mount, the working folder,
    another's folder) file follows file, each whole. What a killed process left is removed by the next.
    Raises `OSError`.
    """
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise _no_folder(target.parent) from None
    movable = _movable(target)
    for place in (target.parent, target):
        _sweep(place)
    if target.exists() and not target.is_dir():
        raise _no_folder(folder)
    with _temporary(target.parent if movable else target) as temporary:
        fresh = temporary / _FRESH
        fresh.mkdir()
        yield fresh
        if not target.exists():
            fresh.rename(target)
        elif not (movable and _replaced(fresh, target, temporary)):
            _file_by_file(fresh, target)


def _no_folder(path: Path) -> NotADirectoryError:
    return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def _movable(target: Path) -> bool:
    """Whether a folder may be replaced by another of its name."""
    if not target.exists():
        return True
    here = Path.cwd()
    return not (
        here.is_relative_to(target)
        or os.path.ismount(target)
        or not os.access(target.parent, os.W_OK | os.X_OK)
    )


def _replaced(fresh: Path, target: Path, temporary: Path) -> bool:
    """Puts the fresh folder where the target stands; False where that is not possible and nothing changed."""
    names = {path.relative_to(fresh) for path in fresh.rglob("*")}
    try:
        one, other = fresh.stat(), target.stat()
        if (one.st_uid, one.st_gid) != (other.st_uid, other.st_gid):
            return False
        done = _carried(target, fresh)
        if done:
            shutil.copymode(target, fresh)
            done = _exchanged(fresh, target) or _by_two_steps(fresh, target, temporary)
    except OSError:
        done = False
    if not done:
        _uncarried(fresh, names)
    return done


def _carried(target: Path, fresh: Path) -> bool:
    """Links the files that are only in the target into the fresh folder; False where they are too many."""
    for count, path in enumerate(target.rglob("*")):
        if count >= _MOST_CARRIED:
            return False
        to = fresh / path.relative_to(target)
        if path.is_dir() and not path.is_symlink():
            to.mkdir(exist_ok=True)
            shutil.copymode(path, to)
        elif not to.exists():
            os.link(path, to, follow_symlinks=False)
    return True


def _uncarried(fresh: Path, names: set[Path]) -> None:
    for path in sorted(fresh.rglob("*"), reverse=True):
        if path.relative_to(fresh) not in names:
            with suppress(OSError):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _exchanged(one: Path, other: Path) -> bool:
    """Exchanges the names of two folders at one moment, where the system and the file system can."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(one), os.fsencode(other), _SWAP) == 0)
        answer = library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP)
    except (AttributeError, OSError, TypeError):
        return False
    return bool(answer == 0)


def _by_two_steps(fresh: Path, target: Path, temporary: Path) -> bool:
    """The old folder away, the fresh one in its place; a process killed between is made good by the next."""
    old = temporary / _OLD / target.name
    old.parent.mkdir()
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        return False
    return True


def _file_by_file(fresh: Path, target: Path) -> None:
    for path in sorted(fresh.rglob("*")):
        to = target / path.relative_to(fresh)
        if path.is_dir():
            to.mkdir(exist_ok=True)
        else:
            path.replace(to)


# --------------------------------------------------------------------------------- what killed ones left


@contextmanager
def _temporary(beside: Path) -> Iterator[Path]:
    """A folder that is held by a lock as long as its process lives, and then removed."""
    while True:
        made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))
        lock = _locked(made)
        # Another process may have swept it in the moment before the lock.
        if lock is None or made.exists():
            break
        os.close(lock)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """A handle that holds a folder's lock; None where another process has it, or the system has no such."""
    try:
        import fcntl
    except ImportError:
        return None
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


def _sweep(place: Path) -> None:
    """Removes the temporary folders of processes that were killed; a folder moved away comes back."""
    with suppress(OSError):
        for left in sorted(place.glob(f"{_PREFIX}*")):
            if left.is_symlink() or not {path.name for path in left.iterdir()} <= _PARTS:
                continue
            lock = _locked(left)
            if lock is None:
                continue
            for old in left.glob(f"{_OLD}/*"):
                if not (place / old.name).exists():
                    old.rename(place / old.name)
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
