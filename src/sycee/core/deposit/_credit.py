"""Paying interest: whole minor units; what is left over is carried on with the account."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sycee.core import account, ledger
from sycee.core.account import Walked, payable
from sycee.core.deposit._book import as_the_bank
from sycee.core.deposit._rules import PARTS, due
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Runner, encode, write
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import words

_ROW = "SELECT account_id, owner, parts, paid_on FROM deposit_accrued WHERE account_id = ANY ($1::bigint[])"
# The bank's own row, which takes what closed accounts leave over, comes when all of them are through.
_NEXT = """
SELECT account_id, owner, parts FROM deposit_accrued
WHERE account_id > $1 AND owner > 0 AND parts > 0 AND (paid_on IS NULL OR paid_on < $2) ORDER BY account_id LIMIT $3
"""
_RESIDUE = "SELECT account_id, owner, parts FROM deposit_accrued WHERE owner = 0 AND parts >= $1"
_LEAVE = "UPDATE deposit_accrued SET parts = parts - $2 WHERE account_id = $1"
_TAKE = "UPDATE deposit_accrued SET parts = parts + $2 WHERE account_id = $1"
NAME = "结息"


class InterestPaid(Fact, frozen=True):
    """Interest was paid into an account; `minor` units of `asset`."""

    name = "deposit.paid"
    transfer: UUID
    owner: int
    account: int
    minor: int
    asset: str

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,) if self.owner > 0 else ()


class PayInterest(Ask, frozen=True):
    """Of which account, into which, at the end of which day. `closed`: nothing is to be left with it."""

    account: RowId
    into: RowId
    on: date
    closed: bool = False


class InterestCredited(Answer, frozen=True):
    """What was paid."""

    amount: Money


@dataclass(frozen=True, slots=True)
class _Accrued:
    account: int
    owner: int
    parts: int


@CATALOG.money("deposit.credit", title=words(zh="结息", en="Pay interest"), channels=())
async def credit(ctx: Context, ask: PayInterest) -> Plan[InterestCredited]:
    """Pay an account's interest, whole minor units of it, from what the bank owes."""
    found = await ctx.db.gathered(_fetch)(ask.account)
    if found is None or ctx.me != 0 or ctx.key is None:
        raise Fault("the bank itself pays what an account has earned")
    minor, rest = due(found.parts)
    if minor == 0:
        raise Fault("there is no whole minor unit to pay")
    amount = Money(minor, CNY)
    # As text: there may be more parts than 64 bits count.
    row = {
        "account": ask.account, "was": str(found.parts), "rest": "0" if ask.closed else str(rest),
        "over": str(rest) if ask.closed else "0", "residue": await ledger.house(ctx, "interest_residue", CNY),
        "paid_on": ask.on.isoformat(),
    }  # fmt: skip
    return Plan(
        legs=(
            Leg(await ledger.house(ctx, "interest_payable", CNY), -amount, NAME),
            Leg(ask.into, amount, NAME),
        ),
        kind="interest",
        risk="interest",
        counted=False,
        rows=(Own("deposit_credit_take", row),),
        answer=InterestCredited(amount=amount),
        facts=(
            InterestPaid(transfer=ctx.key, owner=found.owner, account=ask.into, minor=minor, asset=CNY.code),
        ),
    )  # fmt: skip


async def credit_some(ctx: Context, day: date, after: int, most: int) -> tuple[int, int] | None:
    """Pay the interest of the next accounts by number; returns the last of them and how many were paid, None when all
    are through. For the bank's own writes."""
    rows: list[Any] = await write(ctx).connection.fetch(_NEXT, after, day, most)
    if not rows:
        return None
    accounts = await account.these(ctx, [r["account_id"] for r in rows])
    whole = [r["account_id"] for r in rows if r["parts"] >= PARTS]
    paid = await asyncio.gather(*(_pay(ctx, day, accounts[number]) for number in whole))
    for row in rows:
        if row["parts"] < PARTS and accounts[row["account_id"]].closed_at is not None:
            await _leave(ctx, row["account_id"], int(row["parts"]))
    return rows[-1]["account_id"], sum(paid)


async def credit_residue(ctx: Context, day: date) -> None:
    """Book to the bank what closed accounts have left over, once it is whole minor units. For the bank's own writes."""
    row = await write(ctx).connection.fetchrow(_RESIDUE, PARTS)
    if row is not None:
        await _credit(ctx, PayInterest(account=row["account_id"], into=row["account_id"], on=day))


async def _pay(ctx: Context, day: date, of: Walked) -> bool:
    """Pay what is whole. Of a closed account it goes to another one of its holder's; where there is none, False: the
    bank goes on owing it."""
    into, closed = of.id, of.closed_at is not None
    if closed:
        other = await payable(replace(ctx, subject=None), party=of.owner)
        if other is None:
            return False
        into = other.account
    await _credit(ctx, PayInterest(account=of.id, into=into, on=day, closed=closed))
    return True


async def _credit(ctx: Context, ask: PayInterest) -> None:
    bank = as_the_bank(ctx, "deposit.credit", ask)
    await ctx.port(Runner).run(bank, CATALOG["deposit.credit"], encode(ask))


async def _leave(ctx: Context, of: int, parts: int) -> None:
    """What a closed account has left over, less than a minor unit, has no owner any more."""
    residue = await ledger.house(ctx, "interest_residue", CNY)
    await write(ctx).connection.execute(_LEAVE, of, parts)
    await write(ctx).connection.execute(_TAKE, residue, parts)


async def _fetch(connection: Connection, accounts: Sequence[int]) -> dict[int, _Accrued]:
    rows = await connection.fetch(_ROW, list(accounts))
    return {r["account_id"]: _Accrued(r["account_id"], r["owner"], int(r["parts"])) for r in rows}
