"""How a reserved transfer ends: steps of the bank itself. Each moves it on from the state in which it was seen, in the
commit that moves the money: however often it is taken it happens once, and of two that disagree one happens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core.transfer._out import Out, OutArrived, OutReleased, OutReturned, WhichOut, kept, moves
from sycee.core.transfer._send import Sent
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.till import Held, Leg, Plan
from sycee.kit.words import words

_RISK = "settle"
Reason = Annotated[str, Meta(max_length=60)]


class ReleaseOut(Ask, frozen=True):
    """Which transfer does not go, and why."""

    transfer: UUID
    reason: Reason


class GiveBack(Ask, frozen=True):
    """Which transfer came back, why, and into which account of its owner."""

    transfer: UUID
    reason: Reason
    account: RowId


class OutEnded(Answer, frozen=True):
    """It has ended so."""

    transfer: UUID


@CATALOG.money("transfer.settle", title=words(zh="转账入账", en="Post a reserved transfer"), channels=())
async def settle(ctx: Context, ask: WhichOut) -> Plan[OutEnded]:
    """Post what was reserved for a transfer: it has arrived, or the rail has taken it."""
    out = await _found(ctx, ask.transfer)
    if ctx.key is None:
        raise Fault("a step is named by its key")
    facts: list[Fact] = [
        OutArrived(transfer=out.id, owner=out.owner, payee=out.payee, minor=out.amount.minor,
                   asset=out.amount.asset.code, step=ctx.key, at=ctx.now),
    ]  # fmt: skip
    if out.to_party is not None:
        facts.append(
            Sent(transfer=ctx.key, payer=out.owner, party=out.to_party, payee=out.payee, minor=out.amount.minor,
                 asset=out.amount.asset.code, at=ctx.now)
        )  # fmt: skip
    return Plan(
        legs=(Leg(out.account, -out.amount, out.to_name), Leg(out.to_account, out.amount, out.holder)),
        kind="transfer",
        memo=out.memo,
        risk=_RISK,
        counted=False,
        held=Held(out.id, "post"),
        rows=(moves(ctx, out, "arrived"),),
        answer=OutEnded(transfer=out.id),
        facts=tuple(facts),
    )


@CATALOG.money("transfer.release", title=words(zh="转账解除预留", en="Release a reserved transfer"), channels=())
async def release(ctx: Context, ask: ReleaseOut) -> Plan[OutEnded]:
    """Let go what was reserved for a transfer that does not go: nothing is debited."""
    out = await _found(ctx, ask.transfer)
    return Plan(
        legs=(),
        kind="transfer",
        risk=_RISK,
        counted=False,
        held=Held(out.id, "void"),
        rows=(moves(ctx, out, "rejected", ask.reason),),
        answer=OutEnded(transfer=out.id),
        facts=(OutReleased(transfer=out.id, owner=out.owner, reason=ask.reason),),
    )


@CATALOG.money("transfer.give_back", title=words(zh="退汇入账", en="Book a returned transfer"), channels=())
async def give_back(ctx: Context, ask: GiveBack) -> Plan[OutEnded]:
    """Book back what the other bank has returned, as an entry of its own."""
    out = await _found(ctx, ask.transfer)
    if ctx.key is None or out.bank is None:
        raise Fault("only another bank returns money, under a key")
    return Plan(
        legs=(Leg(out.to_account, -out.amount, out.holder), Leg(ask.account, out.amount, out.to_name)),
        kind="returned",
        memo=out.memo,
        risk=_RISK,
        counted=False,
        rows=(moves(ctx, out, "returned", ask.reason),),
        answer=OutEnded(transfer=out.id),
        facts=(OutReturned(transfer=out.id, owner=out.owner, reason=ask.reason, step=ctx.key),),
    )


async def _found(ctx: Context, transfer: UUID) -> Out:
    out = await ctx.db.gathered(_fetch)(transfer)
    if out is None or ctx.me != 0:
        raise Fault("the bank itself ends a reserved transfer")
    return out


async def _fetch(connection: Connection, numbers: Sequence[UUID]) -> dict[UUID, Out]:
    found = [await kept(connection, number) for number in numbers]
    return {out.id: out for out in found if out is not None}
