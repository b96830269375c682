"""Queue and workers: what is cancelled, killed or late leaves nothing behind, and the rest goes on."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from compare.errors import UsageError
from compare.web.app import make_app
from compare.web.jobs import Busy, Job
from compare.web.options import Options
from compare.web.service import Input, Service
from compare.web.store import Store
from tests.web.helpers import finished, leftovers, upload


def served(data: Path, work: Callable[[Service], Awaitable[None]], **more: Any) -> None:
    """Runs a test on a service of its own."""

    async def run() -> None:
        service = Service(replace(Options(data=data), **more))
        service.start()
        try:
            await work(service)
        finally:
            await service.stop()

    asyncio.run(run())


def long_text(words: int) -> bytes:
    """A text that takes seconds, of ever other words."""
    names = [f"{a}{b}ing" for a in ("build", "walk", "sail", "mend", "read") for b in "abcdefghij"]
    sentences = [
        f"The {names[n % 50]} of {names[(n * 7 + 3) % 50]} in {1900 + n % 120} cost {n} pounds."
        for n in range(words // 9)
    ]
    return " ".join(sentences).encode()


async def started(job: Job) -> None:
    while job.state == "queued" or not job.stage:
        assert not job.over
        await asyncio.sleep(0.01)


def kept(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "comparisons").iterdir())


def two(first: bytes, second: bytes | None = None) -> list[Input]:
    return [Input(first, "a.txt"), Input(second or first[: len(first) // 2], "b.txt")]


def test_a_cancelled_comparison_leaves_nothing(data: Path) -> None:
    async def work(service: Service) -> None:
        job = await service.compare(two(long_text(20_000)), {}, None)
        await started(job)
        service.lane.cancel(job)
        assert job.state == "cancelled"
        # The lane goes on with a new process.
        small = await service.compare(two(long_text(200)), {}, None)
        await service.wait(small)
        assert small.state == "done"
        assert kept(data) == [small.id]
        assert leftovers(data) == []

    served(data, work)


def test_a_killed_worker_leaves_nothing_and_is_replaced(data: Path) -> None:
    async def work(service: Service) -> None:
        job = await service.compare(two(long_text(20_000)), {}, None)
        await started(job)
        (process,) = service.lane._running.values()
        os.kill(process.pid, signal.SIGKILL)
        await service.wait(job)
        assert (job.state, job.slug) == ("failed", "crashed")
        assert (kept(data), leftovers(data)) == ([], [])
        small = await service.compare(two(long_text(200)), {}, None)
        await service.wait(small)
        assert small.state == "done"

    served(data, work)


def test_a_late_comparison_is_stopped(data: Path) -> None:
    async def work(service: Service) -> None:
        job = await service.compare(two(long_text(20_000)), {}, None)
        await service.wait(job)
        assert (job.state, job.slug) == ("failed", "timeout")
        assert (kept(data), leftovers(data)) == ([], [])

    served(data, work, timeout=0.3)


def test_one_that_waits_is_cancelled_before_it_runs(data: Path) -> None:
    async def work(service: Service) -> None:
        first = await service.compare(two(long_text(20_000)), {}, None)
        second = await service.compare(two(long_text(200)), {}, None)
        assert service.lane.ahead(second) == 1
        service.lane.cancel(second)
        assert second.state == "cancelled"
        service.lane.cancel(first)
        third = await service.compare(two(long_text(200)), {}, None)
        await service.wait(third)
        assert (kept(data), leftovers(data)) == ([third.id], [])

    served(data, work)


def test_more_than_the_queue_holds_is_refused(data: Path) -> None:
    async def work(service: Service) -> None:
        first = await service.compare(two(long_text(20_000)), {}, None)
        await started(first)
        jobs = [first, *[await service.compare(two(long_text(200)), {}, None) for _ in range(2)]]
        with pytest.raises(Busy):
            await service.compare(two(long_text(200)), {}, None)
        for job in jobs:
            service.lane.cancel(job)

    served(data, work, queue=2)


def test_whoever_stops_waiting_cancels(data: Path) -> None:
    async def work(service: Service) -> None:
        job = await service.compare(two(long_text(20_000)), {}, None, keep=False)
        waiting = asyncio.create_task(service.wait(job))
        await started(job)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert job.state == "cancelled"

    served(data, work)


def test_stopping_leaves_nothing_half_written(data: Path) -> None:
    async def work(service: Service) -> None:
        await started(await service.compare(two(long_text(20_000)), {}, None))

    served(data, work)
    assert (kept(data), leftovers(data)) == ([], [])


def test_a_start_clears_what_a_killed_server_left(data: Path) -> None:
    store = Store(data)
    _, folder = store.begin()
    (folder / "report").mkdir()
    (folder / "report" / "comparison.html").write_text("half a pa")
    # The system takes the lock of a process that was killed.
    os.close(store._lock)
    Store(data).close()
    assert leftovers(data) == []


def test_two_servers_do_not_share_a_folder(data: Path) -> None:
    first = Store(data)
    with pytest.raises(UsageError, match="Another tawatur serve uses this data folder"):
        Store(data)
    first.close()
    Store(data).close()


def test_damaged_entries_are_passed_over(data: Path, client: TestClient) -> None:
    for number, about in enumerate((b"", b"[]", b'{"version": 2}', b"\xff")):
        folder = data / "comparisons" / f"{number:032x}"
        folder.mkdir()
        (folder / "about.json").write_bytes(about)
    (data / "comparisons" / "stray.txt").write_text("x")
    assert client.get("/comparisons").status_code == 200
    assert client.get("/api/comparisons").json() == {"comparisons": []}


def test_the_page_tells_of_a_cancelled_one(data: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(long_text(20_000))
    with TestClient(make_app(Options(data=data)), base_url="http://127.0.0.1") as client:
        files = upload(tmp_path / "a.txt", tmp_path / "b.txt")
        address = client.post("/compare", files=files, follow_redirects=False).headers["location"]
        assert 'id="progress"' in client.get(address).text
        client.post(f"{address}/cancel", follow_redirects=False)
        page = finished(client, address)
        assert "The comparison was cancelled." in page.text


def test_a_full_disk_fails_the_job_and_not_the_lane(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, id: str) -> None:
        raise OSError(28, "No space left on device")

    async def work(service: Service) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "publish", full)
            job = await service.compare(two(long_text(200)), {}, None)
            await service.wait(job)
            assert job.state == "failed"
        job = await service.compare(two(long_text(200)), {}, None)
        await service.wait(job)
        assert job.state == "done"

    served(data, work)


def test_a_data_folder_that_is_taken_away_ends_no_server_badly(data: Path) -> None:
    store = Store(data)
    shutil.rmtree(data)
    store.close()
    assert not data.exists()
