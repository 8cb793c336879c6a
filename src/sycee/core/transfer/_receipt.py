"""The receipt of a transfer, for the one who made it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from sycee.core.transfer._rules import Receipt
from sycee.kit.capability import CATALOG, Ask, Context, decode
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.journal import Known, known_keys
from sycee.kit.words import words


class WhichTransfer(Ask, frozen=True):
    transfer: UUID


class Proven(Receipt, frozen=True):
    """The receipt with the instant of booking, and the code that its record is found by."""

    booked_at: datetime
    verification: str


class _Said(msgspec.Struct):
    answer: msgspec.Raw


async def has_receipt(ctx: Context, transfer: UUID) -> bool:
    """Whether the caller made this transfer by a verb that gives a receipt."""
    async with read(ctx) as connection:
        known = (await known_keys(connection, [transfer])).get(transfer)
    return known is not None and _is_receipt(known)


def _is_receipt(known: Known) -> bool:
    return not known.refused and known.verb in CATALOG and CATALOG[known.verb].answer is Receipt


@CATALOG.read(
    "transfer.receipt",
    title=words(zh="转账回单", en="Transfer receipt"),
    says=("电子回单", "receipt"),
    refuses=(NotFound,),
)
async def receipt(ctx: Context, ask: WhichTransfer) -> Proven:
    """The receipt of a transfer that I made, as the bank's record has it."""
    async with read(ctx) as connection:
        known = (await known_keys(connection, [ask.transfer])).get(ask.transfer)
    if known is None or not _is_receipt(known):
        raise NotFound(field="transfer")
    answer = decode(Receipt, bytes(msgspec.json.decode(known.said, type=_Said).answer))
    code = sha256(known.key.bytes + known.mark).hexdigest()[:16].upper()
    return Proven(
        **{name: getattr(answer, name) for name in Receipt.__struct_fields__},
        booked_at=known.booked_at,
        verification=" ".join(code[i : i + 4] for i in range(0, 16, 4)),
    )
