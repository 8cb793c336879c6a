"""Having read one reminder: it is not shown again."""

from __future__ import annotations

from uuid import UUID

from sycee.insight.remind._look import look
from sycee.insight.remind._rows import dismiss_row, keep
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.words import words


class WhichReminder(Ask, frozen=True):
    reminder: UUID


class Dismissed(Answer, frozen=True):
    """The reminder that is not shown any more."""

    id: UUID


@CATALOG.write(
    "remind.dismiss",
    title=words(zh="知道了", en="Dismiss a reminder"),
    channels=("http", "cli"),
    refuses=(NotFound,),
)
async def dismiss(ctx: Context, ask: WhichReminder) -> Dismissed:
    """Have one of my reminders not shown again; what is found later is. Nothing of the entries changes."""
    there = await look(ctx)
    finding = next((one for one in there.findings if there.number(ctx.me, one) == ask.reminder), None)
    if finding is None:
        raise NotFound(field="reminder")
    await keep(ctx, ctx.me, ask.reminder, finding)
    await dismiss_row(ctx, ask.reminder)
    return Dismissed(id=ask.reminder)
