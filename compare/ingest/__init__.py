"""ingest/: bytes -> Witness. Decoding, reading, and what a witness tells about itself."""

from __future__ import annotations

from compare.ingest.metadata import complete
from compare.ingest.readers import read_bytes, safe_name

__all__ = ["complete", "read_bytes", "safe_name"]
