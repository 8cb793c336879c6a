"""How often a password may be tried: from anywhere, and besides that on a device where it was right before.

Strangers who guess use up the first. They cannot lock the customer out at home: a device that the customer has
signed in on has tries of its own, and proves itself by a secret that nobody can guess.
"""

from __future__ import annotations

from datetime import timedelta

from sycee.guard.identity._device import device_hash
from sycee.guard.limit import Quota, take
from sycee.kit.capability import Context
from sycee.kit.errors import TooMany

PER_SOURCE = Quota("sign-in from", 60, timedelta(minutes=15))
_PER_ACCOUNT = Quota("sign-in", 10, timedelta(minutes=15))
_PER_DEVICE = Quota("sign-in here", 10, timedelta(minutes=15))
_KNOWN = "SELECT EXISTS (SELECT FROM identity_device WHERE subject = $1 AND device = $2)"

Tried = tuple[Quota, str]
"""Where a try was counted."""


async def count_try(ctx: Context, handle: bytes, subject: int | None) -> Tried:
    """Count a try of the password behind this handle; refuses when there are none left for this caller."""
    try:
        await take(ctx, _PER_ACCOUNT, handle.hex())
    except TooMany:
        if subject is None or not await _at_home(ctx, subject):
            raise
        here = f"{subject}:{device_hash(ctx).hex()}"
        await take(ctx, _PER_DEVICE, here)
        return _PER_DEVICE, here
    return _PER_ACCOUNT, handle.hex()


async def _at_home(ctx: Context, subject: int) -> bool:
    if not ctx.device:
        return False
    async with ctx.db.gatherers.acquire() as connection:
        return bool(await connection.fetchval(_KNOWN, subject, device_hash(ctx)))
