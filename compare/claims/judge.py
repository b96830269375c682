"""The verdict on two short texts: a small trained model over channels that a reader can follow."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from compare.claims.channels import Evidence, evidence
from compare.claims.sides import Found
from compare.model.prepared import Unit
from compare.model.reuse import Meaning
from compare.trained import resource

Array = npt.NDArray[np.float32]
Relation = Literal["agree", "differ", "unrelated"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model says: the relation, P(agree), P(about the same event), and the channels it saw."""

    relation: Relation
    score: float
    related: float
    channels: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks of one hidden layer of rectified units, side by side; their logits are added up."""

    count: int
    hidden: Array
    hidden_bias: Array
    out: Array
    bias: float

    def logit(self, inputs: Array) -> float:
        """The sum of the logits over the standardised channels and the sum of the left-over vectors."""
        return float(np.maximum(inputs @ self.hidden + self.hidden_bias, 0.0) @ self.out) + self.bias


@dataclass(frozen=True, slots=True)
class Head:
    """One question put to the evidence; `slope` and `shift` calibrate the logit (Platt 1999).

    The logit is that of a logistic regression over the channels and the marks of the left-over words,
    averaged with those of the networks where there are any.
    """

    centre: Array
    scale: Array
    weights: Array
    bias: float
    marks: Mapping[str, float]
    networks: Networks | None
    slope: float
    shift: float

    def probability(self, seen: Evidence) -> float:
        """The calibrated probability that the answer is yes."""
        values = np.fromiter(seen.channels.values(), np.float32, len(self.centre))
        inputs = (values - self.centre) / self.scale
        logit = float(inputs @ self.weights) + self.bias
        logit += sum(self.marks.get(key, 0.0) * count for key, count in seen.marks.items())
        if self.networks:
            wide = np.concatenate([inputs, seen.left_sum])
            logit = (logit + self.networks.logit(wide)) / (1 + self.networks.count)
        return 1.0 / (1.0 + math.exp(-max(-60.0, self.slope * logit + self.shift)))


def judge(a: Unit, b: Unit, meaning: Meaning, found: Sequence[Found]) -> Judged:
    """Whether two short texts agree, differ, or tell different things; the order of the two hardly matters.

    "unrelated" where they less likely than not tell one event; else "agree" or "differ" by what is likelier.
    Where a head was trained for the language of both, that one tells what is related.
    """
    seen = evidence(a, b, meaning, found)
    heads = _heads()
    language = a.language if a.language == b.language else ""
    related = heads.get(f"related.{language}", heads["related"]).probability(seen)
    agree = heads["agree"].probability(seen)
    relation: Relation = "unrelated" if related < 0.5 else "agree" if agree >= 0.5 else "differ"
    return Judged(relation, related * agree, related, seen.channels)


@lru_cache(maxsize=1)
def _heads() -> Mapping[str, Head]:
    with np.load(io.BytesIO(resource("judge.npz"))) as data:
        plan = json.loads(data["plan"].tobytes())
        return {name: _head(name, data, **rest) for name, rest in plan["heads"].items()}


def _head(
    name: str,
    data: Mapping[str, npt.NDArray[np.generic]],
    bias: float,
    slope: float,
    shift: float,
    marks: Sequence[str],
    networks: Sequence[float],
) -> Head:
    def part(key: str) -> Array:
        return np.asarray(data[f"{name}.{key}"], dtype=np.float32)

    return Head(
        centre=part("centre"),
        scale=part("scale"),
        weights=part("weights"),
        bias=bias,
        marks=dict(zip(marks, part("marks").tolist(), strict=True)),
        networks=Networks(
            count=len(networks),
            hidden=np.hstack([part(f"{n}.hidden") for n in range(len(networks))]),
            hidden_bias=np.hstack([part(f"{n}.hidden_bias") for n in range(len(networks))]),
            out=np.hstack([part(f"{n}.out") for n in range(len(networks))]),
            bias=sum(networks),
        )
        if networks
        else None,
        slope=slope,
        shift=shift,
    )
