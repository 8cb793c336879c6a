"""What my savings earn."""

from __future__ import annotations

from datetime import date
from typing import Any

from sycee.core import account
from sycee.core.deposit._rate import rate
from sycee.core.deposit._rules import next_credit_day
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import CNY, Money
from sycee.kit.time import bank_day
from sycee.kit.words import words

_MINE = (
    "SELECT account_id, trunc(parts / 365000000)::bigint AS minor, upto, paid_on FROM deposit_accrued WHERE owner = $1"
)


class Earning(Answer, frozen=True):
    """An account that earns. `rate`: percent a year; `earned`: whole fen up to and with `upto`, not paid yet; paid at
    the end of `paid_next`."""

    account: int
    rate: str
    earned: Money
    upto: date | None
    paid_next: date


class Earnings(Answer, frozen=True):
    """My accounts that earn."""

    accounts: list[Earning]


@CATALOG.read("deposit.mine", title=words(zh="我的利息", en="My interest"), says=("我有多少利息", "my interest"))
async def mine(ctx: Context, _: Nothing) -> Earnings:
    """What my savings earn: the rate, what has come together since interest was last paid, and when it is paid next."""
    accounts = (await account.list_accounts(ctx, Nothing())).accounts
    today = bank_day(ctx.now)
    earnings = []
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_MINE, ctx.me)
        accrued = {r["account_id"]: r for r in rows}
        for one in accounts:
            ppm = await rate(connection, one.kind, one.balance.asset.code, today)
            if ppm and one.state != "closed":
                row = accrued.get(one.id)
                earnings.append(
                    Earning(
                        account=one.id,
                        rate=percent(ppm),
                        earned=Money(row["minor"] if row else 0, CNY),
                        upto=row["upto"] if row else None,
                        paid_next=next_credit_day(today),
                    )
                )
    return Earnings(accounts=earnings)


def percent(ppm: int) -> str:
    """A rate as people read it: "0.95" for 9500."""
    whole, part = divmod(ppm, 10_000)
    return f"{whole}.{part:04}".rstrip("0").ljust(len(str(whole)) + 3, "0")
