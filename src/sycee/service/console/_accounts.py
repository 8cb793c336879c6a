"""A customer's accounts with their sums."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sycee.core import account, ledger, party
from sycee.guard.privacy import mask_number
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.money import Money
from sycee.kit.time import bank_day
from sycee.kit.words import words
from sycee.service.console._pace import pace_look
from sycee.service.console._show import WhichCustomer


class StaffAccount(Answer, frozen=True):
    """An account with its sums; the number is masked."""

    account: int
    title: str
    number: str
    state: Literal["open", "frozen", "closed"]
    balance: Money
    available: Money
    held: Money
    opened_on: date
    closed_on: date | None


class StaffAccounts(Answer, frozen=True):
    """All of a customer's accounts."""

    accounts: list[StaffAccount]


@CATALOG.read(
    "customer.accounts",
    title=words(zh="客户账户", en="A customer's accounts"),
    says=("客户{customer}的账户", "accounts of customer {customer}"),
    access="staff",
    right="entries",
    refuses=(NotFound, TooMany),
)
async def staff_accounts(ctx: Context, ask: WhichCustomer) -> StaffAccounts:
    """A customer's accounts with balance, what is available and what is held."""
    await pace_look(ctx)
    if await party.masked(ctx, ask.customer) is None:
        raise NotFound(field="customer")
    held = await account.held_by(ctx, ask.customer)
    sums = await ledger.balances(ctx, [a.id for a in held])
    looked(ctx, "accounts", ask.customer, len(held))
    return StaffAccounts(
        accounts=[
            StaffAccount(
                account=a.id,
                title=account.title_of(a.kind).say(ctx.locale),
                number=mask_number(a.number),
                state=sums[a.id].state,  # type: ignore[arg-type]
                balance=sums[a.id].balance,
                available=sums[a.id].available,
                held=sums[a.id].held,
                opened_on=bank_day(a.opened_at),
                closed_on=bank_day(a.closed_at) if a.closed_at else None,
            )
            for a in held
            if a.id in sums
        ]
    )
