"""Seeing a customer's data whole: for a reason, on record."""

from __future__ import annotations

import re
from typing import Literal

from sycee.core import party
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, NotFound, TooMany
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.words import words
from sycee.service.console._pace import pace_reveal
from sycee.service.console._why import Case, Note, Reason, real


class Revealing(Ask, frozen=True):
    """Whose, what, and why."""

    customer: RowId
    field: Literal["phone", "document", "name"]
    reason: Reason
    note: Note
    case: Case | None = None


class RevealedValue(Answer, frozen=True):
    """The value, whole: told once, kept nowhere but where it was."""

    value: str


class Revealed(Fact, frozen=True):
    """A member saw a field of a customer's whole. Never what it says."""

    name = "staff.revealed"
    member: int
    customer: int
    field: str
    reason: str
    note: str
    case: str | None


@CATALOG.write(
    "customer.reveal",
    title=words(zh="查看完整信息", en="Reveal"),
    says=("查看客户{customer}的完整信息", "reveal {field} of customer {customer}"),
    access="staff",
    right="reveal",
    secret=True,
    refuses=(NotFound, TooMany),
)
async def reveal(ctx: Context, ask: Revealing) -> RevealedValue:
    """Show one field of a customer's unmasked, for a reason. Who looked, at what and why is kept for good."""
    await pace_reveal(ctx)
    note = real(ask.note)
    value = await party.whole(ctx, ask.customer, ask.field)
    if value is None:
        raise NotFound(field="customer")
    for field, written in (("note", ask.note), ("case", ask.case or "")):
        if _bare(value) in _bare(written):
            raise BadInput(field=field, reason="the data itself does not belong into the reason")
    write(ctx).tell(
        Revealed(
            member=ctx.clerk.member,
            customer=ask.customer,
            field=ask.field,
            reason=ask.reason,
            note=note,
            case=ask.case,
        )
    )
    return RevealedValue(value=value)


def _bare(text: str) -> str:
    """A text without what people put between the parts of a number or a name."""
    return re.sub(r"[^\w]|_", "", text).casefold()
