"""How many messages are unread: for the bell."""

from __future__ import annotations

from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import Connection, read
from sycee.kit.words import words

# Nobody counts further than a hundred.
_COUNT = "SELECT count(*) FROM (SELECT FROM message_message WHERE owner = $1 AND read_at IS NULL LIMIT 100) AS few"


class Unread(Answer, frozen=True):
    """How many; a hundred stands for a hundred and more."""

    unread: int


@CATALOG.read(
    "message.unread", title=words(zh="未读消息数", en="Unread messages"), says=("有几条未读消息", "unread messages")
)
async def unread(ctx: Context, _: Nothing) -> Unread:
    """How many of my messages I have not read."""
    async with read(ctx) as connection:
        return Unread(unread=await count_unread(connection, ctx.me))


async def count_unread(connection: Connection, owner: int) -> int:
    """The same, where one reads already."""
    return int(await connection.fetchval(_COUNT, owner))
