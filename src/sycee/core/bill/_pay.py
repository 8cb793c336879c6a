"""Paying a bill."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core import account, ledger
from sycee.core.account import Mine
from sycee.core.bill._biller import Billers, Owed
from sycee.core.bill._find import BillerCode, CustomerNumber, active, counted, customer_of, like, owed
from sycee.core.bill._rows import CUSTOMER, Biller, BillerAway, BillPaid, NoBiller, NoCustomer, paid_here
from sycee.core.transfer import AMOUNT, FEE, FROM_ACCOUNT, Receipt, receipt_for
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Ask, Context, Shown
from sycee.kit.errors import BadInput, Refusal, TooMany
from sycee.kit.ids import RowId
from sycee.kit.money import Money, NotPositive
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import words

_TO = words(zh="收费单位", en="Biller")
_FOR = words(zh="账期", en="For")
_HOLDER = words(zh="户名", en="In the name of")


class BillGone(Refusal):
    code = "bill_gone"
    say = words(zh="这笔账单已缴清或金额有变，请重新查询", en="That bill is settled or has changed; please look again")


class BillPaidAlready(Refusal):
    code = "bill_paid"
    say = words(zh="这笔账单已经缴过了，没有重复扣款", en="That bill has been paid; nothing was debited again")


class PayBill(Ask, frozen=True):
    """From which of my accounts, and which bill of whose, as bill.find says it. `amount` is the bill's."""

    source: RowId
    biller: BillerCode
    bill: Annotated[str, Meta(min_length=1, max_length=80)]
    amount: Money
    customer: CustomerNumber = ""
    like: UUID | None = None


@CATALOG.money(
    "bill.pay",
    title=words(zh="缴费", en="Pay a bill"),
    says=("缴电费", "缴水费", "pay a bill"),
    refuses=(NoBiller, NoCustomer, BillerAway, BillGone, BillPaidAlready, NotPositive, TooMany),
)
async def pay(ctx: Context, ask: PayBill) -> Plan[Receipt]:
    """Pay a bill that is owed, in full. It is paid once, whoever pays it; what the biller does not take comes back."""
    source = await account.mine(ctx, ask.source)
    biller = await active(ctx, ask.biller)
    number = customer_of(biller, ask.customer) if ask.like is None else await like(ctx, biller, ask.like)
    amount = ask.amount.positive()
    if amount.asset.code != source.asset.code:
        raise BadInput(field="amount", reason=f"this account is in {source.asset.code}")
    await counted(ctx)
    known = await owed(ctx, biller, number)
    open_bill = next((one for one in known.owed if one.bill == ask.bill and one.amount == amount), None)
    if open_bill is None:
        raise BillGone(field="bill")
    if await paid_here(ctx, biller.code, [ask.bill]):
        raise BillPaidAlready(field="bill")
    receipt = _receipt(ctx, source, biller, number, open_bill)
    return Plan(
        legs=(
            Leg(source.id, -amount, biller.name.zh),
            Leg(await ledger.house(ctx, "billers", amount.asset), amount, source.holder),
        ),
        kind="utility",
        memo=receipt.memo,
        risk="bill",
        shown=_shown(receipt, biller, known.holder, open_bill),
        rows=(_row(ctx, source, biller, number, open_bill, receipt),),
        answer=receipt,
        facts=(BillPaid(transfer=receipt.transfer, owner=ctx.me),),
    )


def _receipt(ctx: Context, source: Mine, biller: Biller, number: str, bill: Owed) -> Receipt:
    port: Billers = ctx.port(Billers)  # type: ignore[type-abstract]
    name, label = biller.name.say(ctx.locale), biller.label.say(ctx.locale)
    notice = port.notice.say(ctx.locale) if port.notice else None
    return receipt_for(
        ctx, source, bill.amount, to=name, to_tail=number[-4:], memo=f"{name} {bill.period}", bank=label, notice=notice
    )


def _shown(receipt: Receipt, biller: Biller, holder: str, bill: Owed) -> tuple[Shown, ...]:
    return (
        Shown(_TO, receipt.to),
        Shown(biller.label, f"**** {receipt.to_tail}"),
        Shown(_HOLDER, holder),
        Shown(_FOR, bill.period),
        Shown(AMOUNT, str(receipt.amount)),
        Shown(FEE, str(receipt.fee)),
        Shown(FROM_ACCOUNT, f"**** {receipt.from_tail}"),
    )


def _row(ctx: Context, source: Mine, biller: Biller, number: str, bill: Owed, receipt: Receipt) -> Own:
    sealed = ctx.port(Vault).seal(number, CUSTOMER, receipt.transfer)
    return Own(
        "bill_payment_keep",
        {"id": str(receipt.transfer), "owner": ctx.me, "account": source.id, "biller": biller.code,
         "customer": sealed.hex(), "tail": number[-4:], "bill": bill.bill, "period": bill.period,
         "asset": bill.amount.asset.code, "minor": bill.amount.minor, "made_at": ctx.now.isoformat()},
    )  # fmt: skip
