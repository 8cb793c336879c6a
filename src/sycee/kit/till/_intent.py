"""The intent: a plan made canonical and immutable. Its digest is what is shown, proven, approved and committed.

The digest is over two hashes: of the document, which is what the customer reads, and of the rest, which is how the bank
does it. So a customer can show anybody what they signed without showing whose numbers stand in the bank's books.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from sycee.kit.capability import Context, Shown, encode
from sycee.kit.errors import Fault
from sycee.kit.journal import facts_of
from sycee.kit.money import Money, asset_by_id
from sycee.kit.till._plan import Held, Leg, Own, Plan
from sycee.kit.words import Words

A = TypeVar("A")

_DOMAIN = b"sycee:intent:v2\0"
_SALT = 16


class Sealing(msgspec.Struct, frozen=True, array_like=True):
    """Everything of a plan that the till commits, as plain values: what is digested, and what a proposal keeps.

    `salt`: the hash of all this may be shown to anybody; what is not shown cannot be guessed from it. One that was kept
    before there was a salt has none, and is digested as it was then.
    """

    verb: str
    key: UUID
    subject: int
    asset: int
    legs: tuple[tuple[int, int, str], ...]
    kind: str
    memo: str
    value_on: date | None
    counted: bool
    risk: str
    held: tuple[UUID, str, datetime | None] | None
    rows: tuple[tuple[str, dict[str, Any]], ...]
    shown: tuple[tuple[str, str, str], ...]
    said: msgspec.Raw
    salt: str = ""


class _Document(msgspec.Struct, frozen=True):
    """What a customer agrees to: the verb, under which key, who they are, and every line as it was shown."""

    verb: str
    key: UUID
    subject: int
    shown: tuple[tuple[str, str, str], ...]


class Said(msgspec.Struct):
    """What the journal keeps of something done; `legs` are the accounts and minor units that were booked with it."""

    answer: Any
    facts: list[dict[str, Any]]
    legs: list[tuple[int, int]] = []


class Intent(msgspec.Struct, frozen=True):
    """What is about to happen, canonical: `digest` binds all of `sealing`. `plan` is its working form.

    `said` is the journal's text if it is done; it is digested as it will be kept.
    """

    verb: str
    key: UUID
    subject: int
    mark: bytes
    plan: Plan[Any]
    sealing: Sealing
    said: str
    canonical: bytes
    digest: bytes

    @property
    def document(self) -> bytes:
        """What the customer reads and signs, as JSON. It has no number of anybody else's."""
        return _document_of(self.sealing)

    @property
    def rest(self) -> bytes:
        """SHA-256 of everything; with that of the document it makes the digest. Empty for one without a salt."""
        return sha256(self.canonical).digest() if self.sealing.salt else b""


class Sealed(msgspec.Struct, Generic[A], frozen=True):
    """An intent that a proof has approved: `approval` is consumed by the commit of this very digest."""

    intent: Intent
    approval: UUID


def intent_of(ctx: Context, verb: str, mark: bytes, plan: Plan[Any]) -> Intent:
    """The intent of a fresh plan."""
    if ctx.key is None:
        raise Fault("a plan needs its key")
    sealing = Sealing(
        verb=verb,
        key=ctx.key,
        subject=ctx.me if plan.payer is None else plan.payer,
        asset=plan.asset.id if plan.asset else 0,
        legs=tuple((leg.account, leg.amount.minor, leg.party) for leg in plan.legs),
        kind=plan.kind,
        memo=plan.memo,
        value_on=plan.value_on,
        counted=plan.counted,
        risk=plan.risk,
        held=(plan.held.id, plan.held.act, plan.held.until) if plan.held else None,
        rows=tuple((own.function, own.row) for own in plan.rows),
        shown=_lines(plan.shown),
        said=msgspec.Raw(encode(Said(plan.answer, facts_of(list(plan.facts)), _booked(plan)))),
        salt=os.urandom(_SALT).hex(),
    )
    return _sealed(sealing, mark, plan, encode(sealing, canonical=True))


def _booked(plan: Plan[Any]) -> list[tuple[int, int]]:
    """What the plan books at once: nothing where it only reserves or releases."""
    if plan.held is not None and plan.held.act != "post":
        return []
    return [(leg.account, leg.amount.minor) for leg in plan.legs]


def restore(canonical: bytes, mark: bytes) -> Intent:
    """The intent that a proposal has kept. Equal bytes give an equal digest; anything else is another intent."""
    sealing = msgspec.json.decode(canonical, type=Sealing)
    asset = asset_by_id(sealing.asset) if sealing.asset else None
    legs = tuple(Leg(a, Money(m, asset), p) for a, m, p in sealing.legs) if asset else ()
    plan: Plan[Any] = Plan(
        legs=legs,
        kind=sealing.kind,
        answer=msgspec.json.decode(sealing.said, type=Said).answer,
        risk=sealing.risk,
        memo=sealing.memo,
        value_on=sealing.value_on,
        shown=tuple(Shown(Words(zh, en), value) for zh, en, value in sealing.shown),
        counted=sealing.counted,
        held=Held(sealing.held[0], sealing.held[1], sealing.held[2]) if sealing.held else None,  # type: ignore[arg-type]
        rows=tuple(Own(f, r) for f, r in sealing.rows),
    )
    return _sealed(sealing, mark, plan, encode(sealing, canonical=True) if sealing.salt else canonical)


def digest_of(document: bytes, rest: bytes) -> bytes:
    """The digest of the intent that has this document and this rest."""
    return sha256(_DOMAIN + sha256(document).digest() + rest).digest()


def document_of(verb: str, key: UUID, subject: int, shown: Sequence[Shown]) -> bytes:
    """The document of these lines: for what went without being shown first, as it would have been."""
    return encode(_Document(verb, key, subject, _lines(shown)), canonical=True)


def _document_of(sealing: Sealing) -> bytes:
    return encode(_Document(sealing.verb, sealing.key, sealing.subject, sealing.shown), canonical=True)


def _lines(shown: Sequence[Shown]) -> tuple[tuple[str, str, str], ...]:
    return tuple((line.label.zh, line.label.en, line.value) for line in shown)


def _sealed(sealing: Sealing, mark: bytes, plan: Plan[Any], canonical: bytes) -> Intent:
    rest = sha256(canonical).digest()
    return Intent(
        verb=sealing.verb,
        key=sealing.key,
        subject=sealing.subject,
        mark=mark,
        plan=plan,
        sealing=sealing,
        said=bytes(sealing.said).decode(),
        canonical=canonical,
        digest=digest_of(_document_of(sealing), rest) if sealing.salt else rest,
    )
