"""What pages and interface do alike: take accounts in, have them compared, keep the result."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

import orjson
from starlette.concurrency import run_in_threadpool

from compare.ingest.readers import safe_id
from compare.web.accounts import DECISIONS, ending, label, stem
from compare.web.jobs import Busy, Job, Lane
from compare.web.keys import signed
from compare.web.options import Options
from compare.web.store import ID, Kept, Store, new_id

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """One account as it came: its bytes, or the open file they are read from, and what is told about it."""

    source: bytes | IO[bytes]
    name: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None


class Service:
    """The data folder, the queue, and the key of this run. One for each server."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.secret = options.token or secrets.token_hex(32)
        self.store = Store(options.data)
        self.lane = Lane(options.workers, options.queue, self.store.scratch)
        # Small calls do not wait behind long comparisons.
        self.calls = Lane(1, options.queue, self.store.scratch)

    def start(self) -> None:
        self.lane.start()
        self.calls.start()

    async def stop(self) -> None:
        await self.lane.stop()
        await self.calls.stop()
        self.store.close()

    # ------------------------------------------------------------------------------------------- works

    async def compare(
        self,
        inputs: Sequence[Input],
        settings: dict[str, Any],
        lang: str | None,
        *,
        keep: bool = True,
        formats: Sequence[str] = (),
        decisions: bytes | None = None,
    ) -> Job:
        """Queues a comparison, with a person's decisions where there are some. Raises `Busy`."""
        work = {"kind": "compare", "lang": lang, "formats": list(formats)}
        write = partial(_written, inputs=inputs, told={"settings": settings})
        return await self._queue(write, work, keep=keep, decisions=decisions)

    async def again(self, kept: Kept, decisions: bytes) -> Job:
        """Queues the comparison of the same inputs, now with these decisions. Raises `Busy`."""
        work = {"kind": "compare", "lang": kept.about["lang"], "formats": []}
        return await self._queue(partial(_copied, kept.folder), work, decisions=decisions)

    async def repeats(self, inputs: Sequence[Input], threshold: float, lang: str | None) -> Job:
        """Queues a search for repeated paragraphs. Raises `Busy` where too many wait."""
        work = {"kind": "repeats", "lang": lang}
        write = partial(_written, inputs=inputs, told={"threshold": threshold})
        return await self._queue(write, work)

    async def _queue(
        self,
        write: Callable[[Path], None],
        work: dict[str, Any],
        *,
        keep: bool = True,
        decisions: bytes | None = None,
    ) -> Job:
        """Has the inputs written into a new folder, and queues the work on them."""
        # Nothing is written for a work that would be refused.
        self.lane.check()
        id, folder = self.store.begin()
        finish = self._keep if keep else self._hand_over
        work |= {"key": id, "folder": str(folder.resolve())}
        try:
            await run_in_threadpool(write, folder)
            if decisions is not None:
                await run_in_threadpool((folder / DECISIONS).write_bytes, decisions)
            return self.lane.put(Job(id, work, self.options.timeout, finish))
        except BaseException:
            self.store.discard(id)
            raise

    async def export(self, kept: Kept, fmt: str) -> Job:
        """Queues a further format of a kept comparison."""
        id, folder = self.store.begin()

        async def finish(job: Job) -> None:
            if job.state == "answered" and self.store.find(kept.id) is not None:
                self.store.add(kept, id)
                job.state = "done"
            self._clear(job)

        work = {"kind": "export", "key": kept.id, "source": str(kept.folder.resolve()), "format": fmt}
        work |= {"folder": str(folder.resolve()), "lang": kept.about["lang"]}
        try:
            return self.lane.put(Job(id, work, self.options.timeout, finish))
        except Busy:
            self.store.discard(id)
            raise

    async def call(self, name: str, told: dict[str, Any]) -> Job:
        """Has a small call answered. Raises `Busy` where too many wait."""

        async def finish(job: Job) -> None:
            if job.state == "answered":
                job.state = "done"

        work = {"kind": "call", "name": name, "told": told}
        job = self.calls.put(Job(new_id(), work, self.options.call_timeout, finish))
        await self.wait(job, self.calls)
        return job

    async def wait(self, job: Job, lane: Lane | None = None) -> None:
        """Until a job is over. Whoever stops waiting cancels it."""
        try:
            await job.ended.wait()
        except BaseException:
            (lane or self.lane).cancel(job)
            raise

    async def _keep(self, job: Job) -> None:
        if job.state == "answered":
            self.store.publish(job.id)
            job.state = "done"
        else:
            self._clear(job)

    async def _hand_over(self, job: Job) -> None:
        """Takes the result out of the folder of the work, of which nothing stays."""
        if job.state == "answered":
            job.answer = await run_in_threadpool(self.store.made, job.id, "comparison.json")
            job.state = "done"
        self._clear(job)

    def _clear(self, job: Job) -> None:
        self.store.discard(job.id)
        if not job.over:
            job.state, job.slug = "cancelled", "cancelled"

    # ----------------------------------------------------------------------------------------- lookups

    def job(self, id: str) -> Job | None:
        """A work by its id, which is that of the comparison it makes."""
        return self.lane.jobs.get(id) if ID.fullmatch(id) else None

    def address(self, id: str, name: str) -> str:
        """Where a file of a report is served: the key in it is the permission to see it."""
        return f"/r/{id}/{signed(self.secret, id)}/{name}"

    def may_see(self, id: str, key: str) -> bool:
        return secrets.compare_digest(signed(self.secret, id), key)


def _written(folder: Path, inputs: Sequence[Input], told: dict[str, Any]) -> None:
    """Puts the inputs under names of ours into the folder, and what is told about them beside."""
    entries = []
    for number, given in enumerate(inputs, start=1):
        name = label(given.name)
        file = f"{number}-{safe_id(stem(name))}{ending(name)}" if name else f"{number}.txt"
        with (folder / "inputs" / file).open("xb") as target:
            if isinstance(given.source, bytes):
                target.write(given.source)
            else:
                while piece := given.source.read(_PIECE):
                    target.write(piece)
        known = {name: getattr(given, name) for name in ("title", "outlet", "published", "language")}
        entries.append({"file": file, "name": name, **{k: v for k, v in known.items() if v}})
    (folder / "inputs.json").write_bytes(orjson.dumps({**told, "inputs": entries}))


def _copied(kept: Path, folder: Path) -> None:
    """The inputs of a kept comparison in the folder of another."""
    for file in sorted((kept / "inputs").iterdir()):
        if file.is_file() and not file.is_symlink():
            shutil.copyfile(file, folder / "inputs" / file.name)
    shutil.copyfile(kept / "inputs.json", folder / "inputs.json")
