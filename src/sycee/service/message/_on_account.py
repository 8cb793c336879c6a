"""Accounts that were opened, made more of, or closed."""

from __future__ import annotations

from dataclasses import replace

from sycee.core import account, deposit
from sycee.kit.capability import Context, Subject
from sycee.kit.ids import new_id
from sycee.kit.journal import on
from sycee.kit.money import Money, asset
from sycee.service.message._make import make
from sycee.service.message._templates import Params


@on(account.Opened)
async def account_opened(ctx: Context, fact: account.Opened) -> None:
    """Tell a customer of an account that they have now."""
    mine = await _mine(ctx, fact.subject, fact.account)
    await make(ctx, fact.subject, "account.opened", {"account": mine.kind, "tail": mine.tail}, about=str(mine.id))


@on(account.Upgraded)
async def account_upgraded(ctx: Context, fact: account.Upgraded) -> None:
    """Tell a customer that their accounts may do more now."""
    tails = [(await _mine(ctx, fact.subject, number)).tail for number in fact.accounts]
    await make(ctx, fact.subject, "account.upgraded", {"tails": " · ".join(tails)})


@on(account.Shut)
async def account_closed(ctx: Context, fact: account.Shut) -> None:
    """Tell a customer of an account that they have no longer."""
    mine = await _mine(ctx, fact.subject, fact.account)
    await make(ctx, fact.subject, "account.closed", {"account": mine.kind, "tail": mine.tail}, about=str(mine.id))


@on(deposit.InterestPaid)
async def interest_paid(ctx: Context, fact: deposit.InterestPaid) -> None:
    """Tell a customer of interest that came into an account of theirs."""
    if fact.owner > 0:
        mine = await _mine(ctx, fact.owner, fact.account)
        params: Params = {"amount": Money(fact.minor, asset(fact.asset)), "tail": mine.tail}
        await make(ctx, fact.owner, "interest.paid", params, about=str(mine.id))


async def _mine(ctx: Context, owner: int, number: int) -> account.Mine:
    """Whose account it is they may know: it is asked for as its owner would."""
    return await account.mine(replace(ctx, subject=Subject(owner, new_id(ctx.now))), number)
