"""Who holds a payee's row while what: counting is no reason to wait, removing is."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import asyncpg
from tests.world import World

from sycee.core.payee import note_sent
from sycee.kit.capability import Writing
from sycee.kit.ids import new_id

_WAITS = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND query LIKE '%payee_payee%' AND datname = current_database()
"""


async def test_a_payment_does_not_wait_for_the_count_of_the_one_before(bank: World) -> None:
    mei, bo = await bank.customer("李梅", cny="500"), await bank.customer("王博", signed_in=False)
    payee = await mei.adds(bo)
    asked = await mei.sends(payee, "20.00")
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
    await bank.facts_arrive()

    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(bank.bank.context(), writing=Writing(connection))
        await note_sent(ctx, mei.party, payee, 100, ctx.now, new_id(ctx.now))
        async with asyncio.timeout(20):  # it would wait for ever: the count commits after it
            said = await mei.sends(payee, "10.00")

    assert said.status == 200, said


async def test_a_payee_is_removed_only_after_the_payment_that_is_under_way(bank: World) -> None:
    mei, bo = await bank.customer("李梅", cny="500"), await bank.customer("王博", signed_in=False)
    payee = await mei.adds(bo)
    till, looker = await asyncpg.connect(bank.bank.dsn), await asyncpg.connect(bank.bank.dsn)

    async with till.transaction():
        stands = await till.fetchval("SELECT payee_stands($1)", f'[{{"payee": {payee}, "account": {bo.current}}}]')
        removing = asyncio.create_task(mei.call("payee.remove", payee=payee))
        while not await looker.fetchval(_WAITS):
            assert not removing.done(), "it did not wait"
    await till.close()
    await looker.close()

    assert stands == 1
    assert (await removing).status == 200
