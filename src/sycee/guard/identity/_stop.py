"""Signing out elsewhere: one session, or all but this one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sycee.guard.identity._end import Ended
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Nothing, write
from sycee.kit.errors import NotFound, NotSignedIn
from sycee.kit.words import words

_STOP = """
UPDATE identity_session SET ended_at = $3, stopped_by = nullif($4, id)
WHERE subject = $1 AND id = $2 AND ended_at IS NULL AND ends_at > $3 RETURNING id
"""
_STOP_OTHERS = """
UPDATE identity_session SET ended_at = $2, stopped_by = $3
WHERE subject = $1 AND id <> $3 AND ended_at IS NULL AND ends_at > $2 RETURNING id
"""
_STOP_BY_KEY = """
UPDATE identity_session SET ended_at = $3, stopped_by = nullif($4, id)
WHERE subject = $1 AND by_key = $2 AND ended_at IS NULL AND ends_at > $3 RETURNING id
"""


class WhichSession(Ask, frozen=True):
    session: UUID


class Stopped(Answer, frozen=True):
    """How many sessions were ended."""

    stopped: int


@CATALOG.write(
    "session.stop",
    title=words(zh="退出某台设备", en="Sign a device out"),
    says=("让那台设备退出登录", "sign out my other phone"),
    refuses=(NotFound,),
)
async def stop(ctx: Context, ask: WhichSession) -> Stopped:
    """End one of my sessions, wherever it is: from now on it is worth nothing there."""
    stopped = await write(ctx).connection.fetch(_STOP, ctx.me, ask.session, ctx.now, _here(ctx))
    if not stopped:
        raise NotFound(field="session")
    return _told(ctx, stopped)


@CATALOG.write(
    "session.stop_others",
    title=words(zh="退出其他所有设备", en="Sign every other device out"),
    says=("让其他设备都退出", "sign out everywhere else"),
)
async def stop_others(ctx: Context, _: Nothing) -> Stopped:
    """End every session of mine but this one, assistants among them."""
    return await end_others(ctx)


async def end_others(ctx: Context) -> Stopped:
    """End every session of the caller's but the one they call in. For write verbs."""
    return _told(ctx, await write(ctx).connection.fetch(_STOP_OTHERS, ctx.me, ctx.now, _here(ctx)))


async def stop_by_key(ctx: Context, key: UUID) -> None:
    """End every session of the caller's that this key began: it is worth nothing any more. For write verbs."""
    _told(ctx, await write(ctx).connection.fetch(_STOP_BY_KEY, ctx.me, key, ctx.now, _here(ctx)))


def _told(ctx: Context, stopped: list[Any]) -> Stopped:
    for row in stopped:
        write(ctx).tell(Ended(subject=ctx.me, session=row["id"]))
    return Stopped(stopped=len(stopped))


def _here(ctx: Context) -> UUID:
    if ctx.subject is None:
        raise NotSignedIn
    return ctx.subject.session
