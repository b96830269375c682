"""Trains compare/trained/tagger.ar.npz, the tagger of Arabic names, and measures it.

Sources, in the folder given: the sample of Wojood (wojood_sample.train.jsonl, MIT) and ANERCorp
(anercorp.jsonl.gz, CC BY-SA 4.0). Some sentences that name a person are told a second time with a name put
together of two others, so that what stands around a name weighs beside the names themselves.
Run: PYTHONPATH=. python tools/train_tagger.py [--data FOLDER] [--folds 5 [--only N ...]]
With --folds nothing is written: each part of ANERCorp is tagged by a model of the others, by the whole stage.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compare.details.names import by_rules, find_names
from compare.details.names_features import GAPS, gap_classes, word_features
from compare.details.names_lexicon import lexicon
from compare.details.names_tagger import LABELS, OFFSETS, Tagger, _rule_labels, tagger, unpack
from compare.details.names_text import NameText, pieces
from compare.model.text import Span
from compare.normalise.chain import fold
from compare.segment.tokens import words

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "compare" / "trained" / "tagger.ar.npz"
KINDS = {"PERS": "person", "LOC": "place", "GPE": "place", "ORG": "organisation"}
SETTINGS = {"c1": 0.15, "c2": 0.01, "max_iterations": 90, "feature.possible_transitions": True}
LEVELS = 32767
SEED = 5

Name = tuple[int, int, str]


@dataclass(frozen=True)
class Row:
    """A sentence of tokens with the names in it: first token, one behind the last, kind."""

    tokens: tuple[str, ...]
    names: tuple[Name, ...]

    @property
    def text(self) -> str:
        return " ".join(self.tokens)

    @property
    def spans(self) -> list[Span]:
        ends = np.cumsum([len(t) + 1 for t in self.tokens]).tolist()
        return [Span(end - 1 - len(t), end - 1) for end, t in zip(ends, self.tokens, strict=True)]


# -- data ------------------------------------------------------------------------------------------


def read_anercorp(path: Path) -> list[Row]:
    """Rows of flat tags."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Row(tuple(r["tokens"]), tuple(_flat(r["tags"]))) for r in rows]


def _flat(tags: Sequence[str]) -> Iterator[Name]:
    start, kind = -1, ""
    for at, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            if kind in KINDS:
                yield start, at, KINDS[kind]
            start = -1
        if start < 0 and tag != "O":
            start, kind = at, tag[2:]


def read_wojood(path: Path) -> list[Row]:
    """Rows of nested tags, of which the outermost persons, places and bodies are kept."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Row(tuple(r["tokens"]), tuple(_outermost(r["tags"]))) for r in rows]


def _outermost(tags: Sequence[Sequence[str]]) -> list[Name]:
    found: list[Name] = []
    for kind, name in KINDS.items():
        start = -1
        for at in range(len(tags) + 1):
            here = tags[at] if at < len(tags) else ()
            if start >= 0 and "I-" + kind not in here:
                found.append((start, at, name))
                start = -1
            if "B-" + kind in here:
                start = at
    return sorted(
        n
        for n in found
        if not any(o[0] <= n[0] and n[1] <= o[1] and o[1] - o[0] > n[1] - n[0] for o in found)
    )


def with_other_people(rows: Sequence[Row]) -> Iterator[Row]:
    """Every third row that names persons once more, with given and family names of other persons."""
    chance = random.Random(SEED)
    full = [row.tokens[a:b] for row in rows for a, b, kind in row.names if kind == "person" and b - a > 1]
    told = [row for row in rows if any(kind == "person" for *_, kind in row.names)]
    for row in told[::3]:
        tokens: list[str] = []
        names: list[Name] = []
        at = 0
        for first, stop, kind in row.names:
            tokens += row.tokens[at:first]
            name = row.tokens[first:stop]
            if kind == "person":
                name = (*chance.choice(full)[:-1], *chance.choice(full)[-1:])[first - stop :]
            names.append((len(tokens), len(tokens) + len(name), kind))
            tokens += name
            at = stop
        yield Row((*tokens, *row.tokens[at:]), tuple(names))


# -- features --------------------------------------------------------------------------------------


def sequences(row: Row) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The features and labels of each sentence of a row, told as the tagger sees them."""
    text = row.text
    cut = pieces(text, words(text), 0, len(text))
    if not cut:
        return
    scan = NameText(text, cut, lexicon(fold, ("ar",)))
    labels = _labels(row, cut)
    gaps = gap_classes(text, cut)
    told = _rule_labels(len(cut), by_rules(scan))
    seen = [word_features(scan.lexicon, look) for look in scan.looks]
    starts = [at for at in range(len(cut)) if gaps[at] == 0]
    for start, stop in zip(starts, [*starts[1:], len(cut)], strict=True):
        items = []
        for at in range(start, stop):
            item = [f"g0:{gaps[at]}", f"g1:{gaps[at + 1]}"]
            item += [f"r{n}:{told[at + 1 + o]}" for n, o in enumerate((0, -1, 1))]
            for n, offset in enumerate(OFFSETS):
                if start <= at + offset < stop:
                    names, far, near = seen[at + offset]
                    bound = (len(names), near, near, far, far)[n]
                    item += [f"{n}{name}" for name in names[:bound]]
            items.append(item)
        yield items, labels[start:stop]


def _labels(row: Row, cut: Sequence[Span]) -> list[str]:
    spans = row.spans
    owner = {at: n for n, (a, b, _) in enumerate(row.names) for at in range(a, b)}
    labels, token, before = [], 0, -1
    for word in cut:
        while spans[token].end <= word.start:
            token += 1
        here = owner.get(token, -1)
        labels.append("O" if here < 0 else ("I-" if here == before else "B-") + row.names[here][2])
        before = here
    return labels


# -- training --------------------------------------------------------------------------------------


def train(rows: Iterable[Row]) -> bytes:
    """The bytes of the model file: features that got a weight, weights in 16 bits, no clock."""
    import pycrfsuite  # only training needs it; measuring does not

    trainer = pycrfsuite.Trainer(verbose=False)
    for row in rows:
        for items, labels in sequences(row):
            trainer.append(items, labels)
    trainer.set_params(SETTINGS)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        model = pycrfsuite.Tagger()
        model.open(file.name)
        info = model.info()
    return pack(info.state_features, info.transitions)


def pack(states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]) -> bytes:
    """The weights as a file of arrays."""
    size = len(LABELS)
    tables = {"g": np.zeros((2, len(GAPS), size), np.float32), "r": np.zeros((3, size, size), np.float32)}
    rows: dict[str, np.ndarray] = {}
    for (feature, label), weight in states.items():
        place = LABELS.index(label)
        if feature[0] in tables:
            at, value = feature[1:].split(":")
            tables[feature[0]][int(at), int(value), place] = weight
        else:
            row = rows.setdefault(feature[1:], np.zeros(len(OFFSETS) * size))
            row[int(feature[0]) * size + place] = weight
    limit = max(float(np.abs(row).max()) for row in rows.values())
    scale = limit / LEVELS
    steps = np.array([[moves.get((a, b), 0.0) for b in LABELS] for a in LABELS], np.float32)
    for a, before in enumerate(LABELS):
        for b, after in enumerate(LABELS):
            if after[0] == "I" and before[2:] != after[2:]:
                steps[a, b] = -1e4
    kept = {
        n: q
        for n, row in sorted(rows.items())
        if (q := np.clip(np.round(row / scale), -LEVELS, LEVELS)).any()
    }
    table = np.vstack([np.zeros(len(OFFSETS) * size), *kept.values()]).astype(np.int16)
    arrays = {
        "names": np.frombuffer("\n".join(kept).encode(), np.uint8), "scale": np.float32(scale),
        "words": table, "gaps": tables["g"], "rules": tables["r"], "steps": steps,
    }  # fmt: skip
    return _zipped(arrays)


def _zipped(arrays: dict[str, np.ndarray | np.float32]) -> bytes:
    """What numpy's `savez_compressed` writes, without the time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            part = io.BytesIO()
            np.lib.format.write_array(part, np.asanyarray(array), allow_pickle=False)
            file.writestr(zipfile.ZipInfo(name + ".npy"), part.getvalue(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


# -- measuring -------------------------------------------------------------------------------------


class Score:
    """Names found against names told, per kind: exact, and by any overlap."""

    def __init__(self) -> None:
        self.counts = {kind: np.zeros(5, int) for kind in ("person", "place", "organisation")}

    def add(self, gold: Iterable[Name], found: Iterable[Name]) -> None:
        gold, found = set(gold), set(found)
        for kind, count in self.counts.items():
            told, got = ({n for n in names if n[2] == kind} for names in (gold, found))
            count += (
                len(told), len(got), len(told & got),
                sum(any(a[0] < b[1] and b[0] < a[1] for b in got) for a in told),
                sum(any(a[0] < b[1] and b[0] < a[1] for b in told) for a in got),
            )  # fmt: skip

    def f1(self, kind: str | None = None) -> tuple[float, float]:
        """F1 exact and by overlap, of one kind or of all together."""
        told, got, same, covered, touched = self.counts[kind] if kind else sum(self.counts.values())
        half = touched / got if got else 0.0, covered / told if told else 0.0
        return 2 * same / max(told + got, 1), 2 * half[0] * half[1] / (sum(half) or 1)

    def __str__(self) -> str:
        parts = []
        for kind in (*self.counts, None):
            told, got, same, *_ = self.counts[kind] if kind else sum(self.counts.values())
            exact, overlap = self.f1(kind)
            parts.append(
                f"{kind or 'all'} P {same / max(got, 1):.3f} R {same / max(told, 1):.3f} F1 {exact:.3f} ({overlap:.3f})"
            )
        return " · ".join(parts)


def tagged(rows: Sequence[Row], together: int = 1) -> Iterator[tuple[Row, list[Name]]]:
    """The rows with the names that the whole stage finds, so many rows told as one text."""
    for at in range(0, len(rows), together):
        block = rows[at : at + together]
        text = "\n".join(row.text for row in block)
        found = find_names(text, words(text), fold, languages=("ar",))
        start = 0
        for row in block:
            spans = [Span(start + s.start, start + s.end) for s in row.spans]
            names = []
            for detail in found:
                inside = [n for n, s in enumerate(spans) if s.start < detail.end and detail.start < s.end]
                if inside:
                    names.append((inside[0], inside[-1] + 1, detail.kind.value))
            yield row, names
            start += len(row.text) + 1


def measure(rows: Sequence[Row], together: int = 1) -> Score:
    score = Score()
    for row, names in tagged(rows, together):
        score.add(row.names, names)
    return score


def use(data: bytes) -> None:
    """Puts weights in the place of the shipped ones for this process."""
    known = tagger(lexicon(fold, ("ar",)))
    assert known is not None
    Tagger.__init__(known, unpack(data), known.lexicon)


def fold_scores(rows: list[Row], more: list[Row], folds: int, only: Iterable[int]) -> None:
    alone, together = Score(), Score()
    for fold_at in only:
        low, high = (len(rows) * n // folds for n in (fold_at, fold_at + 1))
        rest = [*rows[:low], *rows[high:], *more]
        use(train([*rest, *with_other_people(rest)]))
        for score, block in ((alone, 1), (together, 10)):
            for row, names in tagged(rows[low:high], block):
                score.add(row.names, names)
        print(f"fold {fold_at}: {measure(rows[low:high])}", flush=True)
    print(f"all, sentence by sentence: {alone}\nall, ten sentences a text: {together}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, nargs="*", help="of these folds")
    options = parser.parse_args()
    rows = read_anercorp(options.data / "anercorp.jsonl.gz")
    more = read_wojood(options.data / "wojood_sample.train.jsonl")
    if options.folds:
        fold_scores(rows, more, options.folds, options.only or range(options.folds))
        return
    both = [*rows, *more]
    data = train([*both, *with_other_people(both)])
    TARGET.write_bytes(data)
    print(TARGET.name, len(data))
    use(data)
    print("wojood_sample.val:", measure(read_wojood(options.data / "wojood_sample.val.jsonl")))


if __name__ == "__main__":
    sys.exit(main())
