"""Where I am signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sycee.guard.identity._session import ASSISTANTS, lives
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.words import words

# Assistants stand whatever else there is: nobody hides one behind a hundred sign-ins.
_LIST = f"""
SELECT id, agent, name, channel, made_at, seen_at, ends_at, source FROM identity_session
WHERE subject = $1 AND ended_at IS NULL AND ends_at > $2
ORDER BY channel = '{ASSISTANTS}' DESC, id = $3 DESC, seen_at DESC, id DESC LIMIT 100
"""


class Signed(Answer, frozen=True):
    """One session. `agent`: the kind of device in words, or what an assistant is called, empty where none was told;
    `place`: a coarse address."""

    session: UUID
    here: bool
    agent: str
    channel: str
    began_at: datetime
    seen_at: datetime
    place: str


class Sessions(Answer, frozen=True):
    """This session first, then the one used last."""

    sessions: list[Signed]


@CATALOG.read(
    "session.list",
    title=words(zh="登录设备", en="Where I am signed in"),
    says=("我在哪些设备上登录了", "登录设备", "where am I signed in"),
)
async def signed_in(ctx: Context, _: Nothing) -> Sessions:
    """Every session of mine that lives: on which kind of device, through which channel, since when, and from where."""
    here = ctx.subject.session if ctx.subject else None
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_LIST, ctx.me, ctx.now, here)
    found = [_signed(r, here) for r in rows if lives(ctx, r["channel"], r["seen_at"], r["ends_at"])]
    found.sort(key=lambda one: (one.here, one.seen_at), reverse=True)
    return Sessions(sessions=found)


def _signed(row: Any, here: UUID | None) -> Signed:
    return Signed(
        session=row["id"],
        here=row["id"] == here,
        agent=row["name"] or row["agent"],
        channel=row["channel"],
        began_at=row["made_at"],
        seen_at=row["seen_at"],
        place=row["source"],
    )
