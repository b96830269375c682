"""Who publishes an account: what it says itself, the host it was fetched from, the file it came in."""

from __future__ import annotations

import re
from pathlib import Path

from compare.ingest.columns import LONGEST_VALUE
from compare.ingest.formats import by_ending
from compare.model.text import Witness
from compare.streams import Values

_HOST = re.compile(
    r"[a-z][a-z0-9+.-]{0,20}://(?:[^/?#\s@]{0,100}@)?(?:www\.)?([^/?#\s@]{1,100})", re.IGNORECASE
)


def outlet_of_row(values: Values) -> str:
    """The outlet of a row, or the host of its address; "" where neither is told."""
    outlet = values.get("outlet", "")
    if outlet and not outlet.isspace():
        return outlet if outlet.isalnum() and len(outlet) < LONGEST_VALUE else one_line(outlet)
    return _host(values.get("url", "") or values.get("id", ""))


def outlet_of_account(witness: Witness, path: str) -> str:
    """The outlet of an account in the file at `path`; for one of a zip archive the name of the member.

    "" where none is told: its file is then all that is known of it.
    """
    if witness.outlet:
        return one_line(witness.outlet)
    if host := _host(next((told.value for told in witness.evidence if told.field == "address"), "")):
        return host
    named = by_ending(path)
    if named is None or named.name != "zip":
        return ""
    member = (witness.path or "").removeprefix(path).removeprefix("#").partition("#")[0]
    return Path(member).stem


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].casefold() if found else ""


def one_line(value: str) -> str:
    """The beginning of a value, on one line."""
    return " ".join(value[:LONGEST_VALUE].replace("\0", " ").split())
