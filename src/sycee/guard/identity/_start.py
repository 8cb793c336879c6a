"""Signing in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

from sycee.guard.identity._password import hash_password, password_fits, stale
from sycee.guard.identity._phone import NotAPhone, Phone, phone_of
from sycee.guard.identity._session import open_session
from sycee.guard.limit import Quota, forgive, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.journal import Fact
from sycee.kit.words import words

_LOGIN = "SELECT subject, password FROM identity_login WHERE handle = $1"
_REHASH = "UPDATE identity_login SET password = $2 WHERE subject = $1"
_PER_ACCOUNT = Quota("sign-in", 10, timedelta(minutes=15))
_PER_SOURCE = Quota("sign-in from", 60, timedelta(minutes=15))


class Credentials(Ask, frozen=True):
    """What a customer signs in with."""

    phone: Phone
    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]


class SessionStarted(Answer, frozen=True):
    """`token` goes into an HttpOnly cookie for a browser, and to the caller of the CLI; it is told once."""

    token: str
    expires_at: datetime


class SignedIn(Fact, frozen=True):
    name = "session.started"
    subject: int
    channel: str


class WrongCredentials(Refusal):
    code, http = "wrong_credentials", 401
    say = words(zh="手机号或密码不正确", en="That phone number and password do not fit")


@CATALOG.write(
    "session.start",
    title=words(zh="登录", en="Sign in"),
    says=("登录", "sign in"),
    access="public",
    secret=True,
    refuses=(WrongCredentials, NotAPhone, TooMany),
)
async def start(ctx: Context, ask: Credentials) -> SessionStarted:
    """Sign in with phone number and password. The answer to a stranger's number and to a wrong password is the same."""
    phone, vault = phone_of(ask.phone), ctx.port(Vault)
    handle = vault.blind(phone)
    await take(ctx, _PER_SOURCE, ctx.source)
    await take(ctx, _PER_ACCOUNT, handle.hex())
    writing = write(ctx)
    login: Any = await writing.connection.fetchrow(_LOGIN, handle)
    if not await password_fits(login and login["password"], ask.password):
        raise WrongCredentials
    await forgive(ctx, _PER_ACCOUNT, handle.hex())
    if stale(login["password"]):
        await writing.connection.execute(_REHASH, login["subject"], await hash_password(ask.password))
    writing.tell(SignedIn(subject=login["subject"], channel=ctx.channel))
    token, ends_at = await open_session(ctx, login["subject"])
    return SessionStarted(token=token, expires_at=ends_at)
