"""At a month's end: whose statement is there, told once."""

from __future__ import annotations

from datetime import date

from sycee.core import closing
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact, on

_READY = """
INSERT INTO statement_ready (owner, month, ready_at) SELECT owner, $2, $3 FROM unnest($1::bigint[]) AS u (owner)
ON CONFLICT (owner, month) DO NOTHING RETURNING owner
"""


class StatementReady(Fact, frozen=True):
    """The statement of a month, named by its first day, is there for a customer."""

    name = "statement.ready"
    owner: int
    month: date

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


@on(closing.MonthClosed)
async def month_closed(ctx: Context, fact: closing.MonthClosed) -> None:
    """Say so once, to everybody whose account had entries: one who has several accounts may be in several facts."""
    owners = sorted({owner for owner in fact.owners if owner > 0})
    for row in await write(ctx).connection.fetch(_READY, owners, fact.month, ctx.now):
        write(ctx).tell(StatementReady(owner=row["owner"], month=fact.month))
