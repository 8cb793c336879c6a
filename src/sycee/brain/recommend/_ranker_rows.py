"""What the ranker learns from: deeds in order of time, each with what was known just before it and nothing later."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sycee.brain.recommend._deeds import Deeds
from sycee.brain.recommend._learned import Learned, base_of, blended_of
from sycee.brain.recommend._ranker import Goods, asked_of
from sycee.brain.recommend._ranker_fit import ROWS_MAX, ROWS_MIN, Row, columns_of
from sycee.brain.recommend._seen import Ints
from sycee.brain.recommend._shelf import Shelf

_CUT = 0.6
"""So many of the deeds teach the models that the rows are scored by; the rest are rows."""


def goods_of(shelf: Shelf) -> Goods:
    """What the shelf says of every good and function: risk, kind and theme."""
    goods = shelf.written.items
    links = {good.code: good.links for good in goods} | shelf.written.functions
    theme = [next((to for relation, to in links.get(code, []) if relation == "theme"), "") for code in shelf.codes]
    kind = [str(good.kind) for good in goods] + ["function"] * (len(shelf.codes) - len(goods))
    risk = np.zeros(len(shelf.codes), np.float32)
    risk[: len(goods)] = [good.risk for good in goods]
    themes, kinds = sorted({name for name in theme if name}), sorted(set(kind))
    columns = [risk, *(np.array([one == name for one in kind], np.float32) for name in kinds)]
    columns += [np.array([one == name for one in theme], np.float32) for name in themes]
    names = ["risk", *(f"kind.{name}" for name in kinds), *themes]
    return Goods(
        np.array(names),
        np.stack(columns, 1),
        np.array([themes.index(name) if name else -1 for name in theme], np.int64),
        np.array([kinds.index(name) for name in kind], np.int64),
    )


def rows_by_time(
    shelf: Shelf, goods: Goods, deeds: Deeds, then: Callable[[Ints, Ints], Learned], most: int = ROWS_MAX
) -> list[Row]:
    """Rows after the cut, oldest first; `then` learns the models from (people, items) of the deeds up to it.

    Everybody's last deed is the gate's: it is no row, and no model sees it. None at all where there are too few.
    """
    mine = deeds.last >= 1
    cut = np.quantile(deeds.at[mine], _CUT) if mine.any() else 0.0
    later = np.flatnonzero(mine & (deeds.at > cut))
    if len(later) < ROWS_MIN:
        return []
    old = mine & (deeds.at <= cut)
    learned = then(deeds.person[old], deeds.item[old])
    later = later[np.argsort(deeds.at[later], kind="stable")][-most:]
    starts = np.searchsorted(deeds.person, np.arange(int(deeds.person.max()) + 2))
    moments = deeds.moments()
    rows = []
    for place, n in enumerate(later.tolist()):
        mine_from, mine_to = starts[deeds.person[n]], starts[deeds.person[n] + 1]
        earlier = deeds.at[mine_from:mine_to] < deeds.at[n]
        done = np.unique(deeds.item[mine_from:mine_to][earlier])
        base = base_of(learned, shelf.graph, done, np.random.default_rng(place))
        asked = asked_of(base.scores, goods.theme, goods.kind, done, learned.per_item, moments[n])
        rows.append(Row(columns_of(asked, len(shelf.codes)), done, int(deeds.item[n]), blended_of(learned, base, done)))
    return rows
