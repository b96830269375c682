"""What the server is told when it starts, and the limits it keeps."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATA = Path("reports", "local", "served")


@dataclass(frozen=True, slots=True)
class Options:
    """How one server runs. Sizes are bytes, times are seconds."""

    data: Path = DEFAULT_DATA
    """Where comparisons are kept."""
    archive: Path | None = None
    """The archive that accounts may be picked from."""
    host: str = "127.0.0.1"
    port: int = 8765
    names: tuple[str, ...] = ()
    """Further host names under which the server is reached."""
    token: str | None = None
    """What a caller must show; None asks for nothing, which is right on a loopback address only."""
    workers: int = 1
    queue: int = 100
    """Most comparisons that wait; more are refused."""
    timeout: float = 900.0
    """Longest time of one comparison."""
    call_timeout: float = 60.0
    """Longest time of one small call, such as a judgement on two sentences."""
    max_file: int = 25_000_000
    """Largest uploaded file; a text in it is held to the limit of the program, whatever it came in."""
    max_files: int = 50
    max_body: int = 30_000_000
    """Largest request."""
    max_text: int = 2_000_000
    """Longest text in one field, in bytes."""
    idle: float = 30.0
    """Longest silence within a request."""
    headers: float = 20.0
    """Longest time until the headers of a request are there."""

    @property
    def loopback(self) -> bool:
        """True where only this machine reaches the server."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """True for an address or name that means this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return False
