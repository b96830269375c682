"""The scorecard: every measure over the sets that are there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from compare.errors import InputError, UsageError
from compare.evaluation import (
    boundaries,
    chunks,
    clusters,
    collation,
    mutations,
    origins,
    pairs,
    paraphrased,
    reused,
    specifications,
    stories,
    summaries,
    tagged,
)
from compare.evaluation.floors import NO_FLOORS, Floors
from compare.evaluation.gold import FILES, Folder
from compare.evaluation.scores import Curve, Measured, Score

Measure = Callable[[Folder, bool], Measured]

MEASURES: Mapping[str, Measure] = {
    "ans_stance.dev": pairs.stance,
    "ans_stance.train": partial(pairs.stance, name="ans_stance.train"),
    "arbte.valid": pairs.entailment,
    "paraphraser_ru": pairs.paraphrase,
    "summedits_news.dev": summaries.summaries,
    "ists_headlines": chunks.chunks,
    "sts2017.en-en": partial(pairs.sentence_similarity, name="sts2017.en-en"),
    "sts2017.es-es": partial(pairs.sentence_similarity, name="sts2017.es-es"),
    "recognizers.arabic": partial(specifications.specifications, name="recognizers.arabic"),
    "recognizers.english": partial(specifications.specifications, name="recognizers.english"),
    "sentences.news-commentary": boundaries.boundaries,
    "wojood_sample.val": tagged.wojood,
    "anercorp": tagged.anercorp,
    "saudinewsnet": mutations.mutations,
    "origins": origins.origins,
    "ecbplus_news.dev": clusters.stories,
    "paraphrases": paraphrased.paraphrases,
    "kau_copied_passages": reused.passages,
    "clough_stevenson": reused.answers,
    "seeds_pairs": collation.collation,
    "seeds_dates": stories.dates,
    "seeds_numbers": stories.numbers,
    "seeds_names": stories.names,
}
"""What is measured on which set, in the order of the card."""

ON_REQUEST = frozenset({"ans_stance.train"})
"""Sets that are measured only when they are named: they say how well the training data was learnt."""


@dataclass(frozen=True, slots=True)
class Card:
    """The whole scorecard. `skipped` are (set, why) of what could not be measured.

    `fingerprints` are the SHA-256 of the measured sets' files.
    """

    quick: bool
    scores: tuple[Score, ...]
    curves: tuple[Curve, ...]
    skipped: tuple[tuple[str, str], ...]
    fingerprints: Mapping[str, str]
    floors: Floors = NO_FLOORS

    def fingerprint(self, set_name: str) -> str:
        """ok, changed, or new where no fingerprint was pinned."""
        pinned = self.floors.sets.get(set_name)
        return "new" if pinned is None else "ok" if pinned == self.fingerprints[set_name] else "changed"

    @property
    def broken(self) -> tuple[str, ...]:
        """The ids of scores below their floors, and of measured sets that have changed."""
        below = [s.id for s in self.scores if self.floors.verdict(s, self.quick) == "below"]
        return (*below, *(name for name in self.fingerprints if self.fingerprint(name) == "changed"))


def run(
    folder: Folder,
    names: Collection[str] = (),
    *,
    quick: bool = False,
    floors: Floors = NO_FLOORS,
    progress: Callable[[str, int, int], None] | None = None,
) -> Card:
    """Measures the named sets, or all that are there; `quick` takes fixed parts of the large ones.

    A set that is absent or broken is skipped and listed. Raises `UsageError` for a name that is no set's
    and `InputError` where not one set could be measured. Cost: minutes; `quick` less than one.
    """
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise UsageError(f"Unknown set {unknown[0]!r}; known: {', '.join(MEASURES)}.", slug="set")
    wanted = [name for name in MEASURES if (name in names if names else name not in ON_REQUEST)]
    scores: list[Score] = []
    curves: list[Curve] = []
    skipped: list[tuple[str, str]] = []
    fingerprints: dict[str, str] = {}
    for at, name in enumerate(wanted):
        if progress:
            progress(name, at, len(wanted))
        fingerprint = folder.fingerprint(name)
        if fingerprint is None:
            skipped.append((name, f"{FILES[name]} is not there."))
            continue
        try:
            measured = MEASURES[name](folder, quick)
        except InputError as error:
            skipped.append((name, str(error)))
            continue
        except (LookupError, TypeError, ValueError, ZeroDivisionError) as error:
            # What is measured fails inside its calls and counts there; here fail rows of another form.
            skipped.append((name, f"{FILES[name]} is not of the expected form: {error!r}."))
            continue
        fingerprints[name] = fingerprint
        scores += measured.scores
        curves += measured.curves
    if not scores:
        raise InputError(f"No set was measured: {skipped[0][1]}", slug="no-sets")
    return Card(quick, tuple(scores), tuple(curves), tuple(skipped), fingerprints, floors)
