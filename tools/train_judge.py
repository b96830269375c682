"""Trains the heads of the verdict and writes compare/trained/judge.npz.

    python tools/train_judge.py --data ../shared/data

Sets: ans_stance.train (Arabic headlines that agree, disagree or are other news; Khouja 2020, Apache-2.0) for
all heads, paraphraser_ru.train (Russian headlines; Pronoza et al. 2016, permissive) for "about the same event",
arbte.train (Arabic leads and headlines that follow from them or not; Alabbas 2013, MIT) for "they agree".
No row of them is shipped, only weights. Figures printed are out of fold (5 folds, seed 0).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier

from compare.claims.channels import Evidence, evidence
from compare.verdicts import met

OUT = Path(__file__).parents[1] / "compare" / "trained" / "judge.npz"
SEEDS = (0, 1, 2)
HIDDEN = 24
DRAWN = 0.1  # weight of a pair of unrelated headlines that we drew, against one that people labelled
FEWEST = 2  # a mark must stand in this many training pairs


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    stance = rows(options.data / "ans_stance.train.jsonl")
    russian = rows(options.data / "paraphraser_ru.train.jsonl")
    told = [seen(r["a"], r["b"]) for r in stance]
    other = [seen(a, b) for a, b in unrelated(stance)]
    same = [r["label"] != "other" for r in stance]
    about_ar = ([*told, *other], [*same, *[False] * len(other)], [1.0] * len(told) + [DRAWN] * len(other))
    about_ru = (
        [seen(r["a"], r["b"]) for r in russian],
        [r["label"] != -1 for r in russian],
        [1.0] * len(russian),
    )
    pairs = [(e, r["label"] == "agree") for e, r in zip(told, stance, strict=True) if r["label"] != "other"]
    entailed = rows(options.data / "arbte.train.jsonl")
    pairs += [(seen(head, head), True) for head in itself(stance)]
    pairs += [(seen(r["premise"], r["hypothesis"]), r["label"] == "1") for r in entailed]
    heads = {
        "related.ar": train(*about_ar, networks=False, marks=False),
        "related.ru": train(*about_ru, networks=False, marks=True),
        "related": train(
            *(x + y for x, y in zip(about_ar, about_ru, strict=True)), networks=True, marks=False
        ),
        "agree": train(
            [e for e, _ in pairs], [y for _, y in pairs], [1.0] * len(pairs), networks=True, marks=True
        ),
    }
    save(heads, options.out)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def seen(a: str, b: str) -> Evidence:
    return evidence(*met(a, b))


def unrelated(stance: Sequence[dict]) -> list[tuple[str, str]]:
    """Headlines of different news: each with the one of 40 drawn ones that shares most words, and a random one."""
    from rapidfuzz.fuzz import token_set_ratio

    chance = np.random.default_rng(0)
    heads = sorted({r["a"] for r in stance})
    pairs = []
    for head in heads[:: max(1, len(heads) // 500)]:
        drawn = [heads[i] for i in chance.choice(len(heads), 40, replace=False) if heads[i] != head]
        near = max(drawn, key=lambda one: token_set_ratio(head, one))
        if token_set_ratio(head, near) < 70:
            pairs += [(head, near), (head, drawn[0])]
    return pairs


def itself(stance: Sequence[dict]) -> list[str]:
    """Headlines and beginnings of headlines, two words and more: each agrees with itself."""
    heads = sorted({r["a"] for r in stance})[::12]
    return [" ".join(head.split()[: 2 + at % 8]) for at, head in enumerate(heads)]


def train(
    seen: Sequence[Evidence], labels: Sequence[bool], weights: Sequence[float], *, networks: bool, marks: bool
) -> dict:
    """A head, calibrated on its own logits out of fold; prints how well those answer."""
    answers, weight = np.array(labels), np.array(weights)
    logits = np.zeros(len(seen))
    for fit, test in StratifiedKFold(5, shuffle=True, random_state=0).split(answers, answers):
        head = fitted([seen[i] for i in fit], answers[fit], weight[fit], networks=networks, marks=marks)
        logits[test] = apply(head, [seen[i] for i in test])
    platt = LogisticRegression(C=1e6).fit(logits[:, None], answers, weight)
    chance = platt.predict_proba(logits[:, None])[:, 1]
    print(
        f"n {len(answers)} yes {answers.mean():.3f} auc {roc_auc_score(answers, chance):.4f} "
        f"F1 yes {f1_score(answers, chance >= 0.5):.4f} no {f1_score(~answers, chance < 0.5):.4f}"
    )
    head = fitted(seen, answers, weight, networks=networks, marks=marks)
    return {**head, "slope": float(platt.coef_[0, 0]), "shift": float(platt.intercept_[0])}


def fitted(
    seen: Sequence[Evidence], answers: np.ndarray, weight: np.ndarray, *, networks: bool, marks: bool
) -> dict:
    dense = np.array([list(e.channels.values()) for e in seen])
    centre, scale = dense.mean(axis=0), dense.std(axis=0)
    scale[scale == 0] = 1.0
    dense = (dense - centre) / scale
    told = Counter(key for e in seen for key in e.marks)
    keys = sorted(key for key, n in told.items() if n >= FEWEST) if marks else []
    column = {key: at for at, key in enumerate(keys)}
    sparse = np.zeros((len(seen), len(keys)), dtype=np.float32)
    for row, e in enumerate(seen):
        for key, count in e.marks.items():
            if key in column:
                sparse[row, column[key]] = count
    strength = 0.2 if marks and networks else 0.1  # the weaker, the smaller the weights (by 5 folds)
    linear = LogisticRegression(C=strength, max_iter=3000).fit(np.hstack([dense, sparse]), answers, weight)
    wide = np.hstack([dense, np.array([e.left_sum for e in seen])])
    nets = [
        MLPClassifier((HIDDEN,), alpha=3.0, max_iter=60, learning_rate_init=0.003, random_state=seed).fit(
            wide, answers
        )
        for seed in (SEEDS if networks else ())
    ]
    weights = linear.coef_[0]
    return {"centre": centre, "scale": scale, "weights": weights[: dense.shape[1]], "bias": linear.intercept_[0],
            "keys": keys, "marks": weights[dense.shape[1] :], "nets": nets}  # fmt: skip


def apply(head: dict, seen: Sequence[Evidence]) -> np.ndarray:
    """The logits of a head, as compare.claims.judge computes them."""
    dense = (np.array([list(e.channels.values()) for e in seen]) - head["centre"]) / head["scale"]
    marks = dict(zip(head["keys"], head["marks"], strict=True))
    logits = dense @ head["weights"] + head["bias"]
    logits += np.array([sum(marks.get(key, 0.0) * n for key, n in e.marks.items()) for e in seen])
    if head["nets"]:
        wide = np.hstack([dense, np.array([e.left_sum for e in seen])])
        parts = [
            np.maximum(wide @ n.coefs_[0] + n.intercepts_[0], 0) @ n.coefs_[1][:, 0] + n.intercepts_[1][0]
            for n in head["nets"]
        ]
        logits = (logits + sum(parts)) / (1 + len(parts))
    return logits


def save(heads: dict[str, dict], out: Path) -> None:
    """Weights as half floats, names as JSON; the same heads give the same bytes."""
    arrays: dict[str, np.ndarray] = {}
    plan = {}
    for name, head in heads.items():
        for key in ("centre", "scale", "weights", "marks"):
            arrays[f"{name}.{key}"] = np.asarray(
                head[key], dtype=np.float16 if key == "marks" else np.float32
            )
        for n, net in enumerate(head["nets"]):
            arrays[f"{name}.{n}.hidden"] = net.coefs_[0].astype(np.float16)
            arrays[f"{name}.{n}.hidden_bias"] = net.intercepts_[0].astype(np.float16)
            arrays[f"{name}.{n}.out"] = net.coefs_[1][:, 0].astype(np.float16)
        plan[name] = {
            "bias": float(head["bias"]), "slope": head["slope"], "shift": head["shift"], "marks": head["keys"],
            "networks": [float(net.intercepts_[1][0]) for net in head["nets"]],
        }  # fmt: skip
    arrays["plan"] = np.frombuffer(json.dumps({"heads": plan}, ensure_ascii=False).encode(), dtype=np.uint8)
    np.savez_compressed(out, **arrays)
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
