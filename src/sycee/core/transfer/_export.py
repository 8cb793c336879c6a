"""The receipt as a file that anybody can check, for the one who made the transfer."""

from __future__ import annotations

from uuid import UUID

from sycee.core import party
from sycee.core.transfer._receipt import Proven, WhichTransfer, receipt
from sycee.core.transfer._rules import shown
from sycee.guard.access import consent_of
from sycee.guard.certificate import Consent, Exported, NotSealedYet, countersigned
from sycee.kit.capability import CATALOG, Context, Nothing
from sycee.kit.db import Connection, read
from sycee.kit.errors import NotFound
from sycee.kit.journal import Place, known_keys, place_of
from sycee.kit.till import document_of
from sycee.kit.words import words

_SESSION = "session"
"""What allowed a payment for which no proof was asked: being signed in was enough."""


@CATALOG.read(
    "transfer.export",
    title=words(zh="导出回单", en="Export a receipt"),
    says=("导出回单", "export the receipt"),
    channels=("http", "cli"),  # a file to keep, not one to talk about
    refuses=(NotFound, NotSealedYet),
)
async def export(ctx: Context, ask: WhichTransfer) -> Exported:
    """The receipt of a transfer that I made, as a file that anybody can check without the bank: what I was shown, what
    my device signed, and the bank's own signature over when it was booked and where it stands in the record."""
    made = await receipt(ctx, ask)
    me = await party.me(ctx, Nothing())
    async with read(ctx) as connection:
        place = await place_of(connection, ask.transfer)
        if place is None:
            raise NotFound(field="transfer")
        consent = await _consent(ctx, connection, place, made)
        return await countersigned(ctx, connection, place, consent, payer=me.name, stage=made.stage)


async def _consent(ctx: Context, connection: Connection, place: Place, made: Proven) -> Consent:
    """How it came to be allowed. What was not read before it was done says what its receipt says."""
    found = await consent_of(connection, made.transfer, place.digest)
    if found is not None and found.document:
        return found
    document = document_of(await _verb(connection, made.transfer), made.transfer, ctx.me, shown(made))
    if found is None:
        return Consent(_SESSION, document)
    return Consent(found.factor, document, at=found.at, approval=found.approval)


async def _verb(connection: Connection, transfer: UUID) -> str:
    return (await known_keys(connection, [transfer]))[transfer].verb
