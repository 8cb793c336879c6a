"""A customer's payees, most recently paid first."""

from __future__ import annotations

from sycee.core.payee._rows import COLUMNS, Payee, kept
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.words import words

_LIST = f"""
SELECT {COLUMNS} FROM payee_payee
WHERE owner = $1 AND removed_at IS NULL ORDER BY coalesce(sent_at, added_at) DESC, id LIMIT 200
"""


class Payees(Answer, frozen=True):
    """The caller's payees."""

    payees: list[Payee]


@CATALOG.read("payee.list", title=words(zh="我的收款人", en="My payees"), says=("收款人名册", "my payees"))
async def list_payees(ctx: Context, _: Nothing) -> Payees:
    """The people and shops that I pay, with how often and when I last did."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_LIST, ctx.me)
    return Payees(payees=await kept(ctx, rows))
