"""Codes of a customer's authenticator: each good once, five wrong ones in a while and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sycee.guard.device._begin_totp import SECRET
from sycee.guard.identity import step_of
from sycee.guard.limit import EVER, Quota, forgive, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import words

_WRONG = Quota("wrong authenticator code", 5, timedelta(minutes=15))
_IN_A_ROW = Quota("ever authenticator code", 100, EVER)
_LIVE = "SELECT secret FROM device_totp WHERE subject = $1 AND since IS NOT NULL"
# A code is used up where it is looked at: of two proofs with one code, one is a proof.
_USE = """
UPDATE device_totp SET step = $2, used_at = $3 WHERE subject = $1 AND since IS NOT NULL AND step < $2 RETURNING step
"""


class WrongTotp(Refusal):
    """The same for a code that is wrong, one that was used, and for who has no authenticator."""

    code, http = "wrong_totp", 403
    say = words(
        zh="动态码不正确，或已经用过；每个动态码只能用一次，请等下一个",
        en="That is not the code, or it was used: each is good once, wait for the next",
    )


class TotpClosed(Refusal):
    code, http = "totp_closed", 403
    say = words(
        zh="动态码连续输错太多次，身份验证器已停用。请换一种核验方式，或移除后重新绑定",
        en="Its codes were wrong too many times in a row: prove it in another way, or remove your authenticator and "
        "add it anew",
    )


async def check_totp(ctx: Context, code: str) -> None:
    """Refuses unless this is what the caller's authenticator shows now, and was not used before. For write verbs."""
    await may_try(ctx)
    connection = write(ctx).connection
    row: Any = await connection.fetchrow(_LIVE, ctx.me)
    step = step_of(ctx.port(Vault).unseal(row["secret"], SECRET, ctx.me), code) if row else None
    if step is None or await connection.fetchval(_USE, ctx.me, step, ctx.now) is None:
        raise WrongTotp(field="code")
    await was_right(ctx)


async def was_right(ctx: Context) -> None:
    """A code was right, or its authenticator is gone: the tries are forgotten. For write verbs."""
    for quota in (_WRONG, _IN_A_ROW):
        await forgive(ctx, quota, str(ctx.me))


async def may_try(ctx: Context) -> None:
    """Count a try of a code of the caller's authenticator; refuses what is too often."""
    await take(ctx, _WRONG, str(ctx.me))
    try:
        await take(ctx, _IN_A_ROW, str(ctx.me))
    except TooMany:
        raise TotpClosed(field="code") from None
