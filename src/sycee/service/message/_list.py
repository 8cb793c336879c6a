"""The inbox, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta

from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import read
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import Locale, words
from sycee.service.message._rules import KINDS, Kind
from sycee.service.message._templates import TEMPLATES, said
from sycee.service.message._unread import count_unread

# Each kind is a range of the index, read no further than a page; `{only}` is the index of what is unread.
_PAGE = """
SELECT m.id, m.kind, m.template, m.params, m.about, m.at, m.read_at FROM unnest($2::text[]) AS wanted (kind)
CROSS JOIN LATERAL (
    SELECT id, kind, template, params, about, at, read_at FROM message_message
    WHERE owner = $1 AND kind = wanted.kind AND at <= coalesce($3::timestamptz, 'infinity')
        AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4::uuid)) {only}
    ORDER BY at DESC, id DESC LIMIT $5
) AS m ORDER BY m.at DESC, m.id DESC LIMIT $5
"""
_ALL, _UNREAD = _PAGE.format(only=""), _PAGE.format(only="AND read_at IS NULL")

_Mark = tuple[Annotated[datetime, Meta(tz=True)], UUID]


class LookingIn(Ask, frozen=True):
    """Of one kind or of all; `unread`: only what was not read yet."""

    kind: Kind | None = None
    unread: bool = False
    cursor: Cursor | None = None
    limit: Limit = 30


class MessageAbout(Answer, frozen=True):
    """What a message is about: the verb that shows it, and its id there, where it has one."""

    verb: str
    id: str | None


class InboxMessage(Answer, frozen=True):
    """One message, in the reader's language."""

    id: UUID
    kind: Kind
    title: str
    text: str
    at: datetime
    read: bool
    about: MessageAbout | None


class Messages(Answer, frozen=True):
    """A page, newest first; `unread` counts all kinds, up to a hundred; `next` is None on the last page."""

    messages: list[InboxMessage]
    unread: int
    next: str | None


@CATALOG.read(
    "message.list",
    title=words(zh="消息中心", en="Messages"),
    says=("我的消息", "看看消息", "my messages"),
    refuses=(BadCursor,),
)
async def list_messages(ctx: Context, ask: LookingIn) -> Messages:
    """My messages, newest first: of one kind or all, read and unread or unread only."""
    at, number = _position(ask.cursor)
    kinds = [ask.kind] if ask.kind else list(KINDS)
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(
            _UNREAD if ask.unread else _ALL, ctx.me, kinds, at, number, ask.limit + 1
        )
        unread = await count_unread(connection, ctx.me)
    page = rows[: ask.limit]
    more = mark(page[-1]["at"], page[-1]["id"]) if len(rows) > ask.limit else None
    return Messages(messages=[_shown(row, ctx.locale) for row in page], unread=unread, next=more)


def _position(cursor: str | None) -> tuple[datetime | None, UUID | None]:
    if cursor is None:
        return None, None
    at, number = unmark(cursor, _Mark)
    if not 1900 <= at.year <= 2999:
        raise BadCursor(field="cursor")
    return at, number


def _shown(row: Any, locale: Locale) -> InboxMessage:
    title, text = said(row["template"], row["params"], locale)
    opens = TEMPLATES[row["template"]].opens
    return InboxMessage(
        id=row["id"],
        kind=row["kind"],
        title=title,
        text=text,
        at=row["at"],
        read=row["read_at"] is not None,
        about=MessageAbout(verb=opens, id=row["about"]) if opens else None,
    )
