"""Who is signed in at this console."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sycee.guard.staff._member import RIGHTS
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.errors import NotSignedIn
from sycee.kit.words import words

_ME = "SELECT login, name FROM staff_member WHERE id = $1"


class StaffRight(Answer, frozen=True):
    """One thing that a member may do, and its words."""

    right: str
    title: str


class StaffMe(Answer, frozen=True):
    """Login and name, what this member may do, and when this session began."""

    login: str
    name: str
    rights: list[StaffRight]
    signed_in_at: datetime | None


@CATALOG.read("staff.me", title=words(zh="当前员工", en="Who is signed in"), access="staff")
async def staff_me(ctx: Context, _: Nothing) -> StaffMe:
    """Who is signed in at this console, and what they may do."""
    clerk = ctx.clerk
    async with ctx.db.gatherers.acquire() as connection:
        row: Any = await connection.fetchrow(_ME, clerk.member)
    if row is None:
        raise NotSignedIn
    rights = [StaffRight(right=r, title=w.say(ctx.locale)) for r, w in RIGHTS.items() if r in clerk.rights]
    return StaffMe(login=row["login"], name=row["name"], rights=rights, signed_in_at=clerk.since)
