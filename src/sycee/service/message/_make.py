"""Making a message: once per fact and hearer, with what is to go out besides the inbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sycee.kit.capability import Context, write
from sycee.kit.errors import Fault
from sycee.kit.ids import derived_id
from sycee.kit.journal import Fact
from sycee.service.message._deliver import deliver_at
from sycee.service.message._rows import wishes_of
from sycee.service.message._rules import OUTWARD, Kind
from sycee.service.message._templates import TEMPLATES, Params, kept

_MAKE = """
WITH made AS (
    INSERT INTO message_message (id, owner, kind, template, params, about, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO NOTHING RETURNING id
), going AS (
    INSERT INTO message_delivery (message, way, due_at) SELECT made.id, way, $9 FROM made, unnest($8::text[]) AS way
)
SELECT id FROM made
"""
LATE = timedelta(days=1)


class MessageArrived(Fact, frozen=True):
    """A message lies in a customer's inbox."""

    name = "message.arrived"
    message: UUID
    owner: int
    kind: Kind

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


async def make(
    ctx: Context, owner: int, template: str, params: Params, *, about: str | None = None, of: datetime | None = None
) -> UUID | None:
    """Put a message into a customer's inbox, and have it go by the ways that they want; for readers of facts.

    `of`: when it happened, where the fact tells. What is told a day late stays in the inbox. Returns the message, None
    where it was made before or is not wanted.
    """
    if ctx.key is None:
        raise Fault("a message is named by the fact that it tells")
    connection, told = write(ctx).connection, TEMPLATES[template]
    wishes = await wishes_of(connection, owner)
    if not wishes.want(told.kind, "inbox"):
        return None
    number, late = derived_id("message", str(ctx.key), str(owner)), of is not None and ctx.now - of > LATE
    ways = [way for way in OUTWARD if way in told.always or (wishes.want(told.kind, way) and not late)]
    due = wishes.quiet_ends(told.kind, ctx.now) or ctx.now
    made = await connection.fetchval(_MAKE, number, owner, told.kind, template, kept(params), about, ctx.now, ways, due)
    if made is None:
        return None
    for way in ways:
        await deliver_at(ctx, number, way, due)
    write(ctx).tell(MessageArrived(message=number, owner=owner, kind=told.kind))
    return number
