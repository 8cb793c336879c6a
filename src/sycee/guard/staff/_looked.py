"""What staff looked at: one fact per look-up, so that who looks where without a cause can be found."""

from __future__ import annotations

from typing import Literal

from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact

What = Literal["find", "customer", "accounts", "entries", "records", "life", "pulse", "events", "models"]


class Looked(Fact, frozen=True):
    """A member looked at something of a customer's; `found` is how many were shown. Never by what, nor what it said."""

    name = "staff.looked"
    member: int
    what: What
    customer: int | None
    found: int


def looked(ctx: Context, what: What, customer: int | None, found: int) -> None:
    """Tell what a member has looked at. For the verbs of the console; the runner keeps it with the call's record."""
    write(ctx).tell(Looked(member=ctx.clerk.member, what=what, customer=customer, found=found))
