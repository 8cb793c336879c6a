"""Sessions of staff: 15 minutes idle, 12 hours at most, over at once when the member's access is revoked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sycee.kit.capability import Context, Staff, write
from sycee.kit.db import Connection
from sycee.kit.ids import new_id

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)

_OPEN = """
INSERT INTO staff_session (token, id, member, made_at, seen_at, ends_at) VALUES ($1, $2, $3, $4, $4, $5)
"""
# State and rights are the member's as they are now: what was taken away is gone with the next call.
_FIND = """
SELECT s.token, s.id, s.member, m.rights, s.made_at, s.seen_at, s.ends_at
FROM staff_session s JOIN staff_member m ON m.id = s.member AND m.state <> 'revoked'
WHERE s.token = ANY ($1::bytea[]) AND s.ended_at IS NULL
"""
_SEEN = "UPDATE staff_session SET seen_at = $2 WHERE token = $1 AND seen_at < $2"
_END = "UPDATE staff_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL"


@dataclass(frozen=True, slots=True)
class _Found:
    staff: Staff
    seen_at: datetime
    ends_at: datetime


async def open_session(ctx: Context, member: int) -> tuple[str, datetime]:
    """A new session for a member who has just proven password and code: its token, told once, and when it ends."""
    token, ends_at = secrets.token_urlsafe(32), ctx.now + ctx.lasts(ABSOLUTE)
    await write(ctx).connection.execute(_OPEN, _hash(token), new_id(ctx.now), member, ctx.now, ends_at)
    return token, ends_at


async def staff_of(ctx: Context, token: str) -> Staff | None:
    """Whose live session this token is, with the rights of this moment. Idle or old sessions are nobody's."""
    found = await ctx.db.gathered(_find)(_hash(token))
    if found is None or ctx.now >= found.ends_at or ctx.now - found.seen_at >= ctx.lasts(IDLE):
        return None
    if ctx.now - found.seen_at >= ctx.lasts(_SEEN_EVERY):
        async with ctx.db.gatherers.acquire() as connection:
            await connection.execute(_SEEN, _hash(token), ctx.now)
    return found.staff


async def end_session(ctx: Context) -> None:
    """End the caller's session, as of now. For write verbs."""
    await write(ctx).connection.execute(_END, ctx.clerk.session, ctx.now)


async def _find(connection: Connection, tokens: Sequence[bytes]) -> dict[bytes, _Found]:
    rows = await connection.fetch(_FIND, list(tokens))
    return {
        r["token"]: _Found(
            Staff(r["member"], r["id"], frozenset(r["rights"]), r["made_at"]), r["seen_at"], r["ends_at"]
        )
        for r in rows
    }


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
