"""What is owed to a biller, by customer number."""

from __future__ import annotations

import asyncio
import re
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core.bill._biller import Billers, Known, NoWord
from sycee.core.bill._rows import (
    CUSTOMER,
    Biller,
    BillerAway,
    Category,
    NoBiller,
    NoCustomer,
    billers_of,
    paid_here,
    payment,
)
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Nothing
from sycee.kit.db import read
from sycee.kit.errors import BadInput, TooMany
from sycee.kit.money import Money
from sycee.kit.words import END, words

_PER_CUSTOMER = Quota("bill find", 40, timedelta(hours=1))
_ANSWERS_IN_S = 10
_ALL = "SELECT code FROM bill_biller WHERE active_to IS NULL OR active_to > $1 ORDER BY place"

BillerCode = Annotated[
    str, Meta(pattern=f"^[a-z0-9-]{{1,40}}{END}", description="the code of a biller in bill.billers")
]
CustomerNumber = Annotated[str, Meta(max_length=40, description="the number on the biller's paper")]


class ListedBiller(Answer, frozen=True):
    """Someone who can be paid by a customer number, which they call `label` and which has so many digits."""

    code: str
    category: Category
    name: str
    label: str
    least: int
    most: int


class ListedBillers(Answer, frozen=True):
    """All of them. `simulated`: they are simulators, and `notice` says what they do."""

    billers: list[ListedBiller]
    simulated: bool
    notice: str | None


class FindBill(Ask, frozen=True):
    """Whose bills: by the number at a biller, or as in a payment of mine."""

    biller: BillerCode
    customer: CustomerNumber = ""
    like: UUID | None = None


class OpenBill(Answer, frozen=True):
    """A bill that is owed. `bill` names it when it is paid; `paid`: it was paid here, its biller's word is awaited."""

    bill: str
    period: str
    amount: Money
    due_on: date
    paid: bool


class FoundBills(Answer, frozen=True):
    """Whose it is, as the biller masks the name, and what is owed, the oldest first."""

    biller: str
    holder: str
    tail: str
    bills: list[OpenBill]


@CATALOG.read("bill.billers", title=words(zh="收费单位", en="Billers"), says=("可以缴哪些费", "billers"))
async def billers(ctx: Context, _: Nothing) -> ListedBillers:
    """Who can be paid by a customer number: water, power, gas, phone, social security."""
    port: Billers = ctx.port(Billers)  # type: ignore[type-abstract]
    async with read(ctx) as connection:
        codes = [r["code"] for r in await connection.fetch(_ALL, ctx.now)]
        found = await billers_of(connection, codes)
    listed = [
        ListedBiller(
            code=b.code, category=b.category, name=b.name.say(ctx.locale), label=b.label.say(ctx.locale), least=b.least,
            most=b.most,
        ) for b in (found[code] for code in codes)
    ]  # fmt: skip
    notice = port.notice.say(ctx.locale) if port.notice else None
    return ListedBillers(billers=listed, simulated=port.simulated, notice=notice)


async def _found(ctx: Context, ask: FindBill) -> FoundBills:
    await counted(ctx)
    biller = await active(ctx, ask.biller)
    number = customer_of(biller, ask.customer) if ask.like is None else await like(ctx, biller, ask.like)
    known = await owed(ctx, biller, number)
    paid = await paid_here(ctx, biller.code, [o.bill for o in known.owed])
    bills = [
        OpenBill(bill=o.bill, period=o.period, amount=o.amount, due_on=o.due_on, paid=o.bill in paid)
        for o in known.owed
    ]
    return FoundBills(biller=biller.name.say(ctx.locale), holder=known.holder, tail=number[-4:], bills=bills)


@CATALOG.write(
    "bill.find",
    title=words(zh="查询账单", en="Find bills"),
    says=("查电费", "查水费", "find my bills"),
    channels=("http", "cli"),
    prepare=_found,
    refuses=(NoBiller, NoCustomer, BillerAway, TooMany),
)
async def find(ctx: Context, _: FindBill) -> FoundBills:
    """What a customer number owes a biller. Counted and recorded: it may be somebody else's."""
    found: FoundBills = ctx.prepared
    return found


async def counted(ctx: Context) -> None:
    """Count one asking for a number: whoever asks for many looks for other people's."""
    await take(ctx, _PER_CUSTOMER, str(ctx.me))


async def active(ctx: Context, code: str) -> Biller:
    """The biller of this code; refuses one that is none, or is no more."""
    found = await ctx.db.gathered(billers_of)(code)
    if found is None or (found.active_to is not None and found.active_to <= ctx.now):
        raise NoBiller(field="biller")
    return found


def customer_of(biller: Biller, written: str) -> str:
    """A customer number as the biller has it; refuses what can be none."""
    digits = re.sub(r"[\s-]", "", written)
    if not (digits.isascii() and digits.isdigit() and biller.least <= len(digits) <= biller.most):
        raise BadInput(field="customer", reason=f"{biller.least} to {biller.most} digits")
    return digits


async def like(ctx: Context, biller: Biller, number: UUID) -> str:
    """The customer number of a payment of the caller's; anybody else's is no number at all."""
    async with read(ctx) as connection:
        found = await payment(connection, number)
    if found is None or found.owner != ctx.me or found.biller != biller.code:
        raise NoCustomer(field="like")
    return ctx.port(Vault).unseal(found.customer, CUSTOMER, found.id)


async def owed(ctx: Context, biller: Biller, number: str) -> Known:
    """What the biller says; refuses a number that it does not have, and where it does not answer."""
    port: Billers = ctx.port(Billers)  # type: ignore[type-abstract]
    try:
        async with asyncio.timeout(_ANSWERS_IN_S):
            known = await port.find(biller.code, number, ctx.now)
    except (NoWord, TimeoutError, OSError):
        raise BillerAway from None
    if known is None:
        raise NoCustomer(field="customer")
    return known
