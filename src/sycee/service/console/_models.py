"""What the bank has learned: versions and how they fared, what weighs, and whether customers have moved on since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sycee.brain import algorithm, recommend
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.errors import TooMany
from sycee.kit.time import bank_day
from sycee.kit.words import Locale, Words, words
from sycee.service.console._pace import pace_look

_VERSIONS_MOST = 20
_DAYS = timedelta(days=60)

_KINDS: dict[str, Words] = {"recommend.home": words(zh="首页推荐", en="For you, on the first page")}
_FEATURES: dict[str, Words] = {
    "ease": words(zh="做过的事之间的关联（EASE）", en="What goes with what one did (EASE)"),
    "als": words(zh="口味相近的人（ALS）", en="People of like taste (ALS)"),
    "nearby": words(zh="常在一起的事（item–item）", en="What is done together (item–item)"),
    "ripple": words(zh="知识图谱（RippleNet）", en="The knowledge graph (RippleNet)"),
    "popularity": words(zh="大家都做的事", en="What many do"),
    "activity": words(zh="本人做过多少", en="How much one did"),
    "ease_share": words(zh="关联，按做过的多少折算", en="EASE over how much one did"),
    "nearby_share": words(zh="常在一起，按做过的多少折算", en="Item–item over how much one did"),
    "theme_share": words(zh="主题是否合口味", en="Whether its theme is to one's taste"),
    "kind_share": words(zh="种类是否合口味", en="Whether its kind is to one's taste"),
    "theme": words(zh="主题", en="Its theme"),
    "kind": words(zh="种类", en="Its kind"),
    "risk": words(zh="风险等级", en="Its risk"),
    "weekday": words(zh="星期几", en="Day of the week"),
    "hour": words(zh="几点钟", en="Hour of the day"),
    "days_known": words(zh="来了多久", en="How long one has been here"),
    "taste_popularity": words(zh="是否偏爱大众所爱", en="Whether one likes what many like"),
}
_CARD = words(
    zh="学自 {people} 人的 {deeds} 件事，截至 {until}；货架 {shelf}；用到 {parts}。以每人最后一件事的 NDCG@10 评判。",
    en="From {deeds} deeds of {people} people until {until}; shelf {shelf}; parts {parts}. Judged by NDCG@10 of "
    "everybody's last deed, which it had not seen.",
)
_CALIBRATED = words(
    zh="说出的机会与真实份额平均相差 {error}（ECE，每人最后一件事对随便一件）。",
    en="The chances it says differ from shares by {error} on average (ECE, everybody's last deed against one by lot).",
)
_RANKED = words(
    zh="排序器{used}：{rows} 行学，后 {rows_eval} 行上 NDCG@10 为 {ndcg10_eval}，混合为 {ndcg10_eval_blend}。",
    en="Ranker{used}: from {rows} rows; on the {rows_eval} after them NDCG@10 {ndcg10_eval}, the blend "
    "{ndcg10_eval_blend}.",
)
_ON_DEVICE = words(
    zh="设备按这次访问排序的权重学自 {choices} 次选择，每次比没学时多猜中 {gain} nat：{weights}。",
    en="Devices order a visit by weights from {choices} choices, each foretold better by {gain} nats than without: "
    "{weights}.",
)
_USED = {
    True: words(zh="在用", en=" in use"),
    False: words(zh="学了而没有用", en=" learned and not in use"),
}


class ModelVersion(Answer, frozen=True):
    """One version; measures in ten-thousandths. `gate`: its own; `beside`: that of the one in service then, on the same
    people. `state`: serving, spare, unpublished (not better), withdrawn, damaged or other_format; `card` in words."""

    number: int
    gate: int
    beside: int | None
    made_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    state: algorithm.State
    card: str


class ModelWeight(Answer, frozen=True):
    """A feature of the blend and its part in it, in ten-thousandths of the whole."""

    title: str
    share: int


class ModelIndex(Answer, frozen=True):
    """A population stability index in ten-thousandths; `chance` is what chance alone would stay under in 95 of 100
    cases. `moved`: unknown, steady (under 0.1 or under chance), watch (under 0.25) or moved."""

    value: int
    chance: int
    moved: algorithm.Moved


class ModelDrift(Answer, frozen=True):
    """One day: seven days before it against the weeks before `number` was learned. `items`: what is done, by theme;
    `scores`: how well it was expected; `live`: the gate's measure then, in ten-thousandths. None where there
    was too little."""

    day: date
    number: int
    deeds: int
    people: int
    items: ModelIndex | None
    scores: ModelIndex | None
    live: int | None


class ModelKind(Answer, frozen=True):
    """One kind of what is learned. `alarm`: a version that was published cannot be read, and an older one serves, or
    none at all."""

    kind: str
    title: str
    alarm: bool
    serving: int | None
    versions: list[ModelVersion]
    weighs: list[ModelWeight]
    drift: list[ModelDrift]


class Models(Answer, frozen=True):
    """Every kind; versions newest first (twenty at most), drift oldest first (sixty days)."""

    kinds: list[ModelKind]


@CATALOG.read(
    "model.list",
    title=words(zh="模型", en="Models"),
    says=("在用哪个模型", "which model serves"),
    access="staff",
    right="models",
    refuses=(TooMany,),
)
async def list_models(ctx: Context, _: Nothing) -> Models:
    """What was learned, in versions; which of them serves, what weighs in it, and whether customers moved since."""
    await pace_look(ctx)
    async with read(ctx) as connection:
        found = await algorithm.versions(ctx, connection, _VERSIONS_MOST)
        drifted = await algorithm.drifts(connection, bank_day(ctx.now) - _DAYS)
        weight = await recommend.weighs(ctx, connection)
    looked(ctx, "models", None, len(found))
    states = algorithm.states(found, recommend.FORMATS)
    kinds = sorted(recommend.FORMATS.keys() | {one.kind for one in found})
    told = []
    for kind in kinds:
        mine = [(one, state) for one, state in zip(found, states, strict=True) if one.kind == kind]
        serving = next((one.number for one, state in mine if state == "serving"), None)
        told.append(
            ModelKind(
                kind=kind,
                title=_KINDS[kind].say(ctx.locale) if kind in _KINDS else kind,
                alarm=any(state == "damaged" and one.number > (serving or 0) for one, state in mine),
                serving=serving,
                versions=[_version(one, state, ctx.locale) for one, state in mine],
                weighs=_weighs(weight if kind in recommend.FORMATS else {}, ctx.locale),
                drift=[_drift(each) for each in drifted if each.kind == kind],
            )
        )
    return Models(kinds=told)


def _parts(value: float) -> int:
    """In ten-thousandths: on the wire there are no floats."""
    return round(value * 10_000)


def _maybe(value: float | None) -> int | None:
    return None if value is None else _parts(value)


def _version(one: algorithm.Version, state: algorithm.State, locale: Locale) -> ModelVersion:
    return ModelVersion(
        number=one.number, gate=_parts(one.gate), beside=_maybe(one.beside), made_at=one.made_at,
        published_at=one.published_at, withdrawn_at=one.withdrawn_at, state=state,
        card=_card(one.card, locale),
    )  # fmt: skip


def _card(card: dict[str, Any], locale: Locale) -> str:
    """A card in words; of another make than recommendations' as it is written."""
    if not {"people", "deeds", "learned_until", "shelf", "parts"} <= card.keys():
        return "; ".join(f"{name}: {told}" for name, told in sorted(card.items()))
    told = [_CARD.say(
        locale, people=card["people"], deeds=card["deeds"], until=str(card["learned_until"])[:10], shelf=card["shelf"],
        parts=" + ".join(card["parts"]),
    )]  # fmt: skip
    if "calibration_error" in card:
        told.append(_CALIBRATED.say(locale, error=card["calibration_error"]))
    if ranker := card.get("ranker"):
        told.append(_RANKED.say(locale, **{**ranker, "used": _USED[ranker["serves"]].say(locale)}))
    if phone := card.get("on_device"):
        weights = ", ".join(f"{name} {value:.2f}" for name, value in phone["weights"].items())
        told.append(
            _ON_DEVICE.say(locale, choices=phone["choices"], gain=round(phone["gain_nats"], 4), weights=weights)
        )
    return ("" if locale == "zh" else " ").join(told)


def _weighs(shares: dict[str, float], locale: Locale) -> list[ModelWeight]:
    ranked = sorted(shares.items(), key=lambda each: -each[1])
    return [ModelWeight(title=_FEATURES[name].say(locale), share=_parts(share)) for name, share in ranked]


def _drift(each: algorithm.Drift) -> ModelDrift:
    return ModelDrift(
        day=each.day, number=each.number, deeds=each.deeds, people=each.people, items=_index(each.items),
        scores=_index(each.scores), live=_maybe(each.live),
    )  # fmt: skip


def _index(index: algorithm.Index | None) -> ModelIndex | None:
    if index is None:
        return None
    return ModelIndex(value=_parts(index.value), chance=_parts(index.chance), moved=algorithm.moved(index))
