"""Seeing what one customer would be shown, and why: for a reason, on record, and with no trace in what they see."""

from __future__ import annotations

from sycee.brain import recommend
from sycee.core import party
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.words import words
from sycee.service.console._pace import pace_reveal
from sycee.service.console._why import Case, Note, Reason, real


class Previewing(Ask, frozen=True):
    """Whose first page, and why."""

    customer: RowId
    reason: Reason
    note: Note
    case: Case | None = None


class WouldSee(Answer, frozen=True):
    """What they would see now, as they would read it. `version` 0: none that was learned. `personal`: whether it
    follows from what they did."""

    items: list[recommend.ForMeItem]
    version: int
    personal: bool


class Previewed(Fact, frozen=True):
    """A member saw what a customer would be shown. Never what it was."""

    name = "staff.previewed"
    member: int
    customer: int
    reason: str
    note: str
    case: str | None


@CATALOG.write(
    "model.preview",
    title=words(zh="客户会看到什么", en="What a customer would see"),
    says=("客户{customer}会看到什么", "what would customer {customer} see"),
    access="staff",
    right="models",
    secret=True,
    refuses=(NotFound, TooMany),
)
async def preview_model(ctx: Context, ask: Previewing) -> WouldSee:
    """What a customer would be recommended now, and why, for a reason that is kept. It says what they read and used,
    so that it is paced as a reveal is; it does not count as shown to them."""
    await pace_reveal(ctx)
    note = real(ask.note)
    if await party.masked(ctx, ask.customer) is None:
        raise NotFound(field="customer")
    seen = await recommend.would_see(ctx, ask.customer)
    told = Previewed(
        member=ctx.clerk.member, customer=ask.customer, reason=ask.reason, note=note, case=ask.case
    )  # fmt: skip
    write(ctx).tell(told)
    return WouldSee(items=seen.items, version=seen.version, personal=seen.personal)
