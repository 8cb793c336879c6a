"""Taking a key away: at once, and with it the sessions that it began."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.guard.device._keys import revoke_key
from sycee.guard.identity import PasswordClosed, WrongPassword, factor_changed, same_person, stop_by_key, was_right
from sycee.guard.limit import after_recovery
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound, Refusal, TooMany
from sycee.kit.words import words


class WhichKey(Ask, frozen=True):
    """The key, and the password once more: who has but an open app in their hands takes nothing away."""

    device: UUID
    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]


class JustRecovered(Refusal):
    """A recovered password is no way round what it does not replace."""

    code = "just_recovered"
    say = words(
        zh="刚找回密码的三天内，不能移除通行密钥和身份验证器；设备丢失请致电本行",
        en="For three days after a recovered password nothing you prove yourself by can be removed. "
        "Is your device lost? Please call us",
    )


class KeyRevoked(Answer, frozen=True):
    """It proves nothing any more."""


async def may_remove(ctx: Context, password: str) -> object:
    """Refuses who is not the customer by their password, and one whose password was recovered a short while ago.

    For `prepare`; returns what `was_right` takes.
    """
    tried = await same_person(ctx, password)
    if await after_recovery(ctx):
        raise JustRecovered
    return tried


async def _recognise(ctx: Context, ask: WhichKey) -> object:
    return await may_remove(ctx, ask.password)


@CATALOG.write(
    "device.revoke_key",
    title=words(zh="移除通行密钥", en="Remove a key"),
    secret=True,
    prepare=_recognise,
    refuses=(NotFound, WrongPassword, PasswordClosed, JustRecovered, TooMany),
)
async def revoke(ctx: Context, ask: WhichKey) -> KeyRevoked:
    """Take a key of mine away: from now on it signs nothing, and where I signed in with it I am signed out."""
    await was_right(ctx, ctx.prepared)
    revoked = await revoke_key(ctx, ctx.me, ask.device)
    if revoked is None:
        raise NotFound(field="device")
    if revoked:
        await stop_by_key(ctx, ask.device)
        await factor_changed(ctx, ctx.me, "passkey_revoked")
    return KeyRevoked()
