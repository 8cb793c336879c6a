"""What the bank knows of one person's taste: rows shared by the verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from sycee.brain.algorithm import serving
from sycee.brain.feature import may_learn
from sycee.brain.recommend._learned import FORMAT, Learned, from_arrays
from sycee.brain.recommend._on_device import OnDevice, of_version
from sycee.brain.recommend._place import CAMPAIGN, HOME, Where
from sycee.brain.recommend._popular import counts
from sycee.brain.recommend._rank import OTHERS, Choice, Known, allowed, choose, choose_among, shown_since
from sycee.brain.recommend._shelf import Shelf
from sycee.brain.recommend._weighs import weighs_of
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.time import bank_day
from sycee.kit.words import words

KIND = "recommend.home"
FORMATS = {KIND: FORMAT}
"""The kinds that are learned here, and the format of each that this program reads."""
_LOG = structlog.get_logger()

_DEEDS = "SELECT item, max(at) AS at, min(at) AS first FROM recommend_deed WHERE owner = $1 AND at <= $2 GROUP BY item"
_UNWANTED = "SELECT item, at FROM recommend_unwanted WHERE owner = $1"
_SHOWN = """
SELECT s.item, count(DISTINCT s.day) AS times FROM recommend_shown s
WHERE s.owner = $1 AND s.day > $2 AND s.day < $3 AND NOT EXISTS (
    SELECT FROM recommend_deed d WHERE d.owner = $1 AND d.item = s.item AND d.day >= s.day)
GROUP BY s.item
"""


class NoSuchItem(Refusal):
    code, http = "no_such_item", 404
    say = words(zh="没有这个产品或文章", en="There is no such product or article")


async def known_of_owner(connection: Connection, owner: int, now: datetime) -> Known:
    """Deeds, dislikes, and on how many days what was shown lately, in whatever place, without being opened.

    What was shown today is not counted yet: a list must not go from under the eyes of who reads it.
    """
    deeds: list[Any] = await connection.fetch(_DEEDS, owner, now)
    unwanted: list[Any] = await connection.fetch(_UNWANTED, owner)
    shown: list[Any] = await connection.fetch(_SHOWN, owner, shown_since(now), bank_day(now))
    return Known(
        owner,
        {row["item"]: row["at"] for row in deeds},
        {row["item"]: row["at"] for row in unwanted},
        {row["item"]: row["times"] for row in shown},
        min((row["first"] for row in deeds), default=None),
    )


async def in_service(ctx: Context, connection: Connection) -> tuple[int, Learned | None]:
    """The version that serves on this shelf; number 0 and nothing where none does."""
    found = await serving(ctx, connection, KIND, FORMAT)
    if found is None:
        return 0, None
    number, arrays = found
    learned = from_arrays(arrays, ctx.port(Shelf).codes)
    if learned is None:
        _LOG.warning("recommend.other_shelf", version=number)
    return (number, learned) if learned else (0, None)


async def weighs(ctx: Context, connection: Connection) -> dict[str, float]:
    """What weighs in the version that serves, by feature, as shares; nothing where none does.

    Of a ranker it is what each feature brought while it learned (gain), of a blend how much its answer turns on it.
    """
    _, learned = await in_service(ctx, connection)
    if learned is None:
        return {}
    return learned.ranker.gains() if learned.ranker else weighs_of(learned.blend)


async def choices(ctx: Context, connection: Connection, where: Where = HOME) -> tuple[int, list[Choice]]:
    """What the caller is to see in a place now, and by which version; without what is personal, what everybody new
    sees."""
    return await choices_of(ctx, connection, ctx.me, where)


async def choices_of(ctx: Context, connection: Connection, owner: int, where: Where = HOME) -> tuple[int, list[Choice]]:
    """What a customer is to see now, and by which version; whoever may ask that is for the caller to say."""
    known, version, learned, _ = await _viewer(ctx, connection, owner)
    return version, choose(ctx.port(Shelf), known, learned, version, ctx.now, await counts(connection), where)


@dataclass(frozen=True, slots=True)
class Listed:
    """What is shown, what comes next, by which version, and what a phone may order it by: None where nothing is
    personal, and where one asked for a part, which stays in the bank's order.

    `parts`: those with anything in them. `campaign`: at home, the one that runs and suits best.
    """

    shown: list[Choice]
    others: list[Choice]
    version: int
    personal: bool
    on_device: OnDevice | None
    parts: list[str]
    campaign: list[Choice]


async def listed(ctx: Context, connection: Connection, where: Where = HOME, part: str | None = None) -> Listed:
    """What the caller is to see in a place now, or in a part of it, with what their phone needs to order it by this
    visit. Raises NoSuchPart."""
    shelf = ctx.port(Shelf)
    inside = where if part is None else where.part(shelf, part)
    known, version, learned, personal = await _viewer(ctx, connection, ctx.me)
    ordered, counted = personal and part is None, await counts(connection)
    shown, others = choose_among(
        shelf, known, learned, version, ctx.now, counted, inside, others=OTHERS if ordered else 0
    )
    phone = of_version(learned.on_device if learned else {}) if ordered else None
    parts = _parts(shelf, known, ctx.now, where)
    campaign = choose(shelf, known, learned, version, ctx.now, counted, CAMPAIGN) if where == HOME else []
    return Listed(shown, others, version, personal, phone, parts, campaign)


def _parts(shelf: Shelf, known: Known, now: datetime, where: Where) -> list[str]:
    lie = [good for good in shelf.written.items if where.holds(shelf, good) and allowed(good, known, now)]
    filled = {part for good in lie for part in where.part_of(shelf, good)}
    return [part for part in where.all_parts(shelf) if part in filled]


async def _viewer(ctx: Context, connection: Connection, owner: int) -> tuple[Known, int, Learned | None, bool]:
    """What is known of a person, what serves them, and whether anything is to follow from it."""
    known = await known_of_owner(connection, owner, ctx.now)
    if not await may_learn(connection, owner):
        return Known(owner, unwanted=known.unwanted), 0, None, False
    version, learned = await in_service(ctx, connection)
    return known, version, learned, True
