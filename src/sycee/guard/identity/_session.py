"""Sessions: a random token in the caller's hands, its hash in ours, an idle limit and an absolute one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sycee.guard.identity._device import coarse, device_hash, meet_device
from sycee.guard.identity._level import PASSWORD
from sycee.guard.limit import be_cautious
from sycee.kit.capability import Context, Factor, Subject, write
from sycee.kit.db import Connection
from sycee.kit.errors import NotSignedIn
from sycee.kit.ids import new_id
from sycee.kit.journal import Fact

IDLE = timedelta(minutes=10)
ABSOLUTE = timedelta(hours=12)
ASSISTANTS = "mcp"
"""Channel of the sessions that customers open for their assistants."""
_SEEN_EVERY = timedelta(minutes=1)

_OPEN = """
INSERT INTO identity_session (token, id, subject, channel, made_at, seen_at, ends_at, agent, device, source, proven,
                              by_key)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11)
"""
_STOPPED = "SELECT EXISTS (SELECT FROM identity_session WHERE token = $1 AND stopped_by IS NOT NULL)"
_FIND = """
SELECT token, id, subject, channel, made_at, seen_at, ends_at, proven FROM identity_session
WHERE token = ANY ($1::bytea[]) AND ended_at IS NULL
"""
_STANDING = """
SELECT id, channel, seen_at, ends_at FROM identity_session WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL
"""
_CALLED = "SELECT name FROM identity_session WHERE id = $1"
_SEEN = "UPDATE identity_session SET seen_at = $2 WHERE token = $1 AND seen_at < $2"
_END = "UPDATE identity_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL"


@dataclass(frozen=True, slots=True)
class _Found:
    token: bytes
    subject: Subject
    channel: str
    seen_at: datetime
    ends_at: datetime


class SignedIn(Fact, frozen=True):
    """A session began. `new_device`: its customer has signed in before, and never on this device."""

    name = "session.started"
    subject: int
    channel: str
    session: UUID | None = None
    agent: str = ""
    new_device: bool = False

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


async def open_session(
    ctx: Context, subject: int, proven: str = PASSWORD, by_key: UUID | None = None
) -> tuple[str, datetime]:
    """A new session for a customer who has just proven this factor: its token, told once, and when it ends.

    `by_key`: the key that proved it; without that key there is no such session.
    """
    token, number, ends_at = secrets.token_urlsafe(32), new_id(ctx.now), ctx.now + ctx.lasts(ABSOLUTE)
    (new_device, since), writing = await meet_device(ctx, subject), write(ctx)
    await writing.connection.execute(
        _OPEN, hashed(token), number, subject, ctx.channel, ctx.now, ends_at, ctx.agent, device_hash(ctx),
        coarse(ctx.source), [proven], by_key,
    )  # fmt: skip
    if since is not None:
        await be_cautious(ctx, subject, "new_device", device=device_hash(ctx), since=since, session=number)
    told = SignedIn(subject=subject, channel=ctx.channel, session=number, agent=ctx.agent, new_device=new_device)
    writing.tell(told)
    return token, ends_at


async def session(ctx: Context, token: str, *, by_itself: bool = False) -> Subject | None:
    """Whose live session this token is. Idle or old sessions are nobody's, and so is another channel's.

    `by_itself`: an app asks without its person having done anything, which does not keep the session from idling.
    """
    found = await ctx.db.gathered(_find)(hashed(token))
    if found is None or not _good_on(found.channel, ctx.channel):
        return None
    if not lives(ctx, found.channel, found.seen_at, found.ends_at):
        return None
    if not by_itself and ctx.now - found.seen_at >= ctx.lasts(_SEEN_EVERY):
        async with ctx.db.gatherers.acquire() as connection:
            await connection.execute(_SEEN, found.token, ctx.now)
    return found.subject


async def standing(ctx: Context, sessions: Sequence[UUID]) -> set[UUID]:
    """Which of these sessions live. To be looked at keeps none of them from idling."""
    async with ctx.db.gatherers.acquire() as connection:
        rows: list[Any] = await connection.fetch(_STANDING, list(sessions))
    return {r["id"] for r in rows if lives(ctx, r["channel"], r["seen_at"], r["ends_at"])}


async def out(ctx: Context, token: str) -> NotSignedIn:
    """What to say to a caller whose token is nobody's: that another device ended it, where one did."""
    async with ctx.db.gatherers.acquire() as connection:
        stopped = bool(token) and await connection.fetchval(_STOPPED, hashed(token))
    return NotSignedIn(why="stopped") if stopped else NotSignedIn()


async def called(ctx: Context) -> str:
    """What the customer calls the assistant that is calling; nothing where the customer is calling."""
    if ctx.subject is None or ctx.channel != ASSISTANTS:
        return ""
    async with ctx.db.gatherers.acquire() as connection:
        return await connection.fetchval(_CALLED, ctx.subject.session) or ""


async def end_session(ctx: Context) -> None:
    """End the caller's session, as of now. For write verbs."""
    if ctx.subject is not None:
        await write(ctx).connection.execute(_END, ctx.subject.session, ctx.now)


async def _find(connection: Connection, tokens: Sequence[bytes]) -> dict[bytes, _Found]:
    rows: list[Any] = await connection.fetch(_FIND, list(tokens))
    return {
        r["token"]: _Found(
            r["token"],
            Subject(r["subject"], r["id"], tuple(Factor(name, r["made_at"]) for name in r["proven"]), r["made_at"]),
            r["channel"],
            r["seen_at"],
            r["ends_at"],
        )
        for r in rows
    }


def _good_on(made_for: str, channel: str) -> bool:
    """An assistant's session is good on its own channel alone; there, so is that of this machine's `sycee sign-in`."""
    return made_for in (ASSISTANTS, "cli") if channel == ASSISTANTS else made_for != ASSISTANTS


def lives(ctx: Context, channel: str, seen_at: datetime, ends_at: datetime) -> bool:
    """Whether a session that was last used then, and ends then at the latest, is one now.

    Nobody sits before an assistant's session who could walk away from it: it does not idle.
    """
    return ctx.now < ends_at and (channel == ASSISTANTS or ctx.now - seen_at < ctx.lasts(IDLE))


def hashed(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()
