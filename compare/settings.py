"""Every knob, with its unit and why its default is what it is."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass

_MEANS = frozenset(
    ("engine", "memory", "max_container_bytes", "max_unpacked_bytes", "reading_seconds", "reading_memory")
)
"""Knobs that bound how a result is reached, and change none that is reached."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Knobs of a comparison. Frozen: pass a changed copy (`dataclasses.replace`)."""

    max_input_bytes: int = 5_000_000
    """Largest input file in bytes; longer ones are refused with a sentence. 2 MB take half a minute."""
    max_accounts: int = 500
    """Most accounts read for one comparison; more are refused. The cost grows with the pairs of accounts."""
    min_words: int = 5
    """Fewest words a witness needs outside boilerplate to be compared."""
    link_threshold: float = 0.5
    """Score (0..1) from which two sentences count as telling the same thing."""
    reuse_words: int = 8
    """Shortest verbatim run, in words, that is reported as reuse."""
    all_pairs_up_to: int = 40
    """Number of witnesses up to which every pair is aligned."""
    neighbours: int = 20
    """Above that number: with how many others each witness is aligned, half of them its nearest, half ever
    farther off."""
    memory: int = 1_000_000_000
    """Bytes that a search for duplicates may hold of its own; what outgrows them goes to files. No result
    depends on it."""
    engine: str = "local"
    """What a search for duplicates runs on: "local", or "spark" (tawatur[spark]). No result depends on it."""
    max_container_bytes: int = 200_000_000
    """Largest file in bytes that holds more than one text: PDF, office documents, e-mail, tables, archives.
    What is read out of it is still held to `max_input_bytes` a text."""
    max_unpacked_bytes: int = 1_000_000_000
    """Most bytes that one packed file may unfold to: a bomb of a few kilobytes unfolds to terabytes."""
    reading_seconds: float = 60.0
    """Seconds after which a reader of a structured format is stopped; a page takes .02, a book in PDF 20."""
    reading_memory: int = 1_500_000_000
    """Bytes of address space that such a reader may use, where the system can hold it to that."""
    align_by: str = "auto"
    """How sentences in different languages are aligned: "words" by the shipped word vectors, "sentences" by
    the encoder of tawatur[semantic], "auto" by the encoder where it is installed."""

    def as_items(self) -> tuple[tuple[str, object], ...]:
        """The knobs that a result depends on, as sorted (name, value) pairs."""
        return tuple(
            sorted((name, value) for name, value in dataclasses.asdict(self).items() if name not in _MEANS)
        )

    @property
    def digest(self) -> str:
        """A short fingerprint: equal settings, equal digest."""
        plain = json.dumps(self.as_items(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]
