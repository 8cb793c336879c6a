"""Signing out."""

from __future__ import annotations

from sycee.guard.identity._session import end_session
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.words import words


class SessionEnded(Answer, frozen=True):
    """The session is over; its token is worth nothing from now on."""


@CATALOG.write("session.end", title=words(zh="退出登录", en="Sign out"), says=("退出", "sign out"))
async def end(ctx: Context, _: Nothing) -> SessionEnded:
    """Sign out: this session ends at once."""
    await end_session(ctx)
    return SessionEnded()
