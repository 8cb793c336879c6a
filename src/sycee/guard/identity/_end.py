"""Signing out."""

from __future__ import annotations

from uuid import UUID

from sycee.guard.identity._session import end_session
from sycee.kit.capability import CATALOG, Answer, Context, Nothing, write
from sycee.kit.journal import Fact
from sycee.kit.words import words


class SessionEnded(Answer, frozen=True):
    """The session is over; its token is worth nothing from now on."""


class Ended(Fact, frozen=True):
    """A session of `subject` is over before its time: what is open under it closes."""

    name = "session.ended"
    subject: int
    session: UUID

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


@CATALOG.write(
    "session.end",
    title=words(zh="退出登录", en="Sign out"),
    says=("退出", "sign out"),
    channels=("http", "cli"),  # a session ends at once: a proposal to end it would be no end
    signs="out",
)
async def end(ctx: Context, _: Nothing) -> SessionEnded:
    """Sign out: this session ends at once."""
    if ctx.subject is not None:
        await end_session(ctx)
        write(ctx).tell(Ended(subject=ctx.subject.party, session=ctx.subject.session))
    return SessionEnded()
