"""Taking back a transfer that has not gone yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sycee.core import ledger
from sycee.core.transfer._out import NoTransfer, OutReleased, TooLate, WhichOut, kept, moves
from sycee.core.transfer._rules import AMOUNT, TO
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.money import Money
from sycee.kit.till import Held, Plan, Shown
from sycee.kit.words import words

_TAKEN_BACK = words(zh="撤销转账", en="Take back the transfer to")


class Cancelled(Answer, frozen=True):
    """It does not go: what was held is free again."""

    transfer: UUID
    amount: Money
    cancelled_at: datetime


@CATALOG.money(
    "transfer.cancel",
    title=words(zh="撤销转账", en="Take a transfer back"),
    says=("撤销{transfer}", "take {transfer} back"),
    refuses=(NoTransfer, TooLate, ledger.HoldGone),
)
async def cancel(ctx: Context, ask: WhichOut) -> Plan[Cancelled]:
    """Take back a transfer of mine that has not gone yet. What was held for it is free again at once."""
    async with ctx.db.gatherers.acquire() as connection:
        out = await kept(connection, ask.transfer)
    if out is None or out.owner != ctx.me:
        raise NoTransfer(field="transfer")
    if not out.cancellable(ctx.now):
        raise TooLate(field="transfer")
    return Plan(
        legs=(),
        kind="transfer",
        risk="own",
        counted=False,
        shown=(Shown(_TAKEN_BACK, f"**** {out.to_tail}"), Shown(TO, out.to_name), Shown(AMOUNT, str(out.amount))),
        held=Held(out.id, "void"),
        rows=(moves(ctx, out, "cancelled", "by_owner"),),
        answer=Cancelled(transfer=out.id, amount=out.amount, cancelled_at=ctx.now),
        facts=(OutReleased(transfer=out.id, owner=out.owner, reason="by_owner"),),
    )
