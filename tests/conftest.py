"""What every test may lean on: the source texts beside the clone, no network, steady Hypothesis runs."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: machines differ. Failing examples print what reproduces them.
settings.register_profile("tawatur", deadline=None, print_blob=True)
settings.load_profile("tawatur")


def pytest_configure(config: pytest.Config) -> None:
    """Cut the network for the whole run, doctests and imports included."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _local_only(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _local_names_only(socket.getaddrinfo))
    config.add_cleanup(patch.undo)


def _local_only(method: Any) -> Any:
    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise PermissionError(f"tests reach no network: {address[0]}")
        return method(self, *args)

    return guarded


def _local_names_only(lookup: Any) -> Any:
    def guarded(host: Any, *args: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise PermissionError(f"tests reach no network: {host}")
        return lookup(host, *args, **options)

    return guarded


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of source texts that may not be redistributed: TAWATUR_SHARED, or `shared` beside the clone.

    Tests that need it are skipped where it is missing, and fail there if TAWATUR_REQUIRE_SHARED is set.
    """
    folder = Path(os.environ.get("TAWATUR_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        reason = "needs source texts that are not part of the repository; set TAWATUR_SHARED to their folder"
        if os.environ.get("TAWATUR_REQUIRE_SHARED"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
