"""The receipt of a transfer, for the one who made it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from sycee.core.clearing import Rail
from sycee.core.transfer._out import OF_ENTRY, Out, Stage, out_of, reason_in_words
from sycee.core.transfer._rules import Receipt
from sycee.kit.capability import CATALOG, Ask, Context, decode
from sycee.kit.db import Connection, read
from sycee.kit.errors import NotFound
from sycee.kit.journal import Known, known_keys
from sycee.kit.words import Words, words


@dataclass(frozen=True, slots=True)
class Stands:
    """How what a verb above this module has paid stands now, where its receipt's first word is not the last."""

    stage: Stage
    ended_at: datetime | None
    returned_at: datetime | None
    reason: Words | None


Stood = Callable[[Connection, UUID], Awaitable[Stands | None]]
_STOOD: dict[str, Stood] = {}


def stood(verb: str) -> Callable[[Stood], Stood]:
    """Have receipts of this verb say how it stands now. The connection sees the payer's own rows."""

    def remember(how: Stood) -> Stood:
        _STOOD[verb] = how
        return how

    return remember


class WhichTransfer(Ask, frozen=True):
    transfer: UUID


class Proven(Receipt, frozen=True, kw_only=True):
    """The receipt with the instant of booking, and the code that its record is found by.

    `verb` is what it was made by: of a bill, bill.show says what became of it.
    `stage` is how it stands now: held, sent to the other bank, arrived, rejected, cancelled or returned, with when that
    came about and, where it did not arrive or came back, the reason.
    """

    verb: str
    booked_at: datetime
    verification: str
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    returned_at: datetime | None = None
    reason: str | None = None
    cancellable: bool = False


class _Said(msgspec.Struct):
    answer: msgspec.Raw


async def receipt_of(ctx: Context, transfer: UUID) -> UUID | None:
    """The transfer whose receipt shows what an entry of this number was: the caller made it by a verb that gives one.

    What was reserved first is booked, and given back, by steps with numbers of their own.
    """
    async with read(ctx) as connection:
        row = await connection.fetchrow(OF_ENTRY, ctx.me, transfer)
        number = transfer if row is None else row["id"]
        known = (await known_keys(connection, [number])).get(number)
    return number if known is not None and _is_receipt(known) else None


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
        row = await connection.fetchrow(OF_ENTRY, ctx.me, ask.transfer)
        how = _STOOD.get(known.verb) if known else None
        stands = await how(connection, ask.transfer) if how else None
    if known is None or not _is_receipt(known):
        raise NotFound(field="transfer")
    answer = decode(Receipt, bytes(msgspec.json.decode(known.said, type=_Said).answer))
    code = sha256(known.key.bytes + known.mark).hexdigest()[:16].upper()
    proven = Proven(
        **{name: getattr(answer, name) for name in Receipt.__struct_fields__},
        verb=known.verb,
        booked_at=known.booked_at,
        verification=" ".join(code[i : i + 4] for i in range(0, 16, 4)),
    )
    if stands is not None:
        return _after(ctx, proven, stands)
    return proven if row is None else _as_it_stands(ctx, proven, out_of(row))


def _after(ctx: Context, proven: Proven, stands: Stands) -> Proven:
    why = stands.reason and stands.reason.say(ctx.locale)
    return msgspec.structs.replace(
        proven, stage=stands.stage, ended_at=stands.ended_at, returned_at=stands.returned_at, reason=why
    )


def _as_it_stands(ctx: Context, proven: Proven, out: Out) -> Proven:
    rail: Rail = ctx.port(Rail)  # type: ignore[type-abstract]
    why = reason_in_words(out.reason)
    return msgspec.structs.replace(
        proven,
        stage=out.state,
        sent_at=out.sent_at,
        ended_at=out.ended_at,
        returned_at=out.returned_at,
        reason=why and why.say(ctx.locale),
        cancellable=out.cancellable(ctx.now),
        notice=rail.notice.say(ctx.locale) if out.bank is not None and rail.notice else None,
    )
