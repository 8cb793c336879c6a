"""The password once more, of somebody who is signed in: for what an open app in the wrong hands must not do."""

from __future__ import annotations

from typing import Any

from sycee.guard.identity._password import password_fits
from sycee.guard.identity._tries import PER_SOURCE, Tried, count_try
from sycee.guard.limit import forgive, give_back, take
from sycee.kit.capability import Context
from sycee.kit.errors import Refusal
from sycee.kit.words import words

_LOGIN = "SELECT handle, password FROM identity_login WHERE subject = $1"


class WrongPassword(Refusal):
    code, http = "wrong_password", 403
    say = words(zh="密码不正确", en="That is not your password")


async def same_person(ctx: Context, password: str, *, field: str = "password") -> Tried:
    """Refuses a password that is not the caller's; for `prepare`, as it hashes. Tries count as those of signing in do.

    Returns what `was_right` takes afterwards.
    """
    await take(ctx, PER_SOURCE, ctx.source)
    async with ctx.db.gatherers.acquire() as connection:
        login: Any = await connection.fetchrow(_LOGIN, ctx.me)
    tried = await count_try(ctx, login["handle"] if login else b"", ctx.me)
    if not await password_fits(login and login["password"], password):
        raise WrongPassword(field=field)
    return tried


async def was_right(ctx: Context, tried: Tried) -> None:
    """The password was right: the tries are forgotten. For write verbs."""
    for counted in tried:
        await forgive(ctx, *counted)
    await give_back(ctx, PER_SOURCE, ctx.source)
