"""Learning anew from what customers did, once a day, and publishing what is better than what serves."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Any

import numpy as np
import structlog
from numpy.typing import NDArray

from sycee.brain.algorithm import register
from sycee.brain.recommend._als import fit_als
from sycee.brain.recommend._blend import FEATURES, Blend, features_of, fit_blend, known_of
from sycee.brain.recommend._card import Taught, document_of, told_of
from sycee.brain.recommend._deeds import Deeds, deeds_from
from sycee.brain.recommend._ease import fit_ease
from sycee.brain.recommend._graph import ripples
from sycee.brain.recommend._learned import FORMAT, HOPS, MEMORIES, Learned, says, to_arrays
from sycee.brain.recommend._mine import KIND, in_service
from sycee.brain.recommend._nearby import fit_nearby
from sycee.brain.recommend._on_device import NOTICED, OnDevice, fit_on_device
from sycee.brain.recommend._rank import LEAST, scored
from sycee.brain.recommend._rank import Known as Viewer
from sycee.brain.recommend._ranker_fit import Fitted, can_fit, fit_ranker
from sycee.brain.recommend._ranker_rows import goods_of, rows_by_time
from sycee.brain.recommend._ripple import remember, score_items
from sycee.brain.recommend._ripple_fit import Recipe, fit_ripple
from sycee.brain.recommend._seen import Floats, Ints, Seen, seen_from
from sycee.brain.recommend._shelf import Shelf
from sycee.kit.capability import Context, Nothing, write
from sycee.kit.jobs import job

PEOPLE_MIN = 30
"""With fewer people who did three things or more, there is nothing to learn from, and the shelf's own order serves."""
_PEOPLE_MAX, _LOT = 200_000, 0
USUAL = timedelta(days=28)
"""What was done in so many days before learning is what later days are compared with."""
_LOG = structlog.get_logger()

# Each deed once, by when it was first done; people by lot where there are more than one machine learns from.
_DEEDS = """
SELECT owner, item, min(at) AS at FROM recommend_deed WHERE at <= $1 AND owner IN (
    SELECT owner FROM recommend_deed WHERE at <= $1 GROUP BY owner ORDER BY hashint8(owner) LIMIT $2)
GROUP BY owner, item ORDER BY owner, at, item
"""

# What was on people's screens, once a day in whatever place, for as long as deeds say what became of it.
_SHOWN = """
SELECT owner, item, min(at) AS at FROM recommend_shown WHERE at > $1 AND at <= $2
GROUP BY owner, item, day ORDER BY owner, at, item LIMIT $3
"""
_SHOWN_MOST = 1_000_000

DONE = "SELECT item, count(*) AS times FROM recommend_deed WHERE at > $1 AND at <= $2 GROUP BY item"
"""How often each thing was done between two instants, each person once a day."""


@job("recommend.train", every=timedelta(days=1))
async def train(ctx: Context, _: Nothing) -> None:
    """Learn, compare with what serves on everybody's last deed, and publish it if it is better."""
    shelf, connection = ctx.port(Shelf), write(ctx).connection
    rows: list[Any] = await connection.fetch(_DEEDS, ctx.now, _PEOPLE_MAX)
    deeds = deeds_from(rows, shelf)
    people = int(deeds.person.max()) + 1 if len(deeds.person) else 0
    if people < PEOPLE_MIN:
        return
    _version, serves = await in_service(ctx, connection)
    # Learning takes seconds to minutes of a processor: not on the loop.
    taught = await asyncio.to_thread(learn, shelf, deeds, people, serves)
    kept_from = ctx.now - USUAL
    shown: list[Any] = await connection.fetch(_SHOWN, kept_from, ctx.now, _SHOWN_MOST)
    phone = await asyncio.to_thread(_on_device, shelf, taught.learned, rows, shown)
    usual: list[Any] = await connection.fetch(DONE, kept_from, ctx.now)
    card = {
        "what": "items on the home page",
        "people": people,
        "deeds": len(deeds.person),
        "shelf": f"{shelf.written.version} {shelf.digest}",
        "learned_until": ctx.now.isoformat(),
        "gate": "NDCG@10 of everybody's last deed among all they had not done",
        "parts": [
            *FEATURES[:3],
            *(["ripple"] if taught.learned.ripple else []),
            *(["ranker"] if taught.learned.ranker else []),
        ],
        **told_of(shelf, deeds, people, taught),
        # What drift is measured from: what was done in the last weeks, and the deciles of how it was scored.
        "usual": shelf.by_theme({row["item"]: row["times"] for row in usual}),
        "on_device": {
            "weights": dict(zip(NOTICED, map(float, phone.weights), strict=True)),
            "choices": phone.choices,
            "gain_nats": phone.gain,
        },
        "deciles": [float(edge) for edge in np.quantile(taught.scores, np.arange(1, 10) / 10)],
    }
    learned = replace(taught.learned, on_device={"weights": phone.weights, "hours": phone.hours})
    arrays = to_arrays(learned, shelf.codes)
    number, published = await register(
        ctx, KIND, FORMAT, arrays, card, taught.gate, taught.beside, document=document_of
    )
    _LOG.info(
        "recommend.trained", version=number, gate=round(taught.gate, 4), beside=taught.beside, published=published
    )


def _on_device(shelf: Shelf, learned: Learned, rows: list[Any], shown: list[Any]) -> OnDevice:
    """What phones are to weigh a visit by, beside this version."""

    def score(known: Mapping[str, datetime], at: datetime) -> Floats:
        return scored(shelf, Viewer(_LOT, known, first=min(known.values(), default=None)), learned, at)

    return fit_on_device(shelf, rows, shown, score)


def learn(shelf: Shelf, deeds: Deeds, people: int, serves: Learned | None) -> Taught:
    """Learn from deeds of so many people, numbered from 0, on a shelf; a pure function of what it is given."""
    draw = np.random.default_rng(0)
    person, item = deeds.before(2)
    unlike = _unlike(deeds.person, deeds.item, people, len(shelf.codes), draw)
    seen, parts, scores = _models(shelf, person, item, people, unlike, draw)
    blend = _blend(seen, scores, deeds, unlike)
    first = deeds.item[np.flatnonzero(np.diff(deeds.person, prepend=-1))]
    steps = np.bincount(first, minlength=len(shelf.codes))
    learned = Learned(blend=blend, first_steps=steps, **parts)
    fitted = _ranked(shelf, deeds, people, learned) if can_fit() else None
    if fitted and fitted.ndcg > fitted.ndcg_blend:
        learned = replace(learned, ranker=fitted.ranker)
    gate, scored_last = gate_of(shelf, learned, deeds, people)
    beside = gate_of(shelf, serves, deeds, people)[0] if serves else None
    return Taught(learned, gate, beside, scored_last, fitted)


def _models(
    shelf: Shelf, person: Ints, item: Ints, people: int, unlike: NDArray[Any], draw: np.random.Generator
) -> tuple[Seen, dict[str, Any], dict[str, Floats]]:
    """The models from these deeds: who liked what, the models by their names in Learned, and what they say of all."""
    items = len(shelf.codes)
    seen = seen_from(person, item, people, items)
    ease, als = fit_ease(seen, penalty=5.0), fit_als(seen, dim=min(16, items))
    nearby = fit_nearby(seen, shrink=5.0, least=LEAST)
    ripple, scored = None, np.zeros((people, items), np.float32)
    if find_spec("torch"):
        samples = _samples(person, item, unlike)
        ripple = fit_ripple(seen, shelf.graph, samples, Recipe(hops=HOPS, memories=MEMORIES), seed=0)
        drawn = ripples(seen, shelf.graph, HOPS, MEMORIES, draw).triple
        every = np.arange(items)
        scored = np.stack([score_items(ripple, remember(ripple, shelf.graph, each), every) for each in drawn])
    scores = {"ease": ease.score(seen, 0, people), "als": als.score(0, people),
              "nearby": nearby.score(seen, 0, people), "ripple": scored}  # fmt: skip
    parts = {"ease": ease, "items": als.items, "nearby": nearby, "per_item": seen.per_item, "ripple": ripple}
    return seen, parts, scores


def _ranked(shelf: Shelf, deeds: Deeds, people: int, learned: Learned) -> Fitted | None:
    """The ranker, where there are enough rows to learn one from."""

    def then(person: Ints, item: Ints) -> Learned:
        # What a person did not do is said by what was known then, too: else it would tell what they did later.
        draw = np.random.default_rng(0)
        unlike = _unlike(person, item, people, len(shelf.codes), draw)
        return replace(learned, ranker=None, **_models(shelf, person, item, people, unlike, draw)[1])

    goods = goods_of(shelf)
    rows = rows_by_time(shelf, goods, deeds, then)
    return fit_ranker(rows, goods, _small_blend) if rows else None


def _small_blend(features: Floats, labels: NDArray[Any]) -> Blend:
    return fit_blend(features, labels, hidden=8, epochs=30)


def _unlike(person: Ints, item: Ints, people: int, items: int, draw: np.random.Generator) -> NDArray[Any]:
    """For each deed something that this person never did, by lot: pairs of person and item."""
    done = np.zeros((people, items), bool)
    done[person, item] = True
    drawn = np.stack([person, draw.integers(items, size=len(person))], 1)
    return drawn[~done[drawn[:, 0], drawn[:, 1]]]


def _samples(person: Ints, item: Ints, unlike: NDArray[Any]) -> tuple[Ints, Ints, Ints]:
    labels = np.concatenate([np.ones(len(person), np.int64), np.zeros(len(unlike), np.int64)])
    return np.concatenate([person, unlike[:, 0]]), np.concatenate([item, unlike[:, 1]]), labels


def _blend(seen: Seen, scores: dict[str, Floats], deeds: Deeds, unlike: NDArray[Any]) -> Blend:
    """The blend, from everybody's last deed but one, which no model saw, and as many that were not done."""
    who = np.repeat(np.arange(seen.people), seen.per_person)
    taste = np.bincount(who, seen.per_item[seen.liked], seen.people) / np.maximum(seen.per_person, 1)
    features = features_of(scores, known_of(seen.per_item, seen.per_person, taste), 0, seen.people)
    person, item = deeds.at_place(1)
    against = unlike[: len(person)] if len(unlike) < 2 * len(person) else unlike[:: max(len(unlike) // len(person), 1)]
    all_person, all_item, labels = _samples(person, item, against)
    return _small_blend(features[all_person, all_item], labels)


def gate_of(shelf: Shelf, learned: Learned, deeds: Deeds, people: int) -> tuple[float, Floats]:
    """NDCG@10 of everybody's last deed, scored as it serves, from all that they did before it; and its scores."""
    person, item = deeds.before(1)
    before = seen_from(person, item, people, len(shelf.codes))
    _, wanted = deeds.at_place(0)
    when = [moment for moment, last in zip(deeds.moments(), deeds.last.tolist(), strict=True) if last == 0]
    gained, said = 0.0, np.zeros(people, np.float32)
    for one in range(people):
        scores = says(learned, shelf.graph, before.of(one), np.random.default_rng(one), when[one]).scores.copy()
        scores[before.of(one)] = -np.inf
        said[one] = scores[wanted[one]]
        above = int((scores > said[one]).sum())
        gained += 1 / np.log2(above + 2) if above < 10 else 0.0
    return gained / people, said
