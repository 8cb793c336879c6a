"""Customers' books as columns, kept in the process: what was read once is not read again, and is never out of date.

Entries of the bank's own are only added, so columns up to some seq stay true for ever. Each look asks, in its own
snapshot, how far the accounts have come and which version the rest has, and reads what is missing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import numpy as np

from sycee.core import ledger
from sycee.guard.privacy import Vault
from sycee.insight.book._choices import Choices, read_choices, version_of
from sycee.insight.book._lines import Lines, lined_up
from sycee.insight.book._same import again
from sycee.insight.book._source import Source
from sycee.insight.book._texts import Ints, Texts
from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.money import ASSETS

_OUTSIDE = f"""
SELECT account_id, seq, booked_at, asset, amount, CASE WHEN {again("e")} THEN 0 ELSE counted END AS counted, direction,
       kind, counterparty, memo
FROM book_entry e WHERE owner = $1 ORDER BY account_id, seq
"""
_ENTRIES_MAX = 3_000_000
"""How many entries of all customers are kept at most, at some hundred bytes each."""
_OFF_LOOP = 2_000


@dataclass(slots=True)
class Kept:
    """One customer's book."""

    texts: Texts = field(default_factory=Texts)
    own: dict[int, Source] = field(default_factory=dict)
    out: dict[int, Source] = field(default_factory=dict)
    version: int = -1
    choices: Choices = field(default_factory=Choices)
    mark: Any = None
    lines: Lines | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def size(self) -> int:
        """How many entries it holds."""
        return sum(len(s.seq) for s in (*self.own.values(), *self.out.values()))


class Shelf:
    """The books that were looked at last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Kept] = OrderedDict()

    async def lines(self, ctx: Context) -> Lines:
        """The caller's whole book, as of the call's snapshot."""
        kept = self._kept.setdefault(ctx.me, Kept())
        self._kept.move_to_end(ctx.me)
        now = await _now(ctx)
        if kept.lines is None or kept.mark != now.mark:
            async with kept.turn:
                lines = await _brought_up(ctx, kept, now)
            self._make_room()
            return lines
        return kept.lines

    def _make_room(self) -> None:
        held = sum(kept.size for kept in self._kept.values())
        while held > _ENTRIES_MAX and len(self._kept) > 1:
            held -= self._kept.popitem(last=False)[1].size


async def lines_of(ctx: Context) -> Lines:
    """The caller's book as columns, in the snapshot of the call."""
    return await ctx.port(Shelf).lines(ctx)


async def mark_of(ctx: Context) -> str:
    """What two looks at the caller's book have in common that see the same; cheap, as no entry is read."""
    now = await _now(ctx)
    return sha256(repr(now.mark).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Now:
    """How far everything of a customer's is in one snapshot."""

    accounts: dict[int, tuple[int, str]]
    version: int

    @property
    def mark(self) -> tuple[Any, ...]:
        """What two looks have in common that see the same."""
        return self.version, tuple((number, seq) for number, (seq, _) in self.accounts.items())


async def _now(ctx: Context) -> Now:
    return Now(await ledger.reached(ctx), await version_of(ctx))


async def _brought_up(ctx: Context, kept: Kept, now: Now) -> Lines:
    if kept.lines is not None and kept.mark == now.mark:
        return kept.lines
    for number, (seq, asset) in now.accounts.items():
        kept.own[number] = await _own(ctx, kept, number, seq, asset)
    if now.version != kept.version:
        kept.out, kept.choices = await _outside(ctx, kept.texts), await read_choices(ctx, ctx.port(Vault))
        kept.version = now.version
    # A look whose snapshot is older than what another has brought here sees no more than its snapshot.
    own = [kept.own[number].until(seq) for number, (seq, _) in now.accounts.items()]
    sources = own + list(kept.out.values())
    if sum(len(s.seq) for s in sources) > _OFF_LOOP:
        lines = await asyncio.to_thread(lined_up, sources, kept.texts, kept.choices)
    else:
        lines = lined_up(sources, kept.texts, kept.choices)
    kept.lines, kept.mark = lines, now.mark
    return lines


async def _own(ctx: Context, kept: Kept, number: int, seq: int, asset: str) -> Source:
    known = kept.own.get(number)
    have = len(known.seq) if known else 0
    if known is not None and have >= seq:
        return known
    rows = await ledger.entries_between(ctx, number, have, seq)
    seq_, at, amount = (
        np.array(column, np.int64)
        for column in (
            [r["seq"] for r in rows],
            [_micros(r["booked_at"]) for r in rows],
            [r["amount"] for r in rows],
        )
    )
    text = np.array([kept.texts.number(r["kind"], r["party"], r["memo"]) for r in rows], np.int64)
    none = np.zeros(len(rows), np.int64)
    fresh = (seq_, at, amount, amount, text, none, kept.texts.guessed(text, amount, at))
    if known is not None:
        fresh = tuple(np.concatenate(pair) for pair in zip(known.columns(), fresh, strict=True))  # type: ignore[assignment]
    return Source(f"own:{number}", ASSETS[asset].id, *fresh)


async def _outside(ctx: Context, texts: Texts) -> dict[int, Source]:
    async with read(ctx) as connection:
        rows = await connection.fetch(_OUTSIDE, ctx.me)
    by_account: dict[tuple[int, str], list[Any]] = {}
    for row in rows:
        by_account.setdefault((row["account_id"], row["asset"]), []).append(row)
    return {n: _outside_source(key, found, texts) for n, (key, found) in enumerate(by_account.items())}


def _outside_source(key: tuple[int, str], rows: list[Any], texts: Texts) -> Source:
    def column(values: Any) -> Ints:
        return np.array(list(values), np.int64)

    amount, at = column(r["amount"] for r in rows), column(_micros(r["booked_at"]) for r in rows)
    text = column(texts.number(r["kind"], r["counterparty"], r["memo"]) for r in rows)
    base = column(r["amount"] if r["direction"] == "neutral" else r["counted"] for r in rows)
    neutral = column(r["direction"] == "neutral" for r in rows)
    seq = column(r["seq"] for r in rows)
    return Source(
        f"out:{key[0]}", ASSETS[key[1]].id, seq, at, amount, base, text, neutral, texts.guessed(text, amount, at)
    )  # fmt: skip


def _micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)
