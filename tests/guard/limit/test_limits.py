"""Limits: how much at once, how much in a day, whoever races whom."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.world import Person, Said, World

from sycee.core import ledger
from sycee.kit.capability import Writing


async def pays_at_once(bank: World, person: Person, payee: int, amount: str, times: int) -> list[Said]:
    """So many transfers, each proposed and proven, and then confirmed all at the same moment."""
    proofs = []
    for _ in range(times):
        asked = await person.sends(payee, amount)
        proposal = asked.body["facts"]["proposal"]
        await person.call("proposal.challenge", proposal=proposal)
        proofs.append({"proposal": proposal, "factor": "sms", "code": await person.code()})
    return list(await asyncio.gather(*(person.call("proposal.confirm", **proof) for proof in proofs)))


async def capped(bank: World, account: int, yuan: int) -> None:
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(bank.bank.context(), writing=Writing(connection))
        await ledger.set_terms(ctx, account, day_cap=yuan * 100)


async def known_payee(bank: World, person: Person) -> tuple[Person, int]:
    """Somebody whom this person has paid 0.01 before."""
    other = await bank.customer("王海")
    payee = await person.adds(other)
    asked = await person.sends(payee, "0.01")
    await person.confirms(asked.body["facts"]["proposal"])
    await bank.facts_arrive()
    return other, payee


async def test_one_transfer_has_a_most(bank: World) -> None:
    mei = await bank.customer("李梅", cny="600000")
    payee = await bank.was_added_long_ago(await mei.adds(await bank.customer("王海", signed_in=False)))

    over = await mei.sends(payee, "500000.01")

    assert (over.status, over.code, over.body["field"]) == (409, "over_limit", "amount")
    assert over.body["facts"] == {"limit": {"amount": "500000.00", "asset": "CNY"}}
    assert (await mei.sends(payee, "500000.00")).code == "step_up_needed"


async def test_the_day_limit_holds_against_transfers_at_the_same_moment(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="300000"), await bank.customer("王海")
    payee = await bank.was_added_long_ago(await mei.adds(wang))

    said = await pays_at_once(bank, mei, payee, "60000.00", 5)

    assert sorted(s.code for s in said) == ["day_limit"] * 2 + ["ok"] * 3
    facts = next(s.body["facts"] for s in said if s.code == "day_limit")
    assert facts == {"account": mei.current, "available": {"amount": "20000.00", "asset": "CNY"}}
    assert (await mei.balance(), await wang.balance()) == ("120000.00", "180000.00")


async def test_small_transfers_count_against_the_day_as_well(bank: World) -> None:
    mei = await bank.customer("李梅", cny="9000")
    wang, payee = await known_payee(bank, mei)
    await capped(bank, mei.current, 1000)

    said = await asyncio.gather(*(mei.sends(payee, "199.99") for _ in range(20)))

    assert sorted(s.code for s in said) == ["day_limit"] * 15 + ["ok"] * 5
    assert await wang.balance() == "999.96"


async def test_what_is_not_there_is_not_spent_twice(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100.01")
    wang, payee = await known_payee(bank, mei)

    said = await asyncio.gather(*(mei.sends(payee, "30.00") for _ in range(20)))

    assert sorted(s.code for s in said) == ["insufficient_funds"] * 17 + ["ok"] * 3
    assert (await mei.balance(), await wang.balance()) == ("10.00", "90.01")


async def test_money_among_ones_own_accounts_is_not_counted(bank: World) -> None:
    mei = await bank.customer("李梅", cny="9000")
    await capped(bank, mei.current, 1)
    money = {"amount": "8000.00", "asset": "CNY"}

    assert (await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=money)).code == "ok"


async def test_a_large_move_among_ones_own_accounts_needs_a_proof(bank: World) -> None:
    mei = await bank.customer("李梅", cny="1000001")
    own = {"source": mei.current, "target": mei.savings}

    asked = await mei.call("transfer.own", **own, amount={"amount": "1000000.01", "asset": "CNY"})

    assert asked.code == "step_up_needed"
    assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "ok"
    assert await mei.balance(mei.savings) == "1000000.01"


async def test_a_closed_or_frozen_account_stops_what_was_proposed_before(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    payee = await mei.adds(wang)
    for state, account, code in (("frozen", mei.current, "account_frozen"), ("closed", wang.current, "account_closed")):
        asked = await mei.sends(payee, "1.00")
        async with bank.bank.db.writers.acquire() as connection, connection.transaction():
            ctx = replace(bank.bank.context(), writing=Writing(connection))
            await ledger.set_terms(ctx, account, state=state)  # type: ignore[arg-type]
        assert (await mei.confirms(asked.body["facts"]["proposal"])).code == code
        async with bank.bank.db.writers.acquire() as connection, connection.transaction():
            await ledger.set_terms(replace(bank.bank.context(), writing=Writing(connection)), account, state="open")
    assert await mei.balance() == "900.00"
