"""Monthly statements that are there."""

from __future__ import annotations

from datetime import timedelta

from sycee.insight import statement
from sycee.kit.capability import Context
from sycee.kit.journal import on
from sycee.kit.time import day_starts
from sycee.service.message._make import make

_NEXT = timedelta(days=31)


@on(statement.StatementReady)
async def month_stated(ctx: Context, fact: statement.StatementReady) -> None:
    """Tell a customer that their statement of a month is there; a day late and later in the inbox alone."""
    month = fact.month.strftime("%Y-%m")
    over = day_starts((fact.month + _NEXT).replace(day=1))
    await make(ctx, fact.owner, "statement.ready", {"stated": month}, about=month, of=over)
