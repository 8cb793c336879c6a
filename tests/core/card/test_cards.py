"""A credit card: never above its limit, never bought by while frozen, and never repaid more than is owed."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.core.card.card_steps import buys, card_of, confirmed, due, fen, opens, owed, repays, titles
from tests.core.closing.conftest import Days
from tests.world import Cast, Person, Row, World, asks, gets, yuan

from sycee.app.eod import close_until
from sycee.core.card import _freeze, _unfreeze, limit_for, minimum_of, next_statement
from sycee.core.card._rows import mine
from sycee.kit.capability import Context

_STEP = gets("not_found", owner="not_found", anonymous="not_found")
_ANYBODY = "anybody may apply, for themselves"


async def _has(cast: Cast) -> dict[str, Any]:
    """The owner has a card on which something is owed, and may try everything again."""
    await cast.world.forgets_tries()
    if (await cast.owner.call("card.show")).body["card"] is None:
        await opens(cast.owner)
    if fen((await card_of(cast.owner))["owed"]) < 10_00:
        await buys(cast.owner, "50.00")
    return {}


async def _runs(cast: Cast) -> dict[str, Any]:
    await _has(cast)
    if (await card_of(cast.owner))["state"] == "frozen":
        await confirmed(cast.owner, "card.unfreeze")
    return {}


async def _without(cast: Cast) -> dict[str, Any]:
    """The owner's card, if there was one, is closed."""
    async with cast.world.bank.db.writers.acquire() as connection:
        await connection.execute(
            "UPDATE card_card SET closed_at = now() WHERE owner = $1 AND closed_at IS NULL", cast.owner.party
        )
    return {}


async def _settled(cast: Cast) -> dict[str, Any]:
    """Nothing is owed on the owner's card."""
    await _runs(cast)
    await cast.world.brings_in(cast.owner.current, "100")
    assert (await repays(cast.owner)).status == 200
    return {}


def _after(what: Any, **ask: Any) -> Any:
    async def made(cast: Cast) -> dict[str, Any]:
        await what(cast)
        return {name: value(cast) if callable(value) else value for name, value in ask.items()}

    return made


async def _a_day(cast: Cast) -> dict[str, Any]:
    """A statement of a day long ago."""
    await _has(cast)
    async with cast.world.bank.db.writers.acquire() as connection:
        await connection.execute(
            "INSERT INTO card_statement (account_id, day, owner, opening, spent, came, balance, minimum, due_on, "
            "entries, last_seq, made_at) SELECT account_id, '2020-01-05', owner, 0, 0, 0, 0, 0, '2020-01-25', 0, 0, "
            "now() FROM card_card WHERE owner = $1 ON CONFLICT DO NOTHING", cast.owner.party,
        )  # fmt: skip
    return {"day": "2020-01-05"}


MATRIX = {
    "card.show": (Row(_has, gets("ok")),),
    "card.apply": (Row(_without, gets("step_up_needed", owner="step_up_needed"), tells=_ANYBODY),),
    "card.try_out": (Row(_after(_runs, shop="noodles", amount=yuan("1.00")), gets("no_card")),),
    "card.repay": (
        Row(_after(_has, source=lambda c: c.owner.current, part="amount", amount=yuan("1.00")), gets("no_such_account"),
            never={"source": 999_999_999}),
        Row(_after(_has, source=lambda c: c.owner.current, part="all"), gets("no_card"),
            theirs=lambda c: {"source": c.stranger.current}),
    ),
    "card.auto_repay": (
        Row(_after(_has, part="minimum", source=lambda c: c.owner.current), gets("no_card", owner="step_up_needed")),
    ),
    "card.freeze": (Row(_has, gets("no_card")),),
    "card.unfreeze": (Row(_has, gets("no_card", owner="step_up_needed")),),
    "card.limit": (Row(_after(_has, limit=yuan("3000.00")), gets("no_card", owner="step_up_needed")),),
    "card.close": (Row(_settled, gets("no_card", owner="step_up_needed")),),
    "card.statements": (Row(_has, gets("no_card")),),
    "card.statement": (Row(_a_day, gets("no_card")),),
    "card.purchase": (Row(asks(lambda _: {"card": 1, "merchant": "老街面馆", "amount": yuan("1.00")}), _STEP),),
    "card.refund": (Row(asks(lambda _: {"purchase": str(uuid4()), "amount": yuan("1.00")}), _STEP),),
    "card.auto_run": (Row(asks(lambda _: {"card": 1, "day": "2027-12-05"}), _STEP),),
}  # fmt: skip


def test_the_rules_are_as_they_are_written_down() -> None:
    assert [limit_for(fen, 1) for fen in (-1, 0, 10_000_00, 1_000_000_00)] == [3_000_00, 3_000_00, 8_000_00, 50_000_00]
    assert limit_for(1_000_000_00, 2) == 5_000_00
    assert [minimum_of(fen) for fen in (-5, 0, 9_99, 10_01, 200_00, 1_000_01)] == [0, 0, 9_99, 10_00, 20_00, 100_01]
    assert next_statement(date(2027, 12, 5), 5) == date(2027, 12, 5)
    assert next_statement(date(2027, 12, 6), 5) == date(2028, 1, 5)


async def test_a_card_is_bought_with_billed_reminded_of_and_repaid(branch: World, days: Days, mei: Person) -> None:
    card = await card_of(mei)
    assert (card["limit"]["amount"], card["owed"]["amount"], card["due"]) == ("8000.00", "0.00", None)

    assert (await buys(mei, "200.50")).status == 200
    bought = await buys(mei, "100.00", shop="books")
    assert (await mei.call("card.try_out", shop="books", amount=yuan("40.00"), back=bought.body["trial"])).status == 200
    assert ((await card_of(mei))["owed"]["amount"], (await card_of(mei))["available"]["amount"]) == (
        "260.50",
        "7739.50",
    )
    days.on(12, 6)
    await close_until(branch.bank, date(2027, 12, 5))

    await mei.signs_in()
    bill = await due(mei)
    assert (bill["balance"]["amount"], bill["minimum"]["amount"], bill["due_on"]) == ("260.50", "26.05", "2027-12-25")
    assert "信用卡账单已出" in await titles(branch, mei)
    (coming,) = (await mei.call("remind.list")).body["coming"]
    assert (coming["source"], coming["on"], coming["amount"]["amount"]) == ("card", "2027-12-25", "-260.50")
    assert coming["why"] == "本期账单的剩余，最低还 ¥26.05"
    whole = (await mei.call("card.statement", day="2027-12-05")).body
    assert [(line["party"], line["amount"]["amount"]) for line in whole["lines"]] == [
        ("新华书店", "40.00"), ("新华书店", "-100.00"), ("老街面馆", "-200.50"),
    ]  # fmt: skip
    days.on(12, 22)
    await close_until(branch.bank, date(2027, 12, 21))
    await mei.signs_in()
    assert "信用卡 2027-12-25 到期还款" in await titles(branch, mei)

    assert (await repays(mei, "minimum")).body["to_tail"] == card["tail"]
    assert (await due(mei))["minimum_left"]["amount"] == "0.00"
    assert (await repays(mei, "amount", amount=yuan("234.46"))).code == "more_than_owed"
    assert (await repays(mei, "statement")).status == 200
    assert (await mei.call("remind.list")).body["coming"] == []
    assert (await owed(mei), await mei.balance()) == ("0.00", "9739.50")
    assert (await repays(mei)).code == "nothing_owed"
    days.on(12, 27)
    await close_until(branch.bank, date(2027, 12, 26))
    await mei.signs_in()
    assert not (await due(mei))["overdue"]
    # The book: bought is spent, given back is less spent, and to repay is neither.
    said = (await mei.call("book.summary", by=["counterparty"])).body
    began_with = "10000.00"
    assert (said["total"]["spending"]["amount"], said["total"]["income"]["amount"]) == ("260.50", began_with)


async def test_who_repays_less_than_the_minimum_is_late_and_told(branch: World, days: Days, mei: Person) -> None:
    await buys(mei, "300.00")
    days.on(12, 6)
    await close_until(branch.bank, date(2027, 12, 5))
    await mei.signs_in()
    assert (await repays(mei, "amount", amount=yuan("29.99"))).status == 200
    days.on(12, 26)
    await close_until(branch.bank, date(2027, 12, 25))
    await mei.signs_in()

    assert (await due(mei))["overdue"]
    assert "信用卡已逾期" in await titles(branch, mei)
    assert await owed(mei) == "270.01", "there is no fee and no interest"


async def test_frozen_above_the_limit_and_closed_are_refused_and_nothing_is_booked(branch: World, mei: Person) -> None:
    dollars = await mei.call("card.try_out", shop="noodles", amount={"amount": "1.00", "asset": "USD"})
    assert (dollars.code, dollars.body["field"]) == ("bad_input", "amount")
    said = await buys(mei, "8000.01")
    assert (said.code, said.body["facts"]["available"]["amount"]) == ("above_card_limit", "8000.00")
    assert (await buys(mei, "100.00")).status == 200
    assert (await mei.call("card.freeze")).status == 200
    assert (await buys(mei, "1.00")).code == "card_frozen"
    assert (await repays(mei, "amount", amount=yuan("50.00"))).status == 200, "what is frozen can be repaid"
    assert (await confirmed(mei, "card.unfreeze")).status == 200
    assert (await mei.call("card.limit", limit=yuan("49.99"))).code == "limit_outside"
    assert (await mei.call("card.limit", limit=yuan("8000.01"))).code == "limit_outside"
    assert (await confirmed(mei, "card.limit", limit=yuan("60.00"))).status == 200
    assert (await buys(mei, "10.01")).code == "above_card_limit"
    assert (await buys(mei, "10.00")).status == 200
    assert (await mei.call("card.close")).code == "card_not_settled"
    assert (await repays(mei)).status == 200
    assert (await confirmed(mei, "card.close")).status == 200
    assert (await buys(mei, "1.00")).code == "no_card"
    assert (await mei.call("card.show")).body["card"] is None
    assert {"信用卡已冻结", "信用卡已解冻"} <= set(await titles(branch, mei))


async def test_a_card_is_no_account_to_draw_from_and_nobody_has_two(branch: World, mei: Person) -> None:
    card, wang = (await card_of(mei))["account"], await branch.customer("王海")
    moved = await mei.call("transfer.own", source=card, target=mei.current, amount=yuan("1.00"))
    assert moved.code == "no_such_account"
    assert (await mei.call("card.apply")).code == "card_already"
    assert (await wang.call("book.entries", accounts=[f"own:{card}"])).code == "not_found"
    assert [a["id"] for a in (await mei.call("book.accounts")).body["accounts"]][-1] == f"own:{card}"
    async with branch.bank.db.readers.acquire() as connection, connection.transaction():
        counts = {}
        for who in (mei.party, wang.party, None):
            await connection.execute("SELECT set_config('sycee.subject', $1, true)", "" if who is None else str(who))
            counts[who] = await connection.fetchval("SELECT count(*) FROM card_card")
        assert counts == {mei.party: 1, wang.party: 0, None: 0}


async def test_what_comes_twice_or_at_once_is_booked_once(branch: World, mei: Person) -> None:
    key = branch.new_key()
    said = await asyncio.gather(*(buys(mei, "100.00", key=key) for _ in range(3)))
    assert len({s.body["transfer"] for s in said if s.status == 200}) == 1
    assert await owed(mei) == "100.00"
    trial = next(s.body["trial"] for s in said if s.status == 200)
    back = {"shop": "noodles", "amount": yuan("60.00"), "back": trial}
    codes = [s.code for s in await asyncio.gather(*(mei.call("card.try_out", **back) for _ in range(3)))]
    assert sorted(codes) == ["ok", "refund_above_purchase", "refund_above_purchase"]
    assert await owed(mei) == "40.00"

    codes = [s.code for s in await asyncio.gather(*(repays(mei) for _ in range(4)))]
    assert codes.count("ok") == 1
    assert set(codes) <= {"ok", "not_booked", "nothing_owed"}
    assert (await owed(mei), await mei.balance()) == ("0.00", "9960.00")


async def test_a_card_that_is_being_closed_is_not_opened_again_by_freezing_it(
    branch: World, mei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever freezes has seen the card while it was open; when it is done the card is closed, and stays so."""
    seen: list[Any] = []

    async def open_then(ctx: Context) -> Any:
        return seen[0] if seen else await mine(ctx)

    async def looks(ctx: Context) -> Any:
        found = await mine(ctx)
        seen.append(found)
        return found

    monkeypatch.setattr(_freeze, "mine", looks)
    monkeypatch.setattr(_unfreeze, "mine", open_then)
    assert (await mei.call("card.freeze")).status == 200
    assert (await confirmed(mei, "card.unfreeze")).status == 200
    monkeypatch.setattr(_freeze, "mine", open_then)
    assert (await confirmed(mei, "card.close")).status == 200

    await mei.call("card.freeze")

    async with branch.bank.db.writers.acquire() as connection:
        state = await connection.fetchval("SELECT state FROM ledger_account WHERE id = $1", seen[0].account)
    assert state == 2, "closed"


async def test_of_several_closed_cards_the_last_is_shown(branch: World, days: Days, mei: Person) -> None:
    assert (await confirmed(mei, "card.close")).status == 200
    days.forth(minutes=1)
    await opens(mei)
    last = await card_of(mei)
    assert (await confirmed(mei, "card.close")).status == 200

    assert (await mei.call("card.statements")).body["account"] == last["account"]


async def test_what_comes_back_for_a_closed_card_is_refused_by_its_name_and_not_put_on_the_next(
    branch: World, days: Days, mei: Person
) -> None:
    trial = (await buys(mei, "100.00")).body["trial"]
    assert (await repays(mei)).status == 200
    assert (await confirmed(mei, "card.close")).status == 200
    days.forth(minutes=1)
    await opens(mei)

    said = await mei.call("card.try_out", shop="noodles", amount=yuan("10.00"), back=trial)

    assert (said.code, await owed(mei)) == ("card_closed", "0.00")
