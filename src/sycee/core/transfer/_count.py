"""A reader of facts: how often a payee was paid, which makes them known."""

from __future__ import annotations

from sycee.core import payee
from sycee.core.transfer._out import OutArrived
from sycee.core.transfer._send import Sent
from sycee.kit.capability import Context
from sycee.kit.journal import on


@on(Sent)
async def count_sent(ctx: Context, fact: Sent) -> None:
    """Count a transfer with its payee."""
    await payee.note_sent(ctx, fact.payer, fact.payee, fact.minor, fact.at, fact.transfer)


@on(OutArrived)
async def count_arrived(ctx: Context, fact: OutArrived) -> None:
    """Count a transfer that was reserved first, once it has arrived. Told here and as one that was sent, it has
    one number, and counts once."""
    await payee.note_sent(ctx, fact.owner, fact.payee, fact.minor, fact.at, fact.step)
