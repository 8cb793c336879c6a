"""Another password, by who knows the old one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from sycee.guard.identity._again import WrongPassword, same_person, was_right
from sycee.guard.identity._enrol import Chosen, WeakPassword, chosen, fit
from sycee.guard.identity._factor import factor_changed
from sycee.guard.identity._phone import PHONE
from sycee.guard.identity._recovering import set_password
from sycee.guard.identity._stop import end_others
from sycee.guard.identity._tries import PasswordClosed, Tried
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.words import words

_PHONE = "SELECT phone FROM identity_login WHERE subject = $1"

Password = Annotated[str, Meta(max_length=256, description="never stored, never logged")]


class ChangePassword(Ask, frozen=True):
    """The password now, and the one from now on: 8 to 128 characters, nothing common, not one's phone."""

    old: Password
    new: Password


class PasswordChanged(Answer, frozen=True):
    """It holds from now on, and this session is the only one."""


@dataclass(frozen=True, slots=True)
class _Ready:
    tried: Tried
    password: Chosen


async def _recognise(ctx: Context, ask: ChangePassword) -> _Ready:
    """The slow part: the old one is looked at first, so that nobody learns anything of a password by a guess at it."""
    tried = await same_person(ctx, ask.old, field="old")
    async with ctx.db.gatherers.acquire() as connection:
        phone = await connection.fetchval(_PHONE, ctx.me)
    fit(ask.new, (ctx.port(Vault).unseal(phone, PHONE, ctx.me),) if phone else (), field="new")
    return _Ready(tried, await chosen(ask.new))


@CATALOG.write(
    "password.change",
    title=words(zh="修改登录密码", en="Change my password"),
    says=("修改密码", "change my password"),
    channels=("http",),
    secret=True,
    prepare=_recognise,
    refuses=(WrongPassword, PasswordClosed, WeakPassword, TooMany),
)
async def change_password(ctx: Context, _: ChangePassword) -> PasswordChanged:
    """Sign in with another password from now on. Every other session of mine ends, assistants' among them."""
    ready: _Ready = ctx.prepared
    await was_right(ctx, ready.tried)
    await set_password(ctx, ctx.me, ready.password)
    await end_others(ctx)
    await factor_changed(ctx, ctx.me, "password_changed")
    return PasswordChanged()
