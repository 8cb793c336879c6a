"""What a collect code stands for."""

from __future__ import annotations

from datetime import datetime

from sycee.core.transfer._collect import READS, Code, Collect, NoCode, State, collect
from sycee.guard.limit import take
from sycee.guard.privacy import mask_name
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.money import Money
from sycee.kit.words import words


class WhichCode(Ask, frozen=True):
    code: Code


class LastPaid(Answer, frozen=True):
    """The last payment by it: how much, by whom as the history has them, and when."""

    amount: Money
    by: str
    at: datetime


class CollectShown(Answer, frozen=True):
    """Who is paid by it, masked; how much, or null where the payer says. Its owner alone reads `count` and `last`."""

    code: str
    name: str
    tail: str
    asset: str
    amount: Money | None
    memo: str
    state: State
    expires_at: datetime | None
    mine: bool
    count: int | None
    last: LastPaid | None


@CATALOG.read(
    "collect.show",
    title=words(zh="查看收款码", en="Look at a code to be paid by"),
    refuses=(NoCode, TooMany),
)
async def show(ctx: Context, ask: WhichCode) -> CollectShown:
    """Whom a code pays, how much and what for, and whether it can still be paid. Codes of others are counted."""
    found = await _looked_at(ctx, ask.code)
    mine = found.owner == ctx.me
    return CollectShown(
        code=found.code,
        name=mask_name(found.name),
        tail=found.tail,
        asset=found.asset.code,
        amount=found.fixed,
        memo=found.memo,
        state=found.state(ctx.now),
        expires_at=found.expires_at,
        mine=mine,
        count=found.paid_count if mine else None,
        last=_last(found) if mine else None,
    )


async def _looked_at(ctx: Context, code: str) -> Collect:
    try:
        found = await collect(ctx, code)
    except NoCode:
        await take(ctx, READS, str(ctx.me))
        raise
    if found.owner != ctx.me:
        await take(ctx, READS, str(ctx.me))
    return found


def _last(found: Collect) -> LastPaid | None:
    if found.paid is None or found.paid_at is None:
        return None
    return LastPaid(amount=found.paid, by=found.paid_by or "", at=found.paid_at)
