"""The transfers that are not through yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sycee.core.clearing import bank_of
from sycee.core.transfer._out import UNDER_WAY, Out, Stage, out_of
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import Money
from sycee.kit.words import words


class Going(Answer, frozen=True):
    """A transfer that is held, or of which the other bank has not said yet. `cancellable`: it can be taken back."""

    transfer: UUID
    stage: Stage
    amount: Money
    to: str
    to_tail: str
    from_tail: str
    bank: str
    memo: str
    made_at: datetime
    due_at: datetime
    cancellable: bool


class UnderWay(Answer, frozen=True):
    """The next to go first."""

    transfers: list[Going]


@CATALOG.read(
    "transfer.under_way",
    title=words(zh="在途转账", en="Transfers under way"),
    says=("哪些转账还没到账", "transfers under way"),
)
async def under_way(ctx: Context, _: Nothing) -> UnderWay:
    """My transfers for which money is held: those that go later, and those that another bank has not answered yet."""
    async with read(ctx) as connection:
        outs = [out_of(row) for row in await connection.fetch(UNDER_WAY, ctx.me)]
    return UnderWay(transfers=[await _going(ctx, out) for out in outs])


async def _going(ctx: Context, out: Out) -> Going:
    bank = None if out.bank is None else await bank_of(ctx, out.bank)
    return Going(
        transfer=out.id,
        stage=out.state,
        amount=out.amount,
        to=out.to_name,
        to_tail=out.to_tail,
        from_tail=out.tail,
        bank=bank.name.say(ctx.locale) if bank else "",
        memo=out.memo,
        made_at=out.made_at,
        due_at=out.due_at,
        cancellable=out.cancellable(ctx.now),
    )
