"""The queue of comparisons, and the processes that work it off. All of it runs on the server's one loop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

_REMEMBERED = 500
_ANSWER = 64_000_000
"""Longest answer of a worker, in bytes: a small call's result."""
_STACKS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Busy(Exception):
    """The queue is full."""


@dataclass(slots=True)
class Job:
    """One work: where it stands, and what came of it.

    `state` is queued, running, done, failed or cancelled; a job that failed tells a `slug`, and a `message`
    where the program itself refused.
    """

    id: str
    work: dict[str, Any]
    timeout: float
    finish: Callable[[Job], Awaitable[None]] | None = None
    state: str = "queued"
    stage: str = ""
    done: int = 0
    of: int = 0
    answer: Any = None
    slug: str = ""
    message: str = ""
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def over(self) -> bool:
        return self.state in ("done", "failed", "cancelled")

    def end(self, state: str, slug: str = "", message: str = "") -> None:
        """The job is over, and whoever waits for it goes on."""
        if not self.over:
            self.state, self.slug, self.message = state, slug, message
            self.ended.set()


class Lane:
    """A queue with so many processes behind it, each started when there is work and kept for the next."""

    def __init__(self, workers: int, most: int, scratch: Path | None = None) -> None:
        self._most, self._scratch = most, scratch
        self._waiting: asyncio.Queue[Job] = asyncio.Queue()
        self._queued = 0
        self._workers = workers
        self._tasks: list[asyncio.Task[None]] = []
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self.jobs: OrderedDict[str, Job] = OrderedDict()

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._serve()) for _ in range(self._workers)]

    async def stop(self) -> None:
        """Ends the processes; what they worked on is cancelled."""
        for job in self.jobs.values():
            job.end("cancelled", "stopped")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def put(self, job: Job) -> Job:
        """Queues a job. Raises `Busy` where too many wait."""
        self.check()
        self._queued += 1
        self.jobs[job.id] = job
        self._waiting.put_nowait(job)
        for id in [id for id, old in self.jobs.items() if old.over][: max(len(self.jobs) - _REMEMBERED, 0)]:
            del self.jobs[id]
        return job

    def check(self) -> None:
        """Raises `Busy` where too many wait."""
        if self._queued >= self._most:
            raise Busy

    def ahead(self, job: Job) -> int:
        """How many jobs run or wait before this one."""
        going = [id for id, other in self.jobs.items() if not other.over]
        return going.index(job.id) if job.id in going else 0

    def cancel(self, job: Job) -> None:
        """Ends a job that waits or runs. The process that runs it is ended with it."""
        job.end("cancelled", "cancelled")
        if (process := self._running.get(job.id)) is not None:
            _kill(process)

    async def _serve(self) -> None:
        """One place in the lane: a process, replaced whenever it dies, and the jobs it is given."""
        process: asyncio.subprocess.Process | None = None
        try:
            while True:
                job = await self._waiting.get()
                self._queued -= 1
                try:
                    if not job.over:
                        if process is None or process.returncode is not None:
                            process = await _started(self._scratch)
                        process = await self._run(job, process)
                    if job.finish is not None:
                        await asyncio.shield(job.finish(job))
                except OSError:
                    # No process, or no room on the disk: this job fails, the lane goes on.
                    _over(job, "failed", "crashed")
                job.ended.set()
        finally:
            if process is not None:
                await _ended(process)

    async def _run(self, job: Job, process: asyncio.subprocess.Process) -> asyncio.subprocess.Process | None:
        """Has a job done; the process for the next one, None where this one is spent."""
        if job.over:
            # Cancelled while its process was starting.
            return process
        job.state = "running"
        self._running[job.id] = process
        try:
            async with asyncio.timeout(job.timeout):
                whole = await _done(job, process)
        except TimeoutError:
            _over(job, "failed", "timeout")
            whole = False
        finally:
            del self._running[job.id]
            if job.state == "running":
                _over(job, "cancelled", "stopped")
        if whole:
            return process
        await _ended(process)
        return None


def _over(job: Job, state: str, slug: str, message: str = "") -> None:
    """As `Job.end`, but nobody is woken yet: the folder of the work is cleared first."""
    if not job.over:
        job.state, job.slug, job.message = state, slug, message


async def _done(job: Job, process: asyncio.subprocess.Process) -> bool:
    """Sends the work and takes the answers; False where the process did not live to the last."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(orjson.dumps(job.work) + b"\n")
        await process.stdin.drain()
        while line := await process.stdout.readline():
            kind, value = next(iter(orjson.loads(line).items()))
            if kind == "progress":
                job.stage, job.done, job.of = value
                continue
            if job.over:
                # Cancelled while this answer was under way: the process was ended with it.
                return False
            if kind == "failed":
                _over(job, "failed", value["slug"], value["message"])
            else:
                # Not done yet: what was made is still to be put where it is kept.
                job.answer, job.state = value, "answered"
            return True
    except (BrokenPipeError, ConnectionResetError, ValueError):
        # A pipe that broke, or an answer beyond all bounds.
        pass
    _over(job, "failed", "crashed")
    return False


async def _started(scratch: Path | None) -> asyncio.subprocess.Process:
    """A new process, in a group of its own: Ctrl-C at the terminal is the server's to handle.

    What it needs for a moment lies in the folder `scratch`: a process that is ended clears nothing away.
    """
    environment = {**os.environ, **dict.fromkeys(_STACKS, "1"), "PYTHONIOENCODING": "utf-8"}
    if scratch is not None:
        environment["TMPDIR"] = str(scratch.resolve())
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "compare.web.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment,
        limit=_ANSWER,
        start_new_session=True,
    )


def _kill(process: asyncio.subprocess.Process) -> None:
    """Ends a process with what it started, such as the browser that prints."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, 9)


async def _ended(process: asyncio.subprocess.Process) -> None:
    _kill(process)
    await process.wait()
    if process.stdin is not None:
        process.stdin.close()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            await process.stdin.wait_closed()
