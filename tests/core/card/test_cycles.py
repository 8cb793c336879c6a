"""Cards over many days: what is owed is what was booked, whatever happened, and no night does anything twice."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from tests.core.card.card_steps import buys, card_of, confirmed, due, fen, opens, owed, repays, titles
from tests.core.closing.conftest import Days
from tests.faults.faults_edge import WAYS, How, breaking
from tests.world import Person, World, yuan

from sycee.app.eod import close_until
from sycee.kit.errors import Refusal
from sycee.kit.words import words

STEPS = 50


def _yuan(many: int) -> dict[str, str]:
    return yuan(f"{many / 100:.2f}")


async def test_after_any_history_what_is_owed_is_the_sum_of_its_entries(
    branch: World, days: Days, mei: Person, pytestconfig: pytest.Config
) -> None:
    """Purchases, refunds, repayments and ends of days in any order, beside a plain model of them."""
    chance = random.Random(int(pytestconfig.getoption("--hypothesis-seed", None) or 1))  # noqa: S311
    await branch.brings_in(mei.current, "100000")
    limit, debt, trials, day = 8_000_00, 0, [], date(2027, 11, 25)
    for step in range(STEPS):
        # However the dice fall there are two nights at least, with a month between them.
        fixed = {STEPS // 2: ("night", 31), STEPS - 1: ("night", 31)}.get(step)
        what, nights = fixed or (chance.choice(("buy", "buy", "back", "repay", "night")), chance.randint(1, 12))
        if what == "buy":
            many = chance.choice((1, 999, chance.randint(1, 4_000_00)))
            said = await buys(mei, _yuan(many)["amount"])
            assert said.code == ("ok" if debt + many <= limit else "above_card_limit"), step
            if said.code == "ok":
                debt += many
                trials.append([said.body["trial"], many])
        elif what == "back" and trials:
            trial = chance.choice(trials)
            many = chance.randint(1, trial[1] + 1)
            said = await mei.call("card.try_out", shop="noodles", amount=_yuan(many), back=trial[0])
            assert said.code == ("ok" if many <= trial[1] else "refund_above_purchase"), step
            if said.code == "ok":
                debt, trial[1] = debt - many, trial[1] - many
        elif what == "repay":
            many = chance.randint(1, max(debt, 1))
            said = await repays(mei, "amount", amount=_yuan(many))
            assert said.code == ("ok" if many <= debt else "nothing_owed" if debt <= 0 else "more_than_owed"), step
            debt -= many if said.code == "ok" else 0
        elif what == "night":
            day += timedelta(days=nights)
            days.on(day.month, day.day, year=day.year)
            await close_until(branch.bank, day - timedelta(days=1))
            await mei.signs_in()
        card = await card_of(mei)
        assert fen(card["owed"]) == debt <= limit, step
        assert fen(card["available"]) == limit - debt, step

    shown = (await mei.call("card.statements")).body["statements"]
    assert len(shown) >= 2, "a history with no statements is dull"
    for one, before in zip(shown, [*shown[1:], None], strict=True):
        assert 0 <= fen(one["minimum"]) <= max(fen(one["balance"]), 0)
        assert fen(one["opening"]) == (fen(before["balance"]) if before else 0)
        lines = (await mei.call("card.statement", day=one["day"])).body["lines"]
        assert len(lines) == one["entries"]
        assert fen(one["balance"]) == fen(one["opening"]) - sum(fen(line["amount"]) for line in lines)


async def test_it_repays_itself_on_the_due_day_once_and_says_so_where_it_cannot(
    branch: World, days: Days, mei: Person
) -> None:
    assert (await confirmed(mei, "card.auto_repay", part="statement", source=mei.current)).status == 200
    wang = await opens(await branch.customer("王海", cny="100"))
    assert (await confirmed(wang, "card.auto_repay", part="minimum", source=wang.savings)).status == 200
    await buys(mei, "500.00")
    await buys(wang, "300.00")
    days.on(12, 6)
    await close_until(branch.bank, date(2027, 12, 5))
    await mei.signs_in()
    await buys(mei, "20.00")
    days.on(12, 25, 0, minute=40)

    await close_until(branch.bank, date(2027, 12, 24))

    for who in (mei, wang):
        await who.signs_in()
    assert (await mei.balance(), await owed(mei)) == ("9500.00", "20.00")
    assert ((await due(mei))["left"]["amount"], (await due(mei))["overdue"]) == ("0.00", False)
    assert (await owed(wang), (await card_of(wang))["auto"]["part"]) == ("300.00", "minimum")
    assert "信用卡自动还款没有成功" in await titles(branch, wang)
    assert "信用卡已还款 ¥500.00" in await titles(branch, mei)
    assert (await confirmed(mei, "card.auto_repay", part="off")).status == 200
    assert (await card_of(mei))["auto"] is None


async def test_a_night_that_comes_days_late_makes_nobody_late_whose_card_repays_itself(
    branch: World, days: Days, mei: Person
) -> None:
    """The bank was away over the due day: what it had agreed to debit by then it debits when it is back."""
    assert (await confirmed(mei, "card.auto_repay", part="statement", source=mei.current)).status == 200
    await buys(mei, "500.00")
    days.on(12, 6)
    await close_until(branch.bank, date(2027, 12, 5))
    days.on(12, 28)

    await close_until(branch.bank, date(2027, 12, 27))

    await mei.signs_in()
    assert (await mei.balance(), await owed(mei)) == ("9500.00", "0.00")
    assert not (await due(mei))["overdue"]
    assert "信用卡已逾期" not in await titles(branch, mei)


class _Unforeseen(Refusal):
    code = "not_today"
    say = words(zh="今天不行", en="Not today")


async def test_what_nobody_foresaw_stops_one_repayment_and_no_night(
    branch: World, days: Days, mei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await confirmed(mei, "card.auto_repay", part="statement", source=mei.current)).status == 200
    await buys(mei, "500.00")
    days.on(12, 6)
    await close_until(branch.bank, date(2027, 12, 5))
    days.on(12, 25, 0, minute=40)

    async def refuses(*_: object) -> None:
        raise _Unforeseen

    monkeypatch.setattr(type(branch.bank.runner), "run", refuses)
    await close_until(branch.bank, date(2027, 12, 24))
    monkeypatch.undo()

    await mei.signs_in()
    assert await owed(mei) == "500.00"
    assert "信用卡自动还款没有成功" in await titles(branch, mei)


async def far(branch: World) -> Any:
    """How far a night has come."""
    async with branch.bank.db.writers.acquire() as connection:
        return await connection.fetchrow(
            "SELECT (SELECT string_agg(r::text, ' ' ORDER BY r::text) FROM closing_run r) AS runs, "
            "(SELECT count(*) FROM ledger_entry) AS entries, (SELECT count(*) FROM card_statement) AS statements"
        )


@pytest.mark.parametrize("how", WAYS)
async def test_whichever_statement_of_a_night_fails_cards_are_billed_and_repaid_once(
    branch: World, days: Days, monkeypatch: pytest.MonkeyPatch, how: How
) -> None:
    """One night cuts one card's statement and repays another's by itself: their days are twenty apart."""
    monkeypatch.setattr("sycee.core.closing._run._CARDS", 1)
    days.on(12, 5)
    zhao, qian = [await branch.customer(name, cny="1000") for name in ("赵一", "钱二")]
    for who, cut_on in ((zhao, 5), (qian, 24)):
        await opens(who, cut_on)
        await confirmed(who, "card.auto_repay", part="statement", source=who.current)
        await buys(who, "200.00")
    days.on(12, 6)
    await close_until(branch.bank, date(2027, 12, 5))
    days.on(12, 24)
    await close_until(branch.bank, date(2027, 12, 23))
    days.on(12, 25)
    nth, broken_at, reached = 0, set(), await far(branch)
    while True:
        nth += 1
        with breaking(nth, how) as broken, suppress(Exception):
            await close_until(branch.bank, date(2027, 12, 24))
        if not broken.happened:
            break
        broken_at.add(broken.statement)
        if (now := await far(branch)) != reached:
            nth, reached = 0, now

    await close_until(branch.bank, date(2027, 12, 24))
    assert len(broken_at) > 12, broken_at
    for who, left, has in ((zhao, "0.00", "800.00"), (qian, "200.00", "1000.00")):
        await who.signs_in()
        assert (await owed(who), await who.balance()) == (left, has)
        told = await titles(branch, who)
        assert told.count("信用卡账单已出") == 1
    async with branch.bank.db.writers.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM ledger_entry WHERE kind = 'repayment'") == 2
        assert await connection.fetchval("SELECT count(*) FROM card_statement") == 2
