"""A version of what serves on the shelf: how it is kept as arrays, and what it says for one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._als import fold_in
from sycee.brain.recommend._blend import Blend, Known, features_of
from sycee.brain.recommend._ease import Ease
from sycee.brain.recommend._graph import Graph, ripples
from sycee.brain.recommend._nearby import Nearby
from sycee.brain.recommend._ranker import Moment, Ranker, asked_of
from sycee.brain.recommend._ripple import Memory, Ripple, attention, remember, score_items
from sycee.brain.recommend._seen import Floats, Ints, seen_from
from sycee.brain.recommend._trees import Trees

FORMAT = 1
HOPS, MEMORIES = 2, 32


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that one version knows. `first_steps`: how many people began with each item. Where there is a ranker,
    it has the last word, and else the blend.

    `on_device`: the weights that go to phones, as they are kept; none in versions from before there were any.
    """

    ease: Ease
    items: Floats
    nearby: Nearby
    blend: Blend
    per_item: Ints
    first_steps: Ints
    ripple: Ripple | None
    ranker: Ranker | None = None
    on_device: dict[str, NDArray[Any]] = field(default_factory=dict)


def to_arrays(learned: Learned, codes: list[str]) -> dict[str, NDArray[Any]]:
    """As it is kept, with the codes of what is numbered: another shelf numbers otherwise."""
    arrays: dict[str, NDArray[Any]] = {
        "codes": np.array(codes),
        "ease.known": learned.ease.known,
        "ease.weights": learned.ease.weights,
        "als.items": learned.items,
        "nearby.item": learned.nearby.item,
        "nearby.near": learned.nearby.near,
        "per_item": learned.per_item,
        "first_steps": learned.first_steps,
    }
    arrays |= {f"on_device.{name}": kept for name, kept in learned.on_device.items()}
    parts: list[tuple[str, Any]] = [("blend", learned.blend)] + ([("ripple", learned.ripple)] if learned.ripple else [])
    if learned.ranker:
        parts += [("ranker", learned.ranker), ("trees", learned.ranker.trees)]
    for name, part in parts:
        own = [each.name for each in fields(part) if each.name != "trees"]
        arrays |= {f"{name}.{each}": np.asarray(getattr(part, each)) for each in own}
    return arrays


def from_arrays(arrays: Mapping[str, NDArray[Any]], codes: list[str]) -> Learned | None:
    """What was kept; None where it was learned for another shelf, whose numbers would mean other things."""
    if list(arrays["codes"]) != codes:
        return None
    blend = _part(arrays, "blend")
    ripple = _part(arrays, "ripple")
    return Learned(
        Ease(len(codes), arrays["ease.known"], arrays["ease.weights"]),
        arrays["als.items"],
        Nearby(arrays["nearby.item"], arrays["nearby.near"]),
        Blend(bias=float(blend.pop("bias")), **blend),
        arrays["per_item"],
        arrays["first_steps"],
        Ripple(**ripple) if ripple else None,
        _ranker(arrays),
        _part(arrays, "on_device"),
    )


def _ranker(arrays: Mapping[str, NDArray[Any]]) -> Ranker | None:
    kept = _part(arrays, "ranker")
    if not kept:
        return None
    scale, shift = float(kept.pop("scale")), float(kept.pop("shift"))
    return Ranker(Trees(**_part(arrays, "trees")), scale=scale, shift=shift, **kept)


def _part(arrays: Mapping[str, NDArray[Any]], name: str) -> dict[str, NDArray[Any]]:
    return {key.split(".")[1]: kept for key, kept in arrays.items() if key.startswith(f"{name}.")}


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says for one person: log odds per item, and the memories by which reasons are found."""

    scores: Floats
    nearby: Floats
    memory: Memory | None
    triples: NDArray[np.int32] | None


@dataclass(frozen=True, slots=True)
class Base:
    """What the models say for one person, each by itself (items,), and the ripples of what was liked."""

    scores: dict[str, Floats]
    memory: Memory | None
    triples: NDArray[np.int32] | None


def base_of(learned: Learned, graph: Graph, liked: Ints, draw: np.random.Generator) -> Base:
    """Every model's scores of everything for somebody who liked these; needs no training of theirs."""
    seen = seen_from(np.zeros(len(liked), np.int64), liked, 1, len(learned.per_item))
    scores = {
        "ease": learned.ease.score(seen, 0, 1)[0],
        "als": np.asarray(fold_in(learned.items[seen.liked], learned.items) @ learned.items.T, np.float32),
        "nearby": learned.nearby.score(seen, 0, 1)[0],
        "ripple": np.zeros(seen.items, np.float32),
    }
    memory, triples = None, None
    if learned.ripple is not None and len(liked):
        triples = ripples(seen, graph, HOPS, MEMORIES, draw).triple[0]
        memory = remember(learned.ripple, graph, triples)
        scores["ripple"] = score_items(learned.ripple, memory, np.arange(seen.items))
    return Base(scores, memory, triples)


def blended_of(learned: Learned, base: Base, liked: Ints) -> Floats:
    """What the blend is given for one person: (items, FEATURES)."""
    taste = float(learned.per_item[liked].mean()) if len(liked) else 0.0
    known = Known(
        np.log1p(learned.per_item).astype(np.float32),
        np.log1p(np.array([len(liked)], np.float32)),
        np.log1p(np.array([taste], np.float32)),
    )
    every = features_of({name: scores[None] for name, scores in base.scores.items()}, known, 0, 1)
    return np.asarray(every[0], np.float32)


def says(learned: Learned, graph: Graph, liked: Ints, draw: np.random.Generator, moment: Moment) -> Said:
    """Score everything for somebody who liked these, at a moment."""
    base = base_of(learned, graph, liked, draw)
    ranker = learned.ranker
    if ranker is None:
        scores = learned.blend.score(blended_of(learned, base, liked))
    else:
        scores = ranker.score(asked_of(base.scores, ranker.theme, ranker.kind, liked, learned.per_item, moment))
    return Said(scores, base.scores["nearby"], base.memory, base.triples)


def loudest(learned: Learned, graph: Graph, said: Said, item: int, touching: Ints) -> tuple[int, int] | None:
    """The ripple's reason: the liked item and the entity, of those that touch this one, that spoke loudest for it."""
    if learned.ripple is None or said.memory is None or said.triples is None:
        return None
    first = said.triples[0]
    loud = attention(learned.ripple, said.memory, item)[0]
    reaches = np.isin(graph.tail[first], touching)
    if not reaches.any():
        return None
    best = first[np.argmax(np.where(reaches, loud, -1))]
    return int(graph.pair_head[graph.pair[best]]), int(graph.tail[best])
