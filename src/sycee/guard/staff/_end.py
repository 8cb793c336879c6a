"""Signing out of the console."""

from __future__ import annotations

from sycee.guard.staff._session import end_session
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.words import words


class StaffEnded(Answer, frozen=True):
    """The session is over; its token is worth nothing from now on."""


@CATALOG.write("staff.end", title=words(zh="退出工作台", en="Sign out of the console"), access="staff", signs="out")
async def end_staff(ctx: Context, _: Nothing) -> StaffEnded:
    """Sign out of the console: this session ends at once."""
    await end_session(ctx)
    return StaffEnded()
