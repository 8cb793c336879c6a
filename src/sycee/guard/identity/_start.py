"""Signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from sycee.guard.identity._again import was_right
from sycee.guard.identity._password import hash_password, password_fits, stale
from sycee.guard.identity._phone import NotAPhone, Phone, phone_of
from sycee.guard.identity._session import open_session
from sycee.guard.identity._tries import PER_SOURCE, PasswordClosed, Tried, count_try
from sycee.guard.limit import take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import words

_LOGIN = "SELECT handle, subject, password FROM identity_login WHERE handle = ANY ($1::bytea[])"
_REHASH = "UPDATE identity_login SET password = $2 WHERE subject = $1"


class Credentials(Ask, frozen=True):
    """What a customer signs in with."""

    phone: Phone
    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]


class SessionStarted(Answer, frozen=True):
    """`token` goes into an HttpOnly cookie for a browser, and to the caller of the CLI; it is told once."""

    token: str
    expires_at: datetime


class WrongCredentials(Refusal):
    code, http = "wrong_credentials", 401
    say = words(zh="手机号或密码不正确", en="That phone number and password do not fit")


@dataclass(frozen=True, slots=True)
class _Known:
    """Whose right password it was; `rehashed` where the stored one was made with other parameters than today's."""

    subject: int
    tried: Tried
    rehashed: str | None


async def _recognise(ctx: Context, ask: Credentials) -> _Known:
    """The slow part: hashing. A stranger's number costs the same work as a customer's."""
    await take(ctx, PER_SOURCE, ctx.source)
    handle = ctx.port(Vault).blind(phone_of(ask.phone))
    login = await ctx.db.gathered(_logins)(handle)
    tried = await count_try(ctx, handle, login and login["subject"])
    if not await password_fits(login and login["password"], ask.password) or login is None:
        raise WrongCredentials
    rehashed = await hash_password(ask.password) if stale(login["password"]) else None
    return _Known(login["subject"], tried, rehashed)


async def _logins(connection: Connection, handles: Sequence[bytes]) -> dict[bytes, Any]:
    return {r["handle"]: r for r in await connection.fetch(_LOGIN, list(handles))}


@CATALOG.write(
    "session.start",
    title=words(zh="登录", en="Sign in"),
    says=("登录", "sign in"),
    access="public",
    secret=True,
    signs="in",
    prepare=_recognise,
    refuses=(WrongCredentials, PasswordClosed, NotAPhone, TooMany),
)
async def start(ctx: Context, _: Credentials) -> SessionStarted:
    """Sign in with phone number and password. The answer to a stranger's number and to a wrong password is the same."""
    known: _Known = ctx.prepared
    writing = write(ctx)
    await was_right(ctx, known.tried)
    if known.rehashed:
        await writing.connection.execute(_REHASH, known.subject, known.rehashed)
    token, ends_at = await open_session(ctx, known.subject)
    return SessionStarted(token=token, expires_at=ends_at)
