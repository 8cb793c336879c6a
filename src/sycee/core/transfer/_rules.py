"""What every transfer has: a receipt, and the lines that a customer is shown and signs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sycee.core.account import Mine
from sycee.core.transfer._out import Stage
from sycee.kit.capability import Answer, Context
from sycee.kit.errors import BadInput, Fault
from sycee.kit.money import Money
from sycee.kit.till import Shown
from sycee.kit.words import words

TO = words(zh="收款人", en="To")
TO_ACCOUNT = words(zh="收款账号", en="To account")
FROM_ACCOUNT = words(zh="付款账户", en="From account")
AMOUNT = words(zh="金额", en="Amount")
FEE = words(zh="手续费", en="Fee")
MEMO = words(zh="附言", en="Memo")


class Receipt(Answer, frozen=True, kw_only=True):
    """What was done. `transfer` names it on both sides; the balance after is in the history, where it is exact.

    `stage`: as it was when it was made; what was only reserved ("held") goes at `due_at`. `bank`: another bank's name,
    or what a biller calls its customers' numbers. `notice`: what a simulated way has to say of itself.
    """

    transfer: UUID
    amount: Money
    fee: Money
    to: str
    to_tail: str
    from_tail: str
    memo: str
    made_at: datetime
    bank: str = ""
    stage: Stage = "arrived"
    due_at: datetime | None = None
    notice: str | None = None


def receipt_for(
    ctx: Context,
    source: Mine,
    amount: Money,
    *,
    to: str,
    to_tail: str,
    memo: str = "",
    bank: str = "",
    due_at: datetime | None = None,
    notice: str | None = None,
) -> Receipt:
    """The receipt of a transfer that costs nothing, named by the call's key. It goes at once, or where `due_at` is
    given, is reserved until then."""
    if ctx.key is None:
        raise Fault("a transfer is named by its key")
    return Receipt(
        transfer=ctx.key,
        amount=amount,
        fee=amount.zero(),
        to=to,
        to_tail=to_tail,
        from_tail=source.tail,
        memo=memo,
        made_at=ctx.now,
        bank=bank,
        stage="arrived" if due_at is None else "held",
        due_at=due_at,
        notice=notice,
    )


def same_asset(amount: Money, asset_code: str, field: str = "amount") -> None:
    """Refuses an amount in another asset than the account's. `field` names where the caller gave it."""
    if amount.asset.code != asset_code:
        raise BadInput(field=field, reason=f"this account is in {asset_code}")


def shown(receipt: Receipt) -> tuple[Shown, ...]:
    """Every element that the customer consents to, in the order in which it is read."""
    lines = [
        Shown(TO, receipt.to),
        Shown(TO_ACCOUNT, f"**** {receipt.to_tail}"),
        Shown(AMOUNT, str(receipt.amount)),
        Shown(FEE, str(receipt.fee)),
        Shown(FROM_ACCOUNT, f"**** {receipt.from_tail}"),
    ]
    if receipt.memo:
        lines.append(Shown(MEMO, receipt.memo))
    return tuple(lines)
