"""Being paid by the code on somebody's screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from sycee.core import account, ledger
from sycee.core.account import Mine
from sycee.core.transfer._paycode_make import EACH
from sycee.core.transfer._rules import Receipt, receipt_for, same_asset, shown
from sycee.guard import access
from sycee.guard.limit import OverLimit, Quota, needed, take, unproven, unproven_left, within_limit
from sycee.guard.privacy import Vault, mask_name
from sycee.kit.capability import CATALOG, Ask, Context, Declined, at_once, encode
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.ids import RowId, derived_id
from sycee.kit.journal import Fact
from sycee.kit.money import CNY, Money, NotPositive
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import END, Text, words

_MISSES = Quota("pay code missed", 10, timedelta(minutes=10))
_CHARGES = Quota("pay code charged", 600, timedelta(hours=1))
_RISK = "known"
"""What goes by a pay code is bounded as what goes to somebody known: each, and in a day."""

_FIND = """
SELECT code, id, owner, account_id, name, tail, mandate, expires_at, charge
FROM transfer_paycode WHERE code = ANY ($1::bytea[])
"""
# The first call that charges a code has it, whatever comes of that call; under its key with another ask it is another.
_CLAIM = "UPDATE transfer_paycode SET charge = coalesce(charge, $2) WHERE id = $1 RETURNING charge"


class PaycodeGone(Refusal):
    code, http = "paycode_gone", 404
    say = words(
        zh="这个付款码无效或已过期，请让对方刷新后再出示",
        en="That pay code is not good or has expired; ask for a fresh one",
    )


class Most(msgspec.Struct, frozen=True):
    """The most that one code pays."""

    most: Money


class PaycodeTooMuch(Refusal):
    code, http, tells = "paycode_too_much", 422, Most
    say = words(
        zh="超过付款码单笔限额，请让对方扫您的收款码",
        en="That is more than a pay code pays; let them pay by your own code",
    )


class PaycodeOwn(Refusal):
    code, http = "paycode_is_own", 422
    say = words(zh="这是您自己的付款码", en="That is your own pay code")


class PaycodeCharged(Fact, frozen=True):
    """A pay code was charged: money went from `payer` to `party`; `minor` units of `asset`."""

    name = "paycode.charged"
    transfer: UUID
    payer: int
    party: int
    minor: int
    asset: str
    at: datetime

    def heard_by(self) -> tuple[int, ...]:
        return (self.payer, self.party)


class Charge(Ask, frozen=True):
    """The eighteen digits on the payer's screen, into which of my accounts, how much. Both sides read `memo`."""

    code: Annotated[str, Meta(pattern=f"^[0-9]{{18}}{END}", description="the eighteen digits of a pay code")]
    account: RowId
    amount: Money
    memo: Text = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A pay code as kept."""

    id: UUID
    owner: int
    account: int
    name: str
    tail: str
    mandate: UUID
    expires_at: datetime
    charge: UUID | None


_REFUSES = (
    PaycodeGone, PaycodeTooMuch, PaycodeOwn, Declined, access.MandateEnded, ledger.NoAccount, ledger.Closed,
    NotPositive, TooMany,
)  # fmt: skip


@CATALOG.money(
    "paycode.charge", title=words(zh="扫付款码收款", en="Charge a pay code"), on_behalf=True, refuses=_REFUSES
)
async def charge(ctx: Context, ask: Charge) -> Plan[Receipt]:
    """Be paid by the code on somebody's screen, up to its most. When it is declined I am not told why."""
    mine = await account.usable(ctx, ask.account, field="account")
    amount = ask.amount.positive()
    same_asset(amount, CNY.code)
    same_asset(amount, mine.asset.code)
    if amount > EACH:
        raise PaycodeTooMuch(field="amount", most=EACH.to_wire())
    found = await _claimed(ctx, ask)
    receipt = _receipt(ctx, found, mine, amount, ask.memo)
    return Plan(
        legs=(Leg(found.account, -amount, receipt.to), Leg(mine.id, amount, mask_name(found.name))),
        kind="purchase" if mine.kind == "shop" else "transfer",
        memo=ask.memo,
        risk=_RISK,
        shown=shown(receipt),
        rows=(await _unproven(ctx, found.owner, amount),),
        answer=receipt,
        facts=(
            PaycodeCharged(transfer=receipt.transfer, payer=found.owner, party=ctx.me, minor=amount.minor,
                           asset=CNY.code, at=ctx.now),
        ),
        mandate=found.mandate,
        payer=found.owner,
    )  # fmt: skip


async def _claimed(ctx: Context, ask: Charge) -> _Shown:
    """The code, which this very call alone may charge from now on. Guessing is counted before anything is said."""
    await take(ctx, _CHARGES, str(ctx.me))
    call = derived_id("charge", str(ctx.key), encode(ask, canonical=True).decode())
    found = await ctx.db.gathered(_fetch)(ctx.port(Vault).blind(f"paycode {ask.code}"))
    if found is not None and found.owner == ctx.me:
        raise PaycodeOwn(field="code")
    if found is None or ctx.now >= found.expires_at or found.charge not in (None, call):
        await take(ctx, _MISSES, str(ctx.me))
        raise PaycodeGone(field="code")
    if (await at_once(ctx, _CLAIM, found.id, call))["charge"] != call:
        raise PaycodeGone(field="code")
    return found


async def _unproven(ctx: Context, payer: int, amount: Money) -> Own:
    """The row that adds this to what the payer has paid today without a proof; declines what goes over."""
    try:
        await within_limit(ctx, payer, amount)
    except OverLimit:
        raise Declined from None
    need = await needed(ctx, _RISK, CNY.code, amount.minor)
    if need.allowance is None or need.unproven_per_day is None:
        raise Declined
    if not await unproven_left(ctx, payer, amount, need.unproven_per_day):
        raise Declined
    return unproven(ctx, payer, amount, need.unproven_per_day)


def _receipt(ctx: Context, found: _Shown, mine: Mine, amount: Money, memo: str) -> Receipt:
    """The payer's receipt, which the one who charges reads too: a shop is named, a person is masked."""
    name = mine.holder if mine.kind == "shop" else mask_name(mine.holder)
    payer = Mine(found.account, found.owner, "", found.tail, found.name, CNY)
    return receipt_for(ctx, payer, amount, to=name, to_tail=mine.tail, memo=memo)


async def _fetch(connection: Connection, codes: Sequence[bytes]) -> dict[bytes, _Shown]:
    rows = await connection.fetch(_FIND, list(codes))
    return {bytes(r["code"]): _Shown(*list(r.values())[1:]) for r in rows}
