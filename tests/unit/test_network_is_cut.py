"""tests/conftest.py: no test reaches the network."""

from __future__ import annotations

import socket

import pytest


def test_a_far_address_is_refused() -> None:
    with socket.socket() as client, pytest.raises(PermissionError, match="no network"):
        client.connect(("192.0.2.1", 80))


def test_a_far_name_is_not_looked_up() -> None:
    with pytest.raises(PermissionError, match="no network"):
        socket.create_connection(("example.invalid", 80))


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
