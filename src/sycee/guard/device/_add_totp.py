"""Adding an authenticator: a code of it shows that it has the secret, and another proof that its customer wants it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from msgspec import Meta

from sycee.guard.device._begin_totp import SECRET
from sycee.guard.device._totp import TotpClosed, WrongTotp, may_try, was_right
from sycee.guard.identity import factor_changed, step_of
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.db import Connection
from sycee.kit.errors import TooMany
from sycee.kit.words import END, words

_BEGUN_LIVES = timedelta(minutes=15)
_LATE = 20
"""While another proof is given the code that was shown grows old: by steps of half a minute, no more than these."""
_WHAT = words(zh="办理业务", en="What for")
_ADD = "绑定身份验证器 · an authenticator, to confirm with"

_BEGUN = "SELECT secret FROM device_totp WHERE subject = $1 AND since IS NULL AND begun_at > $2"
_ADD_IT = "UPDATE device_totp SET since = $2, step = $3, used_at = NULL WHERE subject = $1 AND since IS NULL"


class FirstCode(Ask, frozen=True):
    """What the authenticator shows."""

    code: Annotated[str, Meta(pattern=f"^[0-9]{{6}}{END}", description="the six digits")]


class TotpAdded(Answer, frozen=True):
    """Its codes prove from now on."""


async def _shows(ctx: Context, ask: FirstCode) -> tuple[Shown, ...]:
    await may_try(ctx)
    async with ctx.db.gatherers.acquire() as connection:
        await _shown(ctx, connection, ask.code, late=1)
    return (Shown(_WHAT, _ADD),)


@CATALOG.write(
    "device.add_totp",
    title=words(zh="绑定身份验证器", en="Add an authenticator"),
    channels=("http",),
    proof=2,
    shows=_shows,
    refuses=(WrongTotp, TotpClosed, TooMany),
)
async def add_totp(ctx: Context, ask: FirstCode) -> TotpAdded:
    """Have my authenticator's codes prove, once it has shown that it has the secret."""
    connection = write(ctx).connection
    step = await _shown(ctx, connection, ask.code, late=_LATE)
    await connection.execute(_ADD_IT, ctx.me, ctx.now, step)
    await was_right(ctx)
    await factor_changed(ctx, ctx.me, "totp_added")
    return TotpAdded()


async def _shown(ctx: Context, connection: Connection, code: str, *, late: int) -> int:
    row: Any = await connection.fetchrow(_BEGUN, ctx.me, ctx.now - ctx.lasts(_BEGUN_LIVES))
    step = step_of(ctx.port(Vault).unseal(row["secret"], SECRET, ctx.me), code, late) if row else None
    if step is None:
        raise WrongTotp(field="code")
    return step
