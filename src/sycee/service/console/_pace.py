"""How fast a member of staff may go through customers: enough for a busy day at the counter, not for a harvest."""

from __future__ import annotations

from datetime import timedelta

from sycee.guard.limit import Quota, take
from sycee.kit.capability import Context

_LOOKS = Quota("staff look", 120, timedelta(minutes=10))
_REVEALS = Quota("staff reveal", 20, timedelta(hours=1))
_RESETS = Quota("staff reset", 20, timedelta(hours=1))


async def pace_look(ctx: Context) -> None:
    """Count one look-up of the caller's; refuses the 121st in ten minutes."""
    await take(ctx, _LOOKS, str(ctx.clerk.member))


async def pace_reveal(ctx: Context) -> None:
    """Count one reveal of the caller's; refuses the 21st in an hour."""
    await take(ctx, _REVEALS, str(ctx.clerk.member))


async def pace_reset(ctx: Context) -> None:
    """Count one reset that the caller starts; refuses the 21st in an hour."""
    await take(ctx, _RESETS, str(ctx.clerk.member))
