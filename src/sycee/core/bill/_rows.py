"""Billers and payments as kept, what is told of them, and the refusals that several verbs share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sycee.guard.privacy import sealed_column
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.journal import Fact
from sycee.kit.money import Money, asset
from sycee.kit.words import Words, words

Category = Literal["water", "power", "gas", "phone", "social"]
CUSTOMER = sealed_column("bill_payment", "customer", "id", rows=UUID)

_BILLER = """
SELECT code, category, name_zh, name_en, label_zh, label_en, least, most, active_to FROM bill_biller
WHERE code = ANY ($1::text[])
"""
COLUMNS = "id, owner, account_id, biller, customer, tail, bill, period, asset, minor, state, reason, made_at, ended_at"
_PAYMENT = f"SELECT {COLUMNS} FROM bill_payment WHERE id = $1"
OF_OWNER = f"""
SELECT {COLUMNS} FROM bill_payment WHERE owner = $1 AND made_at <= coalesce($2::timestamptz, 'infinity')
  AND ($2::timestamptz IS NULL OR (made_at, id) < ($2, $3::uuid))
ORDER BY made_at DESC, id DESC LIMIT $4
"""
_PAID = "SELECT bill FROM bill_payment WHERE biller = $1 AND bill = ANY ($2::text[]) AND state <> 'refunded'"

REASONS = {
    "settled_elsewhere": words(zh="这笔账单已通过其他途径缴清", en="That bill was settled in another way"),
    "not_taken": words(zh="收费单位没有受理", en="The biller did not take it"),
}
"""Why a bill's money came back, as its payer reads it."""


def reason_in_words(code: str | None) -> Words | None:
    """Why, in words; what a biller says in words of its own is passed on as it is."""
    return None if code is None else REASONS.get(code, Words(code, code))


class NoBiller(Refusal):
    code, http = "no_such_biller", 404
    say = words(zh="没有这家收费单位", en="There is no such biller")


class NoCustomer(Refusal):
    code, http = "no_such_customer_number", 404
    say = words(zh="收费单位没有这个编号，请核对", en="The biller has no such number; please check it")


class BillerAway(Refusal):
    code, http, retry_after_s = "biller_away", 503, 60
    say = words(zh="收费单位暂时没有回应，请稍后再试；没有扣款", en="The biller does not answer; nothing was debited")


class BillPaid(Fact, frozen=True):
    """A bill was paid; its biller is to be told."""

    name = "bill.paid"
    transfer: UUID
    owner: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class BillSettled(Fact, frozen=True):
    """The biller has settled a bill that was paid."""

    name = "bill.settled"
    transfer: UUID
    owner: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class BillRefunded(Fact, frozen=True):
    """A bill's money came back; `step` names the entry, `reason` is a key of REASONS or the biller's own words."""

    name = "bill.refunded"
    transfer: UUID
    owner: int
    reason: str
    step: UUID

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


@dataclass(frozen=True, slots=True)
class Biller:
    """A biller. A customer number has from `least` to `most` digits and is called `label`."""

    code: str
    category: Category
    name: Words
    label: Words
    least: int
    most: int
    active_to: datetime | None


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment as kept; `customer` is sealed."""

    id: UUID
    owner: int
    account: int
    biller: str
    customer: bytes
    tail: str
    bill: str
    period: str
    amount: Money
    state: Literal["paid", "settled", "refunded"]
    reason: str | None
    made_at: datetime
    ended_at: datetime | None


def biller_in(r: Any) -> Biller:
    """The biller in a row of the table."""
    name, label = Words(r["name_zh"], r["name_en"]), Words(r["label_zh"], r["label_en"])
    return Biller(r["code"], r["category"], name, label, r["least"], r["most"], r["active_to"])


def paid_in(r: Any) -> Paid:
    """The payment in a row of the table."""
    values = list(r.values())
    return Paid(*(*values[:8], Money(r["minor"], asset(r["asset"])), *values[10:]))


async def billers_of(connection: Connection, codes: Sequence[str]) -> dict[str, Biller]:
    """The billers of these codes."""
    return {r["code"]: biller_in(r) for r in await connection.fetch(_BILLER, list(codes))}


async def payment(connection: Connection, number: UUID) -> Paid | None:
    """The payment of this number, whoever's it is."""
    row: Any = await connection.fetchrow(_PAYMENT, number)
    return None if row is None else paid_in(row)


async def paid_here(ctx: Context, biller: str, bills: Sequence[str]) -> frozenset[str]:
    """Which of these bills were paid here, by whomever, and not given back: their biller may not know it yet."""
    async with ctx.db.gatherers.acquire() as connection:
        return frozenset(r["bill"] for r in await connection.fetch(_PAID, biller, list(bills)))
