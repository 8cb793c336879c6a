"""Taking an authenticator away."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.guard.device._begin_totp import SECRET
from sycee.guard.device._revoke import JustRecovered, may_remove
from sycee.guard.device._totp import was_right as forget_tries
from sycee.guard.identity import PasswordClosed, WrongPassword, factor_changed, was_right
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import TooMany
from sycee.kit.words import words

# The secret goes with it: whoever has it can prove nothing, and neither can the bank.
_REMOVE = """
UPDATE device_totp SET since = NULL, secret = $2, begun_at = '-infinity' WHERE subject = $1 AND since IS NOT NULL
RETURNING subject
"""


class RemoveTotp(Ask, frozen=True):
    password: Annotated[str, Meta(max_length=256, description="never stored, never logged")]


class TotpRemoved(Answer, frozen=True):
    """Its codes prove nothing any more."""


async def _recognise(ctx: Context, ask: RemoveTotp) -> object:
    return await may_remove(ctx, ask.password)


@CATALOG.write(
    "device.remove_totp",
    title=words(zh="移除身份验证器", en="Remove the authenticator"),
    secret=True,
    prepare=_recognise,
    refuses=(WrongPassword, PasswordClosed, JustRecovered, TooMany),
)
async def remove_totp(ctx: Context, _: RemoveTotp) -> TotpRemoved:
    """Take my authenticator away: its codes prove nothing from now on."""
    await was_right(ctx, ctx.prepared)
    nothing = ctx.port(Vault).seal("", SECRET, ctx.me)
    if await write(ctx).connection.fetchval(_REMOVE, ctx.me, nothing) is not None:
        await forget_tries(ctx)
        await factor_changed(ctx, ctx.me, "totp_removed")
    return TotpRemoved()
