"""One view over two sources: entries of the bank's own accounts, and rows that were brought in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta

from sycee.core import account, card, ledger
from sycee.insight.book._outside import Outside, outside_accounts
from sycee.insight.book._spans import DAYS
from sycee.kit.capability import Answer, Context
from sycee.kit.errors import BadInput, NotFound
from sycee.kit.money import Money
from sycee.kit.time import bank_day
from sycee.kit.words import END, Locale, Words

_NUMBER = "[1-9][0-9]{0,17}"
AccountRef = Annotated[str, Meta(pattern=f"^(own|out):{_NUMBER}{END}", description="an account of the book")]
OUTSIDE = f"^out:{_NUMBER}{END}"
"""The pattern of an account elsewhere."""
EntryRef = Annotated[str, Meta(pattern=f"^(own|out):{_NUMBER}:{_NUMBER}{END}", description="an entry")]


class Entry(Answer, frozen=True):
    """One line of the book. `amount` is signed; `balance` is None where the source does not tell it.

    `kind` is a word for machines in the bank's own entries, what the file said in others; `kind_title` is for people.
    `same`: the row of another account that is the same payment, seen by a wallet and by the card behind it.
    """

    id: str
    account: str
    at: datetime
    value_on: date
    amount: Money
    balance: Money | None
    kind: str
    kind_title: str
    title: str
    counterparty: str
    memo: str
    source: Literal["bank", "outside"]
    same: str | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The accounts that a call is about."""

    own: tuple[int, ...]
    out: tuple[int, ...]


def days(since: date | None, until: date | None) -> tuple[date | None, date | None]:
    """The days that a call is about; refuses days that no history has, and an end before the beginning."""
    for field, day in (("since", since), ("until", until)):
        if day is not None and not DAYS[0] <= day <= DAYS[1]:
            raise BadInput(field=field, reason=f"from {DAYS[0]} to {DAYS[1]}")
    if since and until and since > until:
        raise BadInput(field="until", reason="before since")
    return since, until


async def chosen(ctx: Context, refs: Sequence[str] | None) -> Chosen:
    """These accounts of the caller's, or all; refuses one that is not theirs exactly as one that is not there."""
    wanted = None if refs is None else [(kind, int(number)) for kind, number in (ref.split(":") for ref in refs)]
    own = await account.own_ids(ctx)
    # Cards and accounts elsewhere that nobody asks for need not be looked up.
    if wanted is None or any(kind == "own" and number not in own for kind, number in wanted):
        own |= await card.own_ids(ctx)
    elsewhere = wanted is None or any(kind == "out" for kind, _ in wanted)
    out = {a.id for a in await outside_accounts(ctx)} if elsewhere else set()
    if wanted is None:
        return Chosen(tuple(sorted(own)), tuple(sorted(out)))
    if any(number not in (own if kind == "own" else out) for kind, number in wanted):
        raise NotFound(field="accounts")
    return Chosen(
        tuple(sorted({n for kind, n in wanted if kind == "own"})),
        tuple(sorted({n for kind, n in wanted if kind == "out"})),
    )


def from_ledger(e: ledger.Entry, locale: Locale) -> Entry:
    """A ledger entry as the book shows it."""
    return Entry(
        id=f"own:{e.account}:{e.seq}",
        account=f"own:{e.account}",
        at=e.booked_at,
        value_on=e.value_on,
        amount=e.amount,
        balance=e.balance,
        kind=e.kind,
        kind_title=kind_title(e.kind).say(locale),
        title=e.party or kind_title(e.kind).say(locale),
        counterparty=e.party,
        memo=e.memo,
        source="bank",
        same=None,
    )


def from_outside(e: Outside) -> Entry:
    """A row that was brought in, as the book shows it."""
    return Entry(
        id=f"out:{e.account}:{e.seq}",
        account=f"out:{e.account}",
        at=e.booked_at,
        value_on=bank_day(e.booked_at),
        amount=e.amount,
        balance=e.balance,
        kind=e.kind,
        kind_title=e.kind,
        title=e.counterparty or e.memo or e.kind,
        counterparty=e.counterparty,
        memo=e.memo,
        source="outside",
        same=e.same,
    )


def kind_title(kind: str) -> Words:
    """What a kind of entry is called; a kind that has no name yet is called what it is."""
    return ledger.KINDS.get(kind, Words(re.sub(r"[{}]", "", kind), re.sub(r"[{}]", "", kind)))
