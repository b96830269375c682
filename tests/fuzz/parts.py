"""What else may break: the archive's files, searches for copies, the parts of a comparison, arguments.

Each function takes a number, does one thing with what it makes of it, and returns what is wrong, or None.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from compare import extract_details, find_duplicates, find_reuse
from compare.archive.store import Archive
from compare.cli.exit_codes import DONE, FINDINGS, INPUT, NOTHING, USAGE
from compare.cli.main import main
from compare.confined import _Reader
from compare.errors import CompareError
from compare.model.text import Witness
from compare.normalise.chain import normalise
from compare.segment.sentences import split_sentences
from tests.fuzz.mutations import samples
from tests.fuzz.readers import verdict
from tests.fuzz.whole import TEXTS, mutated, pair, seeds, wrong, wrong_decisions

_SURROGATE = re.compile("[\ud800-\udfff]")
_CODES = (DONE, FINDINGS, USAGE, INPUT, NOTHING)
_LONG = (
    "ا",
    "a",
    "ـ",
    "\u0300",
    "1",
    "1,",
    "«",
    "لا ",
    "not ",
    "مليون ",
    "31/12/",
    "А",
    "\u202e",
    "🙂",
    "((((",
)
_OPTIONS = (
    *(
        "--format",
        "--lang",
        "--published",
        "--fail-on",
        "--columns",
        "--quiet",
        "-o",
        "--decisions",
        "--help",
    ),
    *(
        "--threshold",
        "--work",
        "--min-similarity",
        "--align",
        "--version",
        "--",
        "-",
        "--format=",
        "-x",
        "--limit",
    ),
)
_VALUES = (
    *(
        "html,json",
        "json",
        "json,,",
        "ar",
        "xx",
        "2024-08-18",
        "0000-00-00",
        "a=2024-99-01",
        "conflict",
        "0.5",
    ),
    *(
        "-1",
        "1e999",
        "nan",
        "9" * 400,
        "",
        " ",
        "\x1b[31m",
        "a\nb",
        "../nowhere",
        "/dev/null",
        "/proc/self/mem",
    ),
    *("http://a.b/c", "*", "[", "~", "\u202eexe.txt", "%s%n", "text=body", "=", "\udcff", "x" * 5000),
)


def _told(doing: Callable[[], object]) -> str | None:
    """What a program error says; what is refused with a sentence is none."""
    try:
        doing()
    except CompareError as error:
        return None if str(error).strip() and "\n" not in str(error) else f"no sentence: {error!r}"
    except Exception as error:  # noqa: BLE001 - a find of any kind is what is looked for
        return f"{type(error).__name__}: {error}"
    return None


def readers(number: int) -> str | None:
    """A file with damaged bytes, read."""
    chance = random.Random(number)
    files = samples()
    name = chance.choice(sorted(files))
    return verdict(name, damaged(files[name], chance))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes after one to eight mishaps."""
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randint(0, len(data)), chance.choice((1, 1, 4, 64, 2000))
        kind = chance.randint(0, 4)
        if kind == 0:
            data = data[:at] + data[at + size :]
        elif kind == 1:
            data = data[:at] + chance.randbytes(min(size, 64)) + data[at + size :]
        elif kind == 2:
            data = data[:at] + data[at : at + size] * chance.choice((2, 3, 40)) + data[at:]
        elif kind == 3:
            data = data[:at]
        else:
            data = (
                data[:at] + bytes([data[at] ^ (1 << chance.randint(0, 7))]) + data[at + 1 :]
                if data[at:]
                else data
            )
    return data


def pairs(number: int) -> str | None:
    """Two mutated texts, compared and written."""
    return wrong(*pair(number), number % 10 == 0)


def archives(number: int) -> str | None:
    """An archive of mutated texts of which one file is damaged: told or harmless, and never another text."""
    chance = random.Random(number)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "kept")
        texts = {f"w{n}": mutated(chance.choice(seeds()), chance, seeds()) for n in range(4)}
        stored = {}
        with Archive(place) as archive:
            for id, text in texts.items():
                with contextlib.suppress(CompareError):
                    archive.add(Witness.from_text(text, id=id))
                    stored[id] = text
            kept = {id: archive.witnesses([id])[0].text for id in stored}
        if any(kept[id] != _SURROGATE.sub("\ufffd", text) for id, text in stored.items()):
            return "a text came back as another"
        file = chance.choice(sorted(path for path in place.rglob("*") if path.is_file()))
        file.write_bytes(damaged(file.read_bytes(), chance))
        return _told(lambda: _asked(place, kept, chance)) or _told(lambda: _mended(place))


def _asked(place: Path, kept: Mapping[str, str], chance: random.Random) -> None:
    with Archive(place, create=False) as archive:
        archive.info(thorough=True)
        for id in kept:
            with contextlib.suppress(CompareError):
                assert archive.witnesses([id])[0].text == kept[id], f"{id} is another text"
        for text in kept.values():
            with contextlib.suppress(CompareError):
                archive.look_up(text)
            with contextlib.suppress(CompareError):
                archive.search(" ".join(chance.choices(text.split() or ["x"], k=3)))
        list(archive.duplicates())


def _mended(place: Path) -> None:
    with Archive(place, create=False) as archive:
        archive.repair()


def searches(number: int) -> str | None:
    """The near-duplicates among mutated texts: every pair in range and in order, every cluster of them."""
    chance = random.Random(number)
    texts = [mutated(chance.choice(seeds()), chance, seeds()) for _ in range(chance.randint(0, 6))] * 2
    try:
        found = find_duplicates(texts, threshold=chance.choice((0.3, 0.7, 1.0)))
    except CompareError:
        return None
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    firsts, seconds, scores = found.pairs
    if not all(0 <= i < j < len(texts) for i, j in zip(firsts, seconds, strict=True)):
        return "a pair out of range"
    if not all(0 <= score <= 1 for score in scores):
        return "a score out of range"
    return None


def parts(number: int) -> str | None:
    """Folding, sentences, details, reuse of a mutated text; in some one letter two hundred thousand times."""
    chance = random.Random(number)
    text = mutated(chance.choice(seeds()), chance, seeds())
    if number % 5 == 0:
        long = chance.choice(_LONG)
        at = chance.randint(0, len(text))
        text = text[:at] + long * (200_000 // len(long)) + text[at:]
    try:
        normal = normalise(text)
        step = max(1, len(normal.text) // 2000)
        places = [normal.source(at) for at in range(0, len(normal.text), step)]
        if places != sorted(places) or (places and not 0 <= places[0] <= places[-1] < len(text)):
            return "folding loses its way back"
        spans = split_sentences(text, None)
        if any(not 0 <= start < end <= len(text) for start, end in spans) or spans != sorted(spans):
            return "a sentence out of place"
        if any(text[d.start : d.end] != d.text for d in extract_details(text[:20_000])):
            return "a detail does not stand where it is said to"
        find_reuse(text[:50_000], chance.choice(seeds()))
    except CompareError:
        return None
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    return None


def arguments(number: int) -> str | None:
    """The command with arguments of all kinds: a code of the contract, no traceback."""
    chance = random.Random(number)
    files = [str(path) for path in sorted(TEXTS.glob("*.txt"))]
    argv = [chance.choice(("compare", "duplicates", "archive", "completion", "compare", ""))]
    argv += chance.choices(("add", "search", "info", *files), k=1) if argv[0] == "archive" else []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(chance.randint(0, 7)):
            given = (chance.choice(files), chance.choice(_OPTIONS), chance.choice(_VALUES), f"{folder}/new")
            argv.append(chance.choice(given))
        argv += ["-o", f"{folder}/out"] if argv[0] in ("compare", "duplicates") else []
        if "--watch" in argv or "serve" in argv:
            return None
        said = io.StringIO()
        try:
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(said),
                contextlib.chdir(folder),
            ):
                code = main(argv)
        except Exception as error:  # noqa: BLE001
            return f"{type(error).__name__}: {error} of {argv!r}"[:400]
    if code not in _CODES:
        return f"code {code} of {argv!r}"[:400]
    return f"a traceback of {argv!r}"[:400] if "Traceback" in said.getvalue() else None


TARGETS: Mapping[str, Callable[[int], str | None]] = {
    "readers": readers,
    "pairs": pairs,
    "decisions": wrong_decisions,
    "archives": archives,
    "searches": searches,
    "parts": parts,
    "arguments": arguments,
}


def end() -> None:
    """Ends the process that reads: its peak counts once it has ended."""
    _Reader.end()
