"""A version of what serves on the shelf: how it is kept as arrays, and what it says for one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._als import fold_in
from sycee.brain.recommend._blend import Blend, Known, features_of
from sycee.brain.recommend._ease import Ease
from sycee.brain.recommend._graph import Graph, ripples
from sycee.brain.recommend._nearby import Nearby
from sycee.brain.recommend._ripple import Memory, Ripple, attention, remember, score_items
from sycee.brain.recommend._seen import Floats, Ints, seen_from

FORMAT = 1
HOPS, MEMORIES = 2, 32


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that one version knows. `first_steps`: how many people began with each item."""

    ease: Ease
    items: Floats
    nearby: Nearby
    blend: Blend
    per_item: Ints
    first_steps: Ints
    ripple: Ripple | None


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
    parts = [("blend", learned.blend)] + ([("ripple", learned.ripple)] if learned.ripple else [])
    for name, part in parts:
        arrays |= {f"{name}.{each.name}": np.asarray(getattr(part, each.name)) for each in fields(part)}
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
    )


def _part(arrays: Mapping[str, NDArray[Any]], name: str) -> dict[str, NDArray[Any]]:
    return {key.split(".")[1]: kept for key, kept in arrays.items() if key.startswith(f"{name}.")}


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says for one person: log odds per item, and the memories by which reasons are found."""

    scores: Floats
    nearby: Floats
    memory: Memory | None
    triples: NDArray[np.int32] | None


def says(learned: Learned, graph: Graph, liked: Ints, draw: np.random.Generator) -> Said:
    """Score everything for somebody who liked these; needs no training of theirs."""
    seen = seen_from(np.zeros(len(liked), np.int64), liked, 1, len(learned.per_item))
    base = {
        "ease": learned.ease.score(seen, 0, 1),
        "als": fold_in(learned.items[seen.liked], learned.items)[None] @ learned.items.T,
        "nearby": learned.nearby.score(seen, 0, 1),
        "ripple": np.zeros((1, seen.items), np.float32),
    }
    memory, triples = None, None
    if learned.ripple is not None and len(liked):
        triples = ripples(seen, graph, HOPS, MEMORIES, draw).triple[0]
        memory = remember(learned.ripple, graph, triples)
        base["ripple"] = score_items(learned.ripple, memory, np.arange(seen.items))[None]
    taste = float(learned.per_item[seen.liked].mean()) if len(liked) else 0.0
    known = Known(
        np.log1p(learned.per_item).astype(np.float32),
        np.log1p(np.array([len(seen.liked)], np.float32)),
        np.log1p(np.array([taste], np.float32)),
    )
    return Said(learned.blend.score(features_of(base, known, 0, 1))[0], base["nearby"][0], memory, triples)


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
