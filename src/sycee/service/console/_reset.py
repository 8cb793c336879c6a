"""Closing a customer's password for them: they set another themselves, by recovery. Staff learn and set none."""

from __future__ import annotations

from sycee.guard.identity import close_password, end_everywhere, factor_changed
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.words import words
from sycee.service.console._pace import pace_reset
from sycee.service.console._why import Case, Note, Reason, real


class Resetting(Ask, frozen=True):
    """Whose, and why."""

    customer: RowId
    reason: Reason
    note: Note
    case: Case | None = None


class ResetBegun(Answer, frozen=True):
    """The password is closed, every session has ended, and the customer is told how to set another."""


class ResetStarted(Fact, frozen=True):
    """A member closed a customer's password."""

    name = "staff.reset"
    member: int
    customer: int
    reason: Reason
    note: str
    case: str | None


@CATALOG.write(
    "customer.reset",
    title=words(zh="为客户发起密码重设", en="Start a reset"),
    says=("为客户{customer}发起密码重设", "start a reset for customer {customer}"),
    access="staff",
    right="reset",
    refuses=(NotFound, TooMany),
)
async def reset(ctx: Context, ask: Resetting) -> ResetBegun:
    """Close a customer's password and sign them out everywhere, for a reason. They set another one themselves."""
    await pace_reset(ctx)
    note = real(ask.note)
    if not await close_password(ctx, ask.customer):
        raise NotFound(field="customer")
    write(ctx).tell(
        ResetStarted(member=ctx.clerk.member, customer=ask.customer, reason=ask.reason, note=note, case=ask.case)
    )
    await end_everywhere(ctx, ask.customer)
    await factor_changed(ctx, ask.customer, "password_closed")
    return ResetBegun()
