"""Withdrawing a collect code."""

from __future__ import annotations

from sycee.core.transfer._collect import Code, NoCode, collect
from sycee.core.transfer._rules import AMOUNT, MEMO, TO_ACCOUNT
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.words import words

# A code that was withdrawn or paid before stays what it is.
_WITHDRAW = """
UPDATE transfer_collect SET withdrawn_at = CASE
    WHEN withdrawn_at IS NULL AND (minor IS NULL OR paid_count = 0) THEN $3 ELSE withdrawn_at END
WHERE code = $1 AND owner = $2 RETURNING code
"""
_CODE, _ANY = words(zh="收回收款码", en="Withdraw the code"), words(zh="金额由付款人填写", en="the payer says how much")


class WithdrawCode(Ask, frozen=True):
    code: Code


class CodeWithdrawn(Answer, frozen=True):
    """Nobody can pay by it any more."""


async def _shows(ctx: Context, ask: WithdrawCode) -> tuple[Shown, ...]:
    """Which code it is, in words; one that is not the caller's is no code."""
    found = await collect(ctx, ask.code)
    if found.owner != ctx.me:
        raise NoCode(field="code")
    amount = str(found.fixed) if found.fixed else _ANY.say(ctx.locale)
    lines = Shown(_CODE, found.code), Shown(AMOUNT, amount), Shown(TO_ACCOUNT, f"**** {found.tail}")
    return (*lines, Shown(MEMO, found.memo)) if found.memo else lines


@CATALOG.write("collect.withdraw", title=words(zh="收回收款码", en="Withdraw a code"), shows=_shows, refuses=(NoCode,))
async def withdraw(ctx: Context, ask: WithdrawCode) -> CodeWithdrawn:
    """Withdraw a code of mine: nobody can pay by it any more. What was paid by it stays."""
    if await write(ctx).connection.fetchval(_WITHDRAW, ask.code, ctx.me, ctx.now) is None:
        raise NoCode(field="code")
    return CodeWithdrawn()
