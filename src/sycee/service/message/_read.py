"""Having read messages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, NotFound
from sycee.kit.journal import Fact
from sycee.kit.words import words
from sycee.service.message._rules import KINDS, Kind
from sycee.service.message._unread import count_unread

_MINE = "SELECT count(*) FROM message_message WHERE owner = $1 AND id = ANY ($2::uuid[])"
_THESE = "UPDATE message_message SET read_at = $3 WHERE owner = $1 AND id = ANY ($2::uuid[]) AND read_at IS NULL"
_UP_TO = """
UPDATE message_message SET read_at = $4
WHERE owner = $1 AND kind = ANY ($2::text[]) AND at <= $3 AND read_at IS NULL
"""


class HaveRead(Ask, frozen=True):
    """Either these messages, or all that had come by an instant, of one kind or of all."""

    messages: Annotated[list[UUID], Meta(min_length=1, max_length=100)] | None = None
    upto: Annotated[datetime, Meta(tz=True)] | None = None
    kind: Kind | None = None


class MessagesSeen(Fact, frozen=True):
    """A customer has read messages: their other screens count anew."""

    name = "message.read"
    owner: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class MessagesRead(Answer, frozen=True):
    """How many are unread now, up to a hundred."""

    unread: int


@CATALOG.write(
    "message.read",
    title=words(zh="标为已读", en="Mark as read"),
    says=("消息全部已读", "mark my messages as read"),
    channels=("http", "cli"),
    refuses=(NotFound,),
)
async def have_read(ctx: Context, ask: HaveRead) -> MessagesRead:
    """Mark messages of mine as read: some of them, or all that had come by an instant. Doing it twice is no matter."""
    connection = write(ctx).connection
    if ask.messages is not None and ask.upto is None:
        if await connection.fetchval(_MINE, ctx.me, ask.messages) != len(set(ask.messages)):
            raise NotFound(field="messages")
        await connection.execute(_THESE, ctx.me, ask.messages, ctx.now)
    elif ask.upto is not None and ask.messages is None:
        if not 1900 <= ask.upto.year <= 2999:
            raise BadInput(field="upto", reason="from 1900 to 2999")
        await connection.execute(_UP_TO, ctx.me, [ask.kind] if ask.kind else list(KINDS), ask.upto, ctx.now)
    else:
        field = "messages" if ask.messages is None else "upto"
        raise BadInput(field=field, reason="either some messages or an instant")
    write(ctx).tell(MessagesSeen(owner=ctx.me))
    return MessagesRead(unread=await count_unread(connection, ctx.me))
