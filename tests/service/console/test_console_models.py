"""The console's models: versions, what weighs, drift, and what one customer would see, for a reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import numpy as np
import pytest
from tests.service.console.test_customers import facts_of
from tests.world import Member, Row, World, asks, clerks_get

from sycee.brain import algorithm
from sycee.brain.recommend import Shelf, train, watch
from sycee.kit.capability import Nothing

KIND = "recommend.home"
WHY = {"reason": "complaint", "note": "客户来电问为什么推荐这个"}
MATRIX = {
    "model.list": (Row(asks(lambda _: {}), clerks_get()),),
    "model.preview": (Row(asks(lambda c: {"customer": c.owner.party, **WHY}), clerks_get()),),
}
FIRST, PEOPLE = -9_500, 40


@pytest.fixture(scope="module")
async def lin(world: World) -> Member:
    return await world.member("models")


class Learning:
    """A bank whose people read about two themes, in which it learns; all of it undone afterwards."""

    def __init__(self, bank: World, owner: Any) -> None:
        self.bank, self.owner = bank, owner
        self.shelf: Shelf = bank.bank.ports[Shelf]
        self.models: algorithm.Models = bank.bank.ports[algorithm.Models]

    async def read(self, themes: tuple[str, ...], since: datetime, people: range = range(PEOPLE)) -> None:
        draw = np.random.default_rng(len(themes))
        rows = []
        for one in people:
            of = [g.code for g in self.shelf.written.items if f"article.{themes[one % len(themes)]}." in g.code]
            for day, code in enumerate(draw.permutation(of)[:5]):
                at = since + timedelta(days=day)
                rows.append((FIRST - one, str(code), at.date(), at))
        await self.owner.executemany("INSERT INTO recommend_deed VALUES ($1, $2, $3, $4)", rows)

    async def does(self, work: Any, at: datetime) -> None:
        ctx = replace(self.bank.bank.context(), now=at)
        await self.bank.bank.runner.as_bank(ctx, "models.test", lambda each: work(each, Nothing()))

    async def lives(self, now: datetime) -> None:
        """Two weeks of which the first is learned from; in the second, people do what was never learned."""
        await self.read(("gold", "green"), now - timedelta(days=14))
        await self.does(train, now - timedelta(days=8))
        await self.does(watch, now - timedelta(days=8))
        await self.read(("tech",), now - timedelta(days=6), range(PEOPLE, 2 * PEOPLE))
        await self.does(watch, now)

    async def breaks(self, now: datetime) -> None:
        """A second, better version is published, and its file is damaged."""
        arrays, card = dict(np.load(self.file(1))), {"what": "a test"}
        await self.does(lambda ctx, _: algorithm.register(ctx, KIND, 1, arrays, card, 0.9, 0.5), now)
        self.file(2).write_bytes(b"not what was written")
        self.models.read.clear()

    def file(self, number: int) -> Path:
        return self.models.folder / KIND / f"{number}.npz"


@asynccontextmanager
async def learning_in(bank: World) -> AsyncIterator[Learning]:
    """The bank while it learns; also for the journey."""
    owner = await asyncpg.connect(bank.bank.dsn)
    made = Learning(bank, owner)
    await _clean(made)
    yield made
    await _clean(made)
    await owner.close()


@pytest.fixture
async def learning(bank: World) -> AsyncIterator[Learning]:
    async with learning_in(bank) as made:
        yield made


async def _clean(made: Learning) -> None:
    await made.owner.execute("DELETE FROM recommend_deed WHERE owner <= $1", FIRST)
    await made.owner.execute("DELETE FROM algorithm_version WHERE kind = $1", KIND)
    await made.owner.execute("DELETE FROM algorithm_drift WHERE kind = $1", KIND)
    made.models.read.clear()


async def _home(lin: Member) -> dict[str, Any]:
    said = await lin.call("model.list")
    assert said.status == 200, said
    return next(kind for kind in said.body["kinds"] if kind["kind"] == KIND)


async def test_versions_weights_and_drift_are_told_and_a_damaged_file_raises_the_alarm(
    bank: World, lin: Member, learning: Learning
) -> None:
    now = bank.bank.clock()
    await learning.lives(now)

    home = await _home(lin)

    (version,) = home["versions"]
    assert (version["number"], version["state"], home["serving"], home["alarm"]) == (1, "serving", 1, False)
    assert "40 人的 200 件事" in version["card"]
    assert "设备按这次访问排序的权重学自 0 次选择" in version["card"]
    assert sum(each["share"] for each in home["weighs"]) == pytest.approx(10_000, abs=9)
    then, after = home["drift"]
    assert then["items"]["moved"] == "steady", "seven days of the weeks that were learned from are like them"
    assert then["live"] == version["gate"], "on the people of the gate it is the gate"
    assert after["items"]["moved"] == "moved", after
    assert after["items"]["value"] > 2_500
    assert after["live"] < then["live"], "nobody had read about it, so that nothing was expected"

    await learning.breaks(now)
    home = await _home(lin)
    assert [v["state"] for v in home["versions"]] == ["damaged", "serving"]
    assert (home["serving"], home["alarm"]) == (1, True)


async def test_what_a_customer_would_see_is_what_they_see_and_the_reason_is_kept(bank: World, lin: Member) -> None:
    mei = await bank.customer("李梅")
    await mei.call("recommend.open", item="article.gold.1")

    said = await lin.call("model.preview", customer=mei.party, **WHY)

    assert said.status == 200, said
    assert said.body["items"] == (await mei.call("recommend.for_me")).body["items"]
    assert said.body["personal"] is True
    told = [f for f in await facts_of(bank, lin) if f["verb"] == "model.preview" and not f["refused"]]
    assert (told[-1]["customer"], told[-1]["note"]) == (mei.party, WHY["note"])
    assert "黄金" not in str(told)
    assert await _shown(bank, mei.party) == 0, "a look of staff's is no showing"


async def _shown(bank: World, party: int) -> int:
    async with bank.bank.db.writers.acquire() as connection:
        return int(await connection.fetchval("SELECT count(*) FROM recommend_shown WHERE owner = $1", party))


async def test_without_a_true_reason_or_a_customer_nothing_is_shown(bank: World, lin: Member) -> None:
    mei = await bank.customer("李梅")

    assert (
        await lin.call("model.preview", customer=mei.party, reason="complaint", note="        ")
    ).code == "bad_input"
    assert (await lin.call("model.preview", customer=999_999, **WHY)).code == "not_found"
    assert (await (await bank.member("records")).call("model.list")).code == "not_allowed"


def test_an_index_is_nothing_where_nothing_moved_and_says_what_chance_may_do() -> None:
    same = algorithm.stability([50, 30, 20], [500, 300, 200])
    few = algorithm.stability([5_000, 3_000, 2_000], [3, 4, 3])
    other = algorithm.stability([500, 300, 200], [200, 300, 500])

    assert same.value < 0.001
    assert algorithm.moved(few) == "steady", "ten deeds prove nothing"
    assert few.chance == pytest.approx(5.99 * (1 / 10_000 + 1 / 10), rel=0.02), "chi-square, two degrees, 95 per cent"
    assert other.value == pytest.approx(2 * 0.3 * np.log(2.5), rel=0.02)
    assert [algorithm.moved(each) for each in (other, None)] == ["moved", "unknown"]
