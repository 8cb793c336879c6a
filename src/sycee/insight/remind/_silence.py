"""Wanting to hear nothing of a kind, or of a counterparty; and wanting to hear of it again."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.remind._finding import Kind
from sycee.insight.remind._list import Silenced, silenced_of
from sycee.insight.remind._rows import Silence
from sycee.kit.capability import CATALOG, Ask, Context, write
from sycee.kit.errors import BadInput, TooMany
from sycee.kit.words import VISIBLE, words

_MOST = 500
_COUNT = "SELECT count(*) FROM remind_silence WHERE owner = $1"
_ADD = """
INSERT INTO remind_silence (owner, kind, counterparty, title, made_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (owner, coalesce(kind, ''), coalesce(counterparty, '')) DO UPDATE SET title = excluded.title RETURNING id
"""
_Counterparty = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=VISIBLE, description="a counterparty, as a reminder names it")
]
_Title = Annotated[str, Meta(max_length=200, pattern=VISIBLE, description="how it is written")]


class Silencing(Ask, frozen=True, kw_only=True):
    """A kind, a counterparty, or with both a kind of one counterparty. `title`: how the counterparty is written."""

    kind: Kind | None = None
    counterparty: _Counterparty | None = None
    title: _Title = ""


@CATALOG.write(
    "remind.silence",
    title=words(zh="不再提醒", en="Silence a reminder"),
    says=("不要再提醒我这个", "do not remind me of that"),
    channels=("http", "cli"),
    refuses=(TooMany,),
)
async def silence(ctx: Context, ask: Silencing) -> Silenced:
    """Hear nothing more of a kind of reminder, or of a counterparty. Twice is once."""
    if ask.kind is None and ask.counterparty is None:
        raise BadInput(field="kind", reason="a kind, a counterparty or both")
    connection = write(ctx).connection
    if await connection.fetchval(_COUNT, ctx.me) >= _MOST:
        raise TooMany(field="counterparty")
    title = ask.title or ask.counterparty or ""
    number = await connection.fetchval(_ADD, ctx.me, ask.kind, ask.counterparty, title, ctx.now)
    return silenced_of(Silence(number, ask.kind, ask.counterparty, title), ctx.locale)
