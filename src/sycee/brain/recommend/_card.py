"""The card of a version: what it was learned from, how it compares, how far its odds hold, and what it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import numpy as np

from sycee.brain.recommend._deeds import Deeds
from sycee.brain.recommend._learned import HOPS, MEMORIES, Learned, base_of, blended_of, says
from sycee.brain.recommend._ranker_fit import ROWS_MAX, Fitted, calibration_error
from sycee.brain.recommend._seen import Floats, seen_from
from sycee.brain.recommend._shelf import Shelf
from sycee.brain.recommend._weighs import weighs_of
from sycee.kit.time import BANK_ZONE

_PEOPLE_MOST = 2_000
"""So many people are measured for the card, by lot."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned from all but everybody's last deed, its gate, that of what serves on the same people, and the
    scores of those last deeds. `fitted`: the ranker that was tried, chosen or not; None where there was none."""

    learned: Learned
    gate: float
    beside: float | None
    scores: Floats
    fitted: Fitted | None


def told_of(shelf: Shelf, deeds: Deeds, people: int, taught: Taught) -> dict[str, Any]:
    """What a card says beyond the gate: span, systems side by side, calibration, importance, settings."""
    systems, error = _measured(shelf, taught.learned, deeds, people)
    fitted, ranker = taught.fitted, taught.learned.ranker
    weighs = ranker.gains() if ranker else weighs_of(taught.learned.blend)
    return {
        "span": [datetime.fromtimestamp(float(at), BANK_ZONE).isoformat() for at in (deeds.at.min(), deeds.at.max())],
        "ndcg10": {name: round(value, 4) for name, value in systems.items()},
        "calibration_error": round(error, 4),
        "importance": {name: round(value, 4) for name, value in weighs.items()},
        "ranker": None if fitted is None else {
            "serves": ranker is not None, "rows": fitted.rows, "rows_eval": fitted.rows_eval,
            "ndcg10_eval": round(fitted.ndcg, 4), "ndcg10_eval_blend": round(fitted.ndcg_blend, 4),
            "scale": round(fitted.ranker.scale, 4), "shift": round(fitted.ranker.shift, 4),
            "trees": len(fitted.ranker.trees.worth), "rows_max": ROWS_MAX, "lightgbm": version("lightgbm"),
        },
        "settings": {"hops": HOPS, "memories": MEMORIES, "ease_penalty": 5.0, "als_dim": 16},
    }  # fmt: skip


def _measured(shelf: Shelf, learned: Learned, deeds: Deeds, people: int) -> tuple[dict[str, float], float]:
    """NDCG@10 of everybody's last deed for every system, and the calibration error on them and as many by lot."""
    draw = np.random.default_rng(0)
    before = seen_from(*deeds.before(1), people, len(shelf.codes))
    wanted = deeds.at_place(0)[1]
    when = [moment for moment, last in zip(deeds.moments(), deeds.last.tolist(), strict=True) if last == 0]
    some = draw.permutation(people)[:_PEOPLE_MOST]
    gained: dict[str, float] = {}
    odds, labels = [], []
    for one in some.tolist():
        liked = before.of(one)
        base = base_of(learned, shelf.graph, liked, np.random.default_rng(one))
        said = says(learned, shelf.graph, liked, np.random.default_rng(one), when[one]).scores
        every = {
            "served": said,
            "blend": learned.blend.score(blended_of(learned, base, liked)),
            "popularity": learned.per_item.astype(np.float32),
            **base.scores,
        }
        for name, scores in every.items():
            gained[name] = gained.get(name, 0.0) + _gain(scores, liked, int(wanted[one]))
        other = draw.choice(np.setdiff1d(np.arange(len(said)), np.append(liked, wanted[one])))
        odds += [said[wanted[one]], said[other]]
        labels += [1.0, 0.0]
    return {name: value / len(some) for name, value in gained.items()}, calibration_error(
        np.array(odds), np.array(labels)
    )


def _gain(scores: Floats, done: Any, wanted: int) -> float:
    open_ = scores.copy()
    open_[done] = -np.inf
    above = int((open_ > open_[wanted]).sum())
    # Ties share their places: a system that says the same of everything found nothing.
    ties = int((open_ == open_[wanted]).sum()) - 1
    place = above + ties / 2
    return float(1 / np.log2(place + 2)) if place < 10 else 0.0


def document_of(number: int, card: dict[str, Any], gate: float, beside: float | None) -> str:
    """A card to be read, in Markdown, Chinese first."""
    ranker = card["ranker"]
    systems = "\n".join(f"| {name} | {value:.4f} |" for name, value in sorted(card["ndcg10"].items()))
    weighs = "\n".join(
        f"| {name} | {share:.1%} |" for name, share in sorted(card["importance"].items(), key=lambda each: -each[1])
    )
    settings = ", ".join(f"{name} {value}" for name, value in card["settings"].items())
    zh_ranker, en_ranker = _RANKER[ranker["serves"]] if ranker else _NO_RANKER
    rows = "" if not ranker else _ROWS.format(**ranker)
    phone = card["on_device"]
    return _DOCUMENT.format(
        number=number, gate=f"{gate:.4f}", beside="–" if beside is None else f"{beside:.4f}", systems=systems,
        weighs=weighs, settings=settings, zh_ranker=zh_ranker, en_ranker=en_ranker, rows=rows,
        phone=", ".join(f"{name} {value:.2f}" for name, value in phone["weights"].items()),
        choices=phone["choices"], gain=f"{phone['gain_nats']:.4f}",
        span=" – ".join(str(at)[:16] for at in card["span"]),
        **{name: card[name] for name in ("people", "deeds", "shelf", "calibration_error")},
        parts=", ".join(card["parts"]),
    )  # fmt: skip


_RANKER = {
    True: ("排序器（LightGBM）在用：在后四分之一的行上它比混合更好。",
           "The ranker (LightGBM) serves: on the last quarter of the rows it was better than the blend."),
    False: ("学了排序器（LightGBM），在后四分之一的行上不比混合好，所以用混合。",
            "A ranker (LightGBM) was learned, was no better than the blend on the last quarter of the rows, and the "
            "blend serves."),
}  # fmt: skip
_NO_RANKER = (
    "没有排序器：行数不够，或没有装 LightGBM；用的是混合。",
    "No ranker: too few rows, or no LightGBM; the blend serves.",
)
_ROWS = """
| rows | rows, eval | NDCG@10, eval | blend there | trees | scale | shift | LightGBM |
|---|---|---|---|---|---|---|---|
| {rows} | {rows_eval} | {ndcg10_eval} | {ndcg10_eval_blend} | {trees} | {scale} | {shift} | {lightgbm} |
"""
_DOCUMENT = """# recommend.home {number}

学自 {people} 人的 {deeds} 件事，{span}；货架 {shelf}；用到 {parts}。
Learned from {deeds} deeds of {people} people, {span}; shelf {shelf}; parts {parts}.

## 评判 · Measured
NDCG@10 of everybody's last deed among all they had not done: **{gate}**; the version in service then: {beside}.
每人最后一件事的 NDCG@10：**{gate}**；当时在用的：{beside}。下表每一行是同一批人（至多两千，按抽签）。

| system | NDCG@10 |
|---|---|
{systems}

## 排序 · Ranking
{zh_ranker}
{en_ranker}
{rows}
## 校准 · Calibration
把“这一件对随便一件”的机会与真实的份额相比，平均相差（ECE，十等分，每人最后一件事，没有参与校准）：**{calibration_error}**。
Chances of this against one thing by lot differ from shares by so much on average (ECE, ten equal parts, on
everybody's last deed, which calibration had not seen): **{calibration_error}**.

## 什么在起作用 · What weighs
Of a ranker: gain while learning. Of a blend: mean slope. 排序器：学习时的增益；混合：平均斜率。

| feature | share |
|---|---|
{weighs}

## 在本机 · On devices
设备按这次访问排序的权重：{phone}；学自 {choices} 次选择，每次比没学时多猜中 {gain} nat（没有学到的为 0）。
Weights by which devices order a visit: {phone}; from {choices} choices, each foretold better by {gain} nats than
without learning (0: nothing was learned).

## 设置 · Settings
{settings}

## 不能做什么 · Limits
- 只从本行客户打开和用过的事学，偏向展示过的。It knows what was opened and done here, so what was shown.
- 人少时指标起伏大：看人数。With few people the measures swing: mind their number.
- 校准说的是“与随便一件相比”，不是买不买。Odds are against a thing by lot; they are no chance of buying.
- 不判断适不适合：那由过滤先做。It judges no suitability: filters do, before it.
"""
