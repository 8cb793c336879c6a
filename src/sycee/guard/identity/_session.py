"""Sessions: a random token in the caller's hands, its hash in ours, an idle limit and an absolute one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sycee.guard.identity._level import PASSWORD
from sycee.kit.capability import Context, Factor, Subject, write
from sycee.kit.db import Connection
from sycee.kit.ids import new_id

IDLE = timedelta(minutes=10)
ABSOLUTE = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)

_OPEN = """
INSERT INTO identity_session (token, id, subject, channel, made_at, seen_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $5, $6)
"""
_FIND = """
SELECT token, id, subject, made_at, seen_at, ends_at FROM identity_session
WHERE token = ANY ($1::bytea[]) AND ended_at IS NULL
"""
_STANDING = "SELECT id, seen_at, ends_at FROM identity_session WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL"
_SEEN = "UPDATE identity_session SET seen_at = $2 WHERE token = $1 AND seen_at < $2"
_END = "UPDATE identity_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL"


@dataclass(frozen=True, slots=True)
class _Found:
    token: bytes
    subject: Subject
    seen_at: datetime
    ends_at: datetime


async def open_session(ctx: Context, subject: int) -> tuple[str, datetime]:
    """A new session for a customer who has just proven a password: its token, told once, and when it ends."""
    token, ends_at = secrets.token_urlsafe(32), ctx.now + ABSOLUTE
    await write(ctx).connection.execute(_OPEN, _hash(token), new_id(ctx.now), subject, ctx.channel, ctx.now, ends_at)
    return token, ends_at


async def session(ctx: Context, token: str, *, by_itself: bool = False) -> Subject | None:
    """Whose live session this token is. Idle or old sessions are nobody's.

    `by_itself`: an app asks without its person having done anything, which does not keep the session from idling.
    """
    found = await ctx.db.gathered(_find)(_hash(token))
    if found is None or not _lives(found.seen_at, found.ends_at, ctx.now):
        return None
    if not by_itself and ctx.now - found.seen_at >= _SEEN_EVERY:
        async with ctx.db.gatherers.acquire() as connection:
            await connection.execute(_SEEN, found.token, ctx.now)
    return found.subject


async def standing(ctx: Context, sessions: Sequence[UUID]) -> set[UUID]:
    """Which of these sessions live. To be looked at keeps none of them from idling."""
    async with ctx.db.gatherers.acquire() as connection:
        rows: list[Any] = await connection.fetch(_STANDING, list(sessions))
    return {r["id"] for r in rows if _lives(r["seen_at"], r["ends_at"], ctx.now)}


async def end_session(ctx: Context) -> None:
    """End the caller's session, as of now. For write verbs."""
    if ctx.subject is not None:
        await write(ctx).connection.execute(_END, ctx.subject.session, ctx.now)


async def _find(connection: Connection, tokens: Sequence[bytes]) -> dict[bytes, _Found]:
    rows: list[Any] = await connection.fetch(_FIND, list(tokens))
    return {
        r["token"]: _Found(
            r["token"],
            Subject(r["subject"], r["id"], (Factor(PASSWORD, r["made_at"]),), r["made_at"]),
            r["seen_at"],
            r["ends_at"],
        )
        for r in rows
    }


def _lives(seen_at: datetime, ends_at: datetime, now: datetime) -> bool:
    return now < ends_at and now - seen_at < IDLE


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
