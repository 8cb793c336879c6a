"""Closing days by itself: at night, piece after piece, and hourly where something was in the way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sycee.core.closing._run import closable, close_some, due_at
from sycee.kit.capability import Ask, Context, Nothing
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

_PIECE = "closing.piece"


class Until(Ask, frozen=True):
    """Up to and with which day."""

    until: date


@job(_PIECE)
async def piece(ctx: Context, ask: Until) -> None:
    """Do a piece of closing, and ask for the next one; when every day is closed, for the coming night's first."""
    if await close_some(ctx, ask.until) is not None:
        await _next(ctx, ask.until, ctx.now, derived_id(_PIECE, str(ctx.key)))
        return
    coming = ask.until + timedelta(days=1)
    await _next(ctx, coming, due_at(coming), derived_id(_PIECE, coming.isoformat()))


@job("closing.night", every=timedelta(hours=1))
async def night(ctx: Context, _: Nothing) -> None:
    """Begin, or go on after a fault that was tried too often."""
    await _next(ctx, closable(ctx.now), ctx.now, derived_id(_PIECE, "hourly", str(ctx.key)))


async def _next(ctx: Context, until: date, when: datetime, number: UUID) -> None:
    await later(ctx, _PIECE, Until(until=until), when, number)
