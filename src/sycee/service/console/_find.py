"""Finding a customer by what they say of themselves, in full: no part of a name or number finds anybody."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from sycee.core import account, party
from sycee.guard.identity import NotAPhone, phone_of
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.time import bank_day
from sycee.kit.words import Name, words
from sycee.service.console._pace import pace_look

_MOST = 20
_NUMBER_DIGITS_MAX = 10


class Finding(Ask, frozen=True):
    """A mobile number, an account number, a customer number, or a name as it is registered."""

    text: Name


class CustomerFound(Answer, frozen=True):
    """A customer, masked."""

    customer: int
    name: str
    phone: str
    document_kind: str
    document: str
    joined_on: date


class CustomersFound(Answer, frozen=True):
    """Twenty at most; `more` says that there are others, whom a fuller word finds."""

    by: Literal["phone", "account", "number", "name"]
    customers: list[CustomerFound]
    more: bool


def found(masked: party.Masked) -> CustomerFound:
    """A customer as the console shows them."""
    return CustomerFound(
        customer=masked.number,
        name=masked.name,
        phone=masked.phone,
        document_kind=masked.document_kind,
        document=masked.document,
        joined_on=bank_day(masked.joined_at),
    )


@CATALOG.read(
    "customer.find",
    title=words(zh="查找客户", en="Find a customer"),
    says=("查找客户{text}", "find the customer {text}"),
    access="staff",
    right="customers",
    refuses=(TooMany,),
)
async def find_customers(ctx: Context, ask: Finding) -> CustomersFound:
    """Find customers by their whole mobile number, account number, customer number or name. They are shown masked."""
    await pace_look(ctx)
    by, value = _read_as(ask.text)
    if by == "account":
        holder = await account.holder_of(ctx, value)
        rows = await party.find_masked(ctx, by="number", value=holder or 0, most=1)
    else:
        rows = await party.find_masked(ctx, by=by, value=value, most=_MOST + 1)
    shown = rows[:_MOST]
    looked(ctx, "find", shown[0].number if len(shown) == 1 else None, len(shown))
    return CustomersFound(by=by, customers=[found(row) for row in shown], more=len(rows) > _MOST)


def _read_as(text: str) -> tuple[Literal["phone", "account", "number", "name"], Any]:
    text = text.strip()
    try:
        return "phone", phone_of(text)
    except NotAPhone:
        pass
    if account.is_number(digits := text.replace(" ", "")):
        return "account", digits
    if text.isascii() and text.isdigit() and len(text) <= _NUMBER_DIGITS_MAX:
        return "number", int(text)
    return "name", text
