"""What the bank has for a person: suitable, with a true reason, and gone when they say no."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tests.world import Person, Row, World, asks, gets

from sycee.brain.recommend import Count, Shelf, count, shelf_from
from sycee.brain.recommend._popular import popularity
from sycee.brain.recommend._rank import Known, choose, suits
from sycee.kit.capability import Nothing
from sycee.kit.errors import Fault

ITEM = "article.budget.3"
MATRIX = {
    "recommend.for_me": (Row(asks(lambda _: {}), gets("ok")),),
    "recommend.open": (Row(asks(lambda _: {"item": ITEM}), gets("ok")),),
    "recommend.not_for_me": (Row(asks(lambda _: {"item": ITEM}), gets("ok")),),
    "recommend.seen": (Row(asks(lambda _: {"items": [ITEM]}), gets("ok")),),
    "recommend.personal": (Row(asks(lambda _: {"on": True}), gets("ok")),),
}


@pytest.fixture(autouse=True)
async def nothing_is_popular(bank: World) -> None:
    await bank.forgets_what_is_popular()


@pytest.fixture
def shelf(bank: World) -> Shelf:
    return bank.bank.ports[Shelf]


async def shown_to(person: Person) -> list[dict[str, Any]]:
    said = await person.call("recommend.for_me")
    assert said.status == 200, said
    return list(said.body["items"])


def codes(items: list[dict[str, Any]]) -> list[str]:
    return [one["item"] for one in items]


async def test_somebody_new_sees_something_to_begin_with(bank: World, shelf: Shelf) -> None:
    mei = await bank.customer("李梅")

    items = await shown_to(mei)

    assert len(items) == 4
    assert set(codes(items[:3])) <= set(shelf.written.starters)
    assert [one["by_lot"] for one in items] == [False, False, False, True]
    assert all(one["why"] and one["title"] and one["about"] for one in items)
    assert codes(await shown_to(mei)) == codes(items), "a page that is opened again shows the same"


async def test_after_reading_about_gold_there_is_more_about_gold_and_the_reason_is_true(bank: World) -> None:
    mei = await bank.customer("李梅")
    before = codes(await shown_to(mei))

    told = await mei.call("recommend.open", item="article.gold.1")
    after = await shown_to(mei)

    assert told.body["touches"] == ["黄金"]
    assert codes(after) != before
    because = [one for one in after if told.body["title"] in one["why"]]
    assert because, after
    assert all("黄金" in one["why"] and ".gold." in one["item"] for one in because)
    assert "article.gold.1" not in codes(after), "what was just opened is not offered again"


async def test_sending_money_is_noticed_by_its_fact(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    sent = await mei.sends(payee, "10.00")
    if sent.code == "step_up_needed":
        await mei.confirms(sent.body["facts"]["proposal"])

    await bank.facts_arrive()

    assert any("转账" in one["why"] for one in await shown_to(mei))


async def test_not_for_me_works_at_once_and_fades_in_time(bank: World, shelf: Shelf) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    first = codes(await shown_to(mei))[0]

    assert (await mei.call("recommend.not_for_me", item=first)).status == 200

    assert first not in codes(await shown_to(mei))
    assert first in codes(await shown_to(wang)), "a no is one's own"
    now = bank.bank.clock()
    no = {first: now}
    place = lambda days: _place(shelf, Known(1, unwanted=no), first, now + timedelta(days=days))  # noqa: E731
    assert place(13) is None
    assert place(400) == 1, "after a year it is where it was"
    assert suits(shelf.written.items[shelf.number[first]], Known(1, unwanted=no), now + timedelta(days=15))


def _place(shelf: Shelf, known: Known, code: str, now: Any) -> int | None:
    return next((one.place for one in choose(shelf, known, None, 0, now) if one.good.code == code), None)


async def test_nothing_risky_is_shown_to_who_was_never_asked_about_risk(bank: World, shelf: Shelf) -> None:
    now = bank.bank.clock()
    risky = [good for good in shelf.written.items if good.risk > 2]
    likes = {good.code: now - timedelta(days=30) for good in risky[:10]}

    chosen = choose(shelf, Known(5, deeds=likes), None, 0, now)

    assert risky
    assert all(one.good.risk <= 2 for one in chosen)


async def test_what_is_seen_is_kept_with_its_chance_and_rests_after_five_days(bank: World, shelf: Shelf) -> None:
    mei = await bank.customer("李梅")
    items = codes(await shown_to(mei))

    said = await mei.call("recommend.seen", items=[*items, "article.gold.1"])

    assert said.body["kept"] == 4, "only what was really shown counts"
    owner = await asyncpg.connect(bank.bank.dsn)
    rows = await owner.fetch(
        "SELECT item, place, propensity FROM recommend_shown WHERE owner = $1 ORDER BY place", mei.party
    )
    await owner.close()
    assert [(row["item"], row["place"]) for row in rows] == list(zip(items, (1, 2, 3, 4), strict=True))
    assert [row["propensity"] for row in rows] == [1, 1, 1, 0.05]
    now, best = bank.bank.clock(), shelf.written.items[shelf.number[shelf.written.starters[0]]]
    assert suits(best, Known(1, shown={best.code: 4}), now)
    assert not suits(best, Known(1, shown={best.code: 5}), now)


async def test_what_was_laid_out_stays_all_day_though_nothing_of_it_was_opened(bank: World) -> None:
    mei = await bank.customer("李梅")
    items = codes(await shown_to(mei))

    assert (await mei.call("recommend.seen", items=items)).status == 200

    assert codes(await shown_to(mei)) == items


@pytest.mark.parametrize("item", ["no.such", "transfer.send", "theme.gold"])
async def test_what_is_not_on_the_shelf_is_refused_by_field(bank: World, item: str) -> None:
    mei = await bank.customer("李梅")

    # A function of the bank may be refused, but it is nothing to read about.
    for verb in ("recommend.open", "recommend.not_for_me")[: 1 if item == "transfer.send" else 2]:
        said = await mei.call(verb, item=item)
        assert (said.code, said.body["field"]) == ("no_such_item", "item")


def test_a_bank_brings_its_own_shelf_and_a_bad_one_is_named(tmp_path: Path) -> None:
    usual = shelf_from(tmp_path / "catalogue.json")
    mine = tmp_path / "catalogue.json"

    assert len(usual.written.items) > 200
    said = '"zh": "一", "en": "One", "about_zh": "", "about_en": ""'
    good = f'{{"code": "a.b", "kind": "article", {said}, "risk": 0, "links": %s}}'
    text = '{"version": "1", "entities": {}, "relations": {}, "functions": {}, "starters": [], "items": [%s]}'
    mine.write_text(text % (good % "[]"), "utf-8")
    assert shelf_from(mine).codes[0] == "a.b"
    mine.write_text(text % (good % '[["theme", "theme.gone"]]'), "utf-8")
    with pytest.raises(Fault, match=r"theme\.gone"):
        shelf_from(mine)
    mine.write_text('{"version": 1}', "utf-8")
    with pytest.raises(Fault, match="catalogue"):
        shelf_from(mine)


async def test_who_turns_it_off_sees_what_the_new_see_and_nothing_is_kept_or_learned(bank: World) -> None:
    mei = await bank.customer("李梅")
    first = codes(await shown_to(mei))
    await mei.call("recommend.open", item="article.gold.1")
    await mei.call("recommend.seen", items=first)
    assert codes(await shown_to(mei)) != first

    said = await mei.call("recommend.personal", on=False)

    assert said.body["on"] is False
    assert codes(await shown_to(mei)) == first, "as if nothing were known"
    assert (await mei.call("recommend.for_me")).body["personal"] is False
    await mei.call("recommend.open", item="article.gold.2")
    assert (await mei.call("recommend.seen", items=first)).body["kept"] == 0
    assert await _kept_of(bank, mei) == 0
    await mei.call("recommend.not_for_me", item=first[0])
    assert first[0] not in codes(await shown_to(mei)), "what was refused by name stays away"

    await mei.call("recommend.personal", on=True)
    await mei.call("recommend.open", item="article.gold.1")
    assert any("黄金" in one["why"] for one in await shown_to(mei))


async def _kept_of(bank: World, person: Person) -> int:
    async with bank.bank.db.writers.acquire() as connection:
        return int(
            await connection.fetchval(
                "SELECT (SELECT count(*) FROM recommend_deed WHERE owner = $1)"
                " + (SELECT count(*) FROM recommend_shown WHERE owner = $1)",
                person.party,
            )
        )


async def test_who_is_new_is_shown_what_others_open_when_they_see_it_and_their_own_taste_takes_over(
    bank: World, shelf: Shelf
) -> None:
    now = bank.bank.clock()
    mei, wang = await bank.customer("李梅"), await bank.customer("王强")
    async with bank.bank.db.writers.acquire() as connection:
        for n, good in enumerate(g for g in shelf.written.items if g.kind == "article" and g.risk <= 2):
            for one in range(40):
                row = (-9_800 - one, good.code, now.date(), now)
                await connection.execute("INSERT INTO recommend_shown VALUES ($1, $2, $3, 1, 1, 0, 'new', $4)", *row)
                if n < 3 and one < 30:
                    await connection.execute("INSERT INTO recommend_deed VALUES ($1, $2, $3, $4)", *row)
            if n == 12:
                break
    loved = [g.code for g in shelf.written.items if g.kind == "article" and g.risk <= 2][:3]
    try:
        await bank.bank.runner.as_bank(bank.bank.context(), "count.test", lambda ctx: count(ctx, Nothing()))
        seen = [one["item"] for one in (await mei.call("recommend.for_me")).body["items"]]
        assert set(seen[:3]) & set(loved), "what three in four open stands among the first"

        for number in (1, 2, 3):
            await wang.call("recommend.open", item=f"article.gold.{number}")
        own = (await wang.call("recommend.for_me")).body["items"]
        assert any(".gold." in one["item"] for one in own[:3]), "three deeds of one's own say more than everybody's"
    finally:
        async with bank.bank.db.writers.acquire() as connection:
            for table in ("recommend_shown", "recommend_deed"):
                await connection.execute(f"DELETE FROM {table} WHERE owner <= -9800 AND owner > -9900")
            await connection.execute("DELETE FROM recommend_popular")


def test_a_good_of_few_showings_stands_where_its_theme_stands(shelf: Shelf) -> None:
    gold, green = ([g.code for g in shelf.written.items if f"article.{t}." in g.code] for t in ("gold", "green"))
    counted = {code: Count(30, 100) for code in gold[1:]} | {code: Count(3, 100) for code in green[1:]}
    counted[green[1]] = Count(1, 1)

    found = popularity(shelf, counted)

    at = shelf.number
    assert found[at[gold[0]]] > 0 > found[at[green[0]]], "nothing is known of these two but their themes"
    assert found[at[gold[1]]] > found[at[green[1]]], "one opening of one showing is no proof"
    assert not popularity(shelf, {}).any()
