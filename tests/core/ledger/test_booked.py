"""The proof of the books sees an edit that keeps every sum right: the record knows what was booked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
from tests.world import Person, World

from sycee.core import ledger

# Each keeps balances, chains and sums to zero: alone they say nothing. A second statement puts everything back.
_LAST = "(SELECT max(seq) FROM ledger_entry WHERE account_id = {0})"
_MORE = """
UPDATE ledger_entry SET amount = amount + {1}, balance = balance + {1} WHERE account_id = {0} AND seq = {2};
UPDATE ledger_account SET credits = credits + {3}, debits = debits + {4} WHERE id = {0}
"""


@pytest.fixture
async def owner(bank: World) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(bank.bank.dsn)
    yield connection
    await connection.close()


async def broken(bank: World) -> set[str]:
    return {finding.law for finding in await ledger.verify(bank.bank.db) if finding.broken}


def moved(payer: Person, payee: Person, fen: int) -> str:
    """A larger last payment on both sides, as someone with the database in hand would make it."""
    return (
        _MORE.format(payer.current, -fen, _LAST.format(payer.current), 0, fen)
        + ";"
        + _MORE.format(payee.current, fen, _LAST.format(payee.current), fen, 0)
    )


@asynccontextmanager
async def edited(owner: Any, there: str, back: str) -> AsyncIterator[None]:
    async with owner.transaction():
        await owner.execute(there)
    try:
        yield
    finally:
        async with owner.transaction():
            await owner.execute(back)


async def test_a_payment_made_larger_on_both_sides_is_found(bank: World, owner: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="500"), await bank.customer("王海")
    payee = await mei.adds(wang)
    proposal = (await mei.sends(payee, "100.00")).body["facts"]["proposal"]
    assert (await mei.confirms(proposal)).code == "ok"

    async with edited(owner, moved(mei, wang, 5_00), moved(mei, wang, -5_00)):
        assert await broken(bank) == {"every booking is what its record says"}
    assert await broken(bank) == set()


async def test_a_payment_that_nobody_asked_for_is_found(bank: World, owner: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="500"), await bank.customer("王海", cny="1")
    entry = """
        INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
        SELECT id, seq + 1, {1}, credits - debits + {1}, booked_at, '00000000-0000-4000-8000-000000000001',
               '2026-11-01', 'transfer', '', '' FROM ledger_account WHERE id = {0};
        UPDATE ledger_account SET seq = seq + 1, credits = credits + {2}, debits = debits + {3} WHERE id = {0};
    """
    gone = """
        DELETE FROM ledger_entry WHERE account_id = {0} AND transfer_id = '00000000-0000-4000-8000-000000000001';
        UPDATE ledger_account SET seq = seq - 1, credits = credits - {2}, debits = debits - {3} WHERE id = {0};
    """
    sides = ((mei.current, -700, 0, 700), (wang.current, 700, 700, 0))
    there, back = ("".join(text.format(*side) for side in sides) for text in (entry, gone))

    async with edited(owner, there, back):
        assert await broken(bank) == {"every entry has its record or was taken over"}
    assert await broken(bank) == set()
