"""How often a password may be tried: from anywhere, and besides that on a device where it was right before.

Strangers who guess use up the first. They cannot lock the customer out at home: a device that the customer has
signed in on has tries of its own, and proves itself by a secret that nobody can guess. After a hundred wrong ones and
no right one between them the password lets nobody in from there, until it is another.
"""

from __future__ import annotations

from datetime import timedelta

from sycee.guard.identity._device import device_hash
from sycee.guard.limit import EVER, Quota, forgive, take
from sycee.kit.capability import Context
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.words import words

PER_SOURCE = Quota("sign-in from", 60, timedelta(minutes=15))
_PER_ACCOUNT = Quota("sign-in", 10, timedelta(minutes=15))
_PER_DEVICE = Quota("sign-in here", 10, timedelta(minutes=15))
_IN_A_ROW, _IN_A_ROW_HERE = Quota("ever sign-in", 100, EVER), Quota("ever sign-in here", 100, EVER)
_KNOWN = "SELECT EXISTS (SELECT FROM identity_device WHERE subject = $1 AND device = $2)"

Tried = tuple[tuple[Quota, str], ...]
"""Where a try was counted."""


class PasswordClosed(Refusal):
    """The same for a customer's phone and for a stranger's."""

    code, http = "password_closed", 403
    say = words(
        zh="密码连续输错太多次，已停用。请用通行密钥登录，或点“忘记密码”重设",
        en="That password was wrong too many times in a row and is closed: use a passkey, or choose “I forgot it”",
    )


async def count_try(ctx: Context, handle: bytes, subject: int | None) -> Tried:
    """Count a try of the password behind this handle; refuses when there are none left for this caller."""
    elsewhere = handle.hex()
    no = await _counted(ctx, _PER_ACCOUNT, _IN_A_ROW, elsewhere)
    if no is None:
        return (_PER_ACCOUNT, elsewhere), (_IN_A_ROW, elsewhere)
    if subject is None or not await _at_home(ctx, subject):
        raise no
    here = f"{subject}:{device_hash(ctx).hex()}"
    no = await _counted(ctx, _PER_DEVICE, _IN_A_ROW_HERE, here)
    if no is not None:
        raise no
    return (_PER_DEVICE, here), (_IN_A_ROW_HERE, here)


async def forgive_tries(ctx: Context, handle: bytes) -> None:
    """The password behind this handle is another one: what was tried with the old one is forgotten. For write verbs."""
    for quota in (_PER_ACCOUNT, _IN_A_ROW):
        await forgive(ctx, quota, handle.hex())


async def _counted(ctx: Context, pace: Quota, in_a_row: Quota, who: str) -> Refusal | None:
    """Count a try; what is said to one too many. A try that comes too fast is not looked at, so it is none in a row."""
    try:
        await take(ctx, pace, who)
    except TooMany as no:
        return no
    try:
        await take(ctx, in_a_row, who)
    except TooMany:
        return PasswordClosed(field="password")
    return None


async def _at_home(ctx: Context, subject: int) -> bool:
    if not ctx.device:
        return False
    async with ctx.db.gatherers.acquire() as connection:
        return bool(await connection.fetchval(_KNOWN, subject, device_hash(ctx)))
