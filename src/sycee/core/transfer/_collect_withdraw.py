"""Withdrawing a collect code."""

from __future__ import annotations

from sycee.core.transfer._collect import Code, NoCode
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.words import words

# A code that was withdrawn or paid before stays what it is.
_WITHDRAW = """
UPDATE transfer_collect SET withdrawn_at = CASE
    WHEN withdrawn_at IS NULL AND (minor IS NULL OR paid_count = 0) THEN $3 ELSE withdrawn_at END
WHERE code = $1 AND owner = $2 RETURNING code
"""


class WithdrawCode(Ask, frozen=True):
    code: Code


class CodeWithdrawn(Answer, frozen=True):
    """Nobody can pay by it any more."""


@CATALOG.write("collect.withdraw", title=words(zh="收回收款码", en="Withdraw a code"), refuses=(NoCode,))
async def withdraw(ctx: Context, ask: WithdrawCode) -> CodeWithdrawn:
    """Withdraw a code of mine: nobody can pay by it any more. What was paid by it stays."""
    if await write(ctx).connection.fetchval(_WITHDRAW, ask.code, ctx.me, ctx.now) is None:
        raise NoCode(field="code")
    return CodeWithdrawn()
