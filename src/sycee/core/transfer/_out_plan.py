"""The plan that reserves: money stays in the payer's account, held for this transfer, until it goes or is let go."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sycee.core import clearing, ledger, payee
from sycee.core.account import Mine
from sycee.core.payee import Elsewhere, Known
from sycee.core.transfer._out import Arrives, OutHeld
from sycee.core.transfer._rules import Receipt, receipt_for, shown
from sycee.kit.capability import Context
from sycee.kit.errors import Fault
from sycee.kit.money import Money
from sycee.kit.till import Held, Leg, Own, Plan, Shown
from sycee.kit.time import BANK_ZONE, bank_day
from sycee.kit.words import words

_HELD_FOR = timedelta(days=3660)
"""A hold does not run out by itself while the rail's word is awaited: releasing it is a step of its own."""
_AT = time(9)
_ARRIVES = words(zh="到账时间", en="Arrives")
_BANK = words(zh="收款银行", en="Bank")
_IN_WORDS = {
    "2h": words(zh="两小时后（{at}），之前可撤销", en="in two hours ({at}); can be taken back before"),
    "next_day": words(zh="次日（{at}），之前可撤销", en="the next day ({at}); can be taken back before"),
}


def due(now: datetime, arrives: Arrives) -> datetime:
    """When a transfer that was asked for now goes."""
    if arrives == "now":
        return now
    if arrives == "2h":
        return now + timedelta(hours=2)
    return datetime.combine(bank_day(now) + timedelta(days=1), _AT, tzinfo=BANK_ZONE)


async def reserve(
    ctx: Context, source: Mine, target: Known | Elsewhere, amount: Money, memo: str, arrives: Arrives
) -> Plan[Receipt]:
    """The plan of a transfer that goes later, or to another bank."""
    to, bank = await _where(ctx, target, amount)
    due_at = due(ctx.now, arrives)
    receipt = receipt_for(ctx, source, amount, to=target.name, to_tail=target.tail, memo=memo, bank=bank, due_at=due_at)
    return Plan(
        legs=(Leg(source.id, -amount, target.name), Leg(to, amount, source.holder)),
        kind="transfer",
        memo=memo,
        risk=target.risk,
        shown=_shown(ctx, receipt, bank, arrives, due_at),
        held=Held(receipt.transfer, "reserve", ctx.now + _HELD_FOR),
        rows=(
            payee.stands(target), *await payee.cool(ctx, target, amount),
            _row(ctx, source, target, to, receipt, arrives, due_at),
        ),
        answer=receipt,
        facts=(OutHeld(transfer=receipt.transfer, owner=ctx.me, due_at=due_at),),
    )  # fmt: skip


async def _where(ctx: Context, target: Known | Elsewhere, amount: Money) -> tuple[int, str]:
    """The account that is paid at once when it goes, and the other bank's name."""
    if isinstance(target, Known):
        return target.account, ""
    bank = await clearing.bank_of(ctx, target.bank)
    if bank is None:
        raise Fault(f"a payee at the bank {target.bank}, which is on no list")
    return await ledger.house(ctx, "clearing", amount.asset), bank.name.say(ctx.locale)


def _shown(ctx: Context, receipt: Receipt, bank: str, arrives: Arrives, due_at: datetime) -> tuple[Shown, ...]:
    to, account, *others = shown(receipt)
    lines = [to, *([Shown(_BANK, bank)] if bank else []), account, *others]
    if arrives != "now":
        at = f"{due_at.astimezone(BANK_ZONE):%Y-%m-%d %H:%M}"
        lines.append(Shown(_ARRIVES, _IN_WORDS[arrives].say(ctx.locale, at=at)))
    return tuple(lines)


def _row(
    ctx: Context, source: Mine, target: Known | Elsewhere, to: int, receipt: Receipt, arrives: Arrives, due_at: datetime
) -> Own:
    return Own(
        "transfer_out_keep",
        {"id": str(receipt.transfer), "owner": ctx.me, "account_id": source.id, "tail": source.tail,
         "holder": source.holder, "payee": target.id, "to_account": to,
         "to_party": target.party if isinstance(target, Known) else None,
         "bank": target.bank if isinstance(target, Elsewhere) else None, "to_name": target.name, "to_tail": target.tail,
         "asset": receipt.amount.asset.code, "minor": receipt.amount.minor, "memo": receipt.memo, "arrives": arrives,
         "due_at": due_at.isoformat(), "made_at": ctx.now.isoformat()},
    )  # fmt: skip
