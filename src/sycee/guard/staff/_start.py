"""Signing in at the console: login, password and the authenticator's code, all three at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

from sycee.guard.identity import hash_password, password_fits, step_of
from sycee.guard.limit import Quota, forgive, give_back, take
from sycee.guard.privacy import Vault
from sycee.guard.staff._member import SECRET
from sycee.guard.staff._session import open_session
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.journal import Fact
from sycee.kit.words import END, words

Login = Annotated[str, Meta(max_length=40, pattern=rf"^[a-z][a-z0-9._-]*{END}", examples=["lin.wei"])]
_PER_LOGIN = Quota("staff sign-in", 5, timedelta(minutes=15))
_PER_SOURCE = Quota("staff sign-in from", 30, timedelta(minutes=15))

_MEMBER = "SELECT id, password, secret, state FROM staff_member WHERE login = $1 AND state <> 'revoked'"
# A code is used up where it is looked at: of two sign-ins with one code, one gets in.
_USE = "UPDATE staff_member SET step = $2 WHERE id = $1 AND step < $2 AND state <> 'revoked' RETURNING id"
_CHOOSE = "UPDATE staff_member SET password = $2, state = 'active' WHERE id = $1 AND state = 'new'"
_LENGTH_MIN = 12


class StaffCredentials(Ask, frozen=True):
    """What a member of staff signs in with."""

    login: Login
    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]
    code: Annotated[str, Meta(pattern=rf"^[0-9]{{6}}{END}", description="what the authenticator shows")]
    chosen: Annotated[str, Meta(max_length=256, description="at the first sign-in: a password of one's own")] | None = (
        None
    )


class StaffStarted(Answer, frozen=True):
    """`token` goes into the console's own cookie; it is told once."""

    token: str
    expires_at: datetime


class StaffSignedIn(Fact, frozen=True):
    name = "staff.started"
    member: int


class WrongStaffCredentials(Refusal):
    code, http = "wrong_staff_credentials", 401
    say = words(
        zh="账号、密码或动态码不正确；动态码用过一次即失效",
        en="Login, password and code do not fit. A code is good once: wait for the next",
    )


class PasswordDue(Refusal):
    code, http = "password_due", 403
    say = words(
        zh="首次登录请设置自己的密码：至少 12 位，且不同于发放的密码",
        en="At the first sign-in, choose a password of your own: 12 characters or more, and not the one you were given",
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Who it is, the step of the code that they gave, and the password that they have chosen, hashed."""

    member: int
    step: int
    chosen: str | None


async def _recognise(ctx: Context, ask: StaffCredentials) -> _Known:
    """The slow part. A login that nobody has costs the same work, and is answered and locked the same."""
    await take(ctx, _PER_SOURCE, ctx.source)
    await take(ctx, _PER_LOGIN, ask.login)
    async with ctx.db.gatherers.acquire() as connection:
        member: Any = await connection.fetchrow(_MEMBER, ask.login)
    fits = await password_fits(member and member["password"], ask.password)
    step = step_of(ctx.port(Vault).unseal(member["secret"], SECRET, ask.login), ask.code) if member else None
    if not fits or step is None:
        raise WrongStaffCredentials
    if member["state"] != "new":
        return _Known(member["id"], step, None)
    if ask.chosen is None or len(ask.chosen) < _LENGTH_MIN or ask.chosen == ask.password:
        raise PasswordDue(field="chosen")
    return _Known(member["id"], step, await hash_password(ask.chosen))


@CATALOG.write(
    "staff.start",
    title=words(zh="员工登录", en="Staff sign-in"),
    access="public",
    channels=("staff",),
    secret=True,
    signs="in",
    prepare=_recognise,
    refuses=(WrongStaffCredentials, PasswordDue, TooMany),
)
async def start_staff(ctx: Context, ask: StaffCredentials) -> StaffStarted:
    """Sign in to the console. An unknown login, a wrong password, and a wrong or used code are answered alike."""
    known: _Known = ctx.prepared
    writing = write(ctx)
    if await writing.connection.fetchval(_USE, known.member, known.step) is None:
        raise WrongStaffCredentials
    if known.chosen:
        await writing.connection.execute(_CHOOSE, known.member, known.chosen)
    await forgive(ctx, _PER_LOGIN, ask.login)
    await give_back(ctx, _PER_SOURCE, ctx.source)
    writing.tell(StaffSignedIn(member=known.member))
    token, ends_at = await open_session(ctx, known.member)
    return StaffStarted(token=token, expires_at=ends_at)
