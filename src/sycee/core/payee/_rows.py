"""A payee as the wire has them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sycee.core.clearing import bank_of
from sycee.guard.limit import Cooldown, cooldown
from sycee.kit.capability import Answer, Context
from sycee.kit.money import CNY, Money

COLUMNS = "id, name, tail, by, bank, added_at, sent_count, sent_at, sent_minor"


class Payee(Answer, frozen=True):
    """Someone to pay, and what was last sent to them. `bank`: at which other bank; none: here. `new_until`: until then
    they are new, and `new_most` is what goes to all new ones together in a day."""

    id: int
    name: str
    tail: str
    by: Literal["account", "phone"]
    bank: str | None
    added_at: datetime
    new_until: datetime | None
    new_most: Money | None
    sent_count: int
    last_sent_at: datetime | None
    last_amount: Money | None


async def kept(ctx: Context, rows: Sequence[Any]) -> list[Payee]:
    """The payees in rows of the table."""
    rule = await cooldown(ctx, CNY.code)
    codes = list({r["bank"] for r in rows if r["bank"] is not None})
    found = await asyncio.gather(*(bank_of(ctx, code) for code in codes))
    banks = {bank.code: bank.name.say(ctx.locale) for bank in found if bank is not None}
    return [_kept(ctx, r, rule, banks) for r in rows]


def _kept(ctx: Context, row: Any, rule: Cooldown | None, banks: Mapping[str, str]) -> Payee:
    until = None if rule is None else row["added_at"] + rule.lasts
    new = rule is not None and until is not None and until > ctx.now
    return Payee(
        id=row["id"],
        name=row["name"],
        tail=row["tail"],
        by=row["by"],
        bank=banks.get(row["bank"]),
        added_at=row["added_at"],
        new_until=until if new else None,
        new_most=Money(rule.most, CNY) if rule is not None and new else None,
        sent_count=row["sent_count"],
        last_sent_at=row["sent_at"],
        last_amount=None if row["sent_minor"] is None else Money(row["sent_minor"], CNY),
    )
