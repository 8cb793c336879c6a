"""A customer's card, for what is shown beside their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from sycee.core import ledger
from sycee.core.card._repay import NAMED
from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.money import Money

_ALL = "SELECT account_id, tail FROM card_card WHERE owner = $1 ORDER BY account_id"


@dataclass(frozen=True, slots=True)
class AsAccount:
    """A card, open or closed, as an account of the book: its balance is below nothing where something is owed."""

    account: int
    title: str
    tail: str
    balance: Money


async def own_ids(ctx: Context) -> frozenset[int]:
    """The accounts of the caller's cards, where what is owed on them is not asked."""
    async with read(ctx) as connection:
        return frozenset(r["account_id"] for r in await connection.fetch(_ALL, ctx.me))


async def as_accounts(ctx: Context) -> list[AsAccount]:
    """The caller's cards as accounts."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_ALL, ctx.me)
    sums = await ledger.balances(ctx, [r["account_id"] for r in rows])
    name = NAMED.say(ctx.locale)
    return [AsAccount(r["account_id"], name, r["tail"], sums[r["account_id"]].balance) for r in rows]
