"""A customer's payees, most recently paid first."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

_LIST = """
SELECT id, name, tail, by, added_at, sent_count, sent_at, sent_minor FROM payee_payee
WHERE owner = $1 AND removed_at IS NULL ORDER BY coalesce(sent_at, added_at) DESC, id LIMIT 200
"""


class Listed(Answer, frozen=True):
    """One payee, and what was last sent to them."""

    id: int
    name: str
    tail: str
    by: Literal["account", "phone"]
    added_at: datetime
    sent_count: int
    last_sent_at: datetime | None
    last_amount: Money | None


class Payees(Answer, frozen=True):
    """The caller's payees."""

    payees: list[Listed]


@CATALOG.read("payee.list", title=words(zh="我的收款人", en="My payees"), says=("收款人名册", "my payees"))
async def list_payees(ctx: Context, _: Nothing) -> Payees:
    """The people and shops that I pay, with how often and when I last did."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_LIST, ctx.me)
    return Payees(
        payees=[
            Listed(
                id=r["id"],
                name=r["name"],
                tail=r["tail"],
                by=r["by"],
                added_at=r["added_at"],
                sent_count=r["sent_count"],
                last_sent_at=r["sent_at"],
                last_amount=None if r["sent_minor"] is None else Money(r["sent_minor"], CNY),
            )
            for r in rows
        ]
    )
