"""Ending somebody's access: with the next call they are nobody."""

from __future__ import annotations

from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.journal import Fact
from sycee.kit.words import words

_REVOKE = "UPDATE staff_member SET state = 'revoked' WHERE login = $1 AND state <> 'revoked' RETURNING id"
_END = "UPDATE staff_session SET ended_at = $2 WHERE member = $1 AND ended_at IS NULL"


class StaffRevoked(Fact, frozen=True):
    name = "staff.revoked"
    member: int


class NoSuchMember(Refusal):
    code, http = "no_such_member", 404
    say = words(zh="没有这位在职员工", en="There is no such member of staff")


async def revoke_staff(ctx: Context, login: str) -> int:
    """Take a member's access away and end their sessions; returns their number. In a write."""
    writing = write(ctx)
    member = await writing.connection.fetchval(_REVOKE, login)
    if member is None:
        raise NoSuchMember(field="login")
    await writing.connection.execute(_END, member, ctx.now)
    writing.tell(StaffRevoked(member=member))
    return int(member)
